"""The consumers of a product as text: domain by domain, each reader with its pin and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from dbt_treaty.contracts.model import Owner
from dbt_treaty.reporters.line import Line, render_lines
from dbt_treaty.reporters.text import coverage_sentence, short_name
from dbt_treaty.subscriptions.consumers import Consumer, Consumers, PublishedVersion

_ELSEWHERE = (
    "Readers that are not in this project's manifest (other projects, dashboards, exports) are not "
    "known here."
)


def render_text(consumers: Consumers, *, width: int, color: bool) -> str:
    """Who reads a product, for its producer.

    Args:
        consumers: the product's consumers.
        width: columns to wrap at.
        color: whether to write ANSI colours.
    """
    return render_lines(_lines(consumers), width=width, color=color)


def _lines(told: Consumers) -> Iterator[Line]:
    yield Line(f"{told.product} ({_owners(told.owners)})", style="bold")
    yield Line(f"published: {', '.join(map(_version, told.versions)) or 'no version is known'}")
    if not told.consumers:
        yield Line("Nobody in this project reads it.")
    for domain, each in groupby(told.consumers, key=lambda c: c.reading.reader.domain):
        consumers = list(each)
        yield Line("")
        yield Line(_domain(domain, consumers), style="bold")
        for consumer in consumers:
            yield from _consumer(consumer)
    if told.unread:
        yield Line("")
    for pin in told.unread:
        who = pin.subscription.domain or "this project"
        yield Line(f'{who} has the pin "{pin.subscription.pin}" ({pin.place}) and reads nothing.')
    yield Line("")
    yield Line(_ELSEWHERE)
    yield Line(coverage_sentence(told.coverage))


def _owners(owners: Iterable[Owner]) -> str:
    told = "; ".join(
        ", ".join([owner.team or "no team", *([f"on call {owner.on_call}"] * bool(owner.on_call))])
        for owner in owners
    )
    return told or "no contract says who answers for it"


def _version(version: PublishedVersion) -> str:
    if version.sunset_date is None:
        return version.version
    return f"{version.version} (ends on {version.sunset_date})"


def _domain(domain: str | None, consumers: list[Consumer]) -> str:
    own = "" if consumers[0].reading.is_foreign else ", the product's own"
    return f"{domain or 'no owner'}{own} ({_owners(consumers[0].owners)})"


def _consumer(consumer: Consumer) -> Iterator[Line]:
    reading = consumer.reading
    version = reading.product.version or "a version that nobody tells"
    yield Line(
        f"{short_name(reading.reader.id)} reads {version}, {_pin(consumer)}",
        indent=2,
        hang=4,
        style="red" if reading.is_foreign and reading.is_allowed is not True else "",
    )
    names = ", ".join(consumer.columns.columns)
    if consumer.columns.perhaps_more:
        names = f"{names}, and perhaps others" if names else "perhaps any: nobody can tell"
    yield Line(names or "none: only that there are rows", indent=4, hang=2, label="columns:")


def _pin(consumer: Consumer) -> str:
    if consumer.pin is None:
        return "with no pin" if consumer.reading.is_foreign else "as its own product"
    subscription = consumer.pin.subscription
    fits = {True: "", False: ", which it does not meet", None: ", which nobody can compare"}
    breaking = ", on_breaking: warn" if subscription.on_breaking == "warn" else ""
    met = fits[consumer.reading.is_allowed]
    return f'with the pin "{subscription.pin}" ({consumer.pin.place}{breaking}){met}'
