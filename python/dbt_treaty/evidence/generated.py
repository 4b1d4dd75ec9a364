"""A model's properties file, and whether it is one that sync generated."""

from __future__ import annotations

from dbt_treaty.project.model import Resource

FOLDER = "_treaty"


def properties_path(resource: Resource) -> str:
    """The properties file, relative to its project; dbt writes ``<package>://<path>``."""
    return (resource.patch_path or "").rpartition("://")[2]


def has_generated_properties(resource: Resource) -> bool:
    """Whether the model's properties file lies in a folder that only sync writes to.

    The file's place speaks even where the model's own ``config(meta=…)`` has wiped out what the
    file says.
    """
    return FOLDER in properties_path(resource).split("/")[:-1]
