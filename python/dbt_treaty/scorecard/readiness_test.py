from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbt_treaty.scorecard.readiness import AXES, readiness

VERDICTS = ("no", "not yet", "one domain", "yes")
ANSWERS = st.fixed_dictionaries({axis.key: st.floats(0, 100) for axis in AXES})


@pytest.mark.parametrize(
    ("domains", "wait", "people", "platform", "verdict"),
    [
        (1, 0, 5, 0, "no"),
        (1, 20, 100, 10, "no"),  # one domain has nobody to share with
        (9, 0.5, 100, 10, "no"),  # nobody waits: there is nothing to free
        (2, 1, 100, 10, "no"),
        (9, 10, 7, 10, "not yet"),
        (9, 10, 100, 0, "not yet"),
        (9, 10, 10, 1, "not yet"),
        (5, 6, 30, 1, "one domain"),
        (3, 6, 30, 3, "one domain"),
        (4, 3, 20, 2, "yes"),
    ],
)
def test_what_the_answers_say(
    domains: float, wait: float, people: float, platform: float, verdict: str
) -> None:
    told = readiness({"domains": domains, "wait": wait, "people": people, "platform": platform})
    assert told.verdict == verdict


@given(ANSWERS)
def test_yes_is_said_only_where_nothing_speaks_against_it(answers: dict[str, float]) -> None:
    told = readiness(answers)
    assert (told.verdict == "yes") == (not told.against)


@given(ANSWERS, st.sampled_from(AXES), st.floats(0, 100))
def test_more_of_anything_never_speaks_against_a_mesh(answers, axis, more) -> None:  # type: ignore[no-untyped-def]
    higher = {**answers, axis.key: answers[axis.key] + more}
    before, after = (VERDICTS.index(readiness(each).verdict) for each in (answers, higher))
    assert after >= before
