"""Plain data as YAML that our own reader, and any other, reads back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from dbt_treaty.documents.scalar import UnfitNumberError, resolve


class _Dumper(yaml.SafeDumper):
    """Quotes every text that YAML 1.1 or 1.2 would take for something else."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the parent's signature
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002 - the parent's signature
        return super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # A block shows a text of several lines as it is; what it can't hold is quoted by the emitter.
    style = "|" if "\n" in text and text.strip(" \n") == text.rstrip("\n") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style or _quotes(text))


def _quotes(text: str) -> str | None:
    try:
        return None if resolve(text) == text else '"'
    except UnfitNumberError:
        return '"'


_Dumper.add_representer(str, _text)


def to_yaml(data: Mapping[str, Any]) -> str:
    """The text of one YAML document, keys in their order."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
