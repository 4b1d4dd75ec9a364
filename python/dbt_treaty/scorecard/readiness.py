"""Whether an organisation needs a data mesh at all, by four questions.

The limits are rules of thumb and no measurement: a mesh moves work from one central team to every
domain, so it pays only where there are several domains, where the centre has become what everybody
waits for, where enough people build data to staff the domains, and where somebody can build the
platform that keeps each of them from doing it all by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST = 3  # points of an axis
_ENOUGH = 2  # points from which an axis speaks for a mesh


@dataclass(frozen=True, slots=True)
class Axis:
    """A question whose answer is a number.

    ``steps`` are the answers from which there are 1, 2 and 3 points; ``low`` says what fewer than
    two mean, and what to do instead.
    """

    key: str
    name: str
    question: str
    steps: tuple[float, float, float]
    low: str


AXES = (
    Axis(
        "domains",
        "domains",
        "How many business domains produce data that others depend on?",
        (2, 4, 8),
        "Few domains share little: schemas, one team and code review are enough.",
    ),
    Axis(
        "wait",
        "the centre's queue",
        "How many weeks does a change wait for the central data team?",
        (1, 3, 8),
        "Nobody waits long for the centre: to split it would cost more than it frees.",
    ),
    Axis(
        "people",
        "people",
        "How many people build data, in all domains together?",
        (8, 20, 60),
        "Too few people to staff domains: each would have nobody on call.",
    ),
    Axis(
        "platform",
        "platform",
        "How many people can work on a platform and its policies, for good?",
        (1, 2, 5),
        "Nobody would own the platform: each domain would build its own, worse.",
    ),
)


@dataclass(frozen=True, slots=True)
class Score:
    """An axis, the answer to it, and its points out of three."""

    axis: Axis
    answer: float
    points: int

    @property
    def speaks_for(self) -> bool:
        """Whether this axis speaks for a mesh."""
        return self.points >= _ENOUGH


@dataclass(frozen=True, slots=True)
class Readiness:
    """The scores by axis, and what follows: ``no``, ``not yet``, ``one domain`` or ``yes``."""

    scores: tuple[Score, ...]
    verdict: str
    advice: str

    @property
    def against(self) -> tuple[Score, ...]:
        """The axes that do not speak for a mesh."""
        return tuple(each for each in self.scores if not each.speaks_for)


def readiness(answers: dict[str, float]) -> Readiness:
    """What the answers say; ``answers`` has a number of at least 0 for the key of every axis.

    The worst axis decides and no other makes up for it: a mesh without need, and one without
    people, fail in the same way.
    """
    scores = tuple(
        Score(axis, answers[axis.key], sum(answers[axis.key] >= step for step in axis.steps))
        for axis in AXES
    )
    need, means = scores[:2], scores[2:]
    if any(not each.points for each in need) or not any(each.speaks_for for each in need):
        return Readiness(scores, "no", _NO)
    if any(not each.points for each in means) or not any(each.speaks_for for each in means):
        return Readiness(scores, "not yet", _NOT_YET)
    if all(each.speaks_for for each in scores):
        return Readiness(scores, "yes", _YES)
    return Readiness(scores, "one domain", _ONE)


_NO = (
    "You do not need a mesh: it would cost more than it brings. Contracts on the tables that "
    "others read are worth having anyway, in one project with one owner. Ask again later."
)
_NOT_YET = (
    "There is a need, and not the means. Find the people first. Until then put contracts on what "
    "is read most, and let the gate keep them."
)
_ONE = (
    "Begin with one domain that has a product others wait for, make it the lighthouse, and see "
    "whether a second one comes by itself before you plan for all."
)
_YES = (
    "A mesh fits. Begin with one lighthouse domain all the same, and measure: `dbt-treaty audit` "
    "and `dbt-treaty kpi`."
)
