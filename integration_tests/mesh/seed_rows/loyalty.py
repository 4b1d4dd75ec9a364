"""Who joined the loyalty programme, a domain with a repository of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from seed_rows.chance import RNG, Row, moment, untidy
from seed_rows.customer import Person

LEVELS = {"basic": 6, "silver": 3, "gold": 1}


def memberships(joined: Sequence[tuple[datetime, Person]]) -> list[dict[str, object]]:
    """One card for each person, handed out within sixty days after they were first seen."""
    rows: list[dict[str, object]] = []
    for number, (seen, who) in enumerate(joined):
        rows.append(
            {
                "member_no": f"LC-{1007 + number * 7:05d}",
                "email": untidy(who.email),
                "level": RNG.choices(list(LEVELS), list(LEVELS.values()))[0],
                "joined_on": moment(seen, 60).date(),
            }
        )
    return rows


def first_seen(row: Row) -> datetime:
    """When an account was opened or a card handed out at a till."""
    return datetime.fromisoformat(str(row.get("registered_at", row.get("enrolled_at"))))
