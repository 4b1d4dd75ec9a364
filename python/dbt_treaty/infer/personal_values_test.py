from __future__ import annotations

import pytest

from dbt_treaty.infer.personal_values import CARD, EMAIL, IBAN, IP, PERSON, PHONE, count_kinds


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("maya@example.org", EMAIL),
        ("write to Maya.R+x@mail.example.co.uk, please", EMAIL),
        ("DE89 3704 0044 0532 0130 00", IBAN),
        ("GB82WEST12345698765432", IBAN),
        ("4111 1111 1111 1111", CARD),
        ("5500-0000-0000-0004", CARD),
        ("192.168.0.1", IP),
        ("2001:db8::1", IP),
        ("+44 20 7946 0958", PHONE),
        ("030 1234567", PHONE),
        ("(555) 123-4567", PHONE),
        ("Maya Rivera", PERSON),
        ("Jürgen von Müller", PERSON),
    ],
)
def test_what_looks_like_personal_data(value: str, kind: str) -> None:
    assert count_kinds([f" {value} "]) == {kind: 1}


@pytest.mark.parametrize(
    "value",
    [
        "",
        "maya at example.org",
        "@loyalty-team",
        "DE89 3704 0044 0532 0130 01",  # a checksum that is wrong
        "4111111111111112",
        "1111111111111111",
        "2026-03-01",
        "01.02.2026",
        "2026-03-01 10:00:00",
        "12345678",
        "192.168.0.256",
        "1",
        "placed",
        "DE",
        "EUR 12.50",
        "LC-01007",
        "a" * 10_000,
    ],
)
def test_what_does_not(value: str) -> None:
    assert count_kinds([value]) == {}
