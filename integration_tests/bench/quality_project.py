"""A dbt project whose rules can be kept in three ways: by us, by separate tests, and by hand.

The predicates are those of teams that test with dbt: ranges, lists of values, patterns, comparisons
of columns. About one row in a hundred breaks one.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent.parent
COLUMNS = {
    "id": "bigint",
    "customer": "bigint",
    "name": "varchar",
    "status": "varchar",
    "amount": "decimal(12,2)",
    "tax": "decimal(12,2)",
    "quantity": "integer",
    "ordered_on": "date",
    "sent_at": "timestamp",
    "token": "varchar",
    "score": "double",
}
_ROWS = """\
create or replace table raw.orders as
select
  i::bigint as id,
  (i % 100003)::bigint as customer,
  'name ' || (i * 7919 % {rows}) as name,
  case i % 4 when 0 then 'new' when 1 then 'paid' when 2 then 'sent' else 'back' end as status,
  ((i * 31 % 100000) / 100.0)::decimal(12,2) as amount,
  ((i * 31 % 100000) / 500.0)::decimal(12,2) as tax,
  (i % 50)::integer as quantity,
  date '2024-01-01' + (i % 700)::integer as ordered_on,
  timestamp '2024-01-01' + to_seconds(i % 1000000) as sent_at,
  md5(i::varchar) as token,
  (i * 17 % 1000 / 10.0)::double as score
from range({rows}) as numbers(i)
"""
RULES: tuple[str, ...] = (
    "id is not null",
    "customer is not null",
    "name is not null",
    "status in ('new', 'paid', 'sent', 'back')",
    "amount >= 0",
    "amount <= 1000",
    "tax >= 0",
    "tax <= amount",
    "quantity >= 0",
    "quantity < 50",
    "ordered_on >= date '2024-01-01'",
    "ordered_on < date '2026-01-01'",
    "sent_at >= timestamp '2024-01-01'",
    "score between 0 and 100",
    "length(token) = 32",
    "regexp_matches(token, '^[0-9a-f]+$')",
    "name like 'name %'",
    "status <> 'back' or amount >= 0",
    "not (status = 'new' and quantity > 49)",
    "amount * quantity < 100000",
    *(f"customer <> {at * 977}" for at in range(4)),
    *(f"amount <> {at}.31" for at in range(3)),
    "score <> 3.3 or quantity <> 7",
    "customer % 199 <> 0",
    "customer % 251 <> 0",
)
_CONTRACT = """\
name: shop.product.{name}
version: "1.0.0"
owner: {{team: "@shop-team", on_call: shop-pager}}
sla: {{freshness: 1d}}
semantics: {{grain: one row}}
schema:
{columns}
quality:
  row_rules:
{rules}
{quarantine}
"""
_GENERIC_TEST = """\
{% test is_true(model, expression) %}
select 1 from {{ model }} where not ({{ expression }})
{% endtest %}
"""
_SOURCES = """\
version: 2
sources:
  - name: raw
    config: {{meta: {{dbt_treaty_override: {{domain: shop, tier: raw}}}}}}
    tables: [{{name: orders, columns: [{columns}]}}]
models:
  - name: tested
    data_tests:
{tests}
"""


def fill_source(folder: Path, rows: int) -> None:
    """Write the table that the models read, with so many rows."""
    (folder / "target").mkdir(exist_ok=True)
    with duckdb.connect(str(folder / "target" / "quality.duckdb")) as connection:
        connection.execute("create schema if not exists raw")
        connection.execute(_ROWS.format(rows=rows))


def write_quality_project(folder: Path) -> None:
    """Write the models: ``plain`` and ``quarantined`` with a contract, ``by_hand``, ``tested``."""
    listed = ", ".join(COLUMNS)
    select = f"select {listed} from {{{{ source('raw', 'orders') }}}}\n"
    broken = " or ".join(f"not ({rule})" for rule in RULES)
    hooks = (
        "create or replace temporary table by_hand_staged as select *, "
        f"coalesce({broken}, false) as is_broken from raw.orders",
        "create schema if not exists refused",
        "create or replace table refused.by_hand as select * exclude (is_broken) "
        "from by_hand_staged where is_broken",
    )
    by_hand = "{{ config(pre_hook=[\n" + ",\n".join(f'  "{hook}"' for hook in hooks) + "\n]) }}\n"
    counts = ", ".join(f"count(*) filter (where not ({rule}))" for rule in RULES)
    files = {
        "dbt_project.yml": "name: quality\nprofile: quality\nversion: '1.0.0'\n"
        "flags: {send_anonymous_usage_stats: false}\nmodels: {+materialized: table}\n",
        "profiles.yml": "quality: {target: dev, outputs: {dev: "
        "{type: duckdb, path: target/quality.duckdb, threads: 1}}}\n",
        "packages.yml": f"packages: [{{local: {ROOT}}}]\n",
        # What a split by hand looks like, no policy would let pass.
        "dbt_treaty.yml": "domain: shop\npolicies:\n  unknown-owner: off\n"
        "  unknown-lineage: off\n  hard-coded-reference: off\n",
        "models/product/plain.sql": select,
        "models/product/quarantined.sql": select,
        "models/by_hand.sql": f"{by_hand}select {listed} from by_hand_staged where not is_broken\n",
        # The same table under a name that tests of one's own may be written for.
        "models/tested.sql": "{{ config(materialized='view') }}\n"
        f"select {listed} from {{{{ ref('plain') }}}}\n",
        "models/sources.yml": _sources(),
        "tests/generic/is_true.sql": _GENERIC_TEST,
        "tests/one_scan.sql": "select * from (select greatest("
        f"{counts}) as most from {{{{ ref('plain') }}}}) where most < 0\n",
        "contracts/product/plain.contract.yaml": _contract("plain", ""),
        "contracts/product/quarantined.contract.yaml": _contract(
            "quarantined", "quarantine: {enabled: true}"
        ),
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _contract(name: str, quarantine: str) -> str:
    columns = "\n".join(
        f'  - {{name: {each}, type: "{_logical(kind)}"}}' for each, kind in COLUMNS.items()
    )
    rules = "\n".join(f'    - {{name: rule_{at}, sql: "{rule}"}}' for at, rule in enumerate(RULES))
    return _CONTRACT.format(name=name, columns=columns, rules=rules, quarantine=quarantine)


def _logical(kind: str) -> str:
    return "string" if kind == "varchar" else kind


def _sources() -> str:
    columns = ", ".join(f"{{name: {name}}}" for name in COLUMNS)
    tests = "\n".join(
        f'      - is_true: {{name: alone_{at}, arguments: {{expression: "{rule}"}}}}'
        for at, rule in enumerate(RULES)
    )
    return _SOURCES.format(columns=columns, tests=tests)
