"""What `new policy` plans and writes; that it works is tests of `dbt-treaty new`."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.errors import TreatyError
from dbt_treaty.onboard.new_policy import KINDS, Kind, plan_policy, write_policy

SET = Configuration(policy_paths=("rules/own/", "other"), path="dbt_treaty.yml")
MODULE = "policy_packages/no-secrets/treaty_policy_no_secrets"


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("sql", ["rules/own/no_secrets.md", "rules/own/no_secrets.sql"]),
        ("rego", ["rules/own/no_secrets.md", "rules/own/no_secrets.rego"]),
        (
            "python",
            [
                "policy_packages/no-secrets/pyproject.toml",
                f"{MODULE}/__init__.py",
                f"{MODULE}/page.md",
                f"{MODULE}/policy.py",
                f"{MODULE}/policy_test.py",
            ],
        ),
    ],
)
@pytest.mark.parametrize("name", ["no-secrets", "no_secrets"])
def test_files_and_their_blanks(kind: Kind, files: list[str], name: str) -> None:
    planned = plan_policy(name, kind, SET, {"tier-boundary"})

    assert planned.name == "no-secrets"
    assert sorted(planned.files) == files
    assert not any("<<" in text for text in planned.files.values())
    assert any("no-secrets" in text for text in planned.files.values())


def test_the_entry_point_is_one() -> None:
    files = plan_policy("no-secrets", "python", SET, ()).files

    assert (
        '[project.entry-points."dbt_treaty.policies"]\n'
        'no-secrets = "treaty_policy_no_secrets.policy:POLICY"\n'
    ) in files["policy_packages/no-secrets/pyproject.toml"]


@pytest.mark.parametrize(
    "name", ["", "-", "9lives", "No-Secrets", "no secrets", "no--secrets", "../x", "a/b", "é", "x-"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_name_is_checked(name: str, kind: Kind) -> None:
    with pytest.raises(TreatyError, match="is no name for a policy"):
        plan_policy(name, kind, SET, ())


def test_a_name_that_is_taken() -> None:
    with pytest.raises(TreatyError, match="there is a policy 'tier-boundary' already"):
        plan_policy("tier_boundary", "sql", SET, {"tier-boundary"})


def test_without_policy_paths_it_says_what_to_write() -> None:
    with pytest.raises(TreatyError) as caught:
        plan_policy("no-secrets", "sql", Configuration(), ())

    assert str(caught.value) == (
        "dbt_treaty.yml: policy_paths is not set, so no policy would be read\n"
        "    write there: policy_paths: [policies/]"
    )
    assert plan_policy("no-secrets", "python", Configuration(), ()).files


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    page = tmp_path / "rules" / "own" / "no_secrets.md"
    page.parent.mkdir(parents=True)
    page.write_text("mine")

    with pytest.raises(TreatyError, match=r"rules/own/no_secrets\.md: is there already"):
        write_policy(tmp_path, plan_policy("no-secrets", "sql", SET, ()))

    assert [path.name for path in page.parent.iterdir()] == ["no_secrets.md"]
    assert page.read_text() == "mine"


def test_a_folder_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project" / "rules").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(TreatyError, match="a link that leads out of the project"):
        write_policy(tmp_path / "project", plan_policy("no-secrets", "sql", SET, ()))

    assert list((tmp_path / "elsewhere").iterdir()) == []
