from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import write_manifest
from dbt_treaty.cli.group import dbt_treaty

LEAK = "select order_id, email from {{ source('orders_raw', 'events') }}"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, arguments)


def figures() -> dict[str, object]:
    quarter: dict[str, object] = json.loads(run("kpi", "--format", "json").stdout)["quarters"][-1]
    return {key: quarter[key] for key in ("share", "caught", "granted", "reviewed", "mended")}


@pytest.fixture
def leaking(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose product has personal data in clear; another project's day is today."""
    monkeypatch.setenv("DBT_TREATY_TODAY", "2026-11-21")
    path = "models/product/order_facts.sql"
    write_manifest(root, original_file_path=path, raw_code=LEAK)
    return root


def test_a_log_from_check_to_share(leaking: Path) -> None:
    assert "Nothing is noted in target/dbt_treaty/compliance.jsonl yet" in run("kpi").stdout
    for _ in range(3):
        assert run("check").exit_code == 1
    before = figures()
    caught = before["caught"]
    assert before == {"share": 1, "caught": caught, "granted": 0, "reviewed": 0, "mended": 0}
    assert isinstance(caught, int)
    assert caught > 1

    told = run("kpi", "--reviewed", "retention", "--by", "@privacy", "--note", "a DPIA")
    assert told.exit_code == 0, told.output
    assert "A review of retention by @privacy is noted in" in told.stderr
    assert figures()["share"] == round(caught / (caught + 1), 4)

    write_manifest(leaking)  # in a private tier again
    run("check")
    mended = figures()["mended"]
    assert isinstance(mended, int)
    assert 0 < mended <= caught


def test_a_review_of_nothing_by_nobody(root: Path) -> None:
    told = run("kpi", "--reviewed", "retentoin")

    assert told.exit_code == 2
    assert told.stderr.startswith("--by: says nobody\n    name who made the review\n\n--reviewed: ")
    assert "there is no policy 'retentoin'" in told.stderr
    assert "retention" in told.stderr
    assert not (root / "target" / "dbt_treaty" / "compliance.jsonl").exists()


def test_a_log_of_ones_own_choice(leaking: Path) -> None:
    config = leaking / "dbt_treaty.yml"
    config.write_text(f"{config.read_text()}compliance_log: governance/log.jsonl\n")
    run("check")

    assert (leaking / "governance" / "log.jsonl").is_file()
    assert "From governance/log.jsonl." in " ".join(run("kpi").stdout.split())


def test_a_log_that_can_not_be_read_holds_up_no_check_and_is_told(leaking: Path) -> None:
    log = leaking / "target" / "dbt_treaty" / "compliance.jsonl"
    log.parent.mkdir(parents=True)
    log.write_text("what\n")

    checked = run("check", "--format", "json")
    assert checked.exit_code == 1
    note = json.loads(checked.stdout)["notes"][-1]
    assert note.startswith("The compliance log was not kept: target/dbt_treaty/compliance.jsonl:1")
    told = run("kpi")
    assert (told.exit_code, told.stderr.split(":")[0]) == (2, "target/dbt_treaty/compliance.jsonl")


def test_a_log_outside_of_the_project_is_refused(root: Path) -> None:
    (root / "dbt_treaty.yml").write_text("domain: orders\ncompliance_log: ../log.jsonl\n")
    assert run("kpi").exit_code == 2
