from __future__ import annotations

import re

import pytest

from dbt_treaty.configuration.model import Configuration, RuleLevel
from dbt_treaty.errors import TreatyError
from dbt_treaty.evolution.level import BY_WORD, Level
from dbt_treaty.evolution.rules import RULES, eased_rules, rule_levels


def test_names_are_words_with_dashes_and_each_stands_once() -> None:
    names = [rule.name for rule in RULES]
    assert [n for n in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", n)] == []
    assert len(set(names)) == len(names)


def test_levels_in_words() -> None:
    assert BY_WORD == {"patch": Level.PATCH, "minor": Level.MINOR, "major": Level.MAJOR}


def test_a_project_sets_a_level() -> None:
    shipped = rule_levels(Configuration())
    told = rule_levels(Configuration(semver={"type-widened": RuleLevel("minor", 3)}))
    assert shipped["type-widened"] is Level.MAJOR
    assert {**shipped, "type-widened": Level.MINOR} == told


def test_a_rule_that_there_is_not() -> None:
    semver = {"column-droped": RuleLevel("patch", 3), "zzz": RuleLevel("patch", 4)}
    with pytest.raises(TreatyError) as caught:
        rule_levels(Configuration(semver=semver, path="dbt_treaty.yml"))
    allowed = f"allowed: {', '.join(sorted(rule.name for rule in RULES))}"
    assert str(caught.value) == (
        "dbt_treaty.yml:3: there is no rule 'column-droped' of semantic versioning\n"
        f'    did you mean "column-dropped"?\n    {allowed}\n'
        "dbt_treaty.yml:4: there is no rule 'zzz' of semantic versioning\n"
        f"    {allowed}"
    )


def test_what_weighs_less_than_it_ships_is_told() -> None:
    semver = {
        "column-dropped": RuleLevel("minor", 3),
        "wording-changed": RuleLevel("minor", 4),
        "tag-added": RuleLevel("minor", 5),
    }
    assert list(eased_rules(Configuration(semver=semver, path="dbt_treaty.yml"))) == [
        "The semver rule column-dropped is minor here (dbt_treaty.yml:3); as it ships, it is major."
    ]
