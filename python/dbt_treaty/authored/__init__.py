"""Policies that a project or an installed package brings along, each as a ``Policy``."""
