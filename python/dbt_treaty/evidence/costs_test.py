from __future__ import annotations

from dataclasses import replace

import pytest

from dbt_treaty.conftest import Project
from dbt_treaty.evidence.costs import cost_notes
from dbt_treaty.project.runs import NodeRun, Runs

PAGE = """
configuration: {{policies: {{query-pattern: {options}}}}}
models:
  orders.derived.a: {{sql: select 1 as a}}
  orders.derived.b: {{sql: select 1 as a}}
"""
NONE = "What models cost was not judged (query-pattern has a budget): "


def run(name: str, **said: object) -> NodeRun:
    known: dict[str, object] = {"status": "success", "seconds": 1.0, "compiled": "select 1 as a"}
    return NodeRun(**{"id": f"model.mesh.{name}", **known, **said})  # type: ignore[arg-type] # fields by name


def notes(project: Project, runs: Runs | None, options: str = "{seconds: 10}") -> list[str]:
    evidence = project(PAGE.format(options=options))
    return list(cost_notes(replace(evidence, project=replace(evidence.project, runs=runs))))


def runs(*listed: NodeRun, command: str | None = "build") -> Runs:
    return Runs({each.id: each for each in listed}, command)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            None,
            [
                f"{NONE}there is no run_results.json at hand. `dbt-treaty check` reads it after "
                "`dbt build`."
            ],
        ),
        (
            runs(run("a"), run("b"), command="compile"),
            [
                f"{NONE}run_results.json is of `dbt compile`, which builds nothing. Check after "
                "`dbt build`."
            ],
        ),
        (runs(run("a"), run("b")), []),
        (runs(run("a"), run("b"), command=None), []),
        (
            runs(run("a")),
            ["What 1 of 2 models cost was not judged: the last run did not select them."],
        ),
        (
            runs(run("a", status="skipped"), run("b", compiled="select 2 as a"), run("c")),
            [
                "What 1 of 3 models cost was not judged: no resource of this project as it was "
                "compiled.",
                "What 1 of 3 models cost was not judged: not built: they failed or were skipped.",
                "What 1 of 3 models cost was not judged: changed since they ran.",
            ],
        ),
    ],
)
def test_what_was_not_judged_is_told(project: Project, found: Runs | None, told: list[str]) -> None:
    assert notes(project, found) == told
    assert notes(project, found, "{cross_joins: true}") == []
    assert notes(project, found, "{severity: off, seconds: 10}") == []


def test_what_the_warehouse_does_not_report_is_told(project: Project) -> None:
    found = runs(run("a", rows=5), run("b"))
    silent = "cost was not judged by every budget: duckdb does not report"
    options = "{seconds_per_million_rows: 1, gigabytes: 3}"
    assert notes(project, found, options) == [
        f"What 1 of 2 models {silent} rows of them.",
        f"What 2 of 2 models {silent} bytes read of them.",
    ]
    slots = "{slot_seconds_per_million_rows: 1}"
    assert notes(project, found, slots)[1] == f"What 2 of 2 models {silent} slot time of them."
