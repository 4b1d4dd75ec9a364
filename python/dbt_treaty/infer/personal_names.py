"""Columns whose name says that they hold personal data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dbt_treaty.infer.confidence import LOW, MEDIUM
from dbt_treaty.infer.personal_values import CARD, EMAIL, IBAN, IP, PERSON, PHONE

_TEXTS = frozenset(("string", "uuid", "json"))
_NUMBERS = frozenset(("integer", "bigint", "float", "double", "decimal"))


@dataclass(frozen=True, slots=True)
class _Words:
    """Names that mean a kind: whole words of a column's name, one of ``names`` in a row."""

    kind: str
    names: str
    confidence: str = MEDIUM
    types: frozenset[str] = _TEXTS


_KINDS = (
    _Words(EMAIL, "email mail e_mail emails"),
    _Words(
        PHONE,
        "phone telephone mobile msisdn fax cellphone phone_number tel",
        types=_TEXTS | _NUMBERS,
    ),
    _Words(IBAN, "iban bank_account account_number", types=_TEXTS | _NUMBERS),
    _Words(CARD, "card_number card_no credit_card pan ccn", types=_TEXTS | _NUMBERS),
    _Words(IP, "ip ip_address ipaddress ip_addr client_ip remote_addr"),
    _Words(
        PERSON,
        "first_name last_name full_name surname forename given_name family_name middle_name "
        "maiden_name birth_name customer_name contact_name user_name username display_name "
        "nickname cardholder holder_name firstname lastname fullname vorname nachname person_name",
    ),
    _Words(
        "a postal address",
        "address street street_name postcode zip zipcode zip_code postal_code",
        types=_TEXTS | _NUMBERS,
    ),
    _Words(
        "a day of birth",
        "birth birthday birthdate dob date_of_birth birth_date geburtsdatum",
        types=_TEXTS | {"date", "timestamp", "timestamp_tz"},
    ),
    _Words(
        "an official number of a person",
        "ssn social_security passport passport_number national_id tax_id nino driving_licence",
        types=_TEXTS | _NUMBERS,
    ),
    _Words("a place on the map", "latitude longitude lat lon lng", LOW, _NUMBERS),
    _Words(PERSON, "name", LOW),
)


def kind_by_name(column: str, type_name: str) -> tuple[str, str] | None:
    """The kind of personal data that a column's name speaks of, and how sure that is.

    Args:
        column: the column's name, in any of ``first_name``, ``firstName`` and ``FIRST NAME``.
        type_name: the name of its logical type; one that can't hold the kind rules it out.
    """
    words = f"_{'_'.join(split_words(column))}_"
    for each in _KINDS:
        hit = any(f"_{name}_" in words for name in each.names.split())
        if hit and type_name in each.types:
            return each.kind, each.confidence
    return None


def split_words(name: str) -> list[str]:
    """The words of a name, in lower case: ``customerId`` is ``customer`` and ``id``."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return [word for word in re.split(r"[^A-Za-z0-9]+", parted.lower()) if word]
