from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import CONTRACT
from dbt_treaty.cli.group import dbt_treaty

TEXT = """\
A change to orders_raw.events.email (orders.raw) [PII]
touches 1 column and the rows of 0 models, 0 products among them, in 1 domain.

orders (@orders-team, on call orders-pager)
  order_facts, derived model
    columns: email [PII inherited]

Readers that are not in this project's manifest (other projects, dashboards,
exports) are not known here.
Lineage: 1 of 1 models analysed, 2 of 2 columns resolved.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["impact", *arguments])


@pytest.fixture
def contracted(root: Path) -> Path:
    """A contract on disk says who answers for the domain."""
    (root / "contracts").mkdir()
    (root / "contracts" / "o.contract.yaml").write_text(CONTRACT, encoding="utf-8")
    return root


@pytest.mark.usefixtures("contracted")
def test_as_text() -> None:
    result = run("orders_raw.events.email")

    assert (result.exit_code, result.stdout, result.stderr) == (0, TEXT, "")


@pytest.mark.usefixtures("root")
def test_as_json() -> None:
    told = json.loads(run("orders_raw.events.email", "--format", "json").stdout)

    assert told["summary"] == {
        "domains": 1,
        "products": 0,
        "columns": 1,
        "models_with_other_rows": 0,
    }
    assert told["domains"][0]["owners"] == []


def test_output(contracted: Path) -> None:
    result = run("orders_raw.events.email", "--output", "impact.txt")

    assert (contracted / "impact.txt").read_text(encoding="utf-8") == TEXT
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "",
        "Lineage: 1 of 1 models analysed, 2 of 2 columns resolved. The answer is in impact.txt.\n",
    )


@pytest.mark.usefixtures("root")
def test_a_model_is_no_column() -> None:
    result = run("order_facts")

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "order_facts names no column\n    add one of its columns: order_id, email\n",
    )


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("arguments", [(), ("a.b",), ("order_facts.email", "--format", "dot")])
def test_bad_usage(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
