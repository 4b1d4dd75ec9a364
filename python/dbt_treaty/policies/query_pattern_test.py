from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from dbt_treaty.conftest import Found, Project
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.query_pattern import NAME, POLICY, judge
from dbt_treaty.project.runs import NodeRun, Runs

PAGE = """
configuration: {{policies: {{query-pattern: {options}}}}}
sources: {{orders.raw.events: {{columns: {{id: [], day: []}}}}}}
models:
  orders.derived.shops: {{sql: select 1 as shop_id}}
  orders.{tier}.list:
    sql: |
      {sql}
"""
EVENTS, SHOPS = "{{ source('orders_raw', 'events') }}", "{{ ref('shops') }}"


def of(found: Found, sql: str, tier: str = "derived", options: str = "error") -> list[Finding]:
    return found("query-pattern", PAGE.format(sql=sql, tier=tier, options=options))


def finding(message: str, mend: str, tier: str = "derived") -> Finding:
    return Finding(
        policy="query-pattern",
        severity=Severity.ERROR,
        resource="model.mesh.list",
        message=f"list {message}.",
        help=mend,
        path=f"models/orders/{tier}/list.sql",
        line=1,
    )


def test_a_cross_join(found: Found) -> None:
    assert of(found, f"select id from {EVENTS} cross join {SHOPS}") == [
        finding(
            "joins every row of warehouse.orders_derived.shops to every row beside it: nothing "
            "says which belong",
            "Join ON the columns that they share.",
        )
    ]
    assert of(found, f"select id from {EVENTS}, {SHOPS}", options="{cross_joins: false}") == []


def test_a_star_is_refused_in_a_product_alone(found: Found) -> None:
    sql = f"select * from {EVENTS}"
    assert of(found, sql) == []
    assert of(found, sql, tier="product") == [
        finding(
            "publishes whatever columns warehouse.orders_raw.events has, by `*`: one more there is "
            "one more here",
            "List the columns that the contract promises in the last SELECT.",
            tier="product",
        )
    ]
    assert of(found, sql, tier="product", options="{open_stars: false}") == []


@pytest.mark.parametrize(
    ("sql", "is_bounded"),
    [
        (f"select id from {EVENTS} where day > '2026-01-01'", True),
        (f"select id from {EVENTS} as e where e.DAY between 1 and 2", True),
        (f"with e as (select id, day as d from {EVENTS}) select id from e where d = 1", True),
        (f"select id from {EVENTS}", False),
        (f"select count(*) as n from {EVENTS} group by day", False),
        (f"select id from {EVENTS} where day is not null", False),
        (f"select id from {EVENTS} where id = 1 order by day", False),
        (
            f"with s as (select 1 as day) select id from {EVENTS} cross join s where s.day = 1",
            False,
        ),
        (f"selec id from {EVENTS} where day = 1", False),
        (f"select shop_id from {SHOPS}", True),
    ],
)
@pytest.mark.parametrize("table", ["events", "Orders.raw.Events"])
def test_a_large_table_is_bounded(found: Found, sql: str, is_bounded: bool, table: str) -> None:
    told = of(found, sql, options=f"{{partitioned: ['{table}: Day'], cross_joins: false}}")
    mend = "Filter by day, as in `where day >= …`, also in a first full run."
    what = "reads all of orders.raw.events: no filter bounds day, by which it is partitioned"
    assert told == ([] if is_bounded else [finding(what, mend)])


BIG = NodeRun("model.mesh.list", "success", seconds=90.0, compiled="select 1 as a")


@pytest.mark.parametrize(
    ("budget", "changes", "told"),
    [
        ("seconds: 89", {}, "took 90.0 s in its last run, and the budget is 89"),
        ("seconds: 90", {}, None),
        ("seconds: 0", {}, None),
        (
            "seconds_per_million_rows: 29",
            {"rows": 3_000_000},
            "took 30.0 s for each million rows in its last run, and the budget is 29",
        ),
        ("seconds_per_million_rows: 30", {"rows": 3_000_000}, None),
        (
            "seconds_per_million_rows: 60",
            {"rows": 10},
            "took 90.0 s for each million rows in its last run, and the budget is 60",
        ),
        ("seconds_per_million_rows: 1", {"rows": None}, None),
        (
            "slot_seconds_per_million_rows: 60",
            {"rows": 2_000_000, "slot_seconds": 3000.0},
            "took 1,500 s of its slots for each million rows in its last run, and the budget is 60",
        ),
        (
            "gigabytes: 2",
            {"bytes": 2_500_000_000},
            "took 2.5 GB read in its last run, and the budget is 2",
        ),
        ("seconds: 1", {"status": "error"}, None),
        ("seconds: 1", {"compiled": "select 2 as a"}, None),
        ("seconds: 1", {"compiled": None}, None),
        (
            "seconds: 1",
            {"compiled": "select 1\n as a"},
            "took 90.0 s in its last run, and the budget is 1",
        ),
        ("seconds: 1", {"id": "model.mesh.gone"}, None),
        ("seconds: 1", {"seconds": None}, None),
    ],
)
def test_a_run_over_budget(
    project: Project, budget: str, changes: dict[str, Any], told: str | None
) -> None:
    run = msgspec.structs.replace(BIG, **changes)
    page = PAGE.format(sql="select 1 as a", tier="derived", options=f"{{{budget}}}")
    evidence = project(page)
    runs = Runs({run.id: run}, "build")
    evidence = replace(evidence, project=replace(evidence.project, runs=runs))
    setting = evidence.project.configuration.policies[NAME]
    found = list(judge(evidence, {**POLICY.options, **setting.options}))
    mend = (
        "Read fewer rows and columns, or build it incrementally; or raise "
        f"`{budget.partition(':')[0]}` of query-pattern in dbt_treaty.yml."
    )
    assert found == ([replace(finding(told, mend), line=0)] if told else [])


def test_a_name_that_is_no_table_is_told(found: Found) -> None:
    told = of(found, "select 1 as a", options="{partitioned: ['evnts: day']}")
    assert [(f.severity.value, f.message, f.path, f.line) for f in told] == [
        (
            "warn",
            "`partitioned` has 'evnts: day', and no relation here is called that.",
            "dbt_treaty.yml",
            2,
        )
    ]
    told = of(found, "select 1 as a", options="{partitioned: [events]}")
    assert [f.message for f in told] == [
        "This policy is broken: ValueError: 'events' is not of the form TABLE: COLUMN, as in "
        "'events: event_date'"
    ]
