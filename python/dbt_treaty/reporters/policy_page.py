"""A policy's page: why it is there, what it refuses and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

_SECTION = re.compile(r"^## (.+)\n", re.MULTILINE)


def page(policy: str) -> str:
    """The Markdown page that stands beside the policy's module."""
    name = f"{policy.replace('-', '_')}.md"
    return resources.files("dbt_treaty.policies").joinpath(name).read_text(encoding="utf-8")


def sections(text: str) -> Mapping[str, str]:
    """A page's sections by their heading: Why, Fails, Passes, Mend, Configure."""
    parts = _SECTION.split(text)
    headings, bodies = parts[1::2], parts[2::2]
    return MappingProxyType(dict(zip(headings, (body.strip() for body in bodies), strict=True)))
