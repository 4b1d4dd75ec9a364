"""The package's macros: one a file, each warehouse's types and constraints, tests' arguments."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from macro_files import MACROS, MacroFile, Macros, macro_files

from dbt_treaty.contracts.logical_type import LogicalType, parse_type
from dbt_treaty.sync.job import plain_type

FIXTURES = Path(__file__).parent / "fixtures"
TYPES: dict[str, dict[str, str]] = yaml.safe_load((FIXTURES / "data_types.yml").read_text())
# A reader asks another project's product by what name and major it carries.
WRITTEN_BY_USERS = {"carries_contract"}
WAREHOUSES = tuple(key for key in next(iter(TYPES.values())) if key not in {"logical", "created"})
CONSTRAINTS: dict[str, list[str]] = yaml.safe_load(
    (FIXTURES / "enforced_constraints.yml").read_text()
)


def plain(logical: LogicalType | str) -> dict[str, Any]:
    return plain_type(parse_type(logical) if isinstance(logical, str) else logical)


@pytest.mark.parametrize("warehouse", WAREHOUSES)
def test_each_type_in_the_warehouses_words(warehouse: str) -> None:
    macros = Macros(warehouse)
    spelled = {title: macros.data_type(plain(row["logical"])) for title, row in TYPES.items()}
    assert spelled == {title: row[warehouse] for title, row in TYPES.items()}


def test_an_unknown_warehouse_gets_the_standards_words() -> None:
    macros = Macros("somebase")
    assert macros.data_type(plain("decimal(12,2)")) == "decimal(12,2)"
    assert macros.data_type(plain("array<timestamp_tz>")) == "timestamp with time zone[]"


def test_duckdb_makes_columns_of_its_words() -> None:
    with duckdb.connect() as session:
        columns = ", ".join(f'"{title}" {row["duckdb"]}' for title, row in TYPES.items())
        session.execute(f"create table every_type ({columns})")
        rows = session.execute("select column_name, column_type from (describe every_type)")
        made = dict(rows.fetchall())
    assert made == {title: row["created"] for title, row in TYPES.items()}


@pytest.mark.parametrize("warehouse", CONSTRAINTS)
def test_the_constraints_that_a_warehouse_holds(warehouse: str) -> None:
    macros = Macros(warehouse)
    assert macros.enforced_constraints() == CONSTRAINTS[warehouse]
    kinds = ("not_null", "unique", "primary_key")
    for materialized in ("table", "incremental"):
        held = [kind for kind in kinds if macros.enforces(kind, materialized)]
        assert held == CONSTRAINTS[warehouse]
    for materialized in ("view", "ephemeral", "materialized_view", "own", None):
        assert not any(macros.enforces(kind, materialized) for kind in kinds)


def test_duckdb_really_refuses_what_it_is_said_to_hold() -> None:
    words = {"not_null": "not null", "unique": "unique", "primary_key": "primary key"}
    broken = {"not_null": [None], "unique": [1, 1], "primary_key": [1, 1]}
    for kind in CONSTRAINTS["duckdb"]:
        with duckdb.connect() as session:
            session.execute(f"create table held (a integer {words[kind]})")
            with pytest.raises(duckdb.ConstraintException):
                session.executemany("insert into held values (?)", [[v] for v in broken[kind]])


def test_duckdbs_own_words_are_all_reserved() -> None:
    with duckdb.connect() as session:
        query = "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
        words = {word for (word,) in session.execute(query).fetchall()}
    assert words - set(Macros("duckdb").reserved_words()) == set()


@pytest.mark.parametrize(
    ("warehouse", "name", "reference"),
    [
        ("duckdb", "order", '"order"'),
        ("duckdb", "Order", '"Order"'),
        ("duckdb", "order_id", "order_id"),
        ("bigquery", "group", "`group`"),
        ("databricks", "user", "`user`"),
        ("snowflake", "order", '"order"'),
        # Not reserved there, so that an unquoted one is stored in capitals.
        ("snowflake", "user", "user"),
        ("snowflake", "timestamp", "timestamp"),
        ("postgres", "timestamp", '"timestamp"'),
    ],
)
def test_a_word_of_sqls_own_is_quoted(warehouse: str, name: str, reference: str) -> None:
    assert Macros(warehouse).column_reference(name) == reference


def named(file: MacroFile) -> str:
    return file.path.relative_to(MACROS).as_posix()


@pytest.mark.parametrize("file", macro_files(), ids=named)
def test_a_file_holds_the_macro_of_its_name_and_says_what_it_is(file: MacroFile) -> None:
    name = file.path.stem
    kinds = [kind for kind, found in file.macros if found == name]
    assert len(kinds) == 1
    others = [found for _, found in file.macros if found != name]
    assert [found for found in others if not found.endswith(f"__{name}")] == []
    if others:
        assert f"default__{name}" in others
        assert f"adapter.dispatch('{name}', 'dbt_treaty')" in file.text
    assert re.match(r"{#-? \S", file.text), "begins with a comment"


SIGNATURE = re.compile(r"{%-?\s*test\s+(\w+)\((.*?)\)\s*-?%}", re.DOTALL)


def signatures() -> dict[str, tuple[set[str], set[str]]]:
    """Of each generic test of ours, the arguments that it takes and those that it must get."""
    found = {}
    for file in macro_files():
        for name, arguments in SIGNATURE.findall(file.text):
            each = [argument.strip() for argument in arguments.split(",")]
            names = {argument.split("=")[0] for argument in each}
            found[name] = (names, {argument for argument in each if "=" not in argument})
    return found


def column(name: str, logical: str, **said: Any) -> dict[str, Any]:
    nothing = {"required": False, "unique": False, "primary_key": False, "accepted_values": []}
    given = {"name": name, "logical": plain(logical), "pattern": None, "tags": [], **nothing}
    return {**given, "description": "", **said}


JOB: dict[str, Any] = {
    "contract": {},
    "row_rules": 2,
    "global_rules": [],
    "checks": [
        {
            "operator": "must_be_less_than",
            "bounds": [5],
            "metric": "missing_values",
            "column": "order",
            "values": [None, 0],
            "unit": "percent",
            "severity": "warn",
        },
        {
            "operator": "must_be",
            "bounds": [0],
            "metric": "duplicate_values",
            "columns": ["order", "b"],
            "unit": "rows",
        },
        {
            "operator": "must_be",
            "bounds": [0],
            "metric": "invalid_values",
            "column": "c",
            "pattern": "^x",
            "unit": "rows",
        },
        {
            "operator": "must_be_between",
            "bounds": [1, 2],
            "query": "select max(a) from {object}",
            "name": "peak",
            "unit": "rows",
        },
    ],
    "sla": {
        "severity": "error",
        "freshness": {"column": "order", "kind": "timestamp", "seconds": 900},
        "completeness": {"percent": 99.9, "reference": "ref('raw')", "query": None},
        "accuracy": {"percent": 99, "seconds": 86400, "column": "b", "kind": "date"},
        "late_arrival_window": {"column": "order", "loaded": "b", "seconds": 3600},
    },
    "description": "",
    "checksum": "0",
    "model": "item",
    "version": 2,
    "defined_in": "item",
    "alias": "item",
    "materialized": "view",
    "group": "shop",
    "nested_arguments": True,
    "primary_key": ["order", "b"],
    "columns": [
        column("order", "integer", required=True, unique=True, min=0, max=9),
        column("b", "date", primary_key=True, max="2030-01-01"),
        column("c", "string", accepted_values=["x"], pattern="^x"),
        column("d", "string", refers_to={"model": "other", "column": "group", "version": None}),
        column("e", "date", refers_to={"model": "item", "column": "b", "version": 2}),
    ],
}


def data_tests(job: dict[str, Any], warehouse: str = "duckdb") -> list[tuple[str, dict[str, Any]]]:
    entry = Macros(warehouse).contract_properties(job)
    owners = [entry, *entry["columns"]]
    return [
        item for owner in owners for test in owner.get("data_tests", []) for item in test.items()
    ]


def test_sync_emits_the_arguments_that_the_tests_take() -> None:
    """dbt gives a test its `model`, sync the rest."""
    taken = signatures()
    emitted = set()
    for nested, language in ((True, "sql"), (False, "python")):
        job = {**JOB, "nested_arguments": nested, "language": language, "readers": ["analyst"]}
        for test, body in data_tests(job, "postgres"):
            package, _, name = test.rpartition(".")
            given = body.get("arguments", {}) if nested else body
            given = set(given) - {"name", "config", "arguments"}
            assert package == "dbt_treaty"
            names, needed = taken[name]
            assert given <= names, test
            assert needed - {"model"} <= given, test
            emitted.add(name)
    assert emitted == set(taken) - WRITTEN_BY_USERS, "every other test is emitted for some contract"


def test_what_sync_emits_for_a_view() -> None:
    told = [
        (test, body["name"], body.get("arguments"))
        for test, body in data_tests(JOB)
        if test in ("dbt_treaty.row_rules", "dbt_treaty.holds")
    ]
    assert told == [
        (
            "dbt_treaty.row_rules",
            "treaty_item_v2_row_rules",
            {"references": {"d": "ref('other')", "e": "ref('item', v=2)"}},
        ),
        (
            "dbt_treaty.holds",
            "treaty_item_v2_holds_1",
            {
                "operator": "must_be_less_than",
                "bounds": [5],
                "metric": "missing_values",
                "subject": '"order"',
                "listed": [None, 0],
                "unit": "percent",
            },
        ),
        (
            "dbt_treaty.holds",
            "treaty_item_v2_holds_2",
            {
                "operator": "must_be",
                "bounds": [0],
                "metric": "duplicate_values",
                "subjects": ['"order"', "b"],
                "unit": "rows",
            },
        ),
        (
            "dbt_treaty.holds",
            "treaty_item_v2_holds_3",
            {
                "operator": "must_be",
                "bounds": [0],
                "metric": "invalid_values",
                "subject": "c",
                "pattern": "^x",
                "unit": "rows",
            },
        ),
        (
            "dbt_treaty.holds",
            "treaty_item_v2_holds_peak",
            {
                "operator": "must_be_between",
                "bounds": [1, 2],
                "query": "select max(a) from {object}",
                "unit": "rows",
            },
        ),
    ]


def test_what_a_table_holds_needs_no_test() -> None:
    entry = Macros("duckdb").contract_properties({**JOB, "materialized": "table"})
    assert entry["constraints"] == [{"type": "primary_key", "columns": ['"order"', "b"]}]
    order = entry["columns"][0]
    assert order["quote"] is True
    assert order["constraints"] == [{"type": "not_null"}, {"type": "unique"}]
    assert "quote" not in entry["columns"][1]
    assert entry["config"]["meta"]["dbt_treaty"]["promised"]["columns"][0] == [
        "order",
        "integer",
        ["not_null", "unique"],
    ]


@pytest.mark.parametrize(
    ("said", "tested"),
    [
        ({}, False),
        ({"row_rules": 1}, True),
        ({"global_rules": [{"name": "platform.a.b"}]}, True),
        ({"materialized": "view"}, True),
        ({"primary_key": [], "columns": [column("a", "date")], "materialized": "view"}, False),
        *(
            ({"columns": [column("a", "string", **rule)]}, True)
            for rule in (
                {"accepted_values": ["x"]}, {"min": 0}, {"max": 0}, {"pattern": "x"},
                {"refers_to": {"model": "other", "column": "b"}},
            )
        ),
    ],
)  # fmt: skip
def test_a_test_of_rows_where_something_is_left_to_look_at(
    said: dict[str, Any], tested: bool
) -> None:
    held = [column("b", "date", primary_key=True), column("c", "string", unique=True)]
    job = {**JOB, "row_rules": 0, "checks": [], "materialized": "table", "primary_key": ["b"]}
    tests = [test for test, _ in data_tests({**job, "columns": held, **said})]
    assert ("dbt_treaty.row_rules" in tests) is tested


@pytest.mark.parametrize(
    ("materialized", "word"),
    [("table", None), ("incremental", "append_new_columns"), (None, "append_new_columns")],
)
def test_an_incremental_model_gets_the_word_that_dbt_wants(
    materialized: str | None, word: str | None
) -> None:
    entry = Macros("duckdb").contract_properties({**JOB, "materialized": materialized})
    assert entry["config"].get("on_schema_change") == word


@pytest.mark.parametrize(
    ("version", "flag", "nested"),
    [
        ("1.9.4", None, False),
        ("1.9.4", True, False),  # a flag that this dbt does not know
        ("1.10.0", None, False),
        ("1.10.0", True, True),
        ("1.11.0b1", None, True),
        ("1.11.0", False, False),
        ("2.0.0-preview.1", None, True),
    ],
)
def test_where_a_tests_arguments_stand(version: str, flag: bool | None, nested: bool) -> None:
    macros = Macros("duckdb", dbt_version=version)
    assert macros.test_arguments_are_nested({"nested_arguments": flag}) is nested
