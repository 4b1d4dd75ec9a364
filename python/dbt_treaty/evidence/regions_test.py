from __future__ import annotations

import pytest

from dbt_treaty.conftest import Project
from dbt_treaty.evidence.regions import lies_in, regions_of


@pytest.mark.parametrize(
    ("place", "region", "lies"),
    [
        ("eu-west-1", "EU", True),
        ("EU-WEST-1 ", "eu", True),
        ("eu-west-1", "eu-west", True),
        ("eu-west-1", "eu-west-1", True),
        ("EU", "EU", True),
        ("eu-west-10", "eu-west-1", False),
        ("europe-west1", "EU", True),
        ("europe-west2", "EU", False),
        ("us-east-1", "EU", False),
        ("EU", "eu-west-1", False),
        ("europe-west1", "US", False),
        ("", "EU", False),
    ],
)
def test_what_lies_in_a_region(place: str, region: str, lies: bool) -> None:
    assert lies_in(place, region, ["EU: europe-*"], ["EU: europe-west2"]) is lies


@pytest.mark.parametrize("entry", ["EU", "EU:", ": x", ""])
def test_an_entry_of_another_form_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="REGION: PATTERN"):
        lies_in("a", "b", [entry])


def test_every_way_to_mark_a_relation(project: Project) -> None:
    resources = project("""
    sources:
      a.raw.tagged: {columns: {x: ["region:EU"], y: ["region:eu", "Region:US", PII]}}
      a.raw.told: {columns: {}, meta: {dbt_treaty_override: {region: CH}}}
      a.raw.plain: {columns: {x: [PII]}}
    models:
      a.product.p:
        sql: "{{ config(meta={'dbt_treaty_override': {'region': 'CH'}}) }} select 1 as x"
        contract: {region: EU, tags: ["region:eu-west-1"], schema: [{name: x, type: integer}]}
    """).project.resources
    told = {each.name: regions_of(each) for each in resources.values()}
    assert told == {
        "tagged": ("EU", "US"),
        "told": ("CH",),
        "plain": (),
        "p": ("CH", "EU", "eu-west-1"),
    }
