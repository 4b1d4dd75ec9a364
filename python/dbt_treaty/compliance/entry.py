"""One line of the journal."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

What = Literal["caught", "mended", "granted", "reviewed"]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that happened on a day (UTC).

    ``caught`` is a finding that refused, when it is first seen; ``mended`` the day on which it is
    no longer found; ``granted`` an exception, ``reviewed`` a review by a person. ``id`` tells one
    finding, grant or review from all others and holds no text of theirs. ``by`` and ``note`` are
    a person's, for grants and reviews.
    """

    at: date
    what: What
    policy: str
    id: str
    by: str = ""
    note: str = ""
