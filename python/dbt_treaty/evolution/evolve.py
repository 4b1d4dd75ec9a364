"""Every contract of a project, from its baseline to where it is, judged by its version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dbt_treaty.contracts.model import Contract
from dbt_treaty.contracts.version import parse_version
from dbt_treaty.errors import Place
from dbt_treaty.evolution.bump import allowed
from dbt_treaty.evolution.change import Change, Switched
from dbt_treaty.evolution.compare import compare, nobody_knows
from dbt_treaty.evolution.evolution import Evolution, Fault
from dbt_treaty.evolution.level import Level
from dbt_treaty.evolution.pairs import Pairs, is_release, major_of
from dbt_treaty.evolution.rules import Levels

_ALIKE = 0.7  # of two products' columns, the share of names they have in common


def evolve(
    pairs: Pairs, levels: Levels, today: date, switched: Switched = nobody_knows
) -> tuple[Evolution, ...]:
    """How each product's contract evolved, sorted by name and major.

    Args:
        pairs: the contracts of the baseline and of now.
        levels: what each rule weighs.
        today: the day by which sunset dates are judged.
        switched: whether a condition downstream reads a column of a product.
    """
    told = [_grown(before, after, levels, switched) for before, after in pairs.compared()]
    gone = [_gone(contract, pairs, levels, today) for contract in pairs.gone()]
    replaced = {
        major_of(each.before) for each in told if each.fault is Fault.WENT_DOWN and each.before
    }
    told += [each for each in gone if major_of(each.contract) not in replaced]
    return tuple(sorted(told, key=lambda each: major_of(each.contract)))


def _grown(
    before: Contract | None, after: Contract, levels: Levels, switched: Switched
) -> Evolution:
    if before is None:
        return Evolution(None, after, note="It is new: there is nothing to compare it with.")
    changes = compare(before, after, levels, switched)
    if "version" in after.missing:
        note = "It has no version yet, which incomplete-contract speaks of."
        return Evolution(before, after, changes, note=note)
    old, new = parse_version(before.version), parse_version(after.version)
    given = allowed(old, new)
    return Evolution(before, after, changes, given, _fault(before, after, changes, given))


def _fault(
    before: Contract, after: Contract, changes: tuple[Change, ...], given: Level | None
) -> Fault | None:
    old, new = (parse_version(each.version).precedence for each in (before, after))
    if new < old:
        return Fault.WENT_DOWN
    if not changes:
        return None
    if given is None:
        return Fault.NOT_RAISED
    return Fault.TOO_SMALL if max(change.level for change in changes) > given else None


def _gone(contract: Contract, pairs: Pairs, levels: Levels, today: date) -> Evolution:
    """What is no longer there: by right past its sunset date, by mistake before it."""
    heirs = [c for c in pairs.after if c.name.lower() == contract.name.lower()]
    rule = "version-withdrawn" if heirs else "product-withdrawn"
    part = f"{contract.name} {contract.major}.x" if heirs else contract.name
    sunset = _sunset(contract, pairs)
    when = f", whose last day {'was' if sunset < today else 'is'} {sunset}" if sunset else ""
    place = Place(contract.place.path, contract.place.line)
    told = f"{part} is withdrawn{when}"
    change = Change(rule, levels[rule], rule.split("-", maxsplit=1)[0], told, place)
    return Evolution(
        contract,
        None,
        (change,),
        fault=_loss(contract, heirs, pairs, change, sunset, today),
        note="" if heirs else _likeness(contract, pairs),
    )


def _loss(
    contract: Contract,
    heirs: list[Contract],
    pairs: Pairs,
    change: Change,
    sunset: date | None,
    today: date,
) -> Fault | None:
    if not is_release(contract) or change.level is not Level.MAJOR:
        return None  # nothing stable was promised, or the platform team does not mind
    if sunset is not None and sunset < today:
        return None
    known = {major_of(each) for each in pairs.before}
    risen = any(c.major > contract.major and major_of(c) not in known for c in heirs)
    return Fault.REPLACED if risen else Fault.WITHDRAWN


def _sunset(contract: Contract, pairs: Pairs) -> date | None:
    """The last day of a contract's major, as a contract of its product says it; the latest told.

    A view ends with the product that it is made from.
    """
    told = [
        c.deprecation.sunset_date
        for c in pairs.of_product(contract.view_of.product if contract.view_of else contract.name)
        if c.deprecation and c.deprecation.sunset_date and _ends(c, contract)
    ]
    return max(map(date.fromisoformat, told), default=None)


def _ends(teller: Contract, contract: Contract) -> bool:
    """Whether a contract's deprecation block is about a contract's major: the one it names, else
    any below its own."""
    named = (teller.deprecation.previous_version if teller.deprecation else None) or ""
    major = named.split(".", maxsplit=1)[0]
    return int(major) == contract.major if major.isdigit() else teller.major > contract.major


def _likeness(contract: Contract, pairs: Pairs) -> str:
    """A hint that a product lives on under another name."""
    known = {each.name.lower() for each in pairs.before}
    for other in pairs.after:
        if other.name.lower() not in known and _share(contract, other) >= _ALIKE:
            return f"It looks as though it were {other.name} now ({other.place})."
    return ""


def _share(one: Contract, other: Contract) -> float:
    names, others = ({c.name.lower() for c in each.columns} for each in (one, other))
    return len(names & others) / max(len(names | others), 1)


def grown(evolutions: tuple[Evolution, ...]) -> Iterator[Evolution]:
    """Those of which there is something to tell."""
    return (each for each in evolutions if each.changes or each.fault or each.before is None)
