import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dbt_treaty.configuration.model import Configuration, PolicySetting, RuleLevel, Subscription
from dbt_treaty.configuration.read import SCHEMA_FILE, interpret, read_configuration
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import TreatyError
from dbt_treaty.findings import Severity

FIXTURE = Path(__file__).with_name("fixtures") / "bad_configurations.yaml"
CASES = yaml.safe_load(FIXTURE.read_text())

EVERYTHING = """\
domain: orders
layout:
  - "models/{domain}/{tier}/**"
  - "models/{tier}/**"
  - "models/*_{tier}/**"
relations:
  - "{domain}.{tier}"
  - "*.{domain}_{tier}"
contracts: ./contracts/
compute_region: eu-west-1
consumers:
  - source: orders.product.order_facts
    pin: "^2.1"
    on_breaking: warn
    domain: marketing
  - {source: payments.product.payment_facts, pin: "*"}
exceptions: exceptions/
policy_paths: [policies/, more/policies]
policies:
  query-pattern: {severity: warn, cpu_budget: 5}
  retention: off
  tier-boundary: false
  pii-unmasked: {approved: [sha256]}
  unknown-owner:
    {severity: error, domains: {legacy: warn}, tiers: {raw: off, product: error}}
transforms: {MY_HASH: pass, "sum  over": strip}
masks: {my_tokenizer: tokenize}
semver:
  type-widened: minor
preset: strict
"""


def problems_of(root: Path) -> str:
    with pytest.raises(TreatyError) as caught:
        read_configuration(root)
    return str(caught.value)


def test_a_region_may_depend_on_the_target(tmp_path: Path) -> None:
    (tmp_path / "dbt_treaty.yml").write_text("compute_region: {prod: us-east-1, dev: eu-west-1}\n")
    assert read_configuration(tmp_path) == Configuration(
        compute_regions={"prod": "us-east-1", "dev": "eu-west-1"}, path="dbt_treaty.yml"
    )


def test_a_project_without_a_file_has_the_defaults(tmp_path: Path) -> None:
    assert read_configuration(tmp_path) == Configuration()


@pytest.mark.parametrize("name", ["dbt_treaty.yml", "dbt_treaty.yaml"])
def test_every_choice_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(EVERYTHING)
    assert read_configuration(tmp_path) == Configuration(
        domain="orders",
        layout=("models/{domain}/{tier}/**", "models/{tier}/**", "models/*_{tier}/**"),
        relations=("{domain}.{tier}", "*.{domain}_{tier}"),
        contracts="contracts",
        compute_region="eu-west-1",
        consumers=(
            Subscription("orders.product.order_facts", "^2.1", "warn", "marketing", line=12),
            Subscription("payments.product.payment_facts", "*", line=16),
        ),
        exceptions="exceptions",
        policy_paths=("policies", "more/policies"),
        policies={
            "query-pattern": PolicySetting(Severity.WARN, {"cpu_budget": 5}, line=20),
            "retention": PolicySetting(Severity.OFF, line=21),
            "tier-boundary": PolicySetting(Severity.OFF, line=22),
            "pii-unmasked": PolicySetting(None, {"approved": ["sha256"]}, line=23),
            "unknown-owner": PolicySetting(
                Severity.ERROR,
                line=24,
                domains={"legacy": Severity.WARN},
                tiers={"raw": Severity.OFF, "product": Severity.ERROR},
            ),
        },
        transforms={"my_hash": "pass", "sum over": "strip"},
        masks={"my_tokenizer": "tokenize"},
        semver={"type-widened": RuleLevel("minor", line=EVERYTHING.count("\n") - 1)},
        preset="strict",
        path=name,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_bad_configurations_are_told_in_plain_words(tmp_path: Path, case: dict[str, str]) -> None:
    (tmp_path / "dbt_treaty.yml").write_text(case["file"])
    assert problems_of(tmp_path) == case["says"].rstrip("\n")


def test_two_files_are_one_too_many(tmp_path: Path) -> None:
    (tmp_path / "dbt_treaty.yml").write_text("domain: a")
    (tmp_path / "dbt_treaty.yaml").write_text("domain: b")
    assert problems_of(tmp_path) == (
        "dbt_treaty.yaml: both dbt_treaty.yml and dbt_treaty.yaml stand here\n"
        "    keep one of the two"
    )


@pytest.mark.parametrize("name", ["dbt-treaty.yml", "dbt_treaty.YML", "DBT-treaty.yaml"])
def test_a_slip_in_the_files_name_is_no_silent_default(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("domain: a")
    assert problems_of(tmp_path) == (
        f"{name}: the configuration is not read under this name\n    rename it to dbt_treaty.yml"
    )


def test_links_that_leave_the_project_are_refused(tmp_path: Path) -> None:
    root, outside = tmp_path / "project", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "link").symlink_to(outside)
    (root / "dbt_treaty.yml").write_text("contracts: link/contracts\nexceptions: exceptions\n")
    assert problems_of(root) == (
        'dbt_treaty.yml:1:12: contracts: the folder "link/contracts" is a link that leads out of'
        " the project"
    )


def test_the_file_of_a_subscriber_has_the_same_shape() -> None:
    text = "consumers:\n  - source: orders.product.order_facts\n    pin: ^2.1\n"
    assert interpret(parse(text, "consumers.yaml"), Path()) == Configuration(
        consumers=(Subscription("orders.product.order_facts", "^2.1", line=2),),
        path="consumers.yaml",
    )


def properties_of(schema: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            yield f"{where}.{name}", inner
        for key, inner in schema.items():
            yield from properties_of(inner, f"{where}.{key}")


@pytest.mark.parametrize(
    "file",
    [SCHEMA_FILE, SCHEMA_FILE.parents[1] / "contracts" / "contract.schema.json"],
    ids=lambda file: file.name,
)
def test_published_schemas_are_sound_and_describe_every_property(file: Path) -> None:
    schema = json.loads(file.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    properties = dict(properties_of(schema))
    shared = schema["$defs"]
    bare = [
        where
        for where, inner in properties.items()
        if "description" not in {**shared.get(inner.get("$ref", "")[8:], {}), **inner}
    ]
    assert (len(properties) > 10, bare) == (True, [])


keys = st.sampled_from(list(json.loads(SCHEMA_FILE.read_text())["properties"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="ascii"), max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["source", "pin", "severity", "x-y", "x"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.dictionaries(keys, values, min_size=1))
def test_no_data_raises_anything_but_treaty_error(data: dict[str, Any]) -> None:
    try:
        interpret(parse(yaml.safe_dump(data), "dbt_treaty.yml"), Path())
    except TreatyError as error:
        assert error.problems
