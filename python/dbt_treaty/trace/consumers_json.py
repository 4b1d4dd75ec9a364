"""The consumers of a product as JSON, for programs: schema version 1."""

from __future__ import annotations

import json

from dbt_treaty.contracts.model import Owner
from dbt_treaty.reporters.json_report import plain_coverage
from dbt_treaty.subscriptions.consumers import Consumer, Consumers, Pin
from dbt_treaty.trace.json_trace import Plain

SCHEMA_VERSION = 1


def render_json(consumers: Consumers) -> str:
    """The consumers as one JSON object, indented, with a line break at its end."""
    foreign = [each for each in consumers.consumers if each.reading.is_foreign]
    told = {
        "schema_version": SCHEMA_VERSION,
        "product": consumers.product,
        "owners": [_owner(owner) for owner in consumers.owners],
        "versions": [
            {
                "version": each.version,
                "sunset_date": each.sunset_date.isoformat() if each.sunset_date else None,
            }
            for each in consumers.versions
        ],
        "consumers": [_consumer(each) for each in consumers.consumers],
        "unread": [_pin(pin) for pin in consumers.unread],
        "coverage": plain_coverage(consumers.coverage),
        "summary": {
            "domains": len({each.reading.reader.domain for each in foreign}),
            "readers": len({each.reading.reader.id for each in foreign}),
            "unpinned": sum(each.pin is None for each in foreign),
        },
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _consumer(consumer: Consumer) -> Plain:
    reading = consumer.reading
    return {
        "resource": reading.reader.id,
        "kind": reading.reader.kind,
        "domain": reading.reader.domain,
        "tier": reading.reader.tier,
        "owners": [_owner(owner) for owner in consumer.owners],
        "own_domain": not reading.is_foreign,
        "reads": reading.parent.id,
        "version": reading.product.version,
        "pin": _pin(consumer.pin) if consumer.pin else None,
        "meets_pin": reading.is_allowed,
        "columns": list(consumer.columns.columns),
        "perhaps_more_columns": consumer.columns.perhaps_more,
        "path": reading.read.place.path,
        "line": reading.read.place.line,
    }


def _pin(pin: Pin) -> Plain:
    return {
        "pin": pin.subscription.pin,
        "domain": pin.subscription.domain,
        "on_breaking": pin.subscription.on_breaking,
        "path": pin.place.path,
        "line": pin.place.line,
    }


def _owner(owner: Owner) -> Plain:
    return {
        "team": owner.team,
        "on_call": owner.on_call,
        "reviewers": list(owner.reviewers),
        "email": owner.email,
    }
