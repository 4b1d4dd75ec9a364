from __future__ import annotations

from types import MappingProxyType

from dbt_treaty.configuration.model import Configuration, PolicySetting
from dbt_treaty.findings import Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.eased import eased


def told(**choices: object) -> list[str]:
    configuration = Configuration(path="dbt_treaty.yml", **choices)  # type: ignore[arg-type] # each test names fields of it
    return list(eased(configuration, POLICIES))


def test_as_it_ships_there_is_nothing_to_tell() -> None:
    assert told() == []


def test_a_policy_that_is_off_is_told_with_its_place() -> None:
    policies = {
        "pii-unmasked": PolicySetting(Severity.OFF, line=4),
        "tier-boundary": PolicySetting(Severity.WARN, line=5),
    }

    assert told(policies=policies) == [
        "The policy pii-unmasked is off (dbt_treaty.yml:4): nothing is judged by it."
    ]


def test_a_policy_that_looks_for_fewer_tags_is_told() -> None:
    def tags(*names: str) -> dict[str, PolicySetting]:
        return {"pii-unmasked": PolicySetting(options=MappingProxyType({"tags": list(names)}))}

    gap = ["The policy pii-unmasked does not look for PII here (dbt_treaty.yml)."]
    assert told(policies=tags()) == gap
    assert told(policies=tags("PI")) == gap
    assert told(policies=tags("pii", "SECRET")) == []


def test_functions_that_are_trusted_more_than_they_ship_are_told() -> None:
    own = {"our_bucket": "strip", "lower": "strip", "sum over": "strip", "sum": "pass"}
    masks = {"our_vault": "tokenize", "md5": "sha256", "sha256": "none", "sha512": "tokenize"}

    assert told(transforms=own, masks=masks) == [
        "dbt_treaty.yml says that lower strips tags; as it ships, it passes them.",
        "dbt_treaty.yml says that sum over strips tags; as it ships, it passes them.",
        "dbt_treaty.yml counts md5 as the mask sha256; as it ships, it is none.",
    ]


def test_options_that_let_more_pass_are_told() -> None:
    def setting(**options: object) -> PolicySetting:
        return PolicySetting(options=MappingProxyType(options), line=3)

    policies = {
        "hard-coded-reference": setting(allowed=["util.*"]),
        "retention": setting(most_days=731, tags=["PII", "customer_data", "health"]),
        "cross-region": setting(inside=["EU: us-*"], outside=[]),
        "query-pattern": setting(cross_joins=False, open_stars=True, partitioned=["a: b"]),
    }
    place = "dbt_treaty.yml:3"
    assert told(policies=policies) == [
        f"The policy hard-coded-reference lets more pass than it ships (allowed, {place}).",
        f"The policy retention lets more pass than it ships (most_days, {place}).",
        f"The policy cross-region lets more pass than it ships (inside, {place}).",
        f"The policy cross-region lets more pass than it ships (outside, {place}).",
        f"The policy query-pattern lets more pass than it ships (cross_joins, {place}).",
    ]
    stricter = {"retention": setting(most_days=30), "cross-region": setting(inside=[])}
    assert told(policies=stricter) == []
