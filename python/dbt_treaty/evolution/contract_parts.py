"""What can change about a contract beside its columns: a judge for each field of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dbt_treaty.contracts.model import Access, Contract, Quarantine
from dbt_treaty.evolution.change import Found
from dbt_treaty.evolution.check_parts import check_changes, row_rule_changes
from dbt_treaty.evolution.column_parts import tag_verdicts
from dbt_treaty.evolution.sla_parts import sla_changes
from dbt_treaty.evolution.spelling import listed, named
from dbt_treaty.evolution.view_parts import source_changes, view_changes

Judge = Callable[[Any, Any], Iterator[Found]]
GRAIN = "grain"


def _always(rule: str, part: str, told: str) -> Judge:
    def judge(_old: Any, _new: Any) -> Iterator[Found]:
        yield Found(rule, part, told)

    return judge


def _renamed(old: str | None, new: str | None) -> Iterator[Found]:
    yield Found("product-renamed", "name", f"{named(old)} is spelled {named(new)} now")


def _semantics(
    old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...]
) -> Iterator[Found]:
    before, after = dict(old), dict(new)
    for key in {**before, **after}:
        said, says = before.get(key), after.get(key)
        if said != says:
            yield _meaning(key, said, says)


def _meaning(key: str, said: str | None, says: str | None) -> Found:
    part = f"semantics.{key}"
    told = "is new" if said is None else "is gone" if says is None else "has other words"
    if key.lower() != GRAIN:
        rules = {"is new": "semantics-added", "is gone": "semantics-dropped"}
        return Found(rules.get(told, "wording-changed"), part, f"{part} {told}")
    if said is not None and says is not None and said.split() == says.split():
        return Found("wording-changed", part, f"{part} is spaced otherwise")
    rule = "grain-added" if said is None else "grain-changed"
    return Found(rule, part, f"{part} goes from {named(said)} to {named(says)}")


def _tags(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Found]:
    yield from (Found(rule, "tags", f"the product {told}") for rule, told in tag_verdicts(old, new))


def _region(old: str | None, new: str | None) -> Iterator[Found]:
    yield Found("region-changed", "region", f"the region goes from {named(old)} to {named(new)}")


def _retention(old: int | None, new: int | None) -> Iterator[Found]:
    longer = new is None or (old is not None and new > old)
    rule = "retention-lengthened" if longer else "retention-shortened"
    was, is_ = (f"{days} days" if days is not None else "no limit" for days in (old, new))
    yield Found(rule, "retention_days", f"retention goes from {was} to {is_}")


def _quarantine(old: Quarantine, new: Quarantine) -> Iterator[Found]:
    if old.enabled != new.enabled:
        rule = "quarantine-enabled" if new.enabled else "quarantine-disabled"
        told = f"refused rows are {'kept now' if new.enabled else 'no longer kept'}"
        yield Found(rule, "quarantine.enabled", told)
    if old.target != new.target:
        told = f"refused rows go to {named(new.target)} and no longer to {named(old.target)}"
        yield Found("quarantine-changed", "quarantine.target", told)
    if old.include_error_reason != new.include_error_reason:
        says = "say" if new.include_error_reason else "no longer say"
        told = f"refused rows {says} why"
        yield Found("quarantine-changed", "quarantine.include_error_reason", told)
    if old.max_rejected != new.max_rejected:
        told = (
            f"a run may refuse {_at_most(new.max_rejected)}, and not {_at_most(old.max_rejected)}"
        )
        yield Found("quarantine-changed", "quarantine.max_rejected", told)
    if old.retention_days != new.retention_days:
        kept, before = _for_days(new.retention_days), _for_days(old.retention_days)
        told = f"refused rows are kept {kept}, and not {before}"
        yield Found("quarantine-changed", "quarantine.retention_days", told)


def _at_most(limit: str | int | None) -> str:
    if limit is None:
        return "any number of rows"
    return f"{limit} of its rows" if isinstance(limit, str) else f"{limit} rows"


def _for_days(days: int | None) -> str:
    return "for ever" if days is None else f"for {days} days"


def _access(old: Access, new: Access) -> Iterator[Found]:
    for part, before, after in (
        ("roles", old.roles, new.roles),
        ("purposes", old.purposes, new.purposes),
    ):
        gone = [item for item in before if item not in after]
        come = [item for item in after if item not in before]
        where = f"access.{part}"
        if not before and after:  # nothing said lets everybody in
            told = f"only the {part} {listed(after)} may read"
            yield Found("access-narrowed", where, told)
        elif before and not after:
            yield Found("access-widened", where, f"reading is no longer bound to {part}")
        else:
            if gone:
                told = f"the {part} {listed(gone)} may no longer read"
                yield Found("access-narrowed", where, told)
            if come:
                yield Found("access-widened", where, f"the {part} {listed(come)} may read now")


def _delivery(old: str | None, new: str | None) -> Iterator[Found]:
    rule = "delivery-added" if old is None else "delivery-changed"
    if old is not None and new is not None and old.split() == new.split():
        rule = "wording-changed"
    yield Found(rule, "delivery", f"delivery goes from {named(old)} to {named(new)}")


# What says which contract it is, where it stands, and what follows from the rest of it: a version
# is what the changes are held against, a format is another spelling of the same promise.
IDENTITY = frozenset(("version", "place", "format", "checksum", "missing", "todos"))
PARTS: Mapping[str, Judge] = {
    "table": _renamed,
    "domain": _renamed,
    "tier": _renamed,
    "owner": _always("owner-changed", "owner", "the owner is told otherwise"),
    "sla": sla_changes,
    "semantics": _semantics,
    "description": _always("wording-changed", "description", "the description has other words"),
    "tags": _tags,
    "region": _region,
    "retention_days": _retention,
    "row_rules": row_rule_changes,
    "checks": check_changes,
    "quarantine": _quarantine,
    "deprecation": _always(
        "deprecation-changed", "deprecation", "the deprecation block is another"
    ),
    "access": _access,
    "consumers_intended": _always(
        "audience-changed", "consumers_intended", "whom the product is made for is told otherwise"
    ),
    "delivery": _delivery,
    "kept": _always("kept-changed", "kept", "what its format says beyond this model is another"),
    "views": view_changes,
    "view_of": source_changes,
}


def part_changes(old: Contract, new: Contract, field: str) -> Iterator[Found]:
    """What changed about one field of a contract that is known to differ."""
    before, after = getattr(old, field), getattr(new, field)
    if field not in PARTS:
        yield Found("other-changed", field, f"{field} changed, and no rule speaks of it")
        return
    found = list(PARTS[field](before, after))
    yield from found or [Found("wording-changed", field, f"{field} is spelled otherwise")]
