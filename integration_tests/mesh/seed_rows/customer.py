"""People, and what the web shop and the tills know of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from seed_rows.chance import RNG, key, moment, spell, untidy


@dataclass(frozen=True)
class Country:
    """Where people live: what they pay in, what their phones and names look like."""

    code: str
    currency: str
    weight: int
    phone: str
    given: tuple[str, ...]
    family: tuple[str, ...]


def _country(code: str, currency: str, weight: int, phone: str, names: str) -> Country:
    given, family = names.split("|")
    return Country(code, currency, weight, phone, tuple(given.split()), tuple(family.split()))


COUNTRIES = (
    _country("US", "USD", 20, "+1 (202) 555-01{:02}", "Maya Ethan Chloe | Johnson Rivera Nguyen"),
    _country("GB", "GBP", 14, "+44 7700 9000{:02}", "Olivia Aisha Callum | Hughes Okafor Patel"),
    _country("DE", "EUR", 13, "+49 30 23125 0{:02}", "Jürgen Leyla Frieda | Müller Kaya Schröder"),
    _country(
        "FR", "EUR", 11, "+33 6 39 98 00 {:02}", "Élodie Théo Aminata | Lefèvre Diallo Garnier"
    ),
    _country("ES", "EUR", 9, "+34 600 000 0{:02}", "Lucía Álvaro Nerea | Núñez Etxeberria Ríos"),
    _country(
        "IN", "INR", 14, "+91 98765 000{:02}", "Ananya Rohan Farhan | Iyer Chatterjee Qureshi"
    ),
    _country("JP", "JPY", 11, "+81 90 0000 00{:02}", "Yuki Haruto Sakura | Tanaka Satō Kobayashi"),
    _country(
        "NG", "USD", 7, "+234 803 000 00{:02}", "Chidinma Tunde Zainab | Adeyemi Okonkwo Bello"
    ),
    _country("CH", "CHF", 1, "+41 79 000 00 {:02}", "Reto Ursina Noémie | Zürcher Bianchi Favre"),
)


@dataclass(frozen=True)
class Person:
    """Somebody; the e-mail is unique and still tidy."""

    name: str
    email: str
    phone: str
    country: Country
    born: date


def person(number: int) -> Person:
    """One person, at home in one of the countries."""
    country = RNG.choices(COUNTRIES, [one.weight for one in COUNTRIES])[0]
    given, family = RNG.choice(country.given), RNG.choice(country.family)
    letters = unicodedata.normalize("NFKD", f"{given}.{family}").encode("ascii", "ignore")
    host = RNG.choice(("com", "org", "net"))
    return Person(
        name=f"{given} {family}",
        email=f"{letters.decode().lower()}{number}@example.{host}",
        phone=country.phone.format(RNG.randrange(100)),
        country=country,
        born=date(1948, 1, 1) + timedelta(days=RNG.randrange(21000)),
    )


def users(people: Sequence[Person]) -> list[dict[str, object]]:
    """Accounts of the web shop."""
    rows: list[dict[str, object]] = []
    for one in people:
        joined = moment(spread=200)
        rows.append(
            {
                "user_id": key(),
                "full_name": one.name,
                "email": untidy(one.email),
                "phone": one.phone,
                "birth_date": one.born,
                "country": one.country.code.lower(),
                "marketing_consent": str(RNG.random() < 0.6).lower(),
                "consent_changed_at": spell(moment(joined, 40)),
                "registered_at": spell(joined),
            }
        )
    return rows


def store_members(people: Sequence[Person]) -> list[dict[str, object]]:
    """People who signed up at a till, whose system has other names for everything."""
    return [
        {
            "member_no": key(),
            "contact_name": one.name,
            "contact_email": untidy(one.email),
            "contact_phone": one.phone,
            "home_country": one.country.code,
            "enrolled_at": spell(moment(spread=200)),
        }
        for one in people
    ]
