"""Counts the fixtures: each construct in each dialect that has it, plain and tricky."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dbt_treaty.lineage.fixtures_test import FIXTURES, NINE, Pair, in_every_dialect

MATRIX = FIXTURES / "MATRIX.md"
PACKAGE = FIXTURES.parent.parent
LEVELS = ("plain", "tricky")
# Whose grammar and names are those of one of the nine.
SAME = {"spark": "databricks", "sqlserver": "tsql", "athena": "trino"}
_HAS = re.compile(r"- (?P<dialects>[a-z ]+): `(?P<spelling>.+)`$")
_OWN = re.compile(r"- .+: `(?P<path>[\w/]+_test\.py)::(?P<test>test_\w+)`$")
_LACKS = re.compile(r"- not (?P<dialects>[a-z ]+): (?P<instead>.+)$")


@dataclass
class Construct:
    """A construct of SQL: its spelling in each dialect that has it, and who lacks it, and why."""

    name: str
    spellings: dict[str, re.Pattern[str]] = field(default_factory=dict)
    lacking: dict[str, str] = field(default_factory=dict)


def constructs(path: Path = MATRIX) -> dict[str, Construct]:
    """The constructs of the matrix by name."""
    found: dict[str, Construct] = {}
    current = Construct("")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            current = found[line[4:]] = Construct(line[4:])
        elif _OWN.match(line):
            continue
        elif match := _LACKS.match(line):
            current.lacking |= dict.fromkeys(match["dialects"].split(), match["instead"])
        elif match := _HAS.match(line):
            names = NINE if match["dialects"] == "all" else match["dialects"].split()
            pattern = re.compile(match["spelling"].replace(r"\`", "`"), re.DOTALL)
            current.spellings |= dict.fromkeys(names, pattern)
        else:
            assert not line.startswith("- "), line
    return found


CONSTRUCTS = constructs()
CELLS = [(c.name, d, level) for c in CONSTRUCTS.values() for d in c.spellings for level in LEVELS]


def shown(pairs: list[Pair]) -> dict[tuple[str, str, str], list[Pair]]:
    """The pairs for each construct, dialect and level that they say they show."""
    found: dict[tuple[str, str, str], list[Pair]] = {}
    for pair in pairs:
        for text in pair.shows:
            construct, _, level = text.rpartition(" ")
            cell = (construct, SAME.get(pair.dialect, pair.dialect), level)
            found.setdefault(cell, []).append(pair)
    return found


SHOWN = shown(in_every_dialect())


def unfilled(cells: dict[tuple[str, str, str], list[Pair]]) -> list[tuple[str, str, str]]:
    """The cells of the matrix that no pair fills."""
    return [cell for cell in CELLS if cell not in cells]


def test_every_dialect_has_a_construct_or_lacks_it_for_a_reason() -> None:
    for construct in CONSTRUCTS.values():
        said = [*construct.spellings, *construct.lacking]
        assert sorted(said) == sorted(NINE), construct.name


def test_every_cell_has_a_plain_and_a_tricky_pair() -> None:
    assert unfilled(SHOWN) == []


def test_pairs_show_only_what_the_matrix_asks_for() -> None:
    assert sorted(set(SHOWN) - set(CELLS)) == []


@pytest.mark.parametrize("construct", CONSTRUCTS.values(), ids=lambda c: c.name)
def test_a_pair_is_spelled_as_its_dialect_spells_the_construct(construct: Construct) -> None:
    for dialect, spelling in construct.spellings.items():
        for level in LEVELS:
            for pair in SHOWN.get((construct.name, dialect, level), []):
                assert spelling.search(" ".join(pair.sql.split())), pair.title


@pytest.mark.parametrize("construct", CONSTRUCTS.values(), ids=lambda c: c.name)
def test_plain_and_tricky_are_two_pairs(construct: Construct) -> None:
    for dialect in construct.spellings:
        plain, tricky = (
            {pair.title for pair in SHOWN.get((construct.name, dialect, level), [])}
            for level in LEVELS
        )
        assert not plain & tricky, (dialect, plain & tricky)


def test_what_is_dbts_own_has_its_tests() -> None:
    lines = MATRIX.read_text(encoding="utf-8").splitlines()
    own = [match for line in lines if (match := _OWN.match(line))]
    missing = [
        match.group()
        for match in own
        if f"def {match['test']}(" not in (PACKAGE / match["path"]).read_text(encoding="utf-8")
    ]
    assert (bool(own), missing) == (True, [])


def test_a_cell_that_nobody_fills_is_noticed() -> None:
    cell = CELLS[0]
    assert unfilled({other: [] for other in CELLS if other != cell}) == [cell]
