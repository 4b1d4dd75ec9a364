from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_or_raise

HEADER = "customer_id,email,country,order no,amount,placed_on,shipped_on,updated_at\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dbt_treaty.yml").write_text("domain: loyalty\n", encoding="utf-8")
    rows = "".join(
        f"{n},{f'u{n}@example.org' if n else ''},{('DE', 'FR', 'GB')[n % 3]},A-{n:03d},{n}.50,"
        f"2026-01-{n % 9 + 1:02d},2026-01-{n % 9 + 1 + n % 3:02d},"
        f"2026-03-{n % 9 + 1:02d}T10:00:00Z\n"
        for n in range(120)
    )
    (tmp_path / "customers.csv").write_text(HEADER + rows, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["infer", *arguments])


def test_a_draft() -> None:
    result = run("customers.csv", "--suggest-rules")

    assert (result.exit_code, result.stdout, result.stderr) == (0, DRAFT, "")


def test_no_value_of_personal_data_stands_in_it() -> None:
    assert "example.org" not in run("customers.csv").stdout


def test_the_draft_is_a_contract_that_is_not_whole(here: Path) -> None:
    (here / "contracts").mkdir()

    result = run("customers.csv", "--output", "contracts")

    assert (result.exit_code, result.stdout) == (
        0,
        "drafted contracts/customers.contract.yaml: 7 columns, 14 TODOs\n",
    )
    (contract,) = load_or_raise(here, read_configuration(here))
    assert (contract.name, contract.missing) == ("loyalty.product.customers", ())
    assert contract.todos[:3] == ("sla.freshness.within", "owner.team", "owner.on_call")
    validated = CliRunner().invoke(dbt_treaty, ["validate"])
    assert validated.exit_code == 1


def test_several_files_are_several_drafts(here: Path) -> None:
    (here / "points.csv").write_text("id\n1\n", encoding="utf-8")

    result = run("customers.csv", "points.csv", "--output", "drafts")

    assert result.exit_code == 0
    assert sorted(path.name for path in (here / "drafts").iterdir()) == [
        "customers.contract.yaml",
        "points.contract.yaml",
    ]


def test_a_broken_row_writes_nothing_of_any_file(here: Path) -> None:
    (here / "broken.csv").write_text("a,b\n1,2\n3\n", encoding="utf-8")

    result = run("customers.csv", "broken.csv", "--output", "drafts")

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "broken.csv:3: the row has 1 field; the header has 2\n"
        "    mend the file, or export it anew; nothing is written\n",
    )
    assert not (here / "drafts").exists()


def test_a_file_that_is_there_stays(here: Path) -> None:
    (here / "mine.contract.yaml").write_text("mine", encoding="utf-8")

    result = run("customers.csv", "--output", "mine.contract.yaml")

    assert (result.exit_code, result.stderr) == (
        2,
        "mine.contract.yaml: is there already\n"
        "    name another --output, or move it away; nothing is written\n",
    )
    assert (here / "mine.contract.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nowhere.csv",),
        ("customers.csv", "customers.csv"),
        ("customers.csv", "customers.csv", "--output", "drafts"),
        ("customers.csv", "--name", "a.b"),
        ("customers.csv", "--name", "größe"),
        ("customers.csv", "--name", "loyalty.products.customers"),
    ],
)
def test_bad_usage(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")


def test_no_rows(here: Path) -> None:
    (here / "empty.csv").write_text(HEADER, encoding="utf-8")

    result = run("empty.csv")

    assert result.exit_code == 0
    assert "# There are no rows: nothing but the types is known.\n" in result.stdout


DRAFT = """\
# A draft, made from customers.csv: 120 rows, 8 columns.
# What stands here is a guess from what the data looks like today, and no promise yet: the comment
# beside each guess says what speaks for it and how sure that is. Keep what you mean, take out \
what
# you don't, and write every TODO: until then the contract is incomplete, and refused where
# others read it.
name: loyalty.product.customers
version: "1.0.0"
owner: {team: "TODO: the team that owns it", on_call: "TODO: who is paged"}
description: "TODO: what the table is, and what one row stands for"
schema:
  - name: customer_id
    type: bigint  # BIGINT in the data
    required: true  # 120 of 120 rows have a value; confidence medium
    primary_key: true  # 120 of 120 rows differ in it and have a value; confidence medium
    min: 0  # 120 of 120 values go from 0 to 119; confidence medium
    description: "TODO: what it holds"
  - name: email
    type: string  # VARCHAR in the data
    # required: true? 119 of 120 rows have a value; confidence low
    unique: true  # 119 of 119 values differ; confidence low
    tags: [PII]  # likely an e-mail address: by its name, and 119 of 119 sampled values look \
like e-mail addresses; confidence high
    mask: TODO  # sha256, tokenize or redact; or leave the column out
    description: "TODO: what it holds"
  - name: country
    type: string  # VARCHAR in the data
    required: true  # 120 of 120 rows have a value; confidence medium
    accepted_values: ["DE", "FR", "GB"]  # 120 of 120 values are one of these 3; the rarest \
stands in 40 rows; confidence medium
    description: "TODO: what it holds"
  # The column "order no" can't stand in a contract so:
  # give it a name of letters, digits and _ in the model, then add it here.
  - name: amount
    type: decimal(18,2)  # DECIMAL(18,2) in the data
    required: true  # 120 of 120 rows have a value; confidence medium
    min: 0  # 120 of 120 values go from 0.50 to 119.50; confidence medium
    # max: 119.50? 120 of 120 values go from 0.50 to 119.50; confidence low
    description: "TODO: what it holds"
  - name: placed_on
    type: date  # DATE in the data
    required: true  # 120 of 120 rows have a value; confidence medium
    # min: "2026-01-01"? the values go from 2026-01-01 to 2026-01-09; confidence low
    description: "TODO: what it holds"
  - name: shipped_on
    type: date  # DATE in the data
    required: true  # 120 of 120 rows have a value; confidence medium
    # min: "2026-01-01"? the values go from 2026-01-01 to 2026-01-11; confidence low
    description: "TODO: what it holds"
  - name: updated_at
    type: timestamp_tz  # TIMESTAMP WITH TIME ZONE in the data
    required: true  # 120 of 120 rows have a value; confidence medium
    # min: "2026-03-01"? the values go from 2026-03-01 10:00:00+00 to 2026-03-09 10:00:00+00; \
confidence low
    description: "TODO: what it holds"
sla:
  freshness:
    within: "TODO: how old the newest row may be, such as 24h"
    column: updated_at  # 120 of 120 rows have a value; the newest is 2026-03-09 10:00:00+00; \
confidence medium
semantics:
  rows: "TODO: when a row comes, changes and goes"
  amount: "TODO: what is counted in, and what is in it and what is not"
quality:
  row_rules:
    - name: placed_on_up_to_shipped_on
      sql: "placed_on <= shipped_on"  # holds in 120 of 120 rows that have all its values; \
confidence medium
"""
