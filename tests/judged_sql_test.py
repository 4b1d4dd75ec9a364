"""What dbt runs is what the gate was shown, though dbt renders it once more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dbt_runs import DbtProject, copy_project, synced
from product_contract import HEAD

pytestmark = pytest.mark.slow

CONTRACT = HEAD + "  - {{name: id, type: integer}}\n  - {{name: label, type: string}}\n"
# dbt builds in threads of its own; the gate is the main one's.
ELSEWHERE = "{% if thread_id is defined and 'MainThread' not in thread_id %}"
NOW = "{{ modules.datetime.datetime.now().isoformat() }}"
MICROBATCH = (
    "config(materialized='incremental', incremental_strategy='microbatch', "
    "event_time='happened', batch_size='day', lookback=1, "
    "begin=(modules.datetime.datetime.now() - modules.datetime.timedelta(days=2)).isoformat())"
)
FILES = {
    "dbt_treaty.yml": "domain: shop\n",
    "seeds/raw/users.csv": "id,email,happened\n1,a@example.com,2026-11-20 00:00:00\n",
    "seeds/raw/_seeds.yml": (
        "version: 2\nseeds:\n  - name: users\n    config: {event_time: happened, "
        "column_types: {id: integer, email: varchar, happened: timestamp}}\n"
        "    columns: [{name: id}, {name: email, config: {tags: [PII]}}, {name: happened}]\n"
    ),
    "models/product/clock.sql": (
        f"select cast(id as integer) as id, cast('{NOW}' as varchar) as label "
        "from {{ ref('users') }} where '" + NOW + "' > '2026'\n"
    ),
    "models/derived/batches.sql": (
        "{{ " + MICROBATCH + " }} select id, happened from {{ ref('users') }}\n"
    ),
    "models/derived/doubled.sql": (
        "select a.id, b.id, '" + NOW + "' as at from {{ ref('users') }} as a\n"
        "join {{ ref('users') }} as b on a.id = b.id + 1\n"
    ),
    "contracts/product/clock.contract.yaml": CONTRACT.format(name="clock"),
}
LEAK = {
    "models/product/threads.sql": (
        f"select cast(id as integer) as id, cast({ELSEWHERE}email{{% else %}}'none'{{% endif %}} "
        "as varchar) as label from {{ ref('users') }}\n"
    ),
    "contracts/product/threads.contract.yaml": CONTRACT.format(name="threads"),
}
FILTER = f"select id from {{{{ ref('users') }}}} {ELSEWHERE}where email like 'a%'{{% endif %}}\n"


def test_other_values_are_built_and_other_columns_refused(tmp_path: Path) -> None:
    project: DbtProject = synced(copy_project("small", tmp_path / "shop", {**FILES, **LEAK}))
    project.edit("models/derived/filtered.sql", "", FILTER)
    run = project.dbt_here("build")
    assert run.exit == 1, run.output
    assert project.findings() == []
    said = " ".join(run.output.split())
    assert (
        "dbt-treaty refused threads: dbt is about to run other SQL than was judged; its Jinja gave "
        "something else this time. Not as judged: column label. Have it give"
    ) in said
    assert "refused filtered" in said
    assert "Not as judged: what chooses its rows." in said
    assert said.count("dbt-treaty refused") == said.count("refused threads") + said.count(
        "refused filtered"
    )
    assert project.tables() == ["main.batches", "main.clock", "main.doubled", "main.users"]


def test_a_parent_under_the_name_it_is_deferred_to_is_the_same(tmp_path: Path) -> None:
    """dbt reads production's table before this run has built its own, and its own afterwards."""
    models = {
        "models/derived/parent.sql": "select id, happened from {{ ref('users') }}\n",
        "models/derived/asking.sql": (
            "{% set there = load_relation(ref('parent')) %}select id from {{ ref('parent') }}\n"
        ),
        "models/product/child.sql": (
            "select cast(id as integer) as id, cast(happened as varchar) as label "
            "from {{ ref('parent') }}\n"
        ),
        "contracts/product/child.contract.yaml": CONTRACT.format(name="child"),
    }
    project: DbtProject = synced(copy_project("small", tmp_path / "shop", {**FILES, **models}))
    project.dbt_here("build").must_pass()
    (project.root / "target").rename(project.root / "state")
    (project.root / "target").mkdir()
    profiles = project.root / "profiles.yml"
    database = project.root / "state" / "small.duckdb"
    profiles.write_text(
        "small: {target: ci, outputs: {ci: {type: duckdb, path: target/small.duckdb, schema: ci, "
        f"threads: 2, attach: [{{path: '{database}', alias: production, read_only: true}}]}}}}}}\n"
    )
    state = project.root / "state" / "manifest.json"
    state.write_text(state.read_text().replace('"database": "small"', '"database": "production"'))
    selected = ("parent", "child", "asking")
    run = project.dbt_here("build", "-s", *selected, "--defer", "--state", "state")
    assert run.exit == 0, run.output
    assert project.tables() == ["ci.asking", "ci.child", "ci.parent"]
    report = json.loads((project.root / "target/dbt_treaty/findings.json").read_text())
    assert [each["resource"] for each in report["coverage"]["unresolved"]] == ["model.small.asking"]
    judged = (project.root / "target/dbt_treaty/compiled/model.small.child.v1.sql").read_text()
    assert '"production"."main"."parent"' in judged
