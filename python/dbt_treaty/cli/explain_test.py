from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.explain import _list
from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.reporters.policy_page import page


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["explain", *arguments])


def test_a_page_is_rendered() -> None:
    result = run("unsupported-mask")

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].strip() == "unsupported-mask"
    assert [line for line in lines if line in ("Why", "Fails", "Passes", "Mend", "Configure")] == [
        "Why",
        "Fails",
        "Passes",
        "Mend",
        "Configure",
    ]
    assert "\x1b" not in result.stdout
    assert not any(line != line.rstrip() for line in lines)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_every_policy_has_its_page(policy: object) -> None:
    name = getattr(policy, "name", "")

    assert page(name).startswith(f"# {name}\n")


def test_without_a_name_every_policy_is_listed() -> None:
    lines = run().stdout.splitlines()

    assert lines[0] == "Each policy, how much it weighs by default, and what it refuses:"
    assert [line.split(maxsplit=2) for line in lines[2:]] == [
        [policy.name, policy.severity.value, policy.summary] for policy in POLICIES
    ]


def test_an_unknown_name() -> None:
    result = run("tier-boundry")

    names = ", ".join(sorted(policy.name for policy in POLICIES))
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "there is no policy 'tier-boundry'\n"
        '    did you mean "tier-boundary"?\n'
        f"    policies: {names}\n",
    )


def test_on_a_terminal_the_list_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)

    lines = _list().split("\n")
    widest = max(len(policy.name) for policy in POLICIES)

    assert max(map(len, lines)) <= 80
    assert lines[2:4] == [
        "incomplete-contract".ljust(widest)
        + "  error  a contract without one of its six fields, an owner",
        " " * (widest + 9) + "without a team and an on-call, a TODO",
    ]


def test_a_projects_own_policies(tmp_path: Path) -> None:
    (tmp_path / "dbt_treaty.yml").write_text("policy_paths: [policies]\n", encoding="utf-8")
    (tmp_path / "policies").mkdir()
    text = '# What nobody wants.\npackage mesh.a\n\ndeny["no"] { input.tier }\n'
    (tmp_path / "policies/a.rego").write_text(text, encoding="utf-8")
    (tmp_path / "policies/b.rego").write_text(text.replace("mesh.a", "mesh.b"), encoding="utf-8")
    (tmp_path / "policies/b.md").write_text("# mesh.b\n\nIts page.\n", encoding="utf-8")
    place = ("--project-dir", str(tmp_path))

    assert [line.split(maxsplit=2) for line in run(*place).stdout.splitlines()[-2:]] == [
        ["mesh.a", "error", "What nobody wants"],
        ["mesh.b", "error", "What nobody wants"],
    ]
    assert "Refuses What nobody wants." in run("mesh.a", *place).stdout
    assert "Its page." in run("mesh.b", *place).stdout
    assert "Written in policies/b.rego." in run("mesh.b", *place).stdout
    assert run("mesh.c", *place).exit_code == 2
