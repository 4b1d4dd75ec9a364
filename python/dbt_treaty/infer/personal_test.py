from __future__ import annotations

import pytest

from dbt_treaty.infer.personal import Personal, find_personal

MAILS = [f"u{number}@example.org" for number in range(100)]
WORDS = [f"word {number}" for number in range(100)]


def test_by_name_and_by_value() -> None:
    assert find_personal("email", "string", MAILS) == Personal(
        "likely an e-mail address: by its name, and 100 of 100 sampled values look like e-mail "
        "addresses",
        "high",
    )


def test_by_value_alone() -> None:
    assert find_personal("contact", "string", MAILS) == Personal(
        "likely an e-mail address: 100 of 100 sampled values look like e-mail addresses", "high"
    )


def test_by_name_alone() -> None:
    assert find_personal("customerPhone", "string", WORDS) == Personal(
        "likely a phone number: by its name", "medium"
    )


def test_one_address_is_one_too_many() -> None:
    assert find_personal("note", "string", [*WORDS, MAILS[0]]) == Personal(
        "perhaps an e-mail address: 1 of 101 sampled values look like e-mail addresses", "low"
    )


def test_a_phone_here_and_there_only_hides_the_values() -> None:
    assert find_personal("note", "string", [*WORDS, "+44 20 7946 0958"]) == Personal(
        "perhaps a phone number: 1 of 101 sampled values look like phone numbers",
        "low",
        is_likely=False,
    )


@pytest.mark.parametrize("name", ["FIRST NAME", "firstName", "billing_last_name", "username"])
def test_names_in_any_spelling(name: str) -> None:
    found = find_personal(name, "string", WORDS)

    assert found is not None
    assert found.evidence == "likely a person's name: by its name"


@pytest.mark.parametrize(
    ("name", "type_name"),
    [
        ("email_verified", "boolean"),
        ("email_sent_at", "timestamp"),
        ("emails_sent", "integer"),
        ("tip", "string"),
        ("description", "string"),
        ("mobility", "string"),
        ("status", "string"),
    ],
)
def test_what_no_column_name_says(name: str, type_name: str) -> None:
    assert find_personal(name, type_name, []) is None


def test_a_number_in_ten_passes_luhn_by_chance() -> None:
    numbers = [str(4_000_000_000_000_000 + 7 * number) for number in range(200)]

    assert find_personal("id", "bigint", numbers) is None


def test_cards_as_numbers() -> None:
    assert find_personal("paid_with", "bigint", ["4111111111111111"] * 30) == Personal(
        "likely a card number: 30 of 30 sampled values look like card numbers", "high"
    )
