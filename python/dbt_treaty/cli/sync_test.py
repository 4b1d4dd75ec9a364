"""``dbt-treaty sync`` learns the warehouse from dbt before it keeps anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dbt_treaty.cli.conftest import CONTRACT
from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.sync.trial import Trial

MODULE = import_module("dbt_treaty.cli.sync")  # the package's own attribute may be the command


def rendered(_project: object, jobs: Sequence[Mapping[str, Any]], _dbt: object) -> dict[str, Any]:
    return {job["key"]: {"v": job["version"], "defined_in": job["defined_in"]} for job in jobs}


def test_a_rule_is_refused_that_the_projects_warehouse_reads_otherwise(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("contracts", "models/product"):
        (root / name).mkdir(parents=True)
    rule = "quality: {row_rules: [{name: few, sql: '\"order_id\" < 4'}]}\n"
    (root / "contracts/order_facts.contract.yaml").write_text(CONTRACT + rule)
    (root / "models/product/order_facts.sql").write_text("select 1 as order_id\n")
    (root / "dbt_project.yml").write_text("name: orders\nprofile: orders\n")
    (root / "dbt_packages/dbt_treaty").mkdir(parents=True)
    (root / "dbt_packages/dbt_treaty/dbt_project.yml").touch()
    monkeypatch.setattr(MODULE, "render", rendered)
    line = len(CONTRACT.splitlines()) + 1
    for adapter, code, told in (
        (
            "spark",
            2,
            f"contracts/order_facts.contract.yaml:{line}: the row rule few holds "
            '"order_id", which is a text on spark and no column: write `order_id` for the column',
        ),
        ("duckdb", 1, "generated properties are not in step"),
    ):
        monkeypatch.setattr(MODULE, "try_parse", lambda *_, on=adapter: Trial({}, on))
        result = CliRunner().invoke(dbt_treaty, ["sync", "--check", "--dbt", "true"])
        assert (result.exit_code, result.stderr[: len(told)]) == (code, told), result.output
