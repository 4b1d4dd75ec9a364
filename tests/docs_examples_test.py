"""Every example in README.md and docs/ is read by the reader it is meant for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from docs_page import Fence, fences
from generate_docs import ROOT, pages

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_file
from dbt_treaty.contracts.model import Contract
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import TreatyError
from dbt_treaty.exceptions.read import read_grants
from dbt_treaty.global_rules.read import read_global_rules
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.settings import validate_settings

FENCES = [fence for page in pages() for fence in fences(page)]
# What a part of a contract is put into; a key of the part takes the place of this one's.
WHOLE = """\
name: orders.product.order_facts
version: "2.1.0"
owner: {team: "@orders-team", on_call: orders-pager}
schema: [{name: amount, type: "decimal(12,2)"}]
sla: {freshness: 15m}
semantics: {amount: Gross amount.}
"""
# Of these others are the readers; that they are YAML with these keys is all that is asked here.
OTHERS_FILES = {
    "packages": {"packages"},
    "dbt_project": {"vars", "seeds", "models"},
    "properties": {"sources", "models"},
    "workflow": {"permissions", "jobs"},
    "pre-commit": {"repos"},
}


def of_kind(kind: str) -> pytest.MarkDecorator:
    found = [fence for fence in FENCES if fence.language == "yaml" and fence.kind == kind]
    assert found, f"no example of the kind {kind!r}"
    return pytest.mark.parametrize("fence", found, ids=lambda fence: fence.place)


def load(text: str, root: Path) -> tuple[Contract, ...]:
    path = root / "contracts" / "order_facts.contract.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return load_file(path, root, Configuration(domain="orders"))


def test_every_yaml_block_says_what_it_is() -> None:
    kinds = {"contract", "contract part", "contract draft", "contract bad", "configuration"}
    kinds |= {"exception", "global-rules"}
    said = {each.kind.split(" integration_tests/")[0] for each in FENCES if each.language == "yaml"}

    assert said - kinds - OTHERS_FILES.keys() - {"excerpt"} == set()


@of_kind("contract")
def test_a_contract_loads_whole(fence: Fence, tmp_path: Path) -> None:
    (contract,) = load(fence.text, tmp_path)

    assert (contract.missing, contract.todos) == ((), ())


@of_kind("contract part")
def test_a_part_of_a_contract_loads(fence: Fence, tmp_path: Path) -> None:
    parts = {**yaml.safe_load(WHOLE), **yaml.safe_load(fence.text)}

    products = [each for each in load(yaml.safe_dump(parts), tmp_path) if each.view_of is None]
    (contract,) = products

    assert contract.missing == ()


@of_kind("global-rules")
def test_global_rules_load(fence: Fence, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(fence.text, encoding="utf-8")

    rules = read_global_rules(tmp_path, Configuration(global_rules="rules.yaml"))

    assert [rule.name for rule in rules] == list(yaml.safe_load(fence.text)["rules"])


@of_kind("contract draft")
def test_a_draft_loads(fence: Fence, tmp_path: Path) -> None:
    (contract,) = load(fence.text, tmp_path)

    assert contract.missing == ("version", "owner", "sla", "semantics")


@of_kind("contract bad")
def test_a_bad_contract_says_what_the_page_says(fence: Fence, tmp_path: Path) -> None:
    told = FENCES[FENCES.index(fence) + 1]

    with pytest.raises(TreatyError) as error:
        load(fence.text, tmp_path)

    assert "\n\n".join(map(str, error.value.problems)) == told.text.rstrip("\n")


@of_kind("configuration")
def test_a_configuration_is_read(fence: Fence, tmp_path: Path) -> None:
    (tmp_path / "dbt_treaty.yml").write_text(fence.text, encoding="utf-8")

    configuration = read_configuration(tmp_path)

    validate_settings(configuration, POLICIES)
    assert configuration.path == "dbt_treaty.yml"


def test_the_defaults_of_the_page_are_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "dbt_treaty.yml").write_text(
        "".join(
            fence.text
            for fence in fences(ROOT / "docs" / "configuration.md")
            if fence.text.startswith(("layout:", "relations:"))
        ),
        encoding="utf-8",
    )

    assert read_configuration(tmp_path) == Configuration(path="dbt_treaty.yml")


@pytest.mark.parametrize("kind", OTHERS_FILES)
def test_a_file_for_others_is_yaml(kind: str) -> None:
    found = [fence for fence in FENCES if fence.language == "yaml" and fence.kind == kind]

    assert found
    assert all(yaml.safe_load(fence.text).keys() <= OTHERS_FILES[kind] for fence in found)


def test_an_excerpt_stands_in_its_file() -> None:
    (fence,) = (fence for fence in FENCES if fence.kind.startswith("excerpt"))
    text = (ROOT / fence.kind.split()[1]).read_text(encoding="utf-8")

    assert [part for part in re.split(r"^# …\n", fence.text, flags=re.M) if part not in text] == []


@of_kind("exception")
def test_an_exception_is_one(fence: Fence) -> None:
    assert read_grants(parse(fence.text, "exceptions/example.yaml"))
