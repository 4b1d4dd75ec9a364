"""Write the raw data of the mesh and of the loyalty project: ``python make_seeds.py``.

Every value comes from one seeded generator, so a second run writes the same bytes. The domains
agree on their keys: orders and payments speak of the same orders, many leads are customers.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from seed_rows import customer, loyalty, marketing, orders, payments, platform
from seed_rows.chance import RNG, START, Row

PROJECTS = Path(__file__).parent.parent


def write(path: str, rows: Sequence[Row]) -> None:
    """Write rows as CSV below ``integration_tests/``, the first row's keys as its head."""
    target = PROJECTS / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Make every domain's rows and write them."""
    people = [customer.person(number) for number in range(500)]
    shoppers, members, strangers = people[:280], people[280:370], people[370:]
    accounts, cards = customer.users(shoppers), customer.store_members(members)
    online = list(zip(accounts, shoppers, strict=True))
    in_store = list(zip(cards, members, strict=True))
    web, store = orders.web_orders(online, 360), orders.store_orders(in_store, 120)
    events = orders.order_events(web, store)
    runs = marketing.campaigns()
    lead_people = [*RNG.choices(people[:370], k=170), *strangers]
    known = [(loyalty.first_seen(row), who) for row, who in [*online, *in_store]]
    joined = [*RNG.sample(known, 100), *((START, who) for who in strangers[:5])]
    tables = {
        "mesh/seeds/customer/raw/users.csv": accounts,
        "mesh/seeds/customer/raw/store_members.csv": cards,
        "mesh/seeds/orders/raw/orders.csv": web,
        "mesh/seeds/orders/raw/store_orders.csv": store,
        "mesh/seeds/orders/raw/order_events.csv": events,
        "mesh/seeds/payments/raw/payment_events.csv": payments.payment_events(web, events),
        "mesh/seeds/marketing/raw/campaigns.csv": runs,
        "mesh/seeds/marketing/raw/leads.csv": marketing.leads(runs, lead_people),
        "mesh/seeds/marketing/raw/ad_spend.csv": marketing.ad_spend(runs),
        "mesh/seeds/platform/raw/currencies.csv": platform.currencies(),
        "mesh/seeds/platform/raw/fx_quotes.csv": platform.fx_quotes(),
        "mesh/seeds/platform/raw/calendar_days.csv": platform.calendar_days(),
        "loyalty/seeds/raw/memberships.csv": loyalty.memberships(joined),
    }
    for path, rows in tables.items():
        write(path, rows)


if __name__ == "__main__":
    main()
