"""What the payment provider reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from seed_rows.chance import RNG, Row, key, moment, money, spell

OUTCOMES = {"captured": 84, "failed": 5, "refunded": 7, "partially_refunded": 4}


def _states(net: float, at: datetime) -> Iterator[tuple[str, float, datetime]]:
    outcome = RNG.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    yield ("failed" if outcome == "failed" else "captured", net, at)
    if outcome == "refunded":
        yield (outcome, net, moment(at, 14))
    if outcome == "partially_refunded":
        yield (outcome, max(float(round(net * 0.4)), 1.0), moment(at, 14))


def payment_events(web: Sequence[Row], events: Sequence[Row]) -> list[dict[str, object]]:
    """Captures, failures and refunds of the web orders that were paid, in their own currency."""
    paid = {row["order_id"]: str(row["event_ts"]) for row in events if row["event_type"] == "paid"}
    rows: list[dict[str, object]] = []
    for order in (one for one in web if one["order_id"] in paid):
        net = float(str(order["gross_amount"])) - float(str(order["discount_amount"]))
        payment_id = key()
        for status, amount, at in _states(net, datetime.fromisoformat(paid[order["order_id"]])):
            rows.append(
                {
                    "event_id": key(),
                    "payment_id": payment_id,
                    "order_id": order["order_id"],
                    "payer_email": order["checkout_email"],
                    "amount": money(amount),
                    "currency": order["currency"],
                    "status": status,
                    "occurred_at": spell(at),
                }
            )
    return rows
