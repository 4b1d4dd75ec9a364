"""Orders of the web shop, sales at the tills, and what happened to each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from seed_rows.chance import RNG, Row, key, moment, money, price, spell, untidy
from seed_rows.customer import Person

Buyer = tuple[Row, Person]  # the raw row of an account or a member, and who it is


def web_orders(buyers: Sequence[Buyer], count: int) -> list[dict[str, object]]:
    """Orders of the web shop; the e-mail typed at checkout comes along."""
    rows: list[dict[str, object]] = []
    for _ in range(count):
        account, who = RNG.choice(buyers)
        gross = price(who.country.currency)
        discount = round(gross * RNG.choice((0, 0, 0, 0.05, 0.1, 0.2)))
        rows.append(
            {
                "order_id": key(),
                "customer_key": account["user_id"],
                "checkout_email": untidy(who.email),
                "placed_at": spell(moment()),
                "gross_amount": money(gross),
                "discount_amount": money(discount),
                "currency": who.country.currency,
                "payment_method": RNG.choice(("card", "card", "wallet", "transfer")),
                "ship_country": who.country.code,
            }
        )
    return rows


def store_orders(buyers: Sequence[Buyer], count: int) -> list[dict[str, object]]:
    """Sales to members at the tills."""
    rows: list[dict[str, object]] = []
    for _ in range(count):
        member, who = RNG.choice(buyers)
        rows.append(
            {
                "receipt_id": key(),
                "member_key": member["member_no"],
                "sold_at": spell(moment()),
                "total": money(price(who.country.currency, 0.6)),
                "currency": who.country.currency,
                "tender": RNG.choice(("cash", "card", "card")),
                "store_country": who.country.code,
            }
        )
    return rows


def _lifecycle(
    order_id: object, placed: object, ends: Sequence[str]
) -> Iterable[dict[str, object]]:
    at = datetime.fromisoformat(str(placed))
    for step in ("placed", *ends):
        yield {"event_id": key(), "order_id": order_id, "event_type": step, "event_ts": spell(at)}
        at = moment(at, 3)


def order_events(web: Sequence[Row], store: Sequence[Row]) -> list[dict[str, object]]:
    """The events of every order; some arrive twice, as queues deliver them."""
    rows: list[dict[str, object]] = []
    endings = (("paid", "shipped"), ("paid",), ("cancelled",), ())
    for order in web:
        ends = RNG.choices(endings, (16, 3, 2, 1))[0]
        rows.extend(_lifecycle(order["order_id"], order["placed_at"], ends))
    for order in store:
        rows.extend(_lifecycle(order["receipt_id"], order["sold_at"], ("paid",)))
    return rows + [dict(row) for row in RNG.sample(rows, 30)]
