from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.cli.step_summary import SUMMARY_VARIABLE, add_step_summary


def test_a_summary_is_added_to_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "summary.md"
    page.write_text("## Before\n", encoding="utf-8")
    monkeypatch.setenv(SUMMARY_VARIABLE, str(page))

    add_step_summary("## dbt-treaty: → \ud800\n")

    assert page.read_text(encoding="utf-8") == "## Before\n## dbt-treaty: → ?\n"


def test_outside_of_github_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SUMMARY_VARIABLE, "")
    monkeypatch.chdir(tmp_path)

    add_step_summary("text")

    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr() == ("", "")


def test_a_summary_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SUMMARY_VARIABLE, str(tmp_path))

    add_step_summary("text")

    assert capsys.readouterr().err == (
        f"{tmp_path}: the job's summary can't be written: Is a directory\n"
    )
