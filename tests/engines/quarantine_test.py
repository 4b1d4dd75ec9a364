"""Rows set aside on each engine: the same rows, the same reasons, and no row lost or doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dbt_runs import DbtProject, copy_project
from engine import Engine, missing, running

pytestmark = pytest.mark.engines

ENGINES = ("duckdb", "postgres", "spark")
DBT = str(Path(sys.executable).parent / "dbt")
KILLS = int(os.environ.get("TREATY_CRASHES", "6"))

CONTRACT = """\
name: shop.product.{name}
version: "1.0.0"
owner: {{team: "@shop-team", on_call: shop-pager}}
sla: {{freshness: 1d}}
semantics: {{grain: one row}}
schema:
  - {{name: id, type: integer, primary_key: true}}
  - {{name: status, type: string, accepted_values: [new, old]}}
  - {{name: amount, type: "decimal(12,2)", min: 0}}
  - {{name: customer, type: string, required: true}}
quality: {{row_rules: [{{name: new_is_paid, sql: "status <> 'new' or amount > 0"}}]}}
quarantine: {quarantine}
"""
SELECT = """\
{{{{ config({config}) }}}}
select {{{{ as_type('id', 'integer') }}}} as id, {{{{ as_type('status', 'string') }}}} as status,
  {{{{ as_type('amount', 'decimal', 12, 2) }}}} as amount,
  {{{{ as_type('customer', 'string') }}}} as customer
from {{{{ ref('arrivals') }}}}
where batch = {{{{ var('batch', 1) }}}}
"""
MODELS = {
    "whole": ("materialized='table'", "{enabled: true, target: quarantine/shop/whole}"),
    "limited": ("materialized='table'", "{enabled: true, max_rejected: 1}"),
    "added": ("materialized='incremental', incremental_strategy='append'", "{enabled: true}"),
    "keyed": (
        "materialized=('table' if target.type == 'spark' else 'incremental'), "
        "incremental_strategy='delete+insert', unique_key='id'",
        "{enabled: true}",
    ),
}
ARRIVALS = """\
batch,id,status,amount,customer
1,1,new,10.00,a
1,2,old,0.00,b
1,3,odd,-1.00,c
1,4,new,0.00,d
1,,old,5.00,e
2,1,odd,10.00,z
2,3,old,1.00,c
2,7,new,1.00,h
3,8,new,1.00,i
"""
FIRST = [
    [3, ["status.accepted_values", "amount.min"]],
    [4, ["new_is_paid"]],
    [None, ["id.required"]],
]
FILES = {
    "dbt_treaty.yml": "domain: shop\n",
    "seeds/raw/arrivals.csv": ARRIVALS,
    "macros/as_type.sql": "{%- macro as_type(value, kind, precision=none, scale=none) -%}\n"
    "cast({{ value }} as {{ dbt_treaty.data_type("
    "{'kind': kind, 'precision': precision, 'scale': scale}) }})\n{%- endmacro -%}\n",
    **{
        f"models/product/{name}.sql": SELECT.format(config=how) for name, (how, _) in MODELS.items()
    },
    **{
        f"contracts/product/{name}.contract.yaml": CONTRACT.format(name=name, quarantine=kept)
        for name, (_, kept) in MODELS.items()
    },
}


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ENGINES],
)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    with running(request.param) as ready:
        yield ready


@pytest.fixture(scope="module")
def shop(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    folder: Path = tmp_path_factory.mktemp(engine.name) / "shop"
    project = copy_project("small", folder, {**FILES, "profiles.yml": engine.profile()})
    project.dbt("deps").must_pass()
    project.treaty("sync").must_pass()
    project.dbt("seed").must_pass()
    return project


def ids(engine: Engine, shop: DbtProject, name: str) -> list[Any]:
    rows = engine.rows(shop, f"select id, customer from main.{name} order by id, customer")
    return [row[0] for row in rows]


def refused(
    engine: Engine, shop: DbtProject, name: str, schema: str = "main_quarantine"
) -> list[Any]:
    """Id and reasons of each refused row, the one without an id last."""
    rows = engine.rows(shop, f"select id, treaty_reasons from {schema}.{name}")
    told = [[row[0] and int(row[0]), json.loads(row[1])] for row in rows]
    return sorted(told, key=lambda row: (row[0] is None, row))


def run(shop: DbtProject, batch: int, *models: str) -> Any:
    return shop.dbt("run", "--select", *models, "--vars", f"{{batch: {batch}}}")


def test_a_table_and_its_quarantine(engine: Engine, shop: DbtProject) -> None:
    run(shop, 1, "whole").must_pass()
    assert ids(engine, shop, "whole") == [1, 2]
    assert refused(engine, shop, "whole", "main_quarantine_shop") == FIRST
    run(shop, 2, "whole").must_pass()
    assert ids(engine, shop, "whole") == [3, 7]
    assert refused(engine, shop, "whole", "main_quarantine_shop") == [
        [1, ["status.accepted_values"]]
    ]


def test_too_many_refused_rows(engine: Engine, shop: DbtProject) -> None:
    run(shop, 2, "limited").must_pass()
    failed = run(shop, 1, "limited")
    assert failed.exit == 1, failed.output
    assert "limited: 3 of 5 rows break a rule of the contract" in failed.output
    assert ids(engine, shop, "limited") == [3, 7]
    assert refused(engine, shop, "limited") == [[1, ["status.accepted_values"]]]


def test_rows_that_are_added(engine: Engine, shop: DbtProject) -> None:
    run(shop, 1, "added").must_pass()
    assert (ids(engine, shop, "added"), refused(engine, shop, "added")) == ([1, 2], FIRST)
    run(shop, 2, "added").must_pass()
    assert ids(engine, shop, "added") == [1, 2, 3, 7]
    again = [[1, ["status.accepted_values", "primary_key.published"]], *FIRST[1:]]
    assert refused(engine, shop, "added") == again
    # The same once more: what is in the table already is set aside, not added twice.
    run(shop, 2, "added").must_pass()
    assert ids(engine, shop, "added") == [1, 2, 3, 7]
    twice = [[3, ["primary_key.published"]], [7, ["primary_key.published"]]]
    assert refused(engine, shop, "added") == sorted(
        [*again, *twice], key=lambda row: (row[0] is None, row)
    )


def test_rows_that_replace_others(engine: Engine, shop: DbtProject) -> None:
    if engine.name == "spark":
        pytest.skip("Spark replaces single rows in Delta's and other formats' tables only")
    run(shop, 1, "keyed").must_pass()
    run(shop, 2, "keyed").must_pass()
    assert ids(engine, shop, "keyed") == [1, 2, 3, 7]
    left = [[1, ["status.accepted_values"]], *FIRST[1:]]
    assert refused(engine, shop, "keyed") == left
    shop.dbt("run-operation", "replay_quarantine", "--args", "{model: keyed}").must_pass()
    assert refused(engine, shop, "keyed") == left


def test_somebody_elses_table(engine: Engine, shop: DbtProject) -> None:
    foreign = (
        "{% macro theirs() %}{% do run_query('create table main_quarantine.foreign_one as "
        "select 1 as id') %}{% if target.type != 'spark' %}{% do run_query('commit') %}"
        "{% endif %}{% endmacro %}"
    )
    if engine.name == "duckdb":
        foreign = foreign.replace("{% do run_query('commit') %}", "")
    shop.edit("macros/theirs.sql", "", foreign)
    shop.dbt("run-operation", "theirs").must_pass()
    contract = "contracts/product/limited.contract.yaml"
    shop.edit(contract, "max_rejected: 1", "target: foreign_one")
    try:
        shop.treaty("sync").must_pass()
        failed = run(shop, 3, "limited", "whole")
    finally:
        shop.edit(contract, "target: foreign_one", "max_rejected: 1")
        shop.treaty("sync").must_pass()
    assert failed.exit == 2, failed.output
    assert "which is there and is not the quarantine of this table" in failed.output
    assert ids(engine, shop, "whole") == [3, 7]


def test_killed_while_publishing(engine: Engine, shop: DbtProject) -> None:
    """The client dies; with a transaction nothing is half done, without one nothing is lost."""
    chance = random.Random(1)  # noqa: S311 - no secret
    run(shop, 1, "whole").must_pass()
    begun = time.monotonic()
    run(shop, 1, "whole").must_pass()
    usual = time.monotonic() - begun
    for _ in range(KILLS):
        process = subprocess.Popen(
            [DBT, "run", "--select", "whole", "--vars", "{batch: 2}"],
            cwd=shop.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "DBT_PROFILES_DIR": str(shop.root)},
        )  # fmt: skip
        time.sleep(usual * chance.uniform(0.6, 1.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if engine.name != "spark":
            left = (
                ids(engine, shop, "whole"),
                refused(engine, shop, "whole", "main_quarantine_shop"),
            )
            assert left in (
                ([1, 2], FIRST),
                ([3, 7], [[1, ["status.accepted_values"]]]),
            )
        run(shop, 1, "whole").must_pass()
        assert ids(engine, shop, "whole") == [1, 2]
        assert refused(engine, shop, "whole", "main_quarantine_shop") == FIRST


def test_two_runs_at_once(engine: Engine, shop: DbtProject) -> None:
    if engine.name != "postgres":
        pytest.skip("DuckDB's file and Spark's metastore here are open in one process at a time")
    run(shop, 1, "whole", "keyed").must_pass()
    runs = [
        subprocess.Popen(
            [DBT, "run", "--select", "whole", "keyed",
             "--vars", "{batch: 2}", "--target-path", f"target_{at}"],
            cwd=shop.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "DBT_PROFILES_DIR": str(shop.root)},
        )
        for at in range(2)
    ]  # fmt: skip
    said = [each.communicate()[0] for each in runs]
    assert [each.returncode for each in runs] == [0, 0], said
    assert ids(engine, shop, "whole") == [3, 7]
    assert refused(engine, shop, "whole", "main_quarantine_shop") == [
        [1, ["status.accepted_values"]]
    ]
    assert ids(engine, shop, "keyed") == [1, 2, 3, 7]
