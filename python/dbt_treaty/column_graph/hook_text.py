"""A hook's Jinja as SQL, as far as it only names things.

A hook stands in dbt's manifest as it is written, and what it calls can't be rendered ahead of its
time. What is no plain name of a relation or a value is left as it is: no SQL grammar reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dbt_treaty.lineage.effect import OPEN_NAME
from dbt_treaty.project.model import RelationName

# None runs past the next opening, so that a text without any end is read once.
_COMMENT = re.compile(r"\{#(?:(?!\{#|#\}).)*#\}", re.DOTALL)
_JINJA = re.compile(r"\{\{((?:(?!\{[{%]|\}\}).)*)\}\}|\{%((?:(?!\{[{%]|%\}).)*)%\}", re.DOTALL)
_STRING = r"""\s*(?:'([^'{}]*)'|"([^"{}]*)")\s*"""
_REFERENCE = re.compile(
    rf"(ref|source)\({_STRING}(?:,{_STRING})?(?:,\s*v(?:ersion)?\s*=([^(),]+))?\)"
)
# Jinja that becomes a word and no SQL of its own.
_WORD = re.compile(
    r"(?:this|target|model|schema|database)(?:\.\w+)*|invocation_id"
    r"|run_started_at(?:\.\w+\([^()]*\))?|(?:var|env_var)\([^()]*\)"
)
_PART = re.compile(r"this\.(database|schema|name|identifier|table|alias)")
# What writes no data: a line in the log, our own note of the contract on what was built, and our
# own questions whether its quarantine is kept and its columns are the promised ones. The package's
# own models are asked how they are built, and filled with what the gate knows of the project: a
# macro that refuses any other model.
_SILENT = re.compile(
    r"log\([^()]*\)|dbt_treaty\.(?:stamp_contract|require_(?:quarantine|columns))\(\)"
    r"|dbt_treaty\.(?:require_materialized|fill_governance_table)\('\w+'\)"
)
# Each branch is read as statements of its own.
_BRANCH = re.compile(r"(?:if|elif)\b[^()]*(?:\([^()]*\)[^()]*)*|else|endif")

Find = Callable[[str, tuple[str, ...], "str | None"], "str | None"]


@dataclass(frozen=True, slots=True)
class HookText:
    """A hook as SQL. ``names`` has the words that stand for relations, with their unique ids."""

    sql: str
    names: Mapping[str, str]
    written: Mapping[str, str]

    def as_written(self, text: str) -> str:
        """A piece of the SQL with its Jinja back in place."""
        for word, jinja in self.written.items():
            text = text.replace(word, jinja)
        return text


def hook_text(raw: str, this: tuple[str, RelationName | None] | None, find: Find) -> HookText:
    """The SQL of a hook.

    Args:
        raw: the hook as it is written.
        this: what ``this`` is: the model's unique id and its relation; None where there is none.
        find: the unique id for ``ref`` or ``source``, its arguments and a version, or None.
    """
    names: dict[str, str] = {}
    written: dict[str, str] = {}

    def put(match: re.Match[str]) -> str:
        inner = (match[1] or match[2] or "").strip("-").strip()
        if match[2] is not None:
            return ";" if _BRANCH.fullmatch(inner) else match[0]
        if _SILENT.fullmatch(inner):
            return ""
        word = f"{OPEN_NAME}_{len(written)}_"
        part = _PART.fullmatch(inner)
        relation = this[1] if this else None
        if part and relation is not None:
            return _part(relation, part[1])
        reference = _REFERENCE.fullmatch(inner)
        if not reference and not _WORD.fullmatch(inner):
            return match[0]
        found = _found(reference, find) if reference else None
        if inner == "this" and this:
            found = this[0]
        if found is not None:
            names[word] = found
        written[word] = f"{{{{ {inner} }}}}"
        return word

    return HookText(_JINJA.sub(put, _COMMENT.sub(" ", raw)), names, written)


def _found(reference: re.Match[str], find: Find) -> str | None:
    kind, *strings, version = reference.groups()
    arguments = tuple(text for text in strings if text is not None)
    return find(kind, arguments, version.strip("'\" ") if version else None)


def _part(relation: RelationName, part: str) -> str:
    if part in ("database", "schema"):
        return getattr(relation, part) or ""
    return relation.identifier
