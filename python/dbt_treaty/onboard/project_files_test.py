from __future__ import annotations

import json
import re
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
import yaml

from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_or_raise
from dbt_treaty.documents.read import parse
from dbt_treaty.exceptions.read import SCHEMA_FILE, read_grants
from dbt_treaty.exceptions.validity import holds, with_policy
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.onboard.abilities import Abilities
from dbt_treaty.onboard.newcomer import Newcomer
from dbt_treaty.onboard.package_source import read_package_source
from dbt_treaty.onboard.project_files import HERE, NEW, Filling, project_files

NEWCOMER = Newcomer("loyalty", "@loyalty-team", 'pager "1": \\ é')
EVERY = [Abilities(diff, sarif) for diff in (False, True) for sarif in (False, True)]


def files(abilities: Abilities, **table: object) -> dict[str, str]:
    filling = Filling(NEWCOMER, read_package_source(None, Path("loyalty")), abilities)
    return project_files(HERE if table else NEW, filling)


@pytest.mark.parametrize("abilities", EVERY, ids=str)
def test_every_file_is_whole(abilities: Abilities) -> None:
    made = {**files(abilities), **files(abilities, here=True)}

    assert [path for path, text in made.items() if re.search("<<|>>", path + text)] == []
    assert [path for path, text in made.items() if text and not text.endswith("\n")] == []
    for path, text in made.items():
        if path.endswith((".yml", ".yaml")):
            assert isinstance(yaml.safe_load(text), dict), path


def steps(abilities: Abilities) -> list[str]:
    workflow = yaml.safe_load(files(abilities)[".github/workflows/contracts.yml"])
    return [
        str(step.get("run") or step["uses"]) for step in workflow["jobs"]["contracts"]["steps"]
    ][3:]


def test_ci_with_all_that_the_command_line_can_do() -> None:
    assert steps(Abilities(diff=True, sarif=True)) == [
        "dbt deps",
        "dbt build",
        "dbt-treaty validate",
        'dbt-treaty diff --baseline "origin/${{ github.base_ref }}"',
        "dbt-treaty check --format sarif --output treaty.sarif",
        "github/codeql-action/upload-sarif@v4",
    ]


def test_ci_with_less() -> None:
    assert steps(Abilities(diff=False, sarif=False)) == [
        "dbt deps",
        "dbt build",
        "dbt-treaty validate",
        "dbt-treaty check --format json --output treaty.json",
        "actions/upload-artifact@v4",
    ]


def test_findings_are_shown_with_the_right_to_show_them() -> None:
    text = files(Abilities(diff=True, sarif=True))[".github/workflows/contracts.yml"]

    assert yaml.safe_load(text)["permissions"] == {"contents": "read", "security-events": "write"}


def test_the_contract_is_complete(tmp_path: Path) -> None:
    for path, text in files(Abilities(diff=True, sarif=True)).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    configuration = read_configuration(tmp_path)
    (contract,) = load_or_raise(tmp_path, configuration)

    assert (configuration.domain, contract.name) == ("loyalty", "loyalty.product.loyalty_daily")
    assert (contract.missing, contract.todos) == ((), ())
    assert (contract.owner.team, contract.owner.on_call) == (NEWCOMER.team, NEWCOMER.on_call)


def test_the_page_on_exceptions_tells_every_key_and_its_examples_are_read() -> None:
    text = files(Abilities(diff=True, sarif=True))["exceptions/README.md"]
    keys = {key for cell in re.findall(r"^\| (`.*?) \|", text, re.M) for key in cell.split(", ")}
    (scope,) = re.findall(r"^\| `scope` \| (.*) \|$", text, re.M)
    parts = json.loads(SCHEMA_FILE.read_text())["$defs"]
    one, several = re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)
    grants = [read_grants(parse(each, "exceptions/churn_scores.yaml")) for each in (one, several)]

    assert {key.strip("`") for key in keys} == set(parts["grant"]["properties"])
    assert all(f"`{key}`" in scope for key in parts["scope"]["properties"])
    assert set(yaml.safe_load(one)) == set(parts["grant"]["properties"])
    assert [(grant.name, grant.policy) for (grant,) in grants] == [
        ("churn_scores", "pii-unmasked"),
        ("cross_region_eu", ""),
    ]
    for (grant,) in grants:
        known = with_policy(grant, {policy.name for policy in POLICIES})
        days = {policy.name: policy.exceptable_days for policy in POLICIES}[known.policy]
        assert f"It may last {days} days from then" in text
        assert holds(known, days, date(2026, 12, 1))


def test_every_template_is_used() -> None:
    folder = resources.files("dbt_treaty.onboard").joinpath("templates")
    parts = {"workflow_diff.yml", "workflow_sarif.yml", "workflow_json.yml"}

    used = {name for name in (*NEW.values(), *HERE.values()) if name}
    assert {each.name for each in folder.iterdir()} == used | parts
