"""What a resource is called in a message."""

from __future__ import annotations

from dbt_treaty.project.model import Resource


def full_name(resource: Resource) -> str:
    """``<domain>.<tier>.<table>`` where both are known, else kind and name."""
    if resource.domain and resource.tier:
        return f"{resource.domain}.{resource.tier}.{resource.name}"
    return f"the {resource.kind} {resource.name}"


def call_of(resource: Resource) -> str:
    """The call in a model's text that reads a resource: ``{{ ref('x') }}``."""
    if resource.kind == "source":
        _, _, source, table = resource.id.split(".", 3)
        return f"{{{{ source('{source}', '{table}') }}}}"
    version = f", v={resource.version}" if resource.version else ""
    return f"{{{{ ref('{resource.name}'{version}) }}}}"
