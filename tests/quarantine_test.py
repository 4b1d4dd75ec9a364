"""Rows that break a contract are set aside with every reason, the others published, in one step."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from conftest import QUIET
from dbt_runs import DbtProject, copy_project, made_once, synced
from quarantine_shop import BAD, DEFAULT, GOOD, REASONS, Shop, shop_files

pytestmark = pytest.mark.slow

MODELS = {
    "whole": ("materialized='table'", "{enabled: true, target: quarantine/shop/all-orders}"),
    "limited": ("materialized='table'", "{enabled: true, max_rejected: '50%'}"),
    "few": (
        "materialized='table'",
        "{enabled: true, max_rejected: 5, include_error_reason: false}",
    ),
    "keyed": (
        "materialized='incremental', unique_key='id', incremental_strategy='delete+insert'",
        DEFAULT,
    ),
    "merged": (
        "materialized='incremental', unique_key='id', incremental_strategy='merge'",
        DEFAULT,
    ),
    "added": (
        "materialized='incremental', incremental_strategy='append'",
        "{enabled: true, retention_days: 30}",
    ),
}


LOSES_ROWS = """\
{% macro get_select_subquery(sql) %}
  select id, status, amount, customer from ({{ sql }}) as all_of_them limit 1
{% endmacro %}
"""


def wide_files() -> dict[str, str]:
    """A model of thirty rules: a row breaks each, one breaks all and one every seventh."""
    columns = "".join(f"  - {{name: c{at}, type: integer}}\n" for at in range(30))
    rules = "".join(f'    - {{name: c{at}_small, sql: "c{at} < 9"}}\n' for at in range(30))
    path = "contracts/product/wide.contract.yaml"
    text = shop_files({"wide": ("", DEFAULT)})[path]
    head, rest = text.split("schema:\n")
    kept = rest[rest.index("quarantine:") :]
    values = ",\n".join(
        f"  (case when n in ({at}, 30) or n = 31 and {at} % 7 = 0 then 9 else 1 end)::integer "
        f"as c{at}"
        for at in range(30)
    )
    return {
        path: f"{head}schema:\n{columns}quality:\n  row_rules:\n{rules}{kept}",
        "models/product/wide.sql": f"select\n{values}\nfrom range(40) as numbers(n)\n",
    }


@pytest.fixture(scope="module")
def shop(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    template, folder = templates / "quarantine", tmp_path_factory.mktemp("quarantine") / "shop"
    files = {**shop_files(MODELS), **wide_files()}
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DO_NOT_TRACK", "DBT_SEND_ANONYMOUS_USAGE_STATS"):
            patch.setenv(name, QUIET[name])
        made_once(template, lambda: make_shop(template, files))
        shutil.copytree(template, folder, symlinks=True)
        yield Shop(DbtProject(folder))


def make_shop(folder: Path, files: dict[str, str]) -> Shop:
    return Shop(synced(copy_project("small", folder, files)))


def test_a_table_and_its_quarantine(shop: Shop) -> None:
    shop.fill(*GOOD, *BAD)
    before = datetime.now(timezone.utc).replace(tzinfo=None)
    run = shop.run("-s", "whole", "few").must_pass()
    after = datetime.now(timezone.utc).replace(tzinfo=None)
    place = '"main_quarantine_shop"."all-orders"'
    assert f'whole: 2 rows published, 5 quarantined in "small".{place}' in run.output
    assert shop.published("whole") == [1, 2]
    assert shop.quarantined('"all-orders"', "main_quarantine_shop") == REASONS
    told = shop.query(
        "select distinct treaty_contract_version, length(treaty_run_id), "
        f"treaty_rejected_at between '{before}' and '{after}' from {place}"
    )
    assert told == [("1.2.0", 36, True)]
    # What dbt shows of the model is the analyst's own query, and its table keeps its promises.
    compiled = shop.project.root / "target/compiled/small/models/product/whole.sql"
    assert compiled.read_text().strip().startswith("select id, status, amount, customer from")
    assert shop.query("select column_name from (describe main.whole) where \"null\" = 'NO'") == [
        ("id",),
        ("customer",),
    ]
    # The limit of five rows is not passed, and reasons that nobody wants are not kept.
    assert shop.query("select count(*), count(treaty_reasons) from main_quarantine.few") == [(5, 0)]


def test_a_table_built_again_replaces_both(shop: Shop) -> None:
    shop.fill(*GOOD, *BAD)
    for _ in range(2):
        shop.run("-s", "whole").must_pass()
        assert shop.quarantined('"all-orders"', "main_quarantine_shop") == REASONS
    shop.fill(*GOOD, BAD[1])
    shop.run("-s", "whole").must_pass()
    assert shop.published("whole") == [1, 2]
    assert shop.quarantined('"all-orders"', "main_quarantine_shop") == [(4, ["new_is_paid"])]


def test_too_many_refused_rows_leave_everything_as_it_was(shop: Shop) -> None:
    shop.fill(*GOOD, BAD[1], BAD[2])  # half of the rows is not more than half
    shop.run("-s", "limited").must_pass()
    kept = [(4, ["new_is_paid"]), (None, ["id.required"])]
    assert (shop.published("limited"), shop.quarantined("limited")) == ([1, 2], kept)
    shop.fill((8, "new", 1, "h"), *BAD)
    run = shop.run("-s", "limited")
    assert run.exit == 1
    assert (
        "limited: 5 of 6 rows break a rule of the contract, and quarantine.max_rejected is 50%. "
        "Nothing was published: the table and its quarantine are as they were. Rows by rule: "
        "primary_key 2, id.required 1, status.accepted_values 1, amount.min 1, "
        "customer.required 1, new_is_paid 1" in run.output
    )
    assert (shop.published("limited"), shop.quarantined("limited")) == ([1, 2], kept)
    shop.fill((8, "new", 1, "h"))
    shop.run("-s", "limited").must_pass()
    assert (shop.published("limited"), shop.quarantined("limited")) == ([8], [])


@pytest.mark.parametrize("name", ["keyed", "merged"])
def test_rows_that_replace_others(shop: Shop, name: str) -> None:
    shop.fill(*GOOD, *BAD)
    shop.run("-s", name).must_pass()
    assert (shop.published(name), shop.quarantined(name)) == ([1, 2], REASONS)
    shop.run("-s", name).must_pass()
    assert (shop.published(name), shop.quarantined(name)) == ([1, 2], REASONS)
    # A refused row must not take the place of a good one; a mended one leaves the quarantine.
    shop.fill(
        (1, "odd", 10, "z"), (3, "old", 1, "c"), (None, "old", 9, "other"), (7, "new", 1, "h")
    )
    shop.run("-s", name).must_pass()
    assert shop.published(name) == [1, 2, 3, 7]
    assert shop.query(f"select customer from main.{name} where id = 1") == [("a",)]
    assert shop.quarantined(name) == [
        (1, ["status.accepted_values"]),
        (4, ["new_is_paid"]),
        (6, ["customer.required", "primary_key"]),
        (6, ["primary_key"]),
        (None, ["id.required"]),
        (None, ["id.required"]),
    ]
    shop.run("-s", name, "--full-refresh").must_pass()
    assert shop.published(name) == [3, 7]
    assert shop.quarantined(name) == [(1, ["status.accepted_values"]), (None, ["id.required"])]


def test_rows_that_are_only_added(shop: Shop) -> None:
    shop.fill(GOOD[0], BAD[1])
    shop.run("-s", "added").must_pass()
    old = datetime.now(timezone.utc).replace(tzinfo=None) - timedelta(days=31)
    shop.query(f"update main_quarantine.added set treaty_rejected_at = '{old}'")
    shop.fill(GOOD[0], GOOD[1], BAD[0])  # the first is in the table already
    shop.run("-s", "added").must_pass()
    assert shop.published("added") == [1, 2]
    assert shop.quarantined("added") == [
        (1, ["primary_key.published"]),
        (3, ["status.accepted_values", "amount.min"]),
    ]
    shop.fill(BAD[0])
    shop.run("-s", "added").must_pass()
    assert shop.published("added") == [1, 2]
    assert shop.quarantined("added") == [
        (1, ["primary_key.published"]),
        (3, ["status.accepted_values", "amount.min"]),
    ]


def test_refused_rows_come_back_once_they_are_mended(shop: Shop) -> None:
    shop.fill(*GOOD, *BAD)
    shop.run("-s", "keyed", "added", "--full-refresh").must_pass()
    told = shop.query("select id, treaty_run_id, treaty_rejected_at from main_quarantine.keyed")
    for name in ("keyed", "added"):
        shop.query(f"update main_quarantine.{name} set amount = 4 where id = 4")
        shop.query(f"update main_quarantine.{name} set id = 1, status = 'old' where id = 3")
        shop.query(f"update main_quarantine.{name} set status = 'odd' where id is null")
        run = shop.project.dbt_here(
            "run-operation", "replay_quarantine", "--args", f"model: {name}"
        )
        run.must_pass()
    assert shop.published("keyed") == [1, 2, 4]
    # It has still a negative amount; one that is mended takes the place of the row of its key.
    left = [
        (1, ["amount.min"]),
        (6, ["customer.required", "primary_key"]),
        (6, ["primary_key"]),
        (None, ["id.required", "status.accepted_values"]),
    ]
    assert shop.quarantined("keyed") == left
    assert set(told) > set(
        shop.query(
            "select id, treaty_run_id, treaty_rejected_at from main_quarantine.keyed where id = 6"
        )
    )
    assert shop.published("added") == [1, 2, 4]
    assert shop.quarantined("added") == [
        (1, ["amount.min", "primary_key.published"]),
        *left[1:],
    ]
    shop.query("update main_quarantine.keyed set amount = 3 where id = 1")
    run = shop.project.dbt_here("run-operation", "replay_quarantine", "--args", "model: keyed")
    assert "keyed: 1 of 4 quarantined rows published, 3 kept in" in run.must_pass().output
    assert shop.query("select customer from main.keyed where id = 1") == [("c",)]
    assert (shop.published("keyed"), shop.quarantined("keyed")) == ([1, 2, 4], left[1:])
    run = shop.project.dbt_here("run-operation", "replay_quarantine", "--args", "model: adde")
    assert run.exit != 0
    assert "no model adde has a quarantine (allowed: added (version 1), few" in run.output


def test_a_table_of_somebody_else_is_refused_before_any_data_moves(shop: Shop) -> None:
    shop.fill(*GOOD)
    shop.run("-s", "keyed", "--full-refresh").must_pass()
    shop.query("drop table if exists main_quarantine.limited")
    shop.query("create table main_quarantine.limited as select 'theirs' as note")
    shop.query("comment on table main_quarantine.limited is 'the ledger'")
    shop.fill(GOOD[0])
    run = shop.run("-s", "keyed", "limited")
    assert run.exit == 2
    assert (
        'limited: quarantine.target is "small"."main_quarantine"."limited", which is there and is '
        "not the quarantine of this table (it says: the ledger). Name another table in the "
        "contract; or, if its rows may go, drop it" in run.output
    )
    assert shop.query("from main_quarantine.limited") == [("theirs",)]
    assert shop.published("keyed") == [1, 2]
    shop.query("drop table main_quarantine.limited")
    shop.run("-s", "limited").must_pass()
    # A quarantine of ours, of another table.
    shop.query("drop table if exists main_quarantine.few")
    shop.query("alter table main_quarantine.limited rename to few")
    run = shop.run("-s", "few")
    assert "(it says: [dbt-treaty quarantine of main.limited])" in run.output
    shop.query("drop table main_quarantine.few")


def test_tables_of_the_project_are_refused_all_at_once(tmp_path: Path) -> None:
    config = "materialized='table', schema='product'"
    targets = {"own": "product/own", "raw": "far.orders", "other": "product/own2", "own2": "x"}
    models = {
        name: (config, f"{{enabled: true, target: {target}}}") for name, target in targets.items()
    }
    small = make_shop(tmp_path / "shop", shop_files(models))
    sources = small.project.root / "models/raw/_sources.yml"
    sources.write_text(sources.read_text().replace("schema: raw", "schema: main_far"))
    run = small.run("-s", "own2")
    assert run.exit == 2, run.output
    for name, table, whose in (
        ("own", '"main_product"."own"', "the table of the model itself"),
        ("raw", '"main_far"."orders"', "the table of source.small.raw.orders"),
        ("other", '"main_product"."own2"', "the table of model.small.own2.v1"),
    ):
        assert (
            f'{name}: quarantine.target is "small".{table}, {whose}. Name a table in the contract '
            "that nothing else writes" in run.output
        )
    assert small.query("select table_name from duckdb_tables()") == []


def test_rows_that_go_missing_undo_the_run(shop: Shop) -> None:
    shop.fill(GOOD[0], BAD[0])
    shop.run("-s", "whole").must_pass()
    # A hook may change the table afterwards; what takes rows while it is built is noticed.
    macro = shop.project.root / "macros/subquery.sql"
    shop.project.edit("macros/subquery.sql", "", LOSES_ROWS)
    shop.fill(*GOOD, BAD[1])
    run = shop.run("-s", "whole")
    macro.unlink()
    assert run.exit == 1
    assert (
        "whole: 3 rows came in, 2 to publish and 1 to set aside, and 1 were published and 1 set "
        "aside. Look for a hook or an incremental strategy that takes or adds rows" in run.output
    )
    kept = (shop.published("whole"), shop.quarantined('"all-orders"', "main_quarantine_shop"))
    assert kept == ([1], [(3, ["status.accepted_values", "amount.min"])])


def test_without_the_companion_nothing_is_built(shop: Shop) -> None:
    shop.fill(GOOD[0])
    shop.run("-s", "whole").must_pass()
    shop.fill(*GOOD)
    # As under an engine that loads no plugins: the gate stands elsewhere, nobody changes the query.
    gone = "import sys\nsys.modules['dbt_treaty_plugin'] = None\n"
    shop.project.edit("sitecustomize.py", "", gone)
    folders = os.pathsep.join([str(shop.project.root), *filter(None, [os.getenv("PYTHONPATH")])])
    external = ("--vars", "{dbt_treaty: {gate: external}}")
    run = shop.project.dbt("run", "-s", "whole", *external, env={"PYTHONPATH": folders})
    (shop.project.root / "sitecustomize.py").unlink()
    assert run.exit != 0, run.output
    assert shop.published("whole") == [1]


def test_thirty_rules_and_every_reason(shop: Shop) -> None:
    shop.run("-s", "wide").must_pass()
    assert shop.query("select count(*) from main.wide") == [(8,)]
    found = [
        json.loads(row[0]) for row in shop.query("select treaty_reasons from main_quarantine.wide")
    ]
    wanted = [[f"c{at}_small"] for at in range(30)]
    wanted += [[f"c{at}_small" for at in range(30)], [f"c{at}_small" for at in range(0, 30, 7)]]
    assert sorted(found) == sorted(wanted)
