"""``pin-unsatisfied``: what is read is a version that its reader accepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dbt_treaty.configuration.model import Subscription
from dbt_treaty.configuration.pin import parse_pin
from dbt_treaty.contracts.version import parse_version
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.subscriptions.published import Published, published_products
from dbt_treaty.subscriptions.readings import (
    Reading,
    read_products,
    subscription_place,
    weight_of,
)
from dbt_treaty.subscriptions.wording import listed, product_name, reader_name, reference

NAME = "pin-unsatisfied"


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each read outside its pin, and for each pin that nothing can meet.

    How much it weighs is the subscription's ``on_breaking``. A version that nobody tells is no
    version that meets a pin; of a model without a contract ``missing-contract`` speaks.
    """
    published = published_products(evidence)
    used: set[Subscription] = set()
    for reading in read_products(evidence):
        subscription = reading.subscription
        if subscription is None:
            continue
        used.add(subscription)
        if reading.is_allowed is False:
            known = published.get(reading.product.name.casefold())
            yield _outside(evidence, reading, subscription, known.versions if known else ())
        elif reading.product.version is None and reading.parent.kind != "model":
            yield _unknown(evidence, reading, subscription)
    for subscription in evidence.project.configuration.consumers:
        if subscription not in used:
            yield from _unused(evidence, subscription, published)


def _outside(
    evidence: Evidence, reading: Reading, subscription: Subscription, versions: Sequence[str]
) -> Finding:
    at = subscription_place(evidence.project.configuration, subscription)
    fitting = [each for each in versions if parse_pin(subscription.pin).allows(each)]
    if fitting and reading.parent.kind == "model":
        major = parse_version(fitting[-1]).major
        mend = f"Read `{reference(reading, major)}`, which is {fitting[-1]} and meets the pin."
    else:
        mend = (
            f"Change the pin in {at} once {reading.reader.name} is ready for "
            f"{reading.product.version}, or ask the {reading.parent.domain} domain for a version "
            f"that meets it (published: {listed(versions)})."
        )
    return _finding(
        reading.read.resource_id,
        subscription,
        f'{reader_name(reading)} accepts {subscription.source} "{subscription.pin}" ({at}), and '
        f"reads {reading.product.version}.",
        mend,
        reading.read.place,
    )


def _unknown(evidence: Evidence, reading: Reading, subscription: Subscription) -> Finding:
    at = subscription_place(evidence.project.configuration, subscription)
    said = reading.product.said
    why = f"{said!r} is no MAJOR.MINOR.PATCH" if said else "nothing tells its version"
    kind = reading.parent.kind
    return _finding(
        reading.read.resource_id,
        subscription,
        f"{reader_name(reading)} reads {product_name(reading.product)} through the {kind} "
        f'{reading.parent.name}, and {why}: whether it meets the pin "{subscription.pin}" ({at}) '
        "is not known.",
        f"Write the version that the {kind} has into its properties: "
        '`config: {meta: {dbt_treaty_override: {version: "2.1.0"}}}`.',
        reading.read.place,
    )


def _unused(
    evidence: Evidence, subscription: Subscription, published: Mapping[str, Published]
) -> Iterator[Finding]:
    """A pin under which nothing is read: it may be one that nothing can meet, or a slip."""
    place = subscription_place(evidence.project.configuration, subscription)
    known = published.get(subscription.source.casefold())
    if known is None:
        question = suggest(subscription.source.casefold(), published)
        yield _finding(
            "",
            subscription,
            f"The pin on {subscription.source} is for a product that this project neither has nor "
            "reads: whether anything meets it is not known.",
            " ".join(filter(None, (question, "Mend the name, or take the subscription out."))),
            place,
            Severity.WARN,
        )
    elif known.versions and not any(map(parse_pin(subscription.pin).allows, known.versions)):
        yield _finding(
            "",
            subscription,
            f'No version of {known.name} meets the pin "{subscription.pin}": it is published as '
            f"{listed(known.versions)}.",
            "Change the pin, or ask the product's domain for such a version.",
            place,
        )


def _finding(
    resource: str,
    subscription: Subscription,
    message: str,
    mend: str,
    place: Place,
    severity: Severity | None = None,
) -> Finding:
    return Finding(
        policy=NAME,
        severity=severity or weight_of(subscription),
        resource=resource,
        message=message,
        help=mend,
        path=place.path,
        line=place.line,
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a pin that the version read, or any published one, does not meet",
    rests_on="text",
)
