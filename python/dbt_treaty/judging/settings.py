"""What a configuration says of the policies, held against the policies there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from dbt_treaty.configuration.model import (
    RECOMMENDED,
    STRICT,
    Configuration,
    PolicySetting,
    Preset,
)
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Options, Policy
from dbt_treaty.evolution.rules import rule_problems

# What is narrower under the preset `strict`; every other option ships as strict as it can be.
STRICT_OPTIONS: Mapping[str, Options] = MappingProxyType(
    {"retention": {"most_days": 365}, "missing-deprecation": {"days": 180}}
)


def policy_options(policy: Policy, setting: PolicySetting, preset: Preset = RECOMMENDED) -> Options:
    """Every option of a policy: as it is set, else the preset's, else its default.

    Lists become tuples.
    """
    stricter = STRICT_OPTIONS.get(policy.name, {}) if preset == STRICT else {}
    told = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in setting.options.items()
    }
    return {**policy.options, **stricter, **told}


def validate_settings(configuration: Configuration, policies: Iterable[Policy]) -> None:
    """Refuses settings of policies, options and rules of semantic versioning that there are not.

    Raises:
        TreatyError: with every such setting.
    """
    known = {policy.name: policy for policy in policies}
    problems: list[Problem] = list(rule_problems(configuration))
    for name, setting in configuration.policies.items():
        place = Place(configuration.path, setting.line)
        if name in known:
            problems.extend(_option_problems(known[name], setting, place))
        else:
            problems.append(_unknown(f"there is no policy {name!r}", name, list(known), place))
    if problems:
        raise TreatyError(problems)


def _option_problems(policy: Policy, setting: PolicySetting, place: Place) -> Iterator[Problem]:
    for name, value in setting.options.items():
        if name not in policy.options:
            what = f"the policy {policy.name} has no option {name!r}"
            yield _unknown(what, name, ["severity", "domains", "tiers", *policy.options], place)
        elif not _fits(value, policy.options[name]):
            wanted = _wanted(policy.options[name])
            yield Problem(
                place,
                f"the option {name!r} of {policy.name} is {value!r}, and must be {wanted}",
                f"its default is {_plain(policy.options[name])!r}",
            )


def _unknown(what: str, name: str, allowed: list[str], place: Place) -> Problem:
    question = suggest(name, allowed)
    listing = f"allowed: {', '.join(sorted(allowed))}"
    return Problem(place, what, f"{question}\n    {listing}" if question else listing)


def _fits(value: object, default: object) -> bool:
    if isinstance(default, tuple):
        return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)
    return type(value) is type(default)


def _wanted(default: object) -> str:
    if isinstance(default, tuple):
        return "a list of texts"
    return {bool: "true or false", int: "a whole number"}.get(type(default), "a text")


def _plain(default: object) -> object:
    return list(default) if isinstance(default, tuple) else default
