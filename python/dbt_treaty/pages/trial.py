"""A policy tried with the examples of its page: is true what it says fails, and what passes?"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbt_treaty.errors import Place, TreatyError
from dbt_treaty.evidence.policy import Policy
from dbt_treaty.findings import Finding
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.judging.judge import judge
from dbt_treaty.pages.examples import FAILS, PASSES, Example, read_examples
from dbt_treaty.pages.page_project import page_project

_KEYS = ("resource", "column", "at", "message", "severity")
_VERSION = re.compile(r"\.v\d+$")


@dataclass(frozen=True, slots=True)
class Failure:
    """What is not as the page says; ``line`` is the page's (0: the page as a whole).

    ``place`` is where it stands if that is not the page, ``help`` what to do.
    """

    line: int
    what: str
    place: Place | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """How many examples a page has of each kind, and what is not as it says."""

    fails: int
    passes: int
    failures: tuple[Failure, ...]


def try_page(policy: Policy, page: str) -> Trial:
    """Runs every example of a policy's page.

    An example that fails lists in ``expect`` all that the policy finds there. In one that passes, a
    policy of one's own finds nothing; where one that ships passes, every policy that ships does.
    """
    examples = read_examples(page)
    kinds = [example.kind for example in examples]
    failures = [
        Failure(0, f"has no example under {kind}") for kind in (FAILS, PASSES) if kind not in kinds
    ]
    for example in examples:
        failures += (Failure(example.line, what) for what in failures_of(policy, example))
    return Trial(kinds.count("Fails"), kinds.count("Passes"), tuple(failures))


def try_alone(policy: Policy) -> tuple[Failure, ...]:
    """What a policy without a page says of an empty project: whether it can judge at all."""
    return tuple(
        Failure(0, each.message, Place(each.path, each.line), each.help)
        for each in _judged(policy, {})
        if each.unjudged
    )


def failures_of(policy: Policy, example: Example) -> tuple[str, ...]:
    """What is not as one example says."""
    try:
        page = example.project()
        found = _judged(policy, page)
        if example.kind == PASSES:
            return tuple(
                f"{_shown(_told(each, _KEYS))} is found, and nothing should" for each in found
            )
        return tuple(_compared(found, _expected(page)))
    except TreatyError as error:
        return tuple(" ".join(str(problem).split()) for problem in error.problems)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        told = " ".join(str(error).split())
        return (f"the example can't be read: {type(error).__name__}: {told}",)


def _judged(policy: Policy, page: Mapping[str, Any]) -> Sequence[Finding]:
    ships = any(each is policy for each in POLICIES)
    listed = POLICIES if ships else (*POLICIES, policy)
    with tempfile.TemporaryDirectory(prefix="dbt-treaty-") as folder:
        found = judge(page_project(page, Path(folder)), listed)
    passes = ships and "expect" not in page
    return [each for each in found if passes or each.policy == policy.name]


def _expected(page: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    expected = page.get("expect")
    if not isinstance(expected, list) or not expected:
        raise ValueError("an example that fails lists under `expect` what the policy finds")
    for each in expected:
        if not isinstance(each, Mapping) or not each or set(each) - set(_KEYS):
            raise ValueError(f"each of `expect` has some of {', '.join(_KEYS)}, not {each!r}")
    return expected


def _compared(found: Sequence[Finding], expected: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    left = list(found)
    for each in expected:
        fitting = [one for one in left if _fits(one, each)]
        if fitting:
            left.remove(fitting[0])
        else:
            yield f"{_shown(each)} is expected, and not found"
    for one in left:
        yield f"{_shown(_told(one, _KEYS))} is found, and not expected"


def _fits(finding: Finding, expected: Mapping[str, Any]) -> bool:
    """Whether a finding is what is expected; a column that is not expected must not be there."""
    place = expected.get("at", "")
    told = _told(finding, (*expected, "column"), with_line=bool(re.search(r":\d+$", place)))
    return told == {key: value for key, value in expected.items() if value not in (None, "")}


def _told(finding: Finding, keys: Iterable[str], *, with_line: bool = True) -> dict[str, Any]:
    """A finding in the words of a page."""
    at = f"{finding.path}:{finding.line}" if with_line and finding.line else finding.path
    told = {
        "resource": _VERSION.sub("", finding.resource).split(".")[-1],
        "column": finding.column,
        "at": at,
        "message": finding.message,
        "severity": finding.severity.value,
    }
    return {key: told[key] for key in _KEYS if key in keys and told[key] not in (None, "")}


def _shown(told: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in told.items()) + "}"
