"""A trial tells what is not as a page says, and fails for nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dbt_treaty.authored.broken import broken_policy
from dbt_treaty.errors import Place, Problem
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.pages.trial import Failure, Trial, try_alone, try_page


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    for resource in evidence.project.resources.values():
        if resource.name.startswith("bad"):
            text = f"{resource.name} is bad."
            yield Finding("no-bad", Severity.WARN, resource.id, text, "", None, resource.path, 1)


POLICY = Policy("no-bad", Severity.WARN, judge, "bad names")
BAD = "models: {x.derived.bad: {sql: select 1 as a}}"
GOOD = "models: {x.derived.good: {sql: select 1 as a}}"
AT = "models/x/derived/bad.sql"
FOUND = f"{{resource: bad, at: {AT}:1, message: bad is bad., severity: warn}} is found, and"
UNREAD = "the example can't be read: ValueError:"


def page(fails: str, passes: str = GOOD) -> str:
    return f"## Fails\n\n```yaml\n{fails}\n```\n\n## Passes\n\n```yaml\n{passes}\n```\n"


@pytest.mark.parametrize(
    "expected",
    [
        f'{{resource: bad, at: "{AT}:1"}}',
        f"{{resource: bad, at: {AT}}}",
        "{resource: bad, severity: warn, message: bad is bad.}",
        "{resource: bad, column: null}",
    ],
)
def test_what_is_true(expected: str) -> None:
    assert try_page(POLICY, page(f"{BAD}\nexpect: [{expected}]")) == Trial(1, 1, ())


@pytest.mark.parametrize(
    ("fails", "passes", "failures"),
    [
        (
            f"{BAD}\nexpect: [{{resource: worse}}]",
            GOOD,
            (
                (4, "{resource: worse} is expected, and not found"),
                (
                    4,
                    f"{FOUND} not expected",
                ),
            ),
        ),
        (
            f'{BAD}\nexpect: [{{resource: bad, at: "{AT}:2"}}]',
            GOOD,
            (
                (4, f"{{resource: bad, at: {AT}:2}} is expected, and not found"),
                (
                    4,
                    f"{FOUND} not expected",
                ),
            ),
        ),
        (
            f"{GOOD}\nexpect: [{{resource: bad}}]",
            BAD,
            (
                (4, "{resource: bad} is expected, and not found"),
                (
                    11,
                    f"{FOUND} nothing should",
                ),
            ),
        ),
        (
            BAD,
            GOOD,
            (
                (
                    4,
                    f"{UNREAD} an example that fails lists under `expect` what the policy finds",
                ),
            ),
        ),
        (
            f"{BAD}\nexpect: [{{resorce: bad}}]",
            GOOD,
            (
                (
                    4,
                    f"{UNREAD} each of `expect` has some of resource, column, at, message, "
                    "severity, not {'resorce': 'bad'}",
                ),
            ),
        ),
        (
            "models: {x.bad: {sql: \"select 1 from {{ ref('y') }}\"}}\nexpect: [{resource: bad}]",
            GOOD,
            ((4, f"{UNREAD} the page has no y"),),
        ),
    ],
)
def test_what_is_not_true(fails: str, passes: str, failures: tuple[tuple[int, str], ...]) -> None:
    found = try_page(POLICY, page(fails, passes)).failures

    assert found == tuple(Failure(line, what) for line, what in failures)


def test_a_page_without_examples_proves_nothing() -> None:
    assert try_page(POLICY, "# no-bad\n") == Trial(
        0, 0, (Failure(0, "has no example under Fails"), Failure(0, "has no example under Passes"))
    )


def test_one_that_ships_must_pass_all_that_ship() -> None:
    (ships,) = (each for each in POLICIES if each.name == "retention")
    passes = 'models: {a: {sql: "select 1 as x"}}'

    (failure,) = (each for each in try_page(ships, page("{}", passes)).failures if each.line > 8)

    assert failure.what.startswith("{resource: a, at: models/a.sql, message: ")


def test_a_policy_that_can_not_judge_is_found_without_a_page() -> None:
    problem = Problem(Place("p/x.sql", 3), "DuckDB refuses it")

    assert try_alone(POLICY) == ()
    (failure,) = try_alone(broken_policy("x", [problem], "p/x.sql"))
    assert failure == Failure(
        0,
        "This policy can't judge: DuckDB refuses it.",
        Place("p/x.sql", 3),
        "What it should have judged is not judged.",
    )


@pytest.mark.parametrize("part", ["models", "seeds", "contracts", "exceptions", "baseline"])
@pytest.mark.parametrize("name", ["../../out", "/out", "a..b", "a\\\\b"])
def test_an_example_writes_nowhere_else(part: str, name: str) -> None:
    (failure,) = try_page(POLICY, page(f"{part}: {{'{name}': {{}}}}\nexpect: [{{}}]")).failures

    assert failure.line == 4
    assert failure.what.endswith(f" in {part} is no name: it leads to another folder")
