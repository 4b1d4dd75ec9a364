"""Service levels: each kept or not with its reason, measured once a run, told and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from dbt_runs import DbtProject
from sla_shop import CASES, expected, measured, rows, statuses

pytestmark = pytest.mark.slow


def test_each_level_is_kept_or_warns(governed_shop: Path) -> None:
    assert statuses(DbtProject(governed_shop)) == expected()


def test_what_is_not_kept_is_told_with_its_reason(governed_shop: Path) -> None:
    said = (governed_shop / "said").read_text()
    told = {line.split("dbt-treaty: ")[1] for line in said.splitlines() if "dbt-treaty: " in line}
    for name, case in CASES.items():
        for promise, (kept, reason) in case.found.items():
            begins = f"{promise} of {name}: {reason}"
            assert kept != any(line.startswith(begins) for line in told), begins
    assert any(
        line == "completeness of queried: rows of the reference are missing "
        "(measured 75 %, promised 75.1 %)"
        for line in told
    )


def test_each_measurement_is_remembered_once(governed: DbtProject) -> None:
    query = "select contract, promise, ok, reason from treaty_measurements where ok is not null"
    assert rows(governed.root, f"{query} order by 1, 2") == measured()
    governed.dbt("run-operation", "append_twice").must_pass()
    query = "select contract, version, measured, reason from treaty_measurements"
    assert rows(governed.root, f"{query} where promise = 'twice'") == [
        ["shop.product.kept", "1.0.0", 1.0, "it's"]
    ]


def test_a_severity_of_error_fails_and_a_later_run_adds_to_the_history(
    governed: DbtProject,
) -> None:
    contract = "contracts/product/stale.contract.yaml"
    governed.edit(contract, "{freshness: 15m}", "{freshness: 15m, severity: error}")
    governed.sync().must_pass()
    run = governed.dbt("test", "--select", "stale")
    assert run.exit == 1, run.output
    assert statuses(governed)["stale"] == {"freshness": "fail"}
    query = "select count(*), count(distinct invocation_id) from treaty_measurements"
    assert rows(
        governed.root, f"{query} where contract = 'shop.product.stale' and ok is false"
    ) == [[2, 2]]
