from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.group import dbt_treaty

OWNER = ("--owner", "@loyalty-team")
PAGER = ("--on-call", "loyalty-pager")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["init", *arguments])


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_project_is_made_that_is_valid(here: Path) -> None:
    result = run("loyalty", *OWNER, *PAGER)

    assert (result.exit_code, result.stderr) == (0, "")
    made = files(here / "loyalty")
    assert result.stdout.startswith("made loyalty/\n" + "".join(f"  {path}\n" for path in made))
    assert made == [
        ".github/CODEOWNERS",
        ".github/workflows/contracts.yml",
        ".gitignore",
        ".pre-commit-config.yaml",
        "README.md",
        "contracts/product/loyalty_daily.contract.yaml",
        "dbt_project.yml",
        "dbt_treaty.yml",
        "exceptions/README.md",
        "models/derived/_derived.yml",
        "models/derived/loyalty_events_clean.sql",
        "models/product/loyalty_daily.sql",
        "models/raw/_raw.yml",
        "models/raw/loyalty_events.sql",
        "packages.yml",
        "profiles.yml",
        "requirements.txt",
        "seeds/raw/_seeds.yml",
        "seeds/raw/loyalty_events_sample.csv",
    ]
    validated = CliRunner().invoke(dbt_treaty, ["validate", "--project-dir", "loyalty"])
    assert (validated.exit_code, validated.stdout) == (0, "1 contract, 0 problems\n")


def test_a_folder_of_another_name(here: Path) -> None:
    assert run("loyalty", *OWNER, *PAGER, "--project-dir", "domains/points").exit_code == 0
    assert "name: loyalty\n" in (here / "domains/points/dbt_project.yml").read_text(
        encoding="utf-8"
    )


def test_a_second_time_is_refused(here: Path) -> None:
    run("loyalty", *OWNER, *PAGER)
    (here / "loyalty" / "dbt_treaty.yml").write_text("domain: mine\n", encoding="utf-8")

    result = run("loyalty", *OWNER, *PAGER)

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "loyalty: the folder is there and not empty\n"
        "    choose another name, or run `dbt-treaty init --here` in an existing dbt project\n",
    )
    assert (here / "loyalty" / "dbt_treaty.yml").read_text(encoding="utf-8") == "domain: mine\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (*OWNER, *PAGER),
        ("loyalty", *PAGER),
        ("loyalty", *OWNER),
        ("Loyalty", *OWNER, *PAGER),
        ("loyalty", *OWNER, *PAGER, "--package", "nowhere"),
        ("--here", *OWNER),
    ],
)
def test_bad_usage_makes_nothing(here: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert list(here.iterdir()) == []


def test_here_adds_what_is_missing_and_tells(here: Path) -> None:
    (here / "dbt_project.yml").write_text("name: loyalty\n", encoding="utf-8")
    (here / ".gitignore").write_text("mine\n", encoding="utf-8")
    (here / ".git").mkdir()

    result = run("--here", *OWNER)

    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "added  .github/CODEOWNERS",
            "added  .github/workflows/contracts.yml",
            "added  .pre-commit-config.yaml",
            "added  contracts/product/.gitkeep",
            "added  dbt_treaty.yml",
            "added  exceptions/README.md",
            "added  packages.yml",
            "added  requirements.txt",
            "left   .gitignore: is there",
            "8 files added, nothing overwritten.",
        ],
    )
    assert (here / ".gitignore").read_text(encoding="utf-8") == "mine\n"
    again = run("--here", *OWNER)
    assert again.stdout.splitlines()[-1] == "0 files added, nothing overwritten."


def test_a_project_inside_a_repository_is_told_where_ci_reads(here: Path) -> None:
    (here / ".git").mkdir()

    said = run("loyalty", *OWNER, *PAGER).stdout.splitlines()[-1]

    assert said == (
        f"This folder lies in the git repository {here.name}/: move .github/ and "
        ".pre-commit-config.yaml to its root, and have their commands run in this folder."
    )
