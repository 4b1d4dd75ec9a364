"""``unpinned-subscription``: who reads a product says which versions of it he accepts."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.subscriptions.readings import Reading, read_products
from dbt_treaty.subscriptions.wording import product_name, reader_name, suggested_pin

NAME = "unpinned-subscription"


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each product of another domain that a resource reads without a pin."""
    told: set[tuple[str, str]] = set()
    for reading in read_products(evidence):
        key = (reading.reader.id, reading.product.name.casefold())
        if reading.is_foreign and reading.subscription is None and key not in told:
            told.add(key)
            yield _finding(evidence, reading)


def _finding(evidence: Evidence, reading: Reading) -> Finding:
    place = reading.read.place
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=reading.read.resource_id,
        message=f"{reader_name(reading)} reads {product_name(reading.product)}, and no pin says "
        "which versions it accepts.",
        help=_mend(evidence, reading),
        path=place.path,
        line=place.line,
    )


def _mend(evidence: Evidence, reading: Reading) -> str:
    configuration = evidence.project.configuration
    domain = reading.reader.domain
    version = reading.product.version
    pin = suggested_pin(version) if version else "^1.0"
    whose = f"domain: {domain}, " if domain and domain != configuration.domain else ""
    entry = f'- {{{whose}source: {reading.product.name}, pin: "{pin}"}}'
    unknown = "" if version else " with the version that you rely on"
    return f"Add `{entry}` to `consumers:` in {configuration.path or 'dbt_treaty.yml'}{unknown}."


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "reading another domain's product with no pin on its versions",
    rests_on="text",
)
