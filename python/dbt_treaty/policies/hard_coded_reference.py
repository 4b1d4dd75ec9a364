"""``hard-coded-reference``: what a model reads, dbt knows of."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.naming import call_of, full_name
from dbt_treaty.evidence.outside_names import is_allowed, is_file
from dbt_treaty.evidence.past_dbt import NamedRead, reads_past_dbt
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.evidence.reads import ON_RUN
from dbt_treaty.findings import Finding, Severity

NAME = "hard-coded-reference"


def judge(evidence: Evidence, options: Options) -> Iterator[Finding]:
    """One finding for each name past dbt that a resource or a hook reads.

    A name that nothing in the project has counts as much: whose it is nobody can tell. Only what
    the warehouse says of itself, and what ``allowed`` lists, may be read by name.
    """
    for read in reads_past_dbt(evidence):
        if read.parent is not None or not is_allowed(read.name, options["allowed"]):
            yield _finding(read)


def _finding(read: NamedRead) -> Finding:
    place = read.place
    certain = read.sure
    return Finding(
        policy=NAME,
        severity=Severity.ERROR if certain else Severity.WARN,
        resource="" if read.reader.kind == ON_RUN else read.reader.id,
        message=f"{_who(read)} {'reads' if certain else 'seems to read'} {_what(read)}.",
        help=_mend(read),
        path=place.path,
        line=place.line,
    )


def _who(read: NamedRead) -> str:
    if read.kind == "query" or read.reader.kind == ON_RUN:
        return read.reader.name
    return f"The {read.kind} of {read.reader.name}"


def _what(read: NamedRead) -> str:
    if read.parent is not None:
        return (
            f"{full_name(read.parent)} by its name ({_shown(read)}): dbt does not know of it, so "
            "it may build the two in any order, and no rename or version reaches this query"
        )
    if is_file(read.name):
        return f"a file or another store ({_shown(read)}): nobody can tell whose it is"
    return f"{_shown(read)}, which no model, seed or source here is: nobody can tell whose it is"


def _shown(read: NamedRead) -> str:
    return f"`{read.text}`" if read.text else read.name


def _mend(read: NamedRead) -> str:
    if read.parent is not None:
        call = call_of(read.parent)
        if not read.sure:
            return f"If it does, write `{call}` there; the query can't be parsed, so it may not."
        return f"Write `{call}` in its place."
    if is_file(read.name):
        return (
            "Load the file as a seed, or declare it as a source (`external_location` with "
            f"dbt-duckdb, an external table elsewhere), and read that; or list it under `allowed` "
            f"of {NAME}."
        )
    return (
        "Declare it as a source with an owner and read it by `source()`; a table or function that "
        f"is nobody's data may be listed under `allowed` of {NAME}."
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "SQL that reads a table of the mesh, or a file, by name instead of `ref()` or `source()`",
    {"allowed": ()},
    rests_on="lineage",
)
