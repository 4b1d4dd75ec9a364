"""SQL that a model runs beside its query, and that no lineage reads: hooks and the SQL header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dbt_treaty.project.loose import as_items, as_mapping, as_text
from dbt_treaty.project.model import Resource

# What dbt's manifest calls them, and what a model's config() does.
_HOOKS = {"pre-hook": "pre_hook", "post-hook": "post_hook"}
_HEADER = "sql_header"

_COMMENT = re.compile(r"\{#.*?#\}|/\*.*?\*/|--[^\n]*", re.DOTALL)
_STRING = re.compile(r"'(?:[^']|'')*'")
# Jinja that becomes a name or a value and no SQL of its own.
_NAME = re.compile(
    r"\{\{-?\s*(?:(?:this|target|model)(?:\.\w+)*|invocation_id|run_started_at(?:\.\w+\(.*?\))?"
    r"|(?:ref|source|var|env_var)\([^()]*\))\s*-?\}\}"
)
_HARMLESS = re.compile(
    r"(?:grant|revoke|analy[sz]e|vacuum|comment\s+on|optimize|refresh|msck|set|reset|use|begin|commit"
    r"|delete|truncate|drop\s+(?:table|view|index)|create\s+(?:unique\s+)?index)\b",
    re.IGNORECASE,
)
_ALTER = re.compile(r"alter\b", re.IGNORECASE)
_MOVES = re.compile(r"\b(?:as|select|swap|exchange|rename|replace|using)\b", re.IGNORECASE)
_INSERT = re.compile(r"insert\b", re.IGNORECASE)
_READS = re.compile(r"\b(?:select|from|table|returning|exec|execute|call)\b", re.IGNORECASE)


def side_sql(resource: Resource) -> Iterator[tuple[str, str]]:
    """Each statement beside the query that may move values: the config() key and the text."""
    for name, key in _HOOKS.items():
        for hook in _listed(resource.config.get(name) or resource.config.get(key)):
            yield from ((key, statement) for statement in _moving(hook))
    header = as_text(resource.config.get(_HEADER))
    yield from ((_HEADER, statement) for statement in _moving(header or ""))


def _listed(hooks: Any) -> Iterator[str]:
    """The texts of hooks: each is a text or a mapping with one, alone or in a list."""
    for hook in hooks if isinstance(hooks, (list, tuple)) else as_items([hooks]):
        told = as_mapping(hook).get("sql") if isinstance(hook, Mapping) else hook
        yield as_text(told) or ""


def _moving(sql: str) -> Iterator[str]:
    for text in _COMMENT.sub(" ", sql).split(";"):
        statement = " ".join(text.split())
        if statement and not _is_harmless(_STRING.sub("''", _NAME.sub("name", statement))):
            yield statement


def _is_harmless(statement: str) -> bool:
    if "{{" in statement or "{%" in statement:
        return False
    if _ALTER.match(statement):
        return not _MOVES.search(statement)
    if _INSERT.match(statement):
        return not _READS.search(statement)
    return bool(_HARMLESS.match(statement))
