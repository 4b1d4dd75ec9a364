"""What a configuration makes milder than it ships: allowed, and never silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dbt_treaty.configuration.model import Configuration, PolicySetting
from dbt_treaty.errors import Place
from dbt_treaty.evidence.policy import Options, Policy
from dbt_treaty.evolution.rules import eased_rules
from dbt_treaty.findings import Severity
from dbt_treaty.judging.settings import policy_options
from dbt_treaty.vocabulary.read import read_vocabulary

_TAGS = "tags"
# Options by what they do: lists of what passes, lists of what does not, and limits.
_LETTING_PASS = frozenset((("hard-coded-reference", "allowed"), ("cross-region", "inside")))
_REFUSING = frozenset((("cross-region", "outside"),))
_HIGHER = frozenset((("retention", "most_days"),))


def eased(configuration: Configuration, policies: Iterable[Policy]) -> Iterator[str]:
    """One sentence for each policy that is off or looks for less, each rule of semantic versioning
    that weighs less, and each function trusted more.

    A function of one's own is no such thing; one that ships as passing tags on, and now strips or
    masks them, is.
    """
    for policy in policies:
        setting = configuration.policies.get(policy.name)
        if setting is None:
            continue
        place = Place(configuration.path, setting.line)
        yield from _off(policy.name, setting, place)
        if setting.is_off:
            continue
        options = policy_options(policy, setting, configuration.preset)
        wanted = {tag.casefold() for tag in options.get(_TAGS, ())}
        left_out = [tag for tag in policy.options.get(_TAGS, ()) if tag.casefold() not in wanted]
        if left_out:
            tags = " and ".join(left_out)
            yield f"The policy {policy.name} does not look for {tags} here ({place})."
        yield from _looser(policy, options, place)
    yield from eased_rules(configuration)
    yield from _trusted(configuration)


def _off(name: str, setting: PolicySetting, place: Place) -> Iterator[str]:
    """Where nothing is judged: everywhere, everywhere but in some places, or in some places."""
    if setting.is_off:
        yield f"The policy {name} is off ({place}): nothing is judged by it."
        return
    parts = (("domain", setting.domains), ("tier", setting.tiers))
    off = [f"the {kind} {each}" for kind, said in parts for each in said if _is_off(said[each])]
    on = [f"the {kind} {each}" for kind, said in parts for each in said if not _is_off(said[each])]
    if setting.severity is Severity.OFF:
        yield f"The policy {name} is off ({place}), save in {' and '.join(on)}."
    elif off:
        yield f"The policy {name} is off in {' and '.join(off)} ({place})."


def _is_off(severity: Severity) -> bool:
    return severity is Severity.OFF


def _looser(policy: Policy, options: Options, place: Place) -> Iterator[str]:
    """What options let pass that the policy refuses as it ships."""
    for option, default in policy.options.items():
        told, key = options[option], (policy.name, option)
        if key in _LETTING_PASS:
            more = bool(set(told) - set(default))
        elif key in _REFUSING:
            more = bool(set(default) - set(told))
        else:
            more = (default is True and not told) or (key in _HIGHER and told > default)
        if more:
            yield f"The policy {policy.name} lets more pass than it ships ({option}, {place})."


def _trusted(configuration: Configuration) -> Iterator[str]:
    shipped = read_vocabulary()
    passing = {name for name, transform in shipped.transforms.items() if transform.passes}
    for name, effect in sorted(configuration.transforms.items()):
        if effect == "strip" and name in passing:
            yield f"{configuration.path} says that {name} strips tags; as it ships, it passes them."
    for name, mask in sorted(configuration.masks.items()):
        if mask != "none" and name in passing and name not in shipped.masks:
            yield f"{configuration.path} counts {name} as the mask {mask}; as it ships, it is none."
