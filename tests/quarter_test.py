"""A quarter in the life of order_facts: every step is really built, and its reader never breaks.

2.1.0 → 2.1.1 (a check) → 2.2.0 (discount_amount) → 2.3.0 (payment_method) → 2.4.0 and 3.0.0 side by
side (amount → gross_amount, net_amount) → 2.x past its sunset → 3.0.0 alone.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from dbt_runs import DbtProject

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

Make = Callable[[dict[str, str]], DbtProject]
CONTRACT = "contracts/orders/product/order_facts.contract.yaml"
NEXT_CONTRACT = "contracts/orders/product/order_facts_v3.contract.yaml"
MODEL = "models/orders/product/order_facts.sql"
NEXT_MODEL = "models/orders/product/order_facts_v3.sql"
READER = "models/marketing/derived/leads.sql"
PROPERTIES = "models/orders/product/_treaty/order_facts.yml"

HEAD = """\
name: orders.product.order_facts
version: "{version}"
owner: {{team: "@orders-team", on_call: orders-pager}}
sla: {{freshness: 1d, completeness: "99%", accuracy: "99%"}}
semantics: {{order_id: One row for each order}}
schema:
  - {{name: order_id, type: string, required: true, primary_key: true}}
"""
AMOUNT = '  - {name: amount, type: "decimal(12,2)", required: true}\n'
STATUS = "  - {name: status, type: string, required: true}\n"
CHECKED = "  - {name: status, type: string, required: true, accepted_values: [paid, placed]}\n"
DISCOUNT = '  - {name: discount_amount, type: "decimal(12,2)"}\n'
PAYMENT = "  - {name: payment_method, type: string}\n"
NET = '  - {name: net_amount, type: "decimal(12,2)"}\n'
GROSS = """\
  - {name: gross_amount, type: "decimal(12,2)", required: true}
  - {name: net_amount, type: "decimal(12,2)", required: true}
"""
ENDS = """\
deprecation:
  previous_version: 2.x
  announced: "2026-12-01"
  sunset_date: "2027-03-31"
  migration_notes: Rename amount to gross_amount.
"""
# Version, day, columns, and a version that says too little of the same change.
STEPS = (
    ("2.1.1", "2026-10-10", AMOUNT + CHECKED, "2.1.0"),
    ("2.2.0", "2026-10-20", AMOUNT + CHECKED + DISCOUNT, "2.1.2"),
    ("2.3.0", "2026-11-01", AMOUNT + CHECKED + DISCOUNT + PAYMENT, "2.2.1"),
)
RAW = """\
select
    cast(id as varchar) as order_id, cast(9 as decimal(12, 2)) as amount,
    cast('paid' as varchar) as status, cast(2 as decimal(12, 2)) as discount_amount,
    cast('card' as varchar) as payment_method, cast(7 as decimal(12, 2)) as net_amount,
    cast(9 as decimal(12, 2)) as gross_amount
from range(3) as ids(id)
"""
FILES = {
    "dbt_treaty.yml": """\
layout: ["models/{domain}/{tier}/**"]
consumers:
  - {domain: marketing, source: orders.product.order_facts, pin: "^2.1"}
""",
    ".gitignore": "target/\nlogs/\ndbt_packages\n",
    "models/orders/derived/all_orders.sql": RAW,
    READER: "select order_id, amount from {{ ref('order_facts') }}\n",
}


def contract(version: str, columns: str, more: str = "") -> str:
    return HEAD.format(version=version) + columns + more


def model(columns: str) -> str:
    names = ["order_id", *(each["name"] for each in yaml.safe_load(columns))]
    return f"select {', '.join(names)} from {{{{ ref('all_orders') }}}}\n"


class Quarter:
    """The project, with its calendar and its history."""

    def __init__(self, project: DbtProject, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = project
        self._monkeypatch = monkeypatch
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(["git", *who, *arguments], cwd=self.project.root, check=True)

    def day(self, day: str) -> None:
        self._monkeypatch.setenv("DBT_TREATY_TODAY", day)

    def write(self, path: str, text: str) -> None:
        self.project.edit(path, "", text)

    def sync(self) -> None:
        self.project.dbt_here("run-operation", "sync_contracts").must_pass()

    def build(self, exit_: int = 0) -> list[dict[str, Any]]:
        """Build; the findings that are left."""
        run = self.project.dbt_here("build")
        assert run.exit == exit_, run.output
        return self.project.findings()

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a step")

    def refused(self) -> str:
        """What `dbt-treaty diff` says of a bump that is too small."""
        run = self.project.treaty("diff")
        assert run.exit == 1, run.output
        return " ".join(run.output.split())

    def leads(self) -> tuple[str, list[tuple[Any, ...]]]:
        """The reader's file and its rows."""
        import duckdb

        path = str(self.project.root / "target" / "small.duckdb")
        with duckdb.connect(path) as connection:
            rows = connection.execute("select * from main.leads order by 1").fetchall()
        return (self.project.root / READER).read_text(), rows

    def versions(self) -> dict[str, Any]:
        entry = yaml.safe_load((self.project.root / PROPERTIES).read_text())["models"][0]
        ends = {each["v"]: str(each.get("deprecation_date")) for each in entry["versions"]}
        return {"latest": entry["latest_version"], "ends": ends}


def short(findings: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(f["policy"], f["severity"], f["resource"].split(".")[-1]) for f in findings]


@pytest.fixture
def quarter(small_project: Make, monkeypatch: pytest.MonkeyPatch) -> Quarter:
    columns = AMOUNT + STATUS
    first = {CONTRACT: contract("2.1.0", columns), MODEL: model(columns)}
    life = Quarter(small_project({**FILES, **first}), monkeypatch)
    life.day("2026-10-01")
    life.sync()
    assert life.build() == []
    life.commit()
    return life


def test_a_quarter_in_the_life_of_order_facts(quarter: Quarter) -> None:
    leads = quarter.leads()
    assert len(leads[1]) == 3
    alone = {"latest": 2, "ends": {2: "None"}}
    for version, day, columns, too_small in STEPS:
        quarter.day(day)
        quarter.write(CONTRACT, contract(too_small, columns))
        assert "semver-bump" in quarter.refused()
        quarter.write(CONTRACT, contract(version, columns))
        quarter.write(MODEL, model(columns))
        quarter.sync()
        assert (quarter.build(), quarter.versions(), quarter.leads()) == ([], alone, leads)
        quarter.commit()

    side_by_side(quarter, leads)
    sunset(quarter)


def side_by_side(quarter: Quarter, leads: tuple[str, list[tuple[Any, ...]]]) -> None:
    """3.0.0 comes beside 2.4.0: readers of 2.x are warned, build, and get what they got."""
    old, new = AMOUNT + CHECKED + DISCOUNT + PAYMENT + NET, GROSS + CHECKED + DISCOUNT + PAYMENT
    quarter.day("2026-12-01")
    quarter.write(CONTRACT, contract("2.4.0", new))
    assert "gross_amount" in quarter.refused(), "a rename is no minor change"
    quarter.write(CONTRACT, contract("2.4.0", old))
    quarter.write(NEXT_CONTRACT, contract("3.0.0", new))
    assert "missing-deprecation" in quarter.refused()
    quarter.write(NEXT_CONTRACT, contract("3.0.0", new, ENDS))
    quarter.write(MODEL, model(old))
    quarter.write(NEXT_MODEL, model(new))
    quarter.sync()
    quarter.project.edit("dbt_treaty.yml", "consumers:\n", "consumers:\n" + SALES)
    quarter.write(
        "models/sales/derived/books.sql", "select net_amount from {{ ref('order_facts', v=3) }}\n"
    )
    before = (quarter.project.root / PROPERTIES).read_bytes()
    findings = quarter.build()
    assert short(findings) == [("sunset-version", "warn", "leads")]
    assert "120 days are left" in findings[0]["message"]
    assert "Rename amount to gross_amount." in findings[0]["help"]
    assert quarter.versions() == {"latest": 2, "ends": {2: "2027-03-31", 3: "None"}}
    assert quarter.leads() == leads
    assert {"main.order_facts", "main.order_facts_v3"} <= set(quarter.project.tables())
    quarter.project.treaty("sync").must_pass()
    assert (quarter.project.root / PROPERTIES).read_bytes() == before, "both doors, to the byte"
    quarter.commit()


SALES = '  - {domain: sales, source: orders.product.order_facts, pin: "^3.0"}\n'


def sunset(quarter: Quarter) -> None:
    """After the day nothing is built on 2.x; who moves to 3.0 is built, and 2.x can go."""
    quarter.day("2027-04-01")
    assert short(quarter.build(2)) == [("sunset-version", "error", "leads")]
    quarter.sync()
    assert quarter.versions() == {"latest": 3, "ends": {2: "2027-03-31", 3: "None"}}
    assert ("pin-unsatisfied", "error", "leads") in short(quarter.build(2))

    quarter.project.edit("dbt_treaty.yml", 'pin: "^2.1"', 'pin: "^3.0"')
    quarter.write(READER, "select order_id, gross_amount from {{ ref('order_facts') }}\n")
    (quarter.project.root / CONTRACT).unlink()
    (quarter.project.root / MODEL).unlink()
    quarter.sync()
    assert quarter.versions() == {"latest": 3, "ends": {3: "None"}}
    assert quarter.build() == []
    assert [row[1] for row in quarter.leads()[1]] == [9, 9, 9]
