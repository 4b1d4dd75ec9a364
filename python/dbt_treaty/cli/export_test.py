from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import CONTRACT
from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.load import load_file


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["export", *arguments])


@pytest.fixture(autouse=True)
def two_versions(root: Path) -> None:
    (root / "contracts").mkdir()
    for version in ("1.0.0", "1.1.0"):
        text = CONTRACT.replace("1.0.0", version)
        (root / "contracts" / f"{version}.contract.yaml").write_text(text, encoding="utf-8")


def test_without_a_version_the_highest_is_meant() -> None:
    result = run("order_facts", "--format", "json-schema")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["title"] == "orders.product.order_facts 1.1.0"


def test_an_exported_document_loads_again(root: Path) -> None:
    result = run("orders.product.order_facts@1.0.0", "--output", "contracts/other.odcs.yaml")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    (contract,) = load_file(root / "contracts" / "other.odcs.yaml", root, Configuration())
    (native,) = load_file(root / "contracts" / "1.0.0.contract.yaml", root, Configuration())
    assert contract.checksum == native.checksum


def test_without_a_name_a_folder_gets_a_file_for_each(root: Path) -> None:
    result = run("--format", "markdown", "--output", "out/pages")

    assert (result.exit_code, result.stderr) == (
        0,
        "wrote out/pages/orders.product.order_facts-1.0.0.md\n"
        "wrote out/pages/orders.product.order_facts-1.1.0.md\n",
    )
    page = (root / "out" / "pages" / "orders.product.order_facts-1.1.0.md").read_text("utf-8")
    assert page.startswith("# orders.product.order_facts 1.1.0\n")


def test_a_draft_is_told(root: Path) -> None:
    text = CONTRACT.replace("sla: {freshness: 1d}\n", "").replace("order_facts", "drafted")
    (root / "contracts" / "d.contract.yaml").write_text(text, encoding="utf-8")

    result = run("drafted")

    assert (result.exit_code, result.stderr) == (
        0,
        "orders.product.drafted 1.0.0 is a draft: it lacks sla.\n",
    )
    assert "status: draft\n" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            (),
            "the project has 2 contracts: orders.product.order_facts\n"
            "    name one, or a folder: --output exported/\n",
        ),
        (
            ("order_fact",),
            'no contract is named "order_fact"\n'
            '    did you mean "order_facts"?; there is orders.product.order_facts\n',
        ),
        (
            ("order_facts@2.0.0",),
            'orders.product.order_facts has no version "2.0.0"\n    it has 1.0.0, 1.1.0\n',
        ),
    ],
)
def test_what_can_not_be_meant(arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", says)
