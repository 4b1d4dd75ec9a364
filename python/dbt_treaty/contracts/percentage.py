"""Percentages of service levels: ``99.9%``."""

from __future__ import annotations

import re
from decimal import Decimal

_PERCENTAGE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,10})?)\s*%")


def parse_percentage(text: str) -> Decimal:
    """The percentage a text names, from 0 to 100 (``99.9%`` is 99.9, not 0.999).

    Raises:
        ValueError: the text is no percentage; its message says what is.
    """
    found = _PERCENTAGE.fullmatch(text.strip())
    value = Decimal(found.group(1)) if found else None
    if value is None or value > 100:
        raise ValueError("is no percentage from 0% to 100%, such as 99.9%")
    return value
