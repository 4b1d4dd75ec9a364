"""A quarter in the life of order_facts: each step accepted, and refused where it is too small."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.project.conftest import Repository, make_repository

V2, V3 = "contracts/order_facts.contract.yaml", "contracts/order_facts_v3.contract.yaml"
COLUMNS = {
    "order_id": "type: string, required: true",
    "amount": 'type: "decimal(12,2)", required: true',
    "currency": "type: string, required: true",
}
DISCOUNT = {"discount_amount": 'type: "decimal(12,2)"'}
PAYMENT = {"payment_method": "type: string"}
NET = {
    "order_id": COLUMNS["order_id"],
    "gross_amount": COLUMNS["amount"],
    "net_amount": COLUMNS["amount"],
    "currency": COLUMNS["currency"],
    **DISCOUNT,
    **PAYMENT,
}
BLOCK = (
    'deprecation: {previous_version: 2.x, sunset_date: "2027-03-31", '
    'migration_notes: "Rename `amount` -> `gross_amount`."}\n'
)
CHECK = "quality: {row_rules: [{name: not_negative, sql: amount >= 0}]}\n"


def contract(version: str, columns: dict[str, str], more: str = "") -> str:
    schema = "".join(f"  - {{name: {name}, {rest}}}\n" for name, rest in columns.items())
    return (
        f'name: orders.product.order_facts\nversion: "{version}"\n'
        'owner: {team: "@orders-team", on_call: orders-pager}\n'
        f"schema:\n{schema}sla: {{freshness: 15m}}\nsemantics: {{amount: Gross.}}\n{more}"
    )


# What a step brings into which file, the versions that are too small for it, the one that is
# right, and the rules that say so.
STEPS: list[tuple[str, dict[str, str], str, list[str], str, set[str]]] = [
    (V2, COLUMNS, CHECK, ["2.1.0"], "2.1.1", {"check-added"}),
    (V2, COLUMNS | DISCOUNT, CHECK, ["2.1.1", "2.1.2"], "2.2.0", {"column-added-optional"}),
    (
        V2,
        COLUMNS | DISCOUNT | PAYMENT,
        CHECK,
        ["2.2.0", "2.2.1"],
        "2.3.0",
        {"column-added-optional"},
    ),
    (
        V2,
        COLUMNS | DISCOUNT | PAYMENT,
        "tags: [finance]\n" + CHECK,
        ["2.3.1"],
        "2.4.0",
        {"tag-added"},
    ),
    (
        V3,
        NET,
        CHECK.replace("amount", "net_amount") + "tags: [finance]\n" + BLOCK,
        [],
        "3.0.0",
        {"column-renamed", "column-added-required", "check-changed", "deprecation-changed"},
    ),
]


def diff() -> tuple[int, Any]:
    result = CliRunner().invoke(dbt_treaty, ["diff", "--baseline", "HEAD", "--format", "json"])
    return result.exit_code, json.loads(result.stdout)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = make_repository(tmp_path / "orders")
    made.write("dbt_project.yml", "name: orders\n")
    made.write(V2, contract("2.1.0", COLUMNS))
    made.commit("2026-10-01")
    monkeypatch.chdir(made.root)
    monkeypatch.setenv("DBT_TREATY_TODAY", "2026-12-01")
    return made


def test_a_quarter_of_order_facts(repository: Repository) -> None:
    for path, columns, more, too_small, right, rules in STEPS:
        for version in too_small:
            repository.write(path, contract(version, columns, more))
            code, told = diff()
            assert (code, [f["policy"] for f in told["findings"]]) == (1, ["semver-bump"]), version
            assert told["contracts"][0]["wanted"] == right
        repository.write(path, contract(right, columns, more))
        code, told = diff()
        assert (code, told["findings"]) == (0, []), told
        changed = [each for each in told["contracts"] if each["after"] == right]
        assert {change["rule"] for each in changed for change in each["changes"]} == rules
        repository.commit("2026-12-01")

    # The new major has come beside the old one: nobody who is pinned to 2.x sees a change.
    assert [(each["after"], each["verdict"]) for each in diff()[1]["contracts"]] == [
        ("2.4.0", "unchanged"),
        ("3.0.0", "unchanged"),
    ]


def test_the_old_major_stays_until_its_last_day(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write(V3, contract("3.0.0", NET, BLOCK))
    repository.commit("2026-12-01")
    (repository.root / V2).unlink()

    monkeypatch.setenv("DBT_TREATY_TODAY", "2027-03-31")
    code, told = diff()
    assert (code, [f["policy"] for f in told["findings"]]) == (1, ["semver-bump"])
    monkeypatch.setenv("DBT_TREATY_TODAY", "2027-04-01")
    code, told = diff()
    assert (code, told["findings"]) == (0, [])
    assert [each["verdict"] for each in told["contracts"]] == ["withdrawn", "unchanged"]
