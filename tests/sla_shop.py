"""A project whose products keep or break each service level, for the tests on every engine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbt_runs import DbtProject

# Ages of rows in minutes, None for NULL; how old they are is told when the model is compiled.
_ROWS = """\
{%- macro rows_aged(ages, kind) -%}
  {%- for age in ages %}
  select {{ as_type(loop.index, 'integer') }} as id,
    {% if age is none -%}
    cast(null as {{ dbt_treaty.data_type({'kind': kind}) }}) as happened
    {%- else -%}
    {{ dbt_treaty.moment_literal(
        dbt_treaty.utc_now() - modules.datetime.timedelta(minutes=age), kind) }} as happened
    {%- endif %}
  {{ 'union all' if not loop.last }}
  {%- endfor -%}
{%- endmacro -%}
"""
_AS_TYPE = (
    "{%- macro as_type(value, kind) -%}\n"
    "cast({{ value }} as {{ dbt_treaty.data_type({'kind': kind}) }})\n{%- endmacro -%}\n"
)
_AGED = "select id, happened from (\n{{ rows_aged(%s, '%s') }}\n) as aged\n"


@dataclass(frozen=True)
class Case:
    """A product: its query, the type of its timestamp, what it promises, and what comes of it.

    ``found`` has, for each promise, whether it is kept and the reason if not.
    """

    query: str
    sla: str
    found: dict[str, tuple[bool, str | None]]
    kind: str = "timestamp"
    more: str = ""


KEPT = (True, None)
CASES = {
    "fresh_tz": Case(
        _AGED % ("[5, 90]", "timestamp_tz"), "{freshness: 15m}", {"freshness": KEPT}, "timestamp_tz"
    ),
    "fresh_plain": Case(
        _AGED % ("[5, 90, none]", "timestamp"), "{freshness: 15m}", {"freshness": KEPT}
    ),
    "fresh_day": Case(
        _AGED % ("[0]", "date"),
        "{freshness: {within: 1d, column: happened}}",
        {"freshness": KEPT},
        "date",
    ),
    "stale": Case(
        _AGED % ("[20, 90]", "timestamp_tz"),
        "{freshness: 15m}",
        {"freshness": (False, "the newest row is older than promised")},
        "timestamp_tz",
    ),
    "blank": Case(
        _AGED % ("[none, none]", "timestamp"),
        "{freshness: 15m}",
        {"freshness": (False, "happened is NULL in every row")},
    ),
    "ahead": Case(
        _AGED % ("[-90, -60]", "timestamp"),
        "{freshness: 15m}",
        {"freshness": (False, "every happened lies in the future: is it in UTC?")},
    ),
    "empty": Case(
        _AGED % ("[5]", "timestamp") + "where 1 = 0\n",
        "{freshness: 15m, completeness: {min: 90%, reference: shop.raw.four}, accuracy: 99%}",
        {
            "freshness": (False, "the table is empty"),
            "completeness": (False, "rows of the reference are missing"),
            "accuracy": (False, "no row is in the window"),
        },
        more="quality: {row_rules: [{name: r, sql: id > 0}]}\n",
    ),
    "counted": Case(
        _AGED % ("[5, 6, 7]", "timestamp"),
        "{completeness: {min: 75%, reference: shop.raw.four}}",
        {"completeness": KEPT},
    ),
    "queried": Case(
        _AGED % ("[5, 6, 7]", "timestamp"),
        '{completeness: {min: "75.1%", reference: "select 2 + 2"}}',
        {"completeness": (False, "rows of the reference are missing")},
    ),
    "too_many": Case(
        _AGED % ("[5, 6, 7]", "timestamp"),
        '{completeness: {min: 75%, reference: "select 2"}}',
        {"completeness": (False, "there are more rows here than in the reference")},
    ),
    "of_nothing": Case(
        _AGED % ("[5]", "timestamp"),
        '{completeness: {min: 75%, reference: "select 0"}}',
        {"completeness": (False, "the reference has no rows to count against")},
    ),
    "of_null": Case(
        _AGED % ("[5]", "timestamp"),
        '{completeness: {min: 75%, reference: "select null"}}',
        {"completeness": (False, "the count query gives NULL")},
    ),
    "kept": Case(
        "select id, happened from {{ ref('passed_on') }}\n",
        "{completeness: 100%}",
        {"completeness": KEPT},
    ),
    "filtered": Case(
        "select id, happened from {{ ref('passed_on') }} where id < 9\n",
        "{completeness: 100%}",
        {
            "completeness": (
                False,
                "no reference is named, and nobody can tell which rows filtered keeps: "
                "it has a WHERE: set sla.completeness.reference",
            )
        },
    ),
    "accurate": Case(
        _AGED % ("[5, 6, 7, 2000]", "timestamp"),
        "{accuracy: {min: 60%, window: 1h}, freshness: 15m}",
        {"accuracy": KEPT, "freshness": KEPT},
        more="quality: {row_rules: [{name: small, sql: id < 3, error_if: 100%}]}\n",
    ),
    "inaccurate": Case(
        _AGED % ("[5, 6, 7]", "timestamp"),
        "{accuracy: 67%}",
        {"accuracy": (False, "too many rows break a rule of the contract")},
        more="quality: {row_rules: [{name: small, sql: id < 3, error_if: 100%}]}\n",
    ),
    "ruleless": Case(
        _AGED % ("[5]", "timestamp"),
        "{accuracy: 67%}",
        {"accuracy": (False, "the contract has no rule that a row could break")},
    ),
    "punctual": Case(
        "select id, happened, happened as came from (\n"
        "{{ rows_aged([5, 9], 'timestamp') }}\n) as a\n",
        "{late_arrival_window: {within: 1h, loaded: came}}",
        {"late_arrival_window": KEPT},
        more="late",
    ),
    "late": Case(
        "select id, happened, {{ dbt_treaty.moment_literal(dbt_treaty.utc_now(), 'timestamp') }}"
        " as came from (\n{{ rows_aged([5, 90, none], 'timestamp') }}\n) as a\n",
        "{late_arrival_window: {within: 1h, loaded: came}}",
        {
            "late_arrival_window": (
                False,
                "rows came later than promised, or do not tell when",
            )
        },
        more="late",
    ),
}


def files() -> dict[str, str]:
    """The project's files, but for its profile."""
    made = {
        "dbt_treaty.yml": "domain: shop\nlayout: ['models/{tier}/**', 'seeds/{tier}/**']\n",
        "seeds/raw/four.csv": "id\n1\n2\n3\n4\n",
        "macros/as_type.sql": _AS_TYPE,
        "macros/rows_aged.sql": _ROWS,
        "models/derived/made.sql": _AGED % ("[5, 6, 7]", "timestamp"),
        "models/derived/passed_on.sql": "select * from {{ ref('made') }}\n",
    }
    for name, case in CASES.items():
        made[f"models/product/{name}.sql"] = case.query
        made[f"contracts/product/{name}.contract.yaml"] = _contract(name, case)
    return made


def _contract(name: str, case: Case) -> str:
    came = "  - {name: came, type: timestamp}\n" if case.more == "late" else ""
    return (
        f'name: shop.product.{name}\nversion: "1.0.0"\n'
        'owner: {team: "@shop-team", on_call: shop-pager}\nsemantics: {grain: one row}\n'
        f"schema:\n  - {{name: id, type: integer}}\n"
        f"  - {{name: happened, type: {case.kind}}}\n{came}sla: {case.sla}\n"
        + (case.more if case.more != "late" else "")
    )


def statuses(project: DbtProject) -> dict[str, dict[str, str]]:
    """The status of each level's test in the last run, by product and promise."""
    words = {
        "fresh": "freshness",
        "complete": "completeness",
        "accurate": "accuracy",
        "on_time": "late_arrival_window",
    }
    results = json.loads((project.root / "target/run_results.json").read_text())["results"]
    found: dict[str, dict[str, str]] = {}
    for each in results:
        kind, _, name = each["unique_id"].split(".")[:3]
        for word, promise in words.items():
            if kind == "test" and name.endswith(f"_v1_{word}"):
                product = name.removeprefix("treaty_").removesuffix(f"_v1_{word}")
                found.setdefault(product, {})[promise] = each["status"]
    return found


def expected(bad: str = "warn") -> dict[str, dict[str, str]]:
    """The statuses of a run in which a level that is not kept has the status ``bad``."""
    return {
        name: {promise: "pass" if kept else bad for promise, (kept, _) in case.found.items()}
        for name, case in CASES.items()
    }


SETTINGS = (
    "name: small\nprofile: small\nversion: '1.0.0'\nflags: {send_anonymous_usage_stats: false}\n"
    "models: {small: {+materialized: table}}\nvars: {dbt_treaty: {governance: true}}\n"
)
_TWICE = """\
{%- macro append_twice() -%}
  {%- if execute -%}
    {%- set level = {
        'node': graph.nodes['model.small.kept.v1'], 'promise': 'twice', 'measured': 1,
        'target': none, 'ok': none, 'reason': "it's", 'row_count': none} -%}
    {%- do dbt_treaty.append_history([level]) -%}
    {%- do dbt_treaty.append_history([level]) -%}
  {%- endif -%}
{%- endmacro -%}
"""
ODD = 'it\'s \\\\ 100 % {{ odd }} ü; \\"quoted\\"'


def governed_files(profile: str, names: tuple[str, ...] = tuple(CASES)) -> dict[str, str]:
    """The project with the governance models on, with some of the products."""
    made = {
        path: text
        for path, text in files().items()
        if "/product/" not in path or path.split("/")[-1].split(".")[0] in names
    }
    kept = "contracts/product/kept.contract.yaml"
    if kept in made:
        made[kept] += f'description: "{ODD}"\n'
    return {
        **made,
        "macros/append_twice.sql": _TWICE,
        "dbt_project.yml": SETTINGS,
        "profiles.yml": profile,
    }


MEASURED = """
select contract, promise, ok, reason from {{ ref('treaty_measurements') }}
where ok is not null order by 1, 2
"""


def measured(names: tuple[str, ...] = tuple(CASES)) -> list[list[object]]:
    """The rows of ``MEASURED`` after one build."""
    return [
        [f"shop.product.{name}", promise, ok, reason]
        for name in sorted(names)
        for promise, (ok, reason) in sorted(CASES[name].found.items())
    ]


def rows(root: Path, query: str) -> list[Any]:
    """What a query gives in the schema of the governance models, on DuckDB."""
    import duckdb

    with duckdb.connect(str(root / "target" / "small.duckdb")) as session:
        session.execute("set schema = 'main_dbt_treaty'")
        found = session.execute(query)
        return [list(row) for row in found.fetchall()] if found.description else []
