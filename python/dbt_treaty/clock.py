"""What day it is: deadlines (sunset dates, exceptions) are judged by one clock."""

from __future__ import annotations

import os
from datetime import date, datetime, timezone

from dbt_treaty.errors import Place, Problem, TreatyError

TODAY_VARIABLE = "DBT_TREATY_TODAY"


def today() -> date:
    """The date in UTC, or the one that ``DBT_TREATY_TODAY`` sets to try out what a day will bring.

    Raises:
        TreatyError: the variable is no date.
    """
    told = os.environ.get(TODAY_VARIABLE)
    if not told:
        return datetime.now(timezone.utc).date()
    try:
        return date.fromisoformat(told)
    except ValueError:
        what = f"is {told!r}, which is no date"
        raise TreatyError(
            Problem(Place(TODAY_VARIABLE), what, "write YYYY-MM-DD, or unset the variable")
        ) from None


def is_set() -> bool:
    """Whether the clock is set by hand, which every report then says."""
    return bool(os.environ.get(TODAY_VARIABLE))
