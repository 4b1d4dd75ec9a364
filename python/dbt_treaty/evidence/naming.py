"""What a resource is called in a message."""

from __future__ import annotations

from dbt_treaty.project.model import Resource


def full_name(resource: Resource) -> str:
    """``<domain>.<tier>.<table>`` where both are known, else kind and name."""
    if resource.domain and resource.tier:
        return f"{resource.domain}.{resource.tier}.{resource.name}"
    return f"the {resource.kind} {resource.name}"
