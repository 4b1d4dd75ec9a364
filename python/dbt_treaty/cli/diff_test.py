from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import write_manifest
from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.load import load_contracts
from dbt_treaty.contracts.plain import to_plain
from dbt_treaty.project.conftest import PATH, Repository, contract, make_repository


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["diff", *arguments])


def diff_of(*arguments: str) -> Any:
    return json.loads(run("--format", "json", *arguments).stdout)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A project of the orders domain on a branch, which is also the working directory."""
    made = make_repository(tmp_path / "repository")
    made.write("dbt_project.yml", "name: orders\n")
    made.write("dbt_treaty.yml", "domain: orders\n")
    made.write(".gitignore", "target/\n")
    made.write(PATH, contract())
    made.commit()
    made.git("checkout", "--quiet", "-b", "feature")
    made.commit("2026-03-02")
    monkeypatch.chdir(made.root)
    return made


def with_column(version: str, column: str) -> str:
    return contract(version).replace("sla:", f"  - {{{column}}}\nsla:")


def test_nothing_changed(repository: Repository) -> None:
    base = repository.git("rev-parse", "main")[:7]
    result = run()
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        f"Compared with the merge base with main ({base}).\n"
        "\n"
        "0 of 1 contract changed; 0 errors, 0 warnings.\n",
        "",
    )


def test_a_bump_that_says_enough(repository: Repository) -> None:
    repository.write(PATH, with_column("2.2.0", "name: note, type: string"))
    result = run()
    assert result.exit_code == 0
    assert result.stdout.splitlines()[2:] == [
        "orders.product.order_facts 2.1.0 → 2.2.0: needs a minor step and takes a minor",
        "one",
        f"  minor column-added-optional {PATH}:6",
        "    note (string, optional) is new.",
        "",
        "1 of 1 contract changed; 0 errors, 0 warnings.",
    ]


def test_a_bump_that_is_too_small(repository: Repository) -> None:
    repository.write(PATH, with_column("2.1.1", "name: note, type: string"))
    result = run()
    assert result.exit_code == 1
    assert "needs a minor step and takes a patch one: too small" in " ".join(result.stdout.split())
    assert 'Write version "2.2.0" or higher' in result.stdout


def test_a_new_major_without_a_deprecation_block(repository: Repository) -> None:
    repository.write("contracts/v3.contract.yaml", contract("3.0.0"))
    found = diff_of()["findings"]
    assert [(f["policy"], f["severity"], f["path"]) for f in found] == [
        ("missing-deprecation", "error", "contracts/v3.contract.yaml")
    ]


def test_the_clock_can_be_set(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    block = 'deprecation: {previous_version: 2.x, sunset_date: "2027-03-31"}\n'
    repository.write("contracts/v3.contract.yaml", contract("3.0.0", block))
    monkeypatch.setenv("DBT_TREATY_TODAY", "2026-12-31")
    assert run().exit_code == 0
    assert "DBT_TREATY_TODAY is set: deadlines were judged as of 2026-12-31." in run().stdout
    monkeypatch.setenv("DBT_TREATY_TODAY", "2027-01-01")
    assert run().exit_code == 1
    repository.commit("2026-12-01")  # the day of the commit counts, and not today
    assert run().exit_code == 0


@pytest.mark.parametrize(
    ("setting", "code", "severities"),
    [
        ("semver-bump: warn", 0, ["warn"]),
        ("semver-bump: off", 0, []),
        ("missing-deprecation: warn", 1, ["error"]),
    ],
)
def test_what_a_finding_weighs(
    repository: Repository, setting: str, code: int, severities: list[str]
) -> None:
    repository.write("dbt_treaty.yml", f"domain: orders\npolicies: {{{setting}}}\n")
    repository.write(PATH, with_column("2.1.1", "name: note, type: string"))
    assert run().exit_code == code
    assert [finding["severity"] for finding in diff_of()["findings"]] == severities


def test_a_rule_that_weighs_less_is_told(repository: Repository) -> None:
    repository.write("dbt_treaty.yml", "domain: orders\nsemver: {column-added-optional: patch}\n")
    repository.write(PATH, with_column("2.1.1", "name: note, type: string"))
    result = run()
    assert result.exit_code == 0
    assert "The semver rule column-added-optional is patch here" in result.stdout


def test_a_rule_that_there_is_not(repository: Repository) -> None:
    repository.write("dbt_treaty.yml", "domain: orders\nsemver: {column-added: patch}\n")
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        "dbt_treaty.yml:2: there is no rule 'column-added' of semantic versioning\n"
    )


def test_a_named_baseline(repository: Repository, tmp_path: Path) -> None:
    repository.write(PATH, contract("2.1.1"))
    repository.commit()
    assert diff_of("--baseline", "HEAD")["contracts"][0]["before"] == "2.1.1"
    assert diff_of("--baseline", "main")["contracts"][0]["before"] == "2.1.0"
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "x.contract.yaml").write_text(contract("1.0.0"), encoding="utf-8")
    assert diff_of("--baseline", "../old")["baseline"] == "../old"
    assert diff_of("--baseline", str(tmp_path / "old"))["contracts"][0]["before"] == "1.0.0"


@pytest.mark.parametrize("ref", ["nope", "--help-me", "origin/main"])
def test_a_baseline_that_is_not_there(repository: Repository, ref: str) -> None:
    result = run(f"--baseline={ref}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{ref} names no commit here\n")


def test_a_contract_that_does_not_load_now_or_did_not_then(repository: Repository) -> None:
    repository.write(PATH, contract().replace("integer", "whole"))
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{PATH}:5:28: ")
    repository.commit()
    repository.write(PATH, contract())
    result = run("--baseline", "HEAD")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{PATH}:5:28: at the baseline, HEAD (")
    assert result.stderr.endswith("compare with a state at which it loads: --baseline REF\n")


def test_on_main_itself_it_is_said_what_is_compared(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "main")
    told = diff_of()
    assert told["notes"] == [
        f"What is checked out is {told['baseline']} itself: only what is not committed was "
        "compared. To compare the last commit, name the one before it: --baseline HEAD~1."
    ]


def test_a_file_that_moved_is_the_same_contract(repository: Repository) -> None:
    repository.git("mv", PATH, "contracts/facts.contract.yaml")
    assert [each["verdict"] for each in diff_of()["contracts"]] == ["unchanged"]


def test_a_product_that_is_renamed_is_withdrawn(repository: Repository) -> None:
    repository.write(PATH, contract().replace("order_facts", "orders"))
    told = diff_of()["contracts"]
    assert [(each["name"], each["verdict"]) for each in told] == [
        ("orders.product.order_facts", "withdrawn"),
        ("orders.product.orders", "new"),
    ]
    assert run().exit_code == 1


def dropped(repository: Repository) -> None:
    """The contract without the column it had in the last commit."""
    repository.write(PATH, with_column("2.1.0", "name: email, type: string"))
    repository.commit()
    repository.write(PATH, contract("3.0.0"))


def test_without_a_manifest_nobody_knows_who_reads(repository: Repository) -> None:
    dropped(repository)
    told = diff_of("--baseline", "HEAD")
    assert told["notes"] == [
        "Who reads the columns is not known (target/manifest.json: there is no manifest here)."
    ]
    rules = {each["rule"]: each["readers"] for c in told["contracts"] for each in c["changes"]}
    assert rules["column-dropped"] is None


def test_with_a_manifest_it_is_told_who_reads(repository: Repository) -> None:
    dropped(repository)
    meta = _meta(repository)
    write_manifest(repository.root, meta=meta, config={"materialized": "table", "meta": meta})
    told = diff_of("--baseline", "HEAD")
    rules = {each["rule"]: each["readers"] for c in told["contracts"] for each in c["changes"]}
    assert rules["column-dropped"] == {"certain": [], "perhaps": []}
    assert "Nobody in this project reads it." in run("--baseline", "HEAD").stdout
    assert told["notes"] == [
        "Who reads the columns is told by target as dbt last compiled it; readers in other "
        "projects, dashboards and exports are not known there."
    ]


def _meta(repository: Repository) -> dict[str, Any]:
    (made,) = load_contracts(repository.root, Configuration(domain="orders")).contracts
    return {"dbt_treaty": {"contract": {"v1": to_plain(made)}, "checksum": made.checksum}}


def test_an_output_file(repository: Repository) -> None:
    result = run("--format", "markdown", "--output", "changes.md")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "",
        "0 of 1 contract changed; 0 errors, 0 warnings. The answer is in changes.md.\n",
    )
    text = (repository.root / "changes.md").read_text(encoding="utf-8")
    assert text.startswith("## Changes of contracts\n")


def test_outside_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run()
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "the project lies in no git repository\n"
        "    name what to compare with: --baseline REF, a folder or a manifest.json\n",
    )
