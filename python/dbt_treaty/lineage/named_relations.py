"""Finds the relations a text names, where no parser can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dbt_treaty.lineage.dialect import Dialect
from dbt_treaty.lineage.model import TableRead
from dbt_treaty.lineage.relations import Relations

_COMMENT = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_PART = r"""(?:"[^"\n]+"|`[^`\n]+`|\[[^\]\n]+\]|[^\W\d][\w$]*)"""
_NAME = re.compile(rf"{_PART}(?:\s*\.\s*{_PART}){{0,3}}")


def named_relations(sql: str, dialect: Dialect, relations: Relations) -> tuple[TableRead, ...]:
    """Every relation that some name in ``sql`` may mean, once, in the order of the text.

    Names are taken wherever they stand, in strings too: too many is safe here and too few is not.
    """
    reads: dict[str, TableRead] = {}
    text = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), sql)
    for match in _NAME.finditer(text):
        for parts in _readings(match.group()):
            entry = relations.resolve(parts, dialect.fold)
            if entry is not None and entry.relation.id not in reads:
                line = text.count("\n", 0, match.start()) + 1
                reads[entry.relation.id] = TableRead(match.group(), entry.relation.id, line)
    return tuple(reads.values())


def _readings(name: str) -> Iterator[list[tuple[str, bool]]]:
    """The name as a table's, and, as a column may stand at its end, without its last parts."""
    parts: list[tuple[str, bool]] = []
    for part in re.findall(_PART, name):
        if part[0] == "`":
            parts.extend((piece, True) for piece in part[1:-1].split("."))
        else:
            quoted = part[0] in '"['
            parts.append((part[1:-1] if quoted else part, quoted))
    for end in range(len(parts), 0, -1):
        yield parts[:end]
