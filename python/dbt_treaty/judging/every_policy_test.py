from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.configuration.model import Configuration, PolicySetting
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.findings import Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.every_policy import every_policy, policies_in
from dbt_treaty.judging.settings import validate_settings
from dbt_treaty.project.policy_file import PolicyFile, PolicyFiles

CONFIGURATION = Configuration(policy_paths=("policies",), path="dbt_treaty.yml")
RULE = 'deny["x"] { input.tier }\n'


def test_the_canon_comes_first() -> None:
    files = PolicyFiles(
        (
            PolicyFile("policies/a.rego", f"package mesh.cross_region\n{RULE}"),
            PolicyFile("policies/few_columns.sql", "select 1 as resource where false\n"),
            PolicyFile("policies/2.sql", "select 1 as resource where false\n"),
            PolicyFile("policies/no package.rego", "deny { true }\n"),
        )
    )

    listed = every_policy(CONFIGURATION, files)

    assert listed[: len(POLICIES)] == POLICIES
    assert [(policy.name, policy.origin) for policy in listed[len(POLICIES) :]] == [
        ("policy-paths", "policy_paths"),
        ("rego-no-package", "policies/no package.rego"),
        ("mesh.cross-region", "policies/a.rego"),
        ("few-columns", "policies/few_columns.sql"),
        ("sql-2", "policies/2.sql"),
    ]


def test_nothing_of_ones_own_is_asked_for() -> None:
    assert every_policy(Configuration(), PolicyFiles()) == POLICIES


def test_each_has_its_own_name() -> None:
    files = PolicyFiles(
        (
            PolicyFile("policies/a/cross_region.sql", "select 1"),
            PolicyFile("policies/a/mine.sql", "select 1"),
            PolicyFile("policies/b/Mine.sql", "select 1"),
        )
    )
    with pytest.raises(TreatyError) as caught:
        every_policy(CONFIGURATION, files)

    mend = "rename one: each has its own name"
    assert caught.value.problems == (
        Problem(
            Place("policies/a/cross_region.sql"),
            "the policy 'cross-region' has a name that is the name of one that ships",
            mend,
        ),
        Problem(
            Place("policies/b/Mine.sql"),
            "the policy 'mine' has a name that is also of policies/a/mine.sql",
            mend,
        ),
    )


def test_settings_name_the_projects_own(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/a.rego").write_text(f"package mesh.a\n{RULE}")
    wrong = Configuration(
        policy_paths=("policies",),
        policies={"mesh.a": PolicySetting(Severity.WARN), "mesh.b": PolicySetting(line=4)},
        path="dbt_treaty.yml",
    )
    with pytest.raises(TreatyError) as caught:
        validate_settings(wrong, policies_in(tmp_path, wrong))

    (problem,) = caught.value.problems
    assert problem.what == "there is no policy 'mesh.b'"
    assert 'did you mean "mesh.a"?' in problem.help
