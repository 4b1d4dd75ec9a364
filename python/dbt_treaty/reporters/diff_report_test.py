"""One diff in every format it can be written in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from dbt_treaty.contracts.model import Contract, ContractColumn, Deprecation, Owner, Sla
from dbt_treaty.errors import Place
from dbt_treaty.evolution.evolve import evolve
from dbt_treaty.evolution.pairs import pair
from dbt_treaty.evolution.readers import Readers
from dbt_treaty.evolution.rules import RULES
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.reporters.diff_formats import DIFF_FORMATS
from dbt_treaty.reporters.diff_report import DiffReport, reading
from dbt_treaty.reporters.formats import Canvas

ID = ContractColumn("id", "string", line=3)
AMOUNT = ContractColumn("amount", "double", line=4)
OLD = Contract(
    table="facts",
    domain="orders",
    tier="product",
    version="2.1.0",
    owner=Owner("@orders"),
    columns=(ID, AMOUNT),
    sla=Sla(),
    semantics=(),
    place=Place("c/facts.yaml", 1),
)
NEW = replace(
    OLD,
    version="2.2.0",
    columns=(ID,),
    description="Now | with <b>markup</b>.",
    deprecation=Deprecation("2.x", "2027-01-31", None, "Drop `amount` | now."),
)
SAME = replace(OLD, table="same")
FIRST = replace(OLD, table="first", version="0.1.0")
LOST = replace(OLD, table="lost", columns=())
FINDING = Finding(
    "semver-bump",
    Severity.ERROR,
    "",
    "Too small by far.",
    "Write 3.0.0.",
    path="c/facts.yaml",
    line=1,
)
REPORT = DiffReport(
    baseline="main (1234567)",
    evolutions=evolve(
        pair([OLD, SAME, LOST], [NEW, SAME, FIRST]),
        {rule.name: rule.level for rule in RULES},
        date(2026, 1, 1),
    ),
    findings=(FINDING,),
    notes=("A note.",),
    readers={
        ("orders.product.facts", "amount"): Readers(("model.m.a", "model.m.b"), ("model.m.c",))
    },
)


def written(name: str) -> str:
    return DIFF_FORMATS[name](REPORT, Canvas())


def test_text() -> None:
    assert (
        written("text")
        == """\
Compared with main (1234567).

orders.product.facts 2.1.0 → 2.2.0: needs a major step and takes a minor one:
too small
  major column-dropped c/facts.yaml:1
    amount is gone. Read by a, b, and perhaps by c.
  patch wording-changed c/facts.yaml:1
    the description has other words.
  patch deprecation-changed c/facts.yaml:1
    the deprecation block is another.

orders.product.first 0.1.0: new
  It is new: there is nothing to compare it with.

orders.product.lost 2.1.0: withdrawn
  major product-withdrawn c/facts.yaml:1
    orders.product.lost is withdrawn.

  error semver-bump c/facts.yaml:1
    Too small by far.
    mend: Write 3.0.0.

A note.
3 of 4 contracts changed; 1 error, 0 warnings.
"""
    )


def test_text_fits_eighty_columns() -> None:
    assert max(map(len, written("text").splitlines())) <= 80


def test_json() -> None:
    told = json.loads(written("json"))

    assert list(told) == [
        *("schema_version", "baseline", "contracts", "findings", "notes", "summary")
    ]
    assert told["summary"] == {"contracts": 4, "changed": 3, "error": 1, "warn": 0}
    facts = next(each for each in told["contracts"] if each["name"] == "orders.product.facts")
    assert facts | {"changes": facts["changes"][:1]} == {
        "name": "orders.product.facts",
        "path": "c/facts.yaml",
        "line": 1,
        "before": "2.1.0",
        "after": "2.2.0",
        "verdict": "too small",
        "needed": "major",
        "given": "minor",
        "wanted": "3.0.0",
        "note": "",
        "changes": [
            {
                "rule": "column-dropped",
                "level": "major",
                "part": "schema.amount",
                "column": "amount",
                "message": "amount is gone",
                "path": "c/facts.yaml",
                "line": 1,
                "readers": {"certain": ["model.m.a", "model.m.b"], "perhaps": ["model.m.c"]},
            }
        ],
    }
    assert [each["readers"] for each in facts["changes"][1:]] == [None, None]
    assert [(each["name"], each["verdict"]) for each in told["contracts"]] == [
        ("orders.product.facts", "too small"),
        ("orders.product.first", "new"),
        ("orders.product.lost", "withdrawn"),
        ("orders.product.same", "unchanged"),
    ]


def test_markdown_shows_every_text_as_it_is() -> None:
    assert (
        written("markdown")
        == """\
## Changes of contracts

Compared with main (1234567). 3 of 4 contracts changed; 1 error, 0 warnings.

> **error semver-bump**: Too small by far.
> Write 3.0.0.

### orders.product.facts 2.1.0 → 2.2.0

Needs a major step and takes a minor one: too small.

| level | change | rule | where |
| --- | --- | --- | --- |
| major | amount is gone. Read by a, b, and perhaps by c. | column-dropped | c/facts.yaml:1 |
| patch | the description has other words. | wording-changed | c/facts.yaml:1 |
| patch | the deprecation block is another. | deprecation-changed | c/facts.yaml:1 |

2.x ends on 2027-01-31.

Migration: Drop `amount` \\| now.

### orders.product.first 0.1.0

New. It is new: there is nothing to compare it with.

### orders.product.lost 2.1.0

Withdrawn.

| level | change | rule | where |
| --- | --- | --- | --- |
| major | orders.product.lost is withdrawn. | product-withdrawn | c/facts.yaml:1 |

A note.
"""
    )


def test_who_reads_a_column_in_words() -> None:
    told = [
        reading(readers)
        for readers in (Readers(), Readers(("model.m.a",)), Readers((), ("model.m.b.v2",)))
    ]
    assert told == [
        "Nobody in this project reads it.",
        "Read by a.",
        "Nobody is known to read it; perhaps b.v2 does.",
    ]
