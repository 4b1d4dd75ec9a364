"""Inputs with nothing but the fields that a policy can see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbt_treaty.authored.rego.seen import GROUPS, MODELS, Seen, Way


def narrowed(document: Mapping[str, Any], seen: Seen) -> dict[str, Any]:
    """A document of which only the fields are left that are seen."""
    fields = dict(seen)
    return {part: _narrowed(value, (part,), fields) for part, value in document.items()}


def _narrowed(value: Any, way: Way, fields: Mapping[Way, tuple[str, ...]]) -> Any:
    if way == (MODELS,):
        return [
            {part: _narrowed(each, (*way, part), fields) for part, each in model.items()}
            for model in value
        ]
    kept = fields.get(way)
    if kept is None:
        return value
    if isinstance(value, list):
        return [_picked(each, kept) for each in value]
    if way == (GROUPS,):
        return {name: [_picked(each, kept) for each in group] for name, group in value.items()}
    return _picked(value, kept)


def _picked(value: Mapping[str, Any], kept: tuple[str, ...]) -> dict[str, Any]:
    return {key: value[key] for key in kept if key in value}
