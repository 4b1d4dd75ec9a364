"""A small project that dbt itself has parsed in this process."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from dbt_treaty_plugin.dbt_internals import Invocation

FILES = {
    "dbt_project.yml": "name: small\nprofile: small\nversion: '1.0.0'\n"
    "flags: {send_anonymous_usage_stats: false}\non-run-end: [select 1 as one]\n",
    "profiles.yml": "small: {target: dev, outputs: {dev: {type: duckdb, path: ':memory:'}}}\n",
    "seeds/numbers.csv": "id\n1\n",
    "models/first.sql": "select id, {{ secret('x') }} as label from {{ ref('numbers') }}\n",
    "models/second.sql": "{{ config(materialized='ephemeral') }}\n"
    "select id from {{ ref('first') }}\n",
    "models/third.sql": "select id from {{ ref('second') }}\n"
    "join {{ source('raw', 'users') }} using (id)\n",
    "models/asks.sql": "{% if execute %}{% do run_query('select 1') %}{% endif %}\n"
    "select id from {{ ref('first') }}\n",
    "models/own.sql": "{{ config(materialized='incremental', pre_hook='analyze {{ this }}', "
    "post_hook=['grant x', 'grant y'], sql_header='set a = 1') }}\nselect 1 as id\n"
    "{% if is_incremental() %}where 2 = 2{% endif %}\n",
    "models/broken.sql": "{% if execute %}\n"
    "{{ exceptions.raise_compiler_error('broken on purpose') }}\n{% endif %}\n",
    "macros/secret.sql": "{% macro secret(word) %}'{{ word }}'{% endmacro %}\n",
    "models/all.yml": """\
version: 2
sources:
  - name: raw
    schema: crm
    tables: [{name: users, columns: [{name: id, data_type: integer}]}]
groups: [{name: us, owner: {name: us}}]
models:
  - name: first
    latest_version: 2
    config: {group: us, access: protected, meta: {k: v}, alias: first, tags: [t]}
    columns: [{name: id, data_type: integer, constraints: [{type: not_null}]}]
    versions: [{v: 2, defined_in: first, deprecation_date: 2030-01-02}]
""",
}


@pytest.fixture(scope="session")
def invocation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Invocation]:
    """What a running command shows: the manifest and configuration of the project above."""
    from dbt.adapters.factory import get_adapter, register_adapter, reset_adapters  # noqa: PLC0415
    from dbt.cli.main import dbtRunner  # noqa: PLC0415 - slow to import, and few tests ask
    from dbt.config.runtime import RuntimeConfig  # noqa: PLC0415
    from dbt.flags import get_flags  # noqa: PLC0415
    from dbt.mp_context import get_mp_context  # noqa: PLC0415

    root = tmp_path_factory.mktemp("small project")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    os.environ["DO_NOT_TRACK"] = "1"
    places = ["--project-dir", str(root), "--profiles-dir", str(root)]
    parsed = dbtRunner().invoke(["--quiet", "parse", *places])
    assert parsed.success, parsed.exception
    config = RuntimeConfig.from_args(get_flags())
    register_adapter(config, get_mp_context())
    adapter = get_adapter(config)
    adapter.set_macro_resolver(parsed.result)
    with adapter.connection_named("test"):
        yield Invocation(parsed.result, config)
    reset_adapters()
