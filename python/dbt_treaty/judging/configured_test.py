"""Every problem of a configuration at once, whoever knows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.configuration.model import PolicySetting
from dbt_treaty.errors import TreatyError
from dbt_treaty.findings import Severity
from dbt_treaty.judging.configured import configured

UNKNOWN = "there is no policy 'mesh.pii'"


def problems(root: Path, text: str) -> list[tuple[int, str]]:
    (root / "dbt_treaty.yml").write_text(text)
    with pytest.raises(TreatyError) as caught:
        configured(root)
    return [(problem.place.line, problem.what) for problem in caught.value.problems]


def test_what_the_file_and_what_the_policies_refuse(tmp_path: Path) -> None:
    rest = "policies:\n  mesh.pii: {severity: warn}\n  retention: 3\n  tier-boundary: {tag: a}\n"
    slip = 'unknown key "domian"'
    weight = "policies.retention: wants one of error, warn, off, false; got the number 3"
    option = "the policy tier-boundary has no option 'tag'"
    text = f"domian: a\n{rest}semver: {{column-droped: minor}}\n"
    rule = "there is no rule 'column-droped' of semantic versioning"
    told = [(1, slip), (3, UNKNOWN), (4, weight), (5, option), (6, rule)]
    assert sorted(problems(tmp_path, text)) == told


def test_a_policy_that_may_lie_in_a_folder_nobody_can_name_is_not_called_unknown(
    tmp_path: Path,
) -> None:
    text = "policies: {mesh.pii: {severity: warn}}\npolicy_paths: [../mesh]\n"
    ((line, what),) = problems(tmp_path, text)
    assert (line, what.partition(":")[0]) == (2, "policy_paths[0]")
    assert problems(tmp_path, text.partition("\n")[0]) == [(1, UNKNOWN)]


def test_what_is_fit_is_read(tmp_path: Path) -> None:
    (tmp_path / "dbt_treaty.yml").write_text("policies: {retention: warn}\n")
    assert configured(tmp_path).policies == {"retention": PolicySetting(Severity.WARN, line=1)}
