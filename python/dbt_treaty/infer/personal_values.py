"""Values that look like personal data: by form, and by a checksum where the kind has one."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping

EMAIL, PHONE, IBAN, CARD, IP, PERSON = (
    "an e-mail address",
    "a phone number",
    "an IBAN",
    "a card number",
    "an IP address",
    "a person's name",
)
_EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_CARD = re.compile(r"[2-6][0-9]{3}(?:[ -]?[0-9]){9,15}")
_PHONE = re.compile(
    r"(?:\+|00|\(?0)[0-9][0-9 ()./-]{5,18}[0-9]|\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}"
)
_DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}(?:[ T].*)?")
_PERSON = re.compile(
    r"[^\W\d_a-z][^\W\d_A-Z]+(?: [A-Z]\.)?(?:[ ](?:[a-z]{2,3} )?[^\W\d_a-z][\w'-]+){1,2}"
)


def is_email(text: str) -> bool:
    """Whether a text holds an e-mail address."""
    return "@" in text and _EMAIL.search(text) is not None


def is_iban(text: str) -> bool:
    """Whether a text is an IBAN: ISO 13616, its checksum (modulo 97) included."""
    bare = text.replace(" ", "").upper()
    if not _IBAN.fullmatch(bare):
        return False
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def is_card(text: str) -> bool:
    """Whether a text is a payment card's number: 13 to 19 digits with Luhn's checksum."""
    digits = text.replace(" ", "").replace("-", "")
    if not _CARD.fullmatch(text) or not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [int(sign) * (1 + at % 2) for at, sign in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_ip(text: str) -> bool:
    """Whether a text is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "." in text or ":" in text


def is_phone(text: str) -> bool:
    """Whether a text is written as phones are: with a prefix or in groups, 8 to 15 digits."""
    digits = sum(sign.isdigit() for sign in text)
    return bool(_PHONE.fullmatch(text)) and 8 <= digits <= 15 and not _DATE.fullmatch(text)


def is_person(text: str) -> bool:
    """Whether a text is two or three words with capitals, as a person's name is."""
    return len(text) < 60 and _PERSON.fullmatch(text) is not None


# The first that fits a value counts it; those with a checksum come first.
DETECTORS: Mapping[str, Callable[[str], bool]] = {
    EMAIL: is_email,
    IBAN: is_iban,
    CARD: is_card,
    IP: is_ip,
    PHONE: is_phone,
    PERSON: is_person,
}


def count_kinds(values: Iterable[str]) -> dict[str, int]:
    """How many of the values look like each kind; kinds of none are left out."""
    found: dict[str, int] = {}
    for value in values:
        text = value.strip()
        kind = next((kind for kind, fits in DETECTORS.items() if fits(text)), None)
        if kind:
            found[kind] = found.get(kind, 0) + 1
    return found
