from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.onboard.package_source import PackageSource, read_package_source


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("dbt_treaty", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dbt_project.yml").write_text(f"name: {name}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("said", "entry", "requirement"),
    [
        (
            None,
            '  - git: "https://github.com/dbt-treaty/dbt-treaty"\n    revision: "main"',
            "dbt-treaty[duckdb] @ git+https://github.com/dbt-treaty/dbt-treaty@main",
        ),
        (
            "https://git.example.com/a/dbt-treaty.git#0.1.0",
            '  - git: "https://git.example.com/a/dbt-treaty.git"\n    revision: "0.1.0"',
            "dbt-treaty[duckdb] @ git+https://git.example.com/a/dbt-treaty.git@0.1.0",
        ),
        (
            "git@git.example.com:a/dbt-treaty.git",
            '  - git: "git@git.example.com:a/dbt-treaty.git"\n    revision: "main"',
            "dbt-treaty[duckdb] @ git+ssh://git@git.example.com/a/dbt-treaty.git@main",
        ),
    ],
)
def test_git(said: str | None, entry: str, requirement: str) -> None:
    source = read_package_source(said, Path("loyalty"))

    assert (source.entry, source.requirement) == (entry, requirement)


@pytest.mark.usefixtures("here")
def test_a_folder_is_named_as_seen_from_the_project() -> None:
    assert read_package_source("dbt_treaty", Path("a/loyalty")) == PackageSource(
        '  - local: "../../dbt_treaty"', "dbt-treaty"
    )


def test_a_whole_path_stays_and_a_checkout_brings_the_companion(here: Path) -> None:
    (here / "dbt_treaty" / "pyproject.toml").touch()

    source = read_package_source(str(here / "dbt_treaty"), Path("loyalty"))

    assert source.entry == f'  - local: "{here}/dbt_treaty"'
    assert source.requirement == f"{here}/dbt_treaty[duckdb]"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("nowhere", "is no folder that is here"),
        (".", "holds no dbt project"),
        ("other", 'holds the dbt project "other"'),
    ],
)
def test_a_folder_without_the_package(said: str, fault: str) -> None:
    with pytest.raises(TreatyError) as error:
        read_package_source(said, Path("loyalty"))

    assert str(error.value) == (
        f'--package "{said}" {fault}\n'
        "    name a folder that holds dbt-treaty's dbt_project.yml, or a git address"
    )
