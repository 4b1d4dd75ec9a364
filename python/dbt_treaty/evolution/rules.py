"""The rules of semantic versioning for contracts: the one table, and what a project makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evolution.column_rules import COLUMN_RULES
from dbt_treaty.evolution.level import BY_WORD, Level
from dbt_treaty.evolution.product_rules import PRODUCT_RULES
from dbt_treaty.evolution.protection_rules import PROTECTION_RULES
from dbt_treaty.evolution.rule import Rule
from dbt_treaty.evolution.service_rules import SERVICE_RULES
from dbt_treaty.evolution.value_rules import VALUE_RULES
from dbt_treaty.evolution.view_rules import VIEW_RULES

Levels = Mapping[str, Level]
# Two thoughts decide: what a reader may have built on and can lose is major; what only binds the
# producer more, and that his data meets already, is a patch.
RULES: tuple[Rule, ...] = (
    *COLUMN_RULES,
    *VALUE_RULES,
    *PROTECTION_RULES,
    *SERVICE_RULES,
    *VIEW_RULES,
    *PRODUCT_RULES,
)
BY_NAME: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in RULES})


def rule_levels(configuration: Configuration) -> Levels:
    """The level of every rule: as the project sets it, else as it ships.

    Raises:
        TreatyError: the configuration sets a rule that there is not; with every such one.
    """
    problems = list(rule_problems(configuration))
    if problems:
        raise TreatyError(problems)
    told = {name: BY_WORD[said.level] for name, said in configuration.semver.items()}
    return MappingProxyType({**{rule.name: rule.level for rule in RULES}, **told})


def rule_problems(configuration: Configuration) -> Iterator[Problem]:
    """What is set under ``semver`` and is no rule."""
    for name, said in configuration.semver.items():
        if name not in BY_NAME:
            question = suggest(name, BY_NAME)
            listing = f"allowed: {', '.join(sorted(BY_NAME))}"
            yield Problem(
                Place(configuration.path, said.line),
                f"there is no rule {name!r} of semantic versioning",
                f"{question}\n    {listing}" if question else listing,
            )


def eased_rules(configuration: Configuration) -> Iterator[str]:
    """One sentence for each rule that the project has weigh less than it ships."""
    for name, said in sorted(configuration.semver.items()):
        shipped = BY_NAME.get(name)
        if shipped and BY_WORD[said.level] < shipped.level:
            place = Place(configuration.path, said.line)
            yield (
                f"The semver rule {name} is {said.level} here ({place}); as it ships, it is "
                f"{shipped.level.word}."
            )
