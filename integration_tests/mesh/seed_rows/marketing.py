"""Campaigns, the leads they brought and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from seed_rows.chance import RNG, START, Row, key, moment, money, spell, untidy
from seed_rows.customer import Person

CAMPAIGNS = (
    ("New Year Sale", "email"),
    ("Hanami", "social"),
    ("Ramadan Nights", "social"),
    ("Spring Refresh", "search"),
    ("Summer Abroad", "display"),
    ("Monsoon Deals", "search"),
    ("Back to School", "email"),
    ("Oktober Picks", "social"),
    ("Diwali Lights", "social"),
    ("Early Winter", "email"),
)


def campaigns() -> list[dict[str, object]]:
    """The year's campaigns, one a month."""
    return [
        {
            "campaign_id": f"cmp-{number:02d}",
            "campaign_name": name,
            "channel": channel,
            "starts_on": START.date() + timedelta(days=30 * (number - 1)),
        }
        for number, (name, channel) in enumerate(CAMPAIGNS, start=1)
    ]


def leads(runs: Sequence[Row], people: Sequence[Person]) -> list[dict[str, object]]:
    """One lead for each of these people: the e-mail they left with a campaign."""
    rows: list[dict[str, object]] = []
    for who in people:
        run = RNG.choice(runs)
        starts = datetime.fromisoformat(f"{run['starts_on']}T06:00:00+00:00")
        rows.append(
            {
                "lead_id": key(),
                "campaign_id": run["campaign_id"],
                "email": untidy(who.email),
                "country": who.country.code,
                "lead_ts": spell(moment(starts, 45)),
            }
        )
    return rows


def ad_spend(runs: Sequence[Row]) -> list[dict[str, object]]:
    """What each campaign spent on its first thirty days, in the currency it was billed in."""
    rows: list[dict[str, object]] = []
    for run in runs:
        currency = RNG.choice(("USD", "EUR", "GBP"))
        for day in range(30):
            rows.append(
                {
                    "campaign_id": run["campaign_id"],
                    "spend_date": date.fromisoformat(str(run["starts_on"])) + timedelta(days=day),
                    "amount": money(RNG.uniform(20, 160)),
                    "currency": currency,
                }
            )
    return rows
