"""A ``*.sql`` file as a policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from dbt_treaty.authored.name import kebab
from dbt_treaty.authored.sql.header import Header, read_header
from dbt_treaty.authored.sql.session import MOST_ROWS
from dbt_treaty.authored.sql.shared_session import session_of
from dbt_treaty.authored.sql.template import Query, render
from dbt_treaty.authored.sql.verdict import Reading, findings
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding
from dbt_treaty.project.policy_file import PolicyFile


def sql_policy(file: PolicyFile) -> Policy:
    """The policy that a file holds: each row that its query returns is a finding.

    Raises:
        TreatyError: its header or its template calls can't be read.
    """
    header, query = _read(file)
    name = kebab(PurePosixPath(file.path).stem)

    def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
        try:
            answer = session_of(evidence).answer(query, evidence, file.path)
        except TreatyError as error:
            raise TreatyError([_placed(each, file.path) for each in error.problems]) from None
        reading = Reading(name, file.path, header, evidence)
        problems: set[Problem] = set()
        for each in findings(reading, answer.columns, answer.rows):
            if isinstance(each, Problem):
                problems.add(each)
            else:
                yield each
        if answer.has_more:
            what = f"the query returns more than {MOST_ROWS:,} rows; the others are not shown"
            problems.add(Problem(Place(file.path), what, "does it join on the right columns?"))
        if problems:
            raise TreatyError(sorted(problems))

    summary = header.summary or f"what the query in {file.path} returns"
    return Policy(
        name,
        header.severity,
        judge,
        summary,
        exceptable_days=header.exceptable_days,
        origin=file.path,
        page=file.page,
    )


def _read(file: PolicyFile) -> tuple[Header, Query]:
    """Header and query; what is wrong with both is told at once."""
    problems: list[Problem] = []
    header, query = Header(), Query("", ())
    try:
        header = read_header(file.text, file.path)
    except TreatyError as error:
        problems += error.problems
    try:
        query = render(file.text, file.path)
    except TreatyError as error:
        problems += error.problems
    if problems:
        raise TreatyError(problems)
    return header, query


def _placed(problem: Problem, path: str) -> Problem:
    """A problem of no place is the policy's: it can't be run."""
    return problem if problem.place.path else replace(problem, place=Place(path))
