"""One contract, one outcome, on each engine: types made, promises kept, leaks refused."""

from __future__ import annotations

import json

import pytest
from dbt_runs import DbtProject
from engine import Engine
from product_contract import HEAD

pytestmark = pytest.mark.engines

TYPES = {
    "text": "string",
    "truth": "boolean",
    "number": "integer",
    "large": "bigint",
    "single": "float",
    "precise": "double",
    "money": "decimal(12,2)",
    "day": "date",
    "moment": "timestamp",
    "instant": "timestamp_tz",
}
# What each engine's catalogue calls the columns that were made.
MADE = {
    "duckdb": [
        ["text", "VARCHAR"], ["truth", "BOOLEAN"], ["number", "INTEGER"], ["large", "BIGINT"],
        ["single", "FLOAT"], ["precise", "DOUBLE"], ["money", "DECIMAL(12,2)"], ["day", "DATE"],
        ["moment", "TIMESTAMP"], ["instant", "TIMESTAMP WITH TIME ZONE"],
    ],
    "postgres": [
        ["text", "text"], ["truth", "boolean"], ["number", "integer"], ["large", "bigint"],
        ["single", "real"], ["precise", "double precision"], ["money", "numeric(12,2)"],
        ["day", "date"], ["moment", "timestamp without time zone"],
        ["instant", "timestamp with time zone"],
    ],
    "spark": [
        ["text", "string"], ["truth", "boolean"], ["number", "int"], ["large", "bigint"],
        ["single", "float"], ["precise", "double"], ["money", "decimal(12,2)"], ["day", "date"],
        ["moment", "timestamp"], ["instant", "timestamp"],
    ],
}  # fmt: skip
CATALOGUE = {
    "duckdb": "select name, type from pragma_table_info('main.every')",
    "postgres": "select attname, format_type(atttypid, atttypmod) from pg_attribute "
    "where attrelid = 'main.every'::regclass and attnum > 0 order by attnum",
}

EVERY = HEAD.format(name="every") + "".join(
    f'  - {{name: {name}, type: "{logical}"}}\n' for name, logical in TYPES.items()
)
KEYED = HEAD.format(name="keyed") + (
    "  - {name: id, type: integer, primary_key: true}\n"
    "  - {name: code, type: string, required: true, unique: true}\n"
    "  - {name: state, type: string, accepted_values: [new, old]}\n"
    '  - {name: amount, type: "decimal(12,2)", min: 0}\n'
    "quality: {row_rules: [{name: new_is_paid, sql: \"state <> 'new' or amount > 0\"}]}\n"
)
SQL_TYPE = (
    "{%- macro as_type(value, kind, precision=none, scale=none) -%}\n"
    "cast({{ value }} as {{ dbt_treaty.data_type("
    "{'kind': kind, 'precision': precision, 'scale': scale}) }})\n{%- endmacro -%}\n"
)
FILES = {
    "dbt_treaty.yml": "domain: shop\n",
    "seeds/raw/users.csv": "id,email,state,amount\n1,a@example.com,new,1\n2,b@example.com,old,0\n",
    "seeds/raw/_seeds.yml": "version: 2\nseeds:\n  - name: users\n    columns:\n"
    "      - {name: id}\n      - {name: email, config: {tags: [PII]}}\n"
    "      - {name: state}\n      - {name: amount}\n",
    "macros/as_type.sql": SQL_TYPE,
    "models/product/every.sql": "select\n"
    + ",\n".join(
        f"  {{{{ as_type(\"{value}\", '{logical.split('(')[0]}'{more}) }}}} as {name}"
        for (name, logical), value, more in zip(
            TYPES.items(),
            ("'x'", "true", "1", "1", "1.5", "1.5", "1.5", "'2027-03-31'", *["'2027-03-31'"] * 2),
            ("", "", "", "", "", "", ", 12, 2", "", "", ""),
            strict=True,
        )
    )
    + "\n",
    "models/product/keyed.sql": "select {{ as_type('id', 'integer') }} as id,\n"
    "  {{ as_type(\"concat('c', id)\", 'string') }} as code,\n"
    "  {{ as_type('state', 'string') }} as state,\n"
    "  {{ as_type('amount', 'decimal', 12, 2) }} as amount\nfrom {{ ref('users') }}\n",
    "contracts/product/every.contract.yaml": EVERY,
    "contracts/product/keyed.contract.yaml": KEYED,
}


@pytest.fixture(scope="module")
def built(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> DbtProject:
    """The shop, synced and built on this engine."""
    project = engine.project(tmp_path_factory.mktemp(engine.name) / "shop", FILES)
    project.dbt_here("build").must_pass()
    return project


def test_the_types_that_were_made(engine: Engine, built: DbtProject) -> None:
    if engine.name == "spark":
        pytest.skip("Spark's catalogue is told by the contract: dbt compares names and types")
    assert engine.query(built, CATALOGUE[engine.name]) == MADE[engine.name]


def test_what_was_built_carries_its_contracts_version(engine: Engine, built: DbtProject) -> None:
    contract = built.root / "models/product/_treaty/keyed.yml"
    checksum = contract.read_text().split("sha256:")[1][:64]
    query = (
        "{% set stamp = dbt_treaty.contract_stamp(ref('keyed', v=1)) %}"
        "select '{{ stamp.version }}' as version, '{{ stamp.checksum }}' as checksum, "
        "'{{ dbt_treaty.contract_stamp(ref('users')) }}' as seed"
    )
    assert engine.rows(built, query) == [["1.0.0", checksum, "None"]]


def outcome(project: DbtProject) -> set[str]:
    """What failed in the last build, by the name of the node without its hash."""
    results = json.loads((project.root / "target/run_results.json").read_text())["results"]
    failed = (each for each in results if each["status"] in {"error", "fail"})
    return {each["unique_id"].split(".")[2] for each in failed}


# Rows that break every promise, each under the rule that finds it where no constraint does.
BROKEN = {
    "state.accepted_values": "1,a@example.com,odd,1",
    "amount.min": "2,b@example.com,old,-1",
    "new_is_paid": "3,c@example.com,new,0",
    "id.required": ",d@example.com,old,1",
    "code.required": ",e@example.com,old,1",
    "primary_key": "4,f@example.com,old,1",
    "code.unique": "4,g@example.com,old,1",
}


def test_each_broken_promise_is_caught_by_something(engine: Engine, built: DbtProject) -> None:
    seed = built.root / "seeds/raw/users.csv"
    whole = seed.read_text()
    seed.write_text("\n".join(["id,email,state,amount", *BROKEN.values(), ""]))
    try:
        run = built.dbt_here("build")
    finally:
        seed.write_text(whole)
    assert run.exit == 1, run.output
    failed = outcome(built)
    if engine.name == "spark":
        # No constraint is held: every promise is tested.
        assert failed == {"treaty_keyed_v1_row_rules"}
        told = {
            line.split()[1].rstrip(":") for line in run.output.splitlines() if " of 7 rows" in line
        }
        assert told == set(BROKEN)
    else:
        assert failed == {"keyed"}


def test_a_leak_is_refused_before_anything_is_built(engine: Engine, built: DbtProject) -> None:
    model = built.root / "models/product/keyed.sql"
    whole = model.read_text()
    model.write_text(whole.replace("concat('c', id)", "max(email) over (partition by id)"))
    try:
        run = built.dbt_here("build")
    finally:
        model.write_text(whole)
    assert run.exit == 2, run.output
    assert "pii-unmasked models/product/keyed.sql:2" in run.output
    assert [f["policy"] for f in built.findings()] == ["pii-unmasked", "undeclared-tag"]
