"""What a mask makes of a text, on any engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

KEY = "a key that lives for the tests only"
_VALUES = Path(__file__).parent / "fixtures" / "masked_values.yaml"


@dataclass(frozen=True)
class MaskedValue:
    """A text and what each mask makes of it."""

    title: str
    text: str
    sha256: str
    tokenize: str
    redact: str


def masked_values() -> list[MaskedValue]:
    """The values of the fixture, in order."""
    rows = yaml.safe_load(_VALUES.read_text(encoding="utf-8"))["values"]
    return [_value(**row) for row in rows]


def _value(
    title: str, text: str, sha256: str, tokenize: str, redact: str, repeat: int = 1
) -> MaskedValue:
    return MaskedValue(title, text * repeat, sha256, tokenize, redact * repeat)


# RFC 4231, section 4: key, data, HMAC-SHA-256. Case 5 is given truncated to 128 bits.
RFC_4231 = {
    1: (
        b"\x0b" * 20,
        b"Hi There",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    ),
    2: (
        b"Jefe",
        b"what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ),
    3: (
        b"\xaa" * 20,
        b"\xdd" * 50,
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    ),
    4: (
        bytes(range(1, 26)),
        b"\xcd" * 50,
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
    ),
    5: (b"\x0c" * 20, b"Test With Truncation", "a3b6167473100ee06e0c796c2955552b"),
    6: (
        b"\xaa" * 131,
        b"Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ),
    7: (
        b"\xaa" * 131,
        b"This is a test using a larger than block-size key and a larger than block-size data. "
        b"The key needs to be hashed before being used by the HMAC algorithm.",
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    ),
}
# What a column of type text can hold: the others are no UTF-8.
RFC_TEXTS = {case: vector for case, vector in RFC_4231.items() if vector[1].isascii()}
