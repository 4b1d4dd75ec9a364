"""The graph of a project that dbt itself compiled: what dbt writes is what is read here."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from dbt_treaty.column_graph.build import build
from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.project.artifacts import read_target
from dbt_treaty.project.model import Project

FILES = {
    "dbt_project.yml": """\
        name: shop
        version: "1.0"
        profile: shop
        flags: {send_anonymous_usage_stats: false}
        """,
    "profiles.yml": "shop: {target: dev, outputs: {dev: {type: duckdb, path: shop.duckdb}}}\n",
    "models/sources.yml": """\
        sources:
          - name: crm
            schema: shop_raw
            tables:
              - name: users
                config: {tags: ["region:EU"]}
                columns: [{name: email, config: {tags: [PII]}}]
              - name: clicks
                config: {meta: {external_location: "read_csv('clicks/*.csv')"}}
                columns: [{name: ip, tags: [PII]}]
        models:
          - name: dim
            versions: [{v: 2, defined_in: dim, config: {alias: dim}}]
        """,
    "models/derived/clean.sql": """\
        {{ config(materialized='ephemeral') }}
        select id, lower(email) as email from {{ source('crm', 'users') }}
        """,
    "models/derived/cleaner.sql": """\
        {{ config(materialized='ephemeral') }}
        select id, trim(email) as email from {{ ref('clean') }}
        """,
    "models/product/dim.sql": """\
        with clicks as (select id, ip from {{ source('crm', 'clicks') }})
        select email, ip, name
        from {{ ref('cleaner') }} join clicks using (id) cross join {{ ref('countries') }}
        """,
    "models/product/copy.py": "def model(dbt, session):\n    return dbt.ref('dim', v=2)\n",
    "seeds/countries.csv": "code,name\nDE,Germany\n",
    "snapshots/users.yml": """\
        snapshots:
          - name: users_then
            relation: ref('dim', v=2)
            config: {strategy: check, check_cols: all, unique_key: email}
        """,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    if find_spec("dbt.adapters.duckdb") is None:
        pytest.skip("dbt-duckdb is not installed")
    root = tmp_path_factory.mktemp("shop")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = text.splitlines()
        indent = 8 if lines[0].startswith(" " * 8) else 0
        path.write_text("".join(f"{line[indent:]}\n" for line in lines))
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", "compile", "--quiet"]
    environment = {**os.environ, "DO_NOT_TRACK": "1", "DBT_PROFILES_DIR": str(root)}
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return read_target(root / "target", Configuration(domain="shop"), root=str(root))


@pytest.fixture(scope="module")
def graph(project: Project) -> ColumnGraph:
    return build(project)


@pytest.mark.slow
def test_the_resources(project: Project) -> None:
    assert {r.id: (r.domain, r.tier, r.region, r.version) for r in project.resources.values()} == {
        "model.shop.clean": ("shop", "derived", None, None),
        "model.shop.cleaner": ("shop", "derived", None, None),
        "model.shop.copy": ("shop", "product", None, None),
        "model.shop.dim.v2": ("shop", "product", None, "2"),
        "seed.shop.countries": ("shop", None, None, None),
        "snapshot.shop.users_then": ("shop", None, None, None),
        "source.shop.crm.clicks": ("shop", "raw", None, None),
        "source.shop.crm.users": ("shop", "raw", "EU", None),
    }


@pytest.mark.slow
def test_the_edges(graph: ColumnGraph) -> None:
    found = {
        f"{parent.relation.split('.')[-1]}.{parent.column} -> "
        f"{child.relation.split('.', 2)[-1]}.{child.column}"
        for parent, child in graph.graph.edges
    }

    assert found == {
        "users.id -> clean.id",
        "users.email -> clean.email",
        "clean.id -> cleaner.id",
        "clean.email -> cleaner.email",
        "cleaner.email -> dim.v2.email",
        "clicks.ip -> dim.v2.ip",
        "countries.name -> dim.v2.name",
        "v2.email -> users_then.email",
        "v2.ip -> users_then.ip",
        "v2.name -> users_then.name",
        "users_then.email -> users_then.dbt_scd_id",
        "v2.email -> dim.v2.* (whole row)",
        "v2.ip -> dim.v2.* (whole row)",
        "v2.name -> dim.v2.* (whole row)",
        "v2.* (whole row) -> copy.*",
    }


@pytest.mark.slow
def test_what_cannot_be_told(graph: ColumnGraph) -> None:
    assert [(each.resource, each.reason) for each in graph.coverage.unresolved] == [
        ("model.shop.copy", "python model")
    ]
