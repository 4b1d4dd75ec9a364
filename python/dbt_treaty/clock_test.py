"""One clock, that can be set and then says so."""

from datetime import date, datetime, timezone

import pytest

from dbt_treaty.clock import TODAY_VARIABLE, is_set, today
from dbt_treaty.errors import TreatyError


def test_the_date_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TODAY_VARIABLE, raising=False)
    before = datetime.now(timezone.utc).date()
    assert before <= today() <= datetime.now(timezone.utc).date()
    assert not is_set()


def test_the_date_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TODAY_VARIABLE, "2027-03-31")
    assert today() == date(2027, 3, 31)
    assert is_set()


@pytest.mark.parametrize("text", ["tomorrow", "31.03.2027", "2027-02-30"])
def test_no_date_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(TODAY_VARIABLE, text)
    with pytest.raises(TreatyError) as refused:
        today()
    assert str(refused.value) == (
        f"DBT_TREATY_TODAY: is '{text}', which is no date\n"
        "    write YYYY-MM-DD, or unset the variable"
    )
