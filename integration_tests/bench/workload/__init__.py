"""Manifests of invented projects, whose column lineage is known because it was chosen."""
