from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import CONTRACT
from dbt_treaty.cli.group import dbt_treaty


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["validate", *arguments])


def write(root: Path, name: str, text: str) -> None:
    (root / "contracts").mkdir(exist_ok=True)
    (root / "contracts" / name).write_text(text, encoding="utf-8")


def test_sound_contracts(root: Path) -> None:
    write(root, "a.contract.yaml", CONTRACT)
    write(root, "b.contract.yaml", CONTRACT.replace("1.0.0", "1.1.0"))

    result = run("--project-dir", str(root))

    assert (result.exit_code, result.stdout, result.stderr) == (0, "2 contracts, 0 problems\n", "")


@pytest.mark.usefixtures("root")
def test_no_contracts() -> None:
    result = run()

    assert (result.exit_code, result.stdout) == (
        0,
        "No contracts under contracts/: a contract is a file there whose name ends in "
        ".contract.yaml or .odcs.yaml.\n",
    )


def test_a_draft_is_named(root: Path) -> None:
    write(root, "a.contract.yaml", CONTRACT.replace("sla: {freshness: 1d}\n", ""))

    result = run()

    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "contracts/a.contract.yaml:1: error: The contract orders.product.order_facts is not whole: "
        "`sla` is missing. It may not stand in the product tier like this.\n"
        "    Write what is missing into the contract (`dbt-treaty schema contract` prints what "
        "each part may hold), then run `dbt run-operation sync_contracts`.\n"
        "\n"
        "1 contract, 1 draft, 0 problems\n",
        "",
    )


@pytest.mark.parametrize(
    ("tier", "severity", "code"),
    [
        ("product", "", 1),
        ("derived", "", 0),
        ("product", "warn", 0),
        ("derived", "error", 1),
    ],
)
def test_what_a_draft_weighs(root: Path, tier: str, severity: str, code: int) -> None:
    text = CONTRACT.replace("sla: {freshness: 1d}\n", "").replace("product", tier)
    write(root, "a.contract.yaml", text)
    setting = f"policies: {{incomplete-contract: {{severity: {severity}}}}}\n" if severity else ""
    (root / "dbt_treaty.yml").write_text(f"domain: orders\n{setting}", encoding="utf-8")

    assert run().exit_code == code


def test_every_problem_of_every_file_is_told(root: Path) -> None:
    write(root, "a.contract.yaml", CONTRACT.replace("integer", "whole number"))
    write(root, "b.contract.yaml", "name: [\n")
    write(root, "c.contract.yaml", CONTRACT)

    result = run()

    assert (result.exit_code, result.stdout) == (2, "1 contract, 2 problems\n")
    places = [
        line.split(": ")[0] for line in result.stderr.splitlines() if line.startswith("contracts/")
    ]
    assert [place.split(":")[0] for place in places] == [
        "contracts/a.contract.yaml",
        "contracts/b.contract.yaml",
    ]
    assert "\n\n" in result.stderr


def test_a_file_that_is_not_read_is_named(root: Path) -> None:
    write(root, "a.yaml", CONTRACT)

    assert run().stdout.splitlines()[0] == (
        "contracts/a.yaml is not read: a contract's name ends in .contract.yaml or .odcs.yaml."
    )


def test_a_broken_configuration(root: Path) -> None:
    (root / "dbt_treaty.yml").write_text("policies: {nope: {severity: warn}}\n", encoding="utf-8")

    result = run()

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("dbt_treaty.yml:1: there is no policy 'nope'\n")


QUOTED = CONTRACT + "quality: {row_rules: [{name: few, sql: '\"order_id\" < 4'}]}\n"
LINE = len(CONTRACT.splitlines()) + 1


def test_a_rule_is_read_as_the_manifests_warehouse_reads_it(root: Path) -> None:
    write(root, "a.contract.yaml", QUOTED)
    place = f"contracts/a.contract.yaml:{LINE}"
    manifest = root / "target" / "manifest.json"

    manifest.write_text('{"metadata": {"adapter_type": "spark"}}')
    on_spark = run()
    assert (on_spark.exit_code, on_spark.stdout) == (2, "1 contract, 1 problem\n")
    assert on_spark.stderr.startswith(f'{place}: the row rule few holds "order_id", which is a')

    manifest.write_text('{"metadata": {"adapter_type": "duckdb"}}')
    on_duckdb = run()
    assert (on_duckdb.exit_code, on_duckdb.stdout) == (0, "1 contract, 0 problems\n")

    elsewhere = run("--target-dir", "elsewhere")
    assert elsewhere.exit_code == 0
    assert elsewhere.stdout.startswith(
        f"{place}: warning: the row rule few is not read alike by all warehouses: duckdb, "
    )


def test_an_exception_that_cant_be_read(root: Path) -> None:
    write(root, "a.contract.yaml", CONTRACT)
    (root / "exceptions").mkdir()
    (root / "exceptions/pii_unmasked.yaml").write_text('granted_by: me\nexpires: "31.12.2026"\n')

    result = run()

    file = "exceptions/pii_unmasked.yaml"
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "1 contract, 2 problems\n",
        f'{file}:1:1: the file lacks the key "reason"\n    add `reason:`\n\n'
        f'{file}:2:10: expires: "31.12.2026" wants a date ("2027-01-31") or a moment of RFC 3339 '
        '("2027-01-31T12:00:00Z")\n',
    )


def test_a_folder_of_policies_that_is_not_there(root: Path) -> None:
    write(root, "a.contract.yaml", CONTRACT)
    (root / "dbt_treaty.yml").write_text("domain: orders\npolicy_paths: [nothere/]\n")

    result = run()

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "1 contract, 1 problem\n",
        'dbt_treaty.yml: the folder "nothere" of policy_paths is not there\n'
        "    make it, or mend the name\n",
    )
