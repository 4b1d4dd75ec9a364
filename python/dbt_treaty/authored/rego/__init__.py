"""Policies in Rego, the language of Open Policy Agent."""
