"""Contract → ODCS → contract, and ODCS → contract → ODCS: nothing is lost on either way."""

import copy
import dataclasses
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.native import read_native
from dbt_treaty.contracts.odcs.read import read_odcs
from dbt_treaty.contracts.plain import from_plain, to_plain
from dbt_treaty.contracts.unacted import unacted
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import Place, TreatyError
from dbt_treaty.export.formats import FORMATS
from dbt_treaty.export.odcs import odcs_document, odcs_text

NOWHERE = Home(None, None)
TYPES = {
    "string": st.sampled_from(["a", "b c", "1e5", "yes", "012", "null", "ä{{ x }}", "TODO", "#"]),
    "integer": st.integers(-5, 5),
    "bigint": st.integers(-(10**18), 10**18),
    "decimal(12,2)": st.sampled_from([0, -1.5, "0.10", "99999999.99"]),
    "double": st.floats(-1e9, 1e9, allow_nan=False),
    "float": st.integers(0, 3),
    "boolean": st.booleans(),
    "date": st.sampled_from(["2020-01-01", "2027-03-31"]),
    "time": st.sampled_from(["09:00:00", "13:30"]),
    "timestamp": st.sampled_from(["2020-01-01", "2020-01-01T10:00:00"]),
    "timestamp_tz": st.sampled_from(["2020-01-01T10:00:00Z"]),
    **dict.fromkeys(("uuid", "interval", "binary"), st.sampled_from(["x", "0f"])),
}
NESTED = ["json", "array<string>", "struct<a: string, b: array<struct<c: decimal(9,0)>>>"]
BOUNDED = frozenset(TYPES) - {"string", "boolean", "uuid", "interval", "binary"}
TEXT = st.sampled_from(
    ["One row each.", "TODO", "<when known>", "two\nlines\n", " a: b ", "'", "-"]
)
TAG = st.sampled_from(["PII", "region:EU", "finance", "a b"])
TAGS = st.lists(TAG, max_size=3)
WORD = st.sampled_from(["@orders", "pager", "alice@example.com"])
ROLE = st.sampled_from(["analyst", "data-team", "group:tax@example.com"])
TABLE = st.sampled_from(["quarantine.orders", "quarantine/crm/orders", "refused"])
DURATION = st.sampled_from(["15m", "24h", "7d", "15 minutes", "1W", "0010s", "TODO"])
PERCENT = st.sampled_from(["99.9%", "100 %", "TODO"])
DATE = st.sampled_from(["2027-03-31", "2026-12-01", "TBD"])
NAMES = st.sampled_from(["order_id", "amount", "Order", "customer_id", "status", "placed_at"])


def optional(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=parts)


def merged(*parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(*parts).map(lambda each: {k: v for part in each for k, v in part.items()})


@st.composite
def columns(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from([*TYPES, *NESTED]))
    column = {
        "name": draw(NAMES),
        "type": kind,
        **draw(
            optional(
                required=st.booleans(),
                unique=st.booleans(),
                primary_key=st.booleans(),
                description=TEXT,
                tags=TAGS,
                mask=st.sampled_from(["sha256", "tokenize"]),
                references=st.sampled_from(["other.id", "customer.product.customer_dim.id"]),
            )
        ),
    }
    if kind in TYPES:
        values = TYPES[kind]
        column |= draw(optional(default=values, accepted_values=st.lists(values, min_size=1)))
    if kind in BOUNDED:
        column |= draw(st.sampled_from(["min", "max"]).flatmap(lambda k: optional(**{k: values})))
    if kind == "string":
        column |= draw(optional(pattern=st.sampled_from(["^a$", r"\d+", "'"])))
    return column


NUMBERS = st.integers(0, 100) | st.sampled_from([0.5, 99.5])
RANGE = st.lists(NUMBERS, min_size=2, max_size=2, unique=True)
OPERATORS = [
    *("must_be", "must_not_be", "must_be_greater_than", "must_be_greater_or_equal_to"),
    *("must_be_less_than", "must_be_less_or_equal_to", "must_be_between", "must_not_be_between"),
]
VALUES = st.lists(st.sampled_from([None, "", "N/A", 1, True]), min_size=1, max_size=3)


@st.composite
def checks(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    word = draw(st.sampled_from(OPERATORS))
    column = {"column": draw(st.sampled_from(names))}
    unit = draw(optional(unit=st.sampled_from(["rows", "percent"])))
    query = {"query": "select count(*) from {object}\nwhere a is null\n"}
    kind = draw(
        st.sampled_from(
            [
                {"metric": "null_values", **column, **unit},
                {"metric": "missing_values", **column, **unit, "values": draw(VALUES)},
                {"metric": "invalid_values", **column, **unit, "values": draw(VALUES)},
                {"metric": "invalid_values", **column, "pattern": "^a"},
                {"metric": "duplicate_values", **column, **unit},
                {"metric": "duplicate_values", "columns": names, **unit},
                {"metric": "row_count"},
                query,
                {**query, **column},
            ]
        )
    )
    said = draw(optional(severity=st.sampled_from(["warn", "error"]), description=TEXT))
    return {**kind, word: draw(RANGE if "between" in word else NUMBERS), **said}


@st.composite
def views(draw: st.DrawFn, schema: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A view or none, of columns that can be masked."""
    plain = [each["name"] for each in schema if "<" not in each["type"] and each["type"] != "json"]
    columns = [
        {"name": name, **draw(optional(**{"as": st.just(f"{name}_{at}")}, mask=st.just("redact")))}
        for at, name in enumerate(plain)
    ]
    view = {"name": "a_view", "consumer": "finance", "columns": columns}
    rest = draw(optional(description=TEXT, where=st.just("a = 'b'\nand c")))
    return [{**view, **rest}] if columns and draw(st.booleans()) else []


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Native documents, drafts with parts that are absent or still to be written among them."""
    schema = draw(st.lists(columns(), max_size=4, unique_by=lambda each: each["name"].lower()))
    names = [each["name"] for each in schema]
    stamps = [c["name"] for c in schema if c["type"] in ("date", "timestamp", "timestamp_tz")]
    within = {"within": DURATION}
    named = st.fixed_dictionaries(
        within, optional={"column": st.sampled_from(stamps)} if stamps else {}
    )
    least = st.fixed_dictionaries(
        {"min": PERCENT}, optional={"reference": st.just("orders.raw.orders")}
    )
    share = st.fixed_dictionaries({"min": PERCENT}, optional={"window": DURATION})
    moment = {key: st.sampled_from(stamps) for key in ("column", "loaded") if stamps}
    late = st.fixed_dictionaries(within, optional=moment)
    rules = st.lists(optional(severity=st.just("warn"), description=TEXT), max_size=2)
    owner = optional(team=WORD, on_call=WORD, email=WORD, reviewers=st.lists(WORD, max_size=2))
    return {
        "name": draw(st.sampled_from(["orders.product.order_facts", "order_facts", "a.raw.b"])),
        **draw(
            optional(
                version=st.sampled_from(["2.1.0", "3.0.0-rc.1", "TODO"]),
                owner=owner | WORD,
                schema=st.just(schema),
                views=views(schema),
                sla=optional(
                    freshness=named | DURATION,
                    completeness=least | PERCENT,
                    accuracy=share | PERCENT,
                    late_arrival_window=late | DURATION,
                    severity=st.sampled_from(["error", "warn"]),
                ),
                semantics=st.dictionaries(NAMES | st.just("null rule"), TEXT, max_size=3),
                description=TEXT,
                tags=TAGS,
                region=st.just("EU"),
                retention_days=st.integers(1, 9999),
                quarantine=optional(
                    enabled=st.booleans(),
                    target=TABLE,
                    include_error_reason=st.booleans(),
                    max_rejected=st.integers(0, 99) | PERCENT,
                    retention_days=st.integers(1, 99),
                ),
                deprecation=optional(
                    previous_version=st.sampled_from(["2.x", "TODO"]),
                    sunset_date=DATE,
                    announced=DATE,
                    migration_notes=TEXT,
                ),
                access=optional(
                    roles=st.lists(ROLE, max_size=2), purposes=st.lists(WORD, max_size=2)
                ),
                consumers_intended=st.lists(WORD, min_size=1, max_size=2),
                delivery=TEXT,
            )
        ),
        "quality": {
            "row_rules": [{"sql": f"amount >= {at}", **r} for at, r in enumerate(draw(rules))],
            "checks": draw(st.lists(checks(names), max_size=3)) if names else [],
        },
    }


def bare(contract: Contract) -> Contract:
    """The contract without where and in which format it stands."""
    lined = tuple(dataclasses.replace(column, line=0) for column in contract.columns)
    return dataclasses.replace(contract, place=Place(""), format="", columns=lined)


@settings(
    max_examples=250, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(documents())
def test_a_contract_comes_back_from_odcs_as_it_was(document: dict[str, Any]) -> None:
    if "schema" not in document:
        document["quality"]["checks"] = []
        document.pop("views", None)
        sla = document.get("sla", {})
        for level in (sla.get("freshness"), sla.get("late_arrival_window")):
            if isinstance(level, dict):
                level.pop("column", None)
                level.pop("loaded", None)
    (contract,) = read_native(parse(json.dumps(document), "a.contract.yaml"), NOWHERE)

    (back,) = read_odcs(parse(odcs_text(contract), "a.odcs.yaml"), NOWHERE)

    assert bare(back) == bare(contract)


FIXTURES = sorted((Path(__file__).parents[1] / "contracts/odcs/fixtures").glob("*.odcs.yaml"))
by_name = pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name.split(".")[0])


def contracts_of(path: Path) -> tuple[Contract, ...]:
    return read_odcs(parse(path.read_text(encoding="utf-8"), path.name), Home("seller", "product"))


@by_name
def test_a_document_keeps_every_section_through_a_contract(path: Path) -> None:
    document: Any = _without_nothing(parse(path.read_text("utf-8"), path.name).data)
    contracts = contracts_of(path)

    assert len(contracts) == len(document["schema"])
    for at, contract in enumerate(contracts):
        one = {**document, "schema": [document["schema"][at]]}
        assert _lost(one, parse(odcs_text(contract), "again.odcs.yaml").data, "") == []


@by_name
def test_a_document_gives_the_same_contract_again(path: Path) -> None:
    for contract in contracts_of(path):
        (again,) = read_odcs(parse(odcs_text(contract), "again.odcs.yaml"), NOWHERE)

        assert bare(dataclasses.replace(again, kept={}, checksum="")) == bare(
            dataclasses.replace(contract, kept={}, checksum="")
        )
        assert odcs_document(again) == odcs_document(contract)


JUNK: list[Any] = [
    *(None, True, 0, -1, 1.5, "", "x", "TODO", "a.b", "schema/a/properties/b", "{{ x }}"),
    *("varchar(3)", "decimal", "array", "object", [], [1], ["x"], {}, {"a": 1}, {"name": "q"}),
    *([{}], [{"name": "z"}], [[1]]),
]
KEYS = [
    *("name", "metric", "query", "physicalType", "logicalType", "tags", "quality", "items"),
    *("properties", "relationships", "description", "type", "arguments", "value", "mustBe"),
    *("customProperties", "team", "members"),
]


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_document_comes_back_or_is_refused_in_words(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret is made of it
    whole = [parse(path.read_text("utf-8"), path.name).data for path in FIXTURES]
    for _ in range(40):
        damaged = _damaged(chance, chance.choice(whole))
        try:
            contracts = read_odcs(parse(json.dumps(damaged), "a.odcs.yaml"), Home("a", "product"))
        except TreatyError as error:
            assert error.problems
            continue
        for contract in contracts:
            assert from_plain(json.loads(json.dumps(to_plain(contract)))) == contract
            assert all(isinstance(each, str) for each in unacted(contract))
            assert [form.write(contract) != "" for form in FORMATS.values()] == [True] * 3
            (again,) = read_odcs(parse(odcs_text(contract), "again.odcs.yaml"), NOWHERE)
            assert bare(dataclasses.replace(again, kept={}, checksum="")) == bare(
                dataclasses.replace(contract, kept={}, checksum="")
            )


def _damaged(chance: random.Random, whole: Any) -> Any:
    """A copy with one to three values replaced, removed, doubled or added."""
    document = copy.deepcopy(whole)
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(list(_entries(document)))
        kind = chance.random()
        if kind < 0.6:
            holder[key] = copy.deepcopy(chance.choice(JUNK))
        elif kind < 0.8:
            del holder[key]
        elif isinstance(holder, list):
            holder.insert(0, copy.deepcopy(holder[key]))
        else:
            holder[chance.choice(KEYS)] = copy.deepcopy(chance.choice(JUNK))
    return document


def _entries(holder: Any) -> Iterator[tuple[Any, Any]]:
    items = holder.items() if isinstance(holder, dict) else enumerate(holder)
    for key, value in list(items):
        yield holder, key
        if isinstance(value, (dict, list)):
            yield from _entries(value)


def _without_nothing(said: Any) -> Any:
    """A document less its keys with no value, which are as good as absent."""
    if isinstance(said, dict):
        kept = {key: value for key, value in said.items() if key == "value" or value is not None}
        return {key: _without_nothing(value) for key, value in kept.items()}
    return [_without_nothing(item) for item in said] if isinstance(said, list) else said


def _lost(said: Any, written: Any, path: str) -> list[str]:
    """Where a value of the one document does not stand in the other."""
    if isinstance(said, dict) and isinstance(written, dict):
        absent = [f"{path}.{key}" for key in said if key not in written]
        inner = [_lost(said[key], written[key], f"{path}.{key}") for key in said if key in written]
        return [*absent, *(lost for each in inner for lost in each)]
    if isinstance(said, list) and isinstance(written, list):
        nearest = [
            min((_lost(s, w, f"{path}[{at}]") for w in written), key=len, default=[path])
            for at, s in enumerate(said)
        ]
        return [lost for each in nearest for lost in each]
    return [] if type(said) is type(written) and said == written else [path]
