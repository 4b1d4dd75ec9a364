"""``sunset-version``: nobody reads a version that has ended, and everybody knows in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.subscriptions.published import published_products
from dbt_treaty.subscriptions.readings import Reading, read_products
from dbt_treaty.subscriptions.sunset import Sunset
from dbt_treaty.subscriptions.wording import product_name, reader_name, reference, suggested_pin

NAME = "sunset-version"


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each read of a version that ends: a warning before the day, then an error."""
    published = published_products(evidence)
    for reading in read_products(evidence):
        known = published.get(reading.product.name.casefold())
        major = reading.product.major
        if reading.product.sunset_said:
            yield _unread(reading)
        sunset = known.sunset(major) if known and major is not None else None
        days = (sunset.date if sunset else None, reading.product.sunset_date)
        end = min((day for day in days if day), default=None)
        if end is not None:
            yield _finding(evidence.today, reading, end, sunset)


def _finding(today: date, reading: Reading, end: date, sunset: Sunset | None) -> Finding:
    place = reading.read.place
    left = (end - today).days
    when = f"had its last day on {end}" if left < 0 else f"ends on {end}: {_left(left)}"
    return Finding(
        policy=NAME,
        severity=Severity.ERROR if left < 0 else Severity.WARN,
        resource=reading.read.resource_id,
        message=f"{reader_name(reading)} reads {product_name(reading.product)}, which {when}.",
        help=_mend(reading, sunset),
        path=place.path,
        line=place.line,
    )


def _unread(reading: Reading) -> Finding:
    place = reading.read.place
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=reading.read.resource_id,
        message=f"{reader_name(reading)} reads {product_name(reading.product)}, whose sunset_date "
        f"is {reading.product.sunset_said!r}: on which day it ends is not known.",
        help=f"Write YYYY-MM-DD into the meta of the {reading.parent.kind} {reading.parent.name}.",
        path=place.path,
        line=place.line,
    )


def _left(days: int) -> str:
    if days == 0:
        return "today is its last day"
    return "1 day is left" if days == 1 else f"{days} days are left"


def _mend(reading: Reading, sunset: Sunset | None) -> str:
    if sunset is None or sunset.contract.major == reading.product.major:
        return f"Ask the {reading.parent.domain} domain what takes its place, and read that."
    newer = sunset.contract
    is_model = reading.parent.kind == "model"
    where = f"`{reference(reading, newer.major)}`" if is_model else newer.version
    pin = f' and pin it to "{suggested_pin(newer.version)}"' if reading.is_foreign else ""
    notes = newer.deprecation.migration_notes.strip() if newer.deprecation else ""
    told = f" Migration notes: {notes}" if notes else ""
    return f"Read {where}{pin}.{told}"


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "reading a version past its sunset date, with a warning while the window runs",
    rests_on="text",
)
