from datetime import timedelta

import pytest

from dbt_treaty.contracts.duration import parse_duration


def test_durations_in_every_unit() -> None:
    texts = ("30s", "15m", "15 minutes", "24h", "7d", "1 Day", " 2 weeks ")
    assert [parse_duration(text) for text in texts] == [
        timedelta(seconds=30),
        timedelta(minutes=15),
        timedelta(minutes=15),
        timedelta(hours=24),
        timedelta(days=7),
        timedelta(days=1),
        timedelta(weeks=2),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "m", "15", "-1h", "0m", "1.5h", "15m 3s", "1 month", "9999999m", "PT15M", "\u0661m"],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no duration"):
        parse_duration(text)
