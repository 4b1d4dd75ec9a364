from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import CONTRACT, MODEL, write_manifest
from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.cli.step_summary import SUMMARY_VARIABLE
from dbt_treaty.reporters.formats import FORMATS

PACKAGES = Path(__file__).parents[2]
TEXT = """\
models/derived/order_facts.sql

  error undeclared-tag models/derived/order_facts.sql:3
    order_facts.email inherits PII from upstream and does not declare it.
      orders_raw.events.email
        → order_facts.email
    mend: Write `tags: [PII]` on the column email of order_facts in a properties
          file.

This project has no contracts: nothing in it is promised to anyone, and only
policies that need no promise were judged.
Lineage: 1 of 1 models analysed, 2 of 2 columns resolved.
1 error, 0 warnings.
"""
JSON = {
    "schema_version": 1,
    "findings": [
        {
            "policy": "undeclared-tag",
            "severity": "error",
            "resource": "model.orders.order_facts",
            "column": "email",
            "path": "models/derived/order_facts.sql",
            "line": 3,
            "message": "order_facts.email inherits PII from upstream and does not declare it.",
            "help": "Write `tags: [PII]` on the column email of order_facts in a properties file.",
            "trail": ["source.orders.orders_raw.events.email", "model.orders.order_facts.email"],
            "exception": None,
            "known": None,
        }
    ],
    "coverage": {
        "models": 1,
        "models_analysed": 1,
        "columns": 2,
        "columns_resolved": 2,
        "unresolved": [],
        "checked_when_built": [],
    },
    "notes": [
        "This project has no contracts: nothing in it is promised to anyone, and only policies "
        "that need no promise were judged."
    ],
    "summary": {"error": 1, "warn": 0, "excepted": 0, "known": 0},
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["check", *arguments])


@pytest.mark.usefixtures("root")
def test_a_finding_as_text() -> None:
    result = run()

    assert (result.exit_code, result.stdout, result.stderr) == (1, TEXT, "")


@pytest.mark.usefixtures("root")
def test_a_finding_as_json() -> None:
    result = run("--format", "json")

    assert (result.exit_code, json.loads(result.stdout), result.stderr) == (1, JSON, "")


def test_a_project_elsewhere(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "target").rename(root / "out")
    monkeypatch.chdir("/")

    result = run("--project-dir", str(root), "--target-dir", "out")

    assert (result.exit_code, result.stdout) == (1, TEXT)


def test_nothing_found(root: Path) -> None:
    write_manifest(root, columns={"email": {"name": "email", "tags": ["PII"]}})

    result = run()

    assert result.exit_code == 0
    assert result.stdout.endswith("0 errors, 0 warnings.\n")


def test_a_warning_does_not_fail(root: Path) -> None:
    settings = "domain: orders\npolicies: {undeclared-tag: {severity: warn}}\n"
    (root / "dbt_treaty.yml").write_text(settings, encoding="utf-8")

    result = run()

    assert result.exit_code == 0
    assert result.stdout.endswith("0 errors, 1 warning.\n")


def test_a_contract_on_disk_is_compared(root: Path) -> None:
    (root / "contracts").mkdir()
    (root / "contracts" / "o.contract.yaml").write_text(CONTRACT, encoding="utf-8")

    report = json.loads(run("--format", "json").stdout)

    assert [f["policy"] for f in report["findings"]] == ["stale-properties", "undeclared-tag"]


def test_sql_that_dbt_has_not_compiled_is_not_believed(root: Path) -> None:
    path = root / "models/derived/order_facts.sql"
    path.parent.mkdir(parents=True)
    path.write_text(str(MODEL["raw_code"]))
    assert json.loads(run("--format", "json").output) == JSON
    path.write_text("select email as order_id from somewhere.else")
    told = json.loads(run("--format", "json").output)
    assert [(each["policy"], each["message"]) for each in told["findings"]] == [
        (
            "unknown-lineage",
            "The file of order_facts has changed since dbt compiled it: nobody can tell what it "
            "reads and makes now.",
        )
    ]
    assert told["coverage"]["unresolved"] == [
        {
            "resource": "model.orders.order_facts",
            "column": None,
            "reason": "not compiled: its file has changed since dbt compiled it",
        }
    ]
    path.write_text(str(MODEL["raw_code"]))
    assert json.loads(run("--format", "json").output) == JSON


def test_a_folder_without_a_project_is_said_to_be_one(root: Path) -> None:
    (root / "dbt_project.yml").unlink()

    assert "There is no dbt_project.yml in .: contracts on disk were not" in run().stdout


class TestOutput:
    def test_the_report_goes_to_the_file_and_the_sum_to_the_log(self, root: Path) -> None:
        result = run("--output", "report.txt")

        assert (root / "report.txt").read_text(encoding="utf-8") == TEXT
        assert (result.exit_code, result.stdout, result.stderr) == (
            1,
            "",
            "1 error, 0 warnings. The report is in report.txt.\n",
        )

    def test_the_file_is_replaced_and_nothing_else_is_left(self, root: Path) -> None:
        (root / "report.json").write_text("old", encoding="utf-8")
        before = {path.name for path in root.iterdir()}

        run("--format", "json", "--output", "report.json")

        assert json.loads((root / "report.json").read_text(encoding="utf-8")) == JSON
        assert {path.name for path in root.iterdir()} == before

    def test_others_may_read_it_as_any_new_file(self, root: Path) -> None:
        (root / "plain").touch()

        run("--output", "report.txt")

        modes = [stat.S_IMODE((root / name).stat().st_mode) for name in ("report.txt", "plain")]
        assert modes[0] == modes[1]

    @pytest.mark.usefixtures("root")
    def test_a_folder_that_is_not_there(self) -> None:
        result = run("--output", "nowhere/report.txt")

        assert (result.exit_code, result.stderr) == (
            2,
            "nowhere/report.txt: can't be written: No such file or directory\n"
            "    name another --output file\n",
        )


class TestGitHub:
    """A project below the repository's root, as a job of GitHub checks it."""

    @pytest.fixture
    def page(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        (root / ".git").mkdir()
        (root / "orders").mkdir()
        for name in ("dbt_project.yml", "dbt_treaty.yml", "target"):
            (root / name).rename(root / "orders" / name)
        monkeypatch.setenv(SUMMARY_VARIABLE, str(root / "summary.md"))
        return root / "summary.md"

    def test_annotations_and_the_summary(self, page: Path) -> None:
        result = run("--format", "github", "--project-dir", "orders")

        first, _note, _lineage, last = result.stdout.splitlines()
        assert (result.exit_code, result.stderr) == (1, "")
        assert first.startswith(
            "::error file=orders/models/derived/order_facts.sql,line=3,title=undeclared-tag::"
        )
        assert last == "1 error, 0 warnings."
        assert page.read_text(encoding="utf-8").startswith(
            "<!-- dbt-treaty: orders -->\n## dbt-treaty: 1 error, 0 warnings.\n"
        )

    def test_other_formats_add_no_summary(self, page: Path) -> None:
        run("--format", "markdown", "--project-dir", "orders")

        assert not page.exists()


class TestRefusals:
    """Bad input exits 2, an artifact that can't be used 3, and no user sees a traceback."""

    def test_no_target(self, root: Path) -> None:
        (root / "target" / "manifest.json").unlink()

        result = run()

        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith("target/manifest.json: there is no manifest here\n    run ")

    @pytest.mark.parametrize("text", ['{"metadata": {', "", "[]", "null", "{}", "\x00", "not json"])
    def test_a_manifest_that_is_none(self, root: Path, text: str) -> None:
        (root / "target" / "manifest.json").write_text(text, encoding="utf-8")

        result = run()

        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith("target/manifest.json:")

    def test_a_manifest_without_compiled_sql(self, root: Path) -> None:
        write_manifest(root, compiled_code=None)

        result = run()

        assert result.exit_code == 3
        assert result.stderr.startswith(
            "target/manifest.json: has models but no compiled SQL\n    run `dbt compile`"
        )

    def test_a_broken_configuration(self, root: Path) -> None:
        (root / "dbt_treaty.yml").write_text("domain: orders\ndomains: x\n", encoding="utf-8")

        result = run()

        assert result.exit_code == 2
        assert result.stderr.startswith("dbt_treaty.yml:2")
        assert "domain" in result.stderr

    def test_an_unknown_policy_is_told_with_its_line(self, root: Path) -> None:
        settings = "domain: orders\npolicies:\n  tier-boundry: {severity: warn}\n"
        (root / "dbt_treaty.yml").write_text(settings, encoding="utf-8")

        result = run()

        assert result.exit_code == 2
        assert result.stderr.startswith(
            "dbt_treaty.yml:3: there is no policy 'tier-boundry'\n"
            '    did you mean "tier-boundary"?\n    allowed: contract-mismatch, '
        )

    @pytest.mark.usefixtures("root")
    @pytest.mark.parametrize(
        "arguments", [("--format", "sarfi"), ("--project-dir", "nowhere"), ("--nothing",)]
    )
    def test_bad_usage(self, arguments: tuple[str, ...]) -> None:
        result = run(*arguments)

        assert (result.exit_code, result.stdout) == (2, "")


def spawn(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "dbt_treaty", "check", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(PACKAGES), **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("format_name", FORMATS)
def test_reports_are_the_same_byte_for_byte(root: Path, format_name: str) -> None:
    """Whatever order sets and dictionaries of text have in this process."""
    parents = {f"source.orders.orders_raw.{name}" for name in "abcdefgh"}
    tags = list("zyxwvutsrq")
    write_manifest(
        root,
        depends_on={"nodes": [*parents, *MODEL["depends_on"]["nodes"]]},
        tags=tags,
        columns={"order_id": {"name": "order_id", "tags": tags}},
    )

    runs = [spawn(root, "--format", format_name, PYTHONHASHSEED=seed) for seed in ("1", "2", "3")]

    assert {run.returncode for run in runs} == {1}
    assert len({run.stdout for run in runs}) == 1
    assert runs[0].stdout


def test_a_log_that_lacks_a_character_gets_the_report(root: Path) -> None:
    result = spawn(root, PYTHONIOENCODING="latin-1")

    assert result.returncode == 1
    assert b"? order_facts.email" in result.stdout


def test_a_reader_that_stops_reading_is_no_error(root: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "dbt_treaty", "check", "--format", "json"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(PACKAGES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()

    assert process.communicate()[1] == b""
