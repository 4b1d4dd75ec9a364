"""Holds the fixtures' parents against those of sqlglot's own ``lineage()``, in every dialect.

sqlglot has every column that an expression names, whether its value is returned or only looked at.
So a column agrees where sqlglot has each parent whose value flows, and none that we never heard of.
Where it does not, ``sqlglot_differs.txt`` has why sqlglot is wrong there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot.errors

from dbt_treaty.lineage.analyse import analyse
from dbt_treaty.lineage.dialect import dialect_of
from dbt_treaty.lineage.fixtures_test import (
    Pair,
    fixture_relations,
    in_every_dialect,
    pairs,
)
from dbt_treaty.lineage.model import ColumnRef, OutputColumn, QueryLineage, Relation
from dbt_treaty.lineage.oracles.sqlglot_lineage import Parents, sqlglot_parents
from dbt_treaty.lineage.relations import Relations

COMMITTED = Path(__file__).with_name("sqlglot_differs.txt")
RAISES = "raises"


def comparable(pair: Pair) -> tuple[QueryLineage, list[Relation]] | None:
    """The lineage and the relations of a pair whose schemas are all known, None for another."""
    relations = fixture_relations(pair.schema)
    lineage = analyse(pair.sql, pair.dialect, Relations(relations))
    open_ = {relation.id for relation in relations if not relation.complete}
    read = {read.relation for read in lineage.reads}
    if lineage.reason is not None or not lineage.complete or None in read or read & open_:
        return None
    return lineage, [relation for relation in relations if relation.complete]


def differing(pair: Pair) -> list[str]:
    """The output columns about which sqlglot says something else, each once."""
    found = comparable(pair)
    if found is None or not found[1]:
        return []
    lineage, relations = found
    try:
        theirs = sqlglot_parents(pair.sql, dialect_of(pair.dialect), relations)
    except sqlglot.errors.SqlglotError:
        return [RAISES]
    tables = {relation.id: relation.name.lower() for relation in relations}
    rows = _parents(tables, lineage.row_scans)
    return [
        column.name
        for column, parents in _paired(lineage.columns, theirs)
        if not _agree(column, parents, rows, tables)
    ]


def _paired(
    ours: tuple[OutputColumn, ...], theirs: dict[str, Parents]
) -> Iterator[tuple[OutputColumn, Parents | None]]:
    """Our columns and sqlglot's parents of each: by place, for sqlglot numbers what has no alias.

    Where it has not as many, by name, but for names that several have: it keeps one of those.
    """
    if len(ours) == len(theirs):
        yield from zip(ours, theirs.values(), strict=True)
        return
    times = Counter(column.name.lower() for column in ours)
    for column in ours:
        if times[column.name.lower()] == 1:
            yield column, theirs.get(column.name.lower())


def _agree(
    column: OutputColumn, theirs: Parents | None, rows: Parents, tables: dict[str, str]
) -> bool:
    if theirs is None:
        return False
    values = _parents(tables, [e.parent for e in column.edges if e.evolution != "scan"])
    heard = _parents(tables, [e.parent for e in column.edges])
    return values <= theirs <= heard | rows


def _parents(tables: dict[str, str], refs: list[ColumnRef] | tuple[ColumnRef, ...]) -> Parents:
    return frozenset((tables[ref.relation], ref.column.lower()) for ref in refs)


def committed() -> dict[str, list[str]]:
    """The columns of each title on the list; a line that begins with ``#`` gives the reason."""
    found: dict[str, list[str]] = {}
    reason = ""
    for line in COMMITTED.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            reason = line
        elif line:
            title, _, columns = line.partition(" | ")
            assert reason, line
            assert title not in found, f"{title} stands there twice"
            found[title] = columns.split(", ")
    return found


KNOWN = committed()


@pytest.mark.parametrize("pair", in_every_dialect(), ids=lambda pair: pair.title)
def test_sqlglot_agrees_or_is_known_to_be_wrong(pair: Pair) -> None:
    title = pair.title.removesuffix(f" ({pair.dialect})")
    found, known = differing(pair), KNOWN.get(title, [])
    assert found == known, (
        "find out who is right; if sqlglot is not, say so in sqlglot_differs.txt:\n"
        f"{title} | {', '.join(found)}"
    )


def test_the_list_has_no_other_titles() -> None:
    assert set(KNOWN) <= {pair.title for pair in pairs()}


def test_a_wrong_parent_is_noticed() -> None:
    tables = {"u": "users"}
    lineage = analyse(
        "select email, id from u", "duckdb", Relations(fixture_relations("u(email, id)"))
    )
    theirs: Parents = frozenset({("users", "email")})
    told = [_agree(column, theirs, frozenset(), tables) for column in lineage.columns]
    assert told == [True, False]


def test_most_columns_agree() -> None:
    """A list that grew over half of the columns would be no oracle."""
    compared = [pair for pair in pairs() if comparable(pair)]
    columns = sum(len(found[0].columns) for pair in compared if (found := comparable(pair)))
    differ = sum(len(differing(pair)) for pair in compared)
    assert differ < columns / 2
