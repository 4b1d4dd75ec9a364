from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import MODEL, write_manifest
from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.trace.formats import FORMATS

PACKAGES = Path(__file__).parents[2]
COVERAGE = "Lineage: 1 of 1 models analysed, 2 of 2 columns resolved."
TEXT = f"""\
order_facts.email (orders.derived) [PII inherited]
  ← orders_raw.events.email (orders.raw): copy [PII]
  → nothing

{COVERAGE}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["lineage", *arguments])


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    "arguments", [(), ("--both",), ("--upstream", "--downstream"), ("--downstream", "--upstream")]
)
def test_a_column_both_ways(arguments: tuple[str, ...]) -> None:
    result = run("order_facts.EMAIL", *arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (0, TEXT, "")


@pytest.mark.usefixtures("root")
def test_one_way() -> None:
    up = json.loads(run("orders_raw.events", "--upstream", "--format", "json").stdout)
    down = json.loads(run("orders_raw.events", "--downstream", "--format", "json").stdout)

    assert (up["direction"], len(up["asked"]), up["edges"]) == ("upstream", 2, [])
    assert (down["direction"], len(down["edges"]), down["depth"]) == ("downstream", 2, None)


@pytest.mark.usefixtures("root")
def test_a_depth() -> None:
    told = json.loads(run("order_facts", "--depth", "1", "--format", "json").stdout)

    assert (told["depth"], told["cut"]) == (1, [])


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "text"])
def test_the_whole_project_in_the_formats_for_programs(format_name: str) -> None:
    result = run("--format", format_name)

    assert result.exit_code == 0
    assert "order_facts" in result.stdout
    # Coverage is told, wherever a format has no place for it.
    assert result.stderr == ("" if format_name == "json" else f"{COVERAGE}\n")


@pytest.mark.usefixtures("root")
def test_the_warehouses_name() -> None:
    told = json.loads(run("--format", "openlineage", "--namespace", "snowflake://acme").stdout)

    assert [(each["namespace"], each["name"]) for each in told] == [
        ("snowflake://acme", "w.orders_derived.order_facts")
    ]


def test_output(root: Path) -> None:
    result = run("order_facts.email", "--output", "lineage.txt")

    assert (root / "lineage.txt").read_text(encoding="utf-8") == TEXT
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{COVERAGE} The answer is in lineage.txt.\n"


class TestRefusals:
    @pytest.mark.usefixtures("root")
    def test_a_whole_project_is_no_text(self) -> None:
        result = run()

        assert (result.exit_code, result.stdout, result.stderr) == (
            2,
            "",
            "name a model or a column, or choose a format for programs\n"
            "    dbt-treaty lineage MODEL.COLUMN, or dbt-treaty lineage --format json\n",
        )

    @pytest.mark.usefixtures("root")
    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("--format", "dot", "--depth", "2"), "a direction and a depth begin at a model"),
            (("--format", "dot", "--upstream"), "a direction and a depth begin at a model"),
            (("order_facts", "--namespace", "x"), "--namespace is OpenLineage's\n"),
        ],
    )
    def test_an_option_that_would_do_nothing(self, arguments: tuple[str, ...], told: str) -> None:
        result = run(*arguments)

        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(told)

    @pytest.mark.usefixtures("root")
    def test_an_unknown_name(self) -> None:
        result = run("order_fact.email")

        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(
            "there is no model, seed, snapshot or source 'order_fact.email'\n"
            '    did you mean "order_facts"?\n'
        )

    def test_no_target(self, root: Path) -> None:
        (root / "target" / "manifest.json").unlink()

        assert run("order_facts.email").exit_code == 3

    @pytest.mark.usefixtures("root")
    @pytest.mark.parametrize(
        "arguments", [("--format", "svg"), ("--depth", "0"), ("--depth", "x"), ("a", "b")]
    )
    def test_bad_usage(self, arguments: tuple[str, ...]) -> None:
        assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("format_name", FORMATS)
def test_answers_are_the_same_byte_for_byte(root: Path, format_name: str) -> None:
    """Whatever order sets and dictionaries of text have in this process."""
    columns = "abcdefgh"
    sql = f"select {', '.join(columns)}, {' || '.join(columns)} as z from w.orders_raw.events"
    tags = {each: {"name": each, "tags": list("vutsr")} for each in columns}
    write_manifest(
        root,
        compiled_code=f"{sql} where a > b and c > d",
        columns=tags,
        depends_on={"nodes": [*MODEL["depends_on"]["nodes"]]},
    )

    runs = [spawn(root, "order_facts", "--format", format_name, seed=seed) for seed in "123"]

    assert {run.returncode for run in runs} == {0}
    assert len({run.stdout for run in runs}) == 1
    assert runs[0].stdout


def spawn(root: Path, *arguments: str, seed: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "dbt_treaty", "lineage", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(PACKAGES), "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
    )
