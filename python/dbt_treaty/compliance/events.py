"""What a check adds to the journal: what is caught, mended and granted since the last one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date

import msgspec

from dbt_treaty.compliance.entry import Entry
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.known_findings.identity import identity_of


def events(
    recorded: Iterable[Entry],
    findings: Collection[Finding],
    grants: Iterable[Grant],
    *,
    silent: Collection[str],
    today: date,
) -> Iterator[Entry]:
    """The entries that are new.

    A finding that refuses is caught on the day it is first seen, however many runs see it, and
    anew where it comes back after it was mended.

    Args:
        recorded: what the journal has.
        findings: all of today's, whatever they weigh.
        grants: the exceptions that hold today.
        silent: policies that found nothing because they were off or could not judge: what they
            caught before is not mended.
        today: the day of the new entries.
    """
    listed = tuple(recorded)
    waiting = _open(listed)
    refused: dict[str, str] = {}
    still: set[str] = set()
    for each in findings:
        id_ = _id_of(identity_of(each))
        still.add(id_)
        if each.severity is Severity.ERROR and each.standing is None:
            refused[id_] = each.policy
    for id_, policy in sorted(refused.items()):
        if id_ not in waiting:
            yield Entry(today, "caught", policy, id_)
    for id_, policy in waiting.items():
        if id_ not in still and policy not in silent:
            yield Entry(today, "mended", policy, id_)
    yield from _granted(listed, grants, today)


def review(policy: str, by: str, note: str, today: date, number: int) -> Entry:
    """A review by a person; ``number`` tells it from others of the same day."""
    id_ = _id_of((policy, by, note, today.isoformat(), number))
    return Entry(today, "reviewed", policy, id_, by, note)


def _open(entries: Iterable[Entry]) -> dict[str, str]:
    """The policy of each finding that was caught and not mended since."""
    waiting: dict[str, str] = {}
    for each in entries:
        if each.what == "caught":
            waiting[each.id] = each.policy
        elif each.what == "mended":
            waiting.pop(each.id, None)
    return waiting


def _granted(recorded: Iterable[Entry], grants: Iterable[Grant], today: date) -> Iterator[Entry]:
    """A grant that is prolonged was decided upon anew."""
    known = {each.id for each in recorded if each.what == "granted"}
    for grant in grants:
        id_ = _id_of((grant.policy, grant.name, grant.end.isoformat()))
        if id_ not in known:
            known.add(id_)
            day = min(grant.start(today), today)
            yield Entry(day, "granted", grant.policy, id_, grant.granted_by)


def _id_of(named: object) -> str:
    return hashlib.blake2b(msgspec.json.encode(named), digest_size=12).hexdigest()
