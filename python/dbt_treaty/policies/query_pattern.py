"""``query-pattern``: queries that cost more than they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dbt_treaty.errors import Place
from dbt_treaty.evidence.costs import Cost, costs
from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.places import read_place, resource_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.lineage.model import ColumnRef, QueryLineage, QueryPattern, TableRead
from dbt_treaty.project.budget import BUDGETS, NO_BUDGET
from dbt_treaty.project.model import Resource

NAME = "query-pattern"
_STAND_IN = "__dbt_treaty__"
_MILLION, _GIGA = 1_000_000, 1_000_000_000


def judge(evidence: Evidence, options: Options) -> Iterator[Finding]:
    """One finding for each cross join, each product that takes whatever columns there are, and each
    read of a ``partitioned`` table (``table: column``) that no filter on the column bounds; and one
    for each budget that a model's last run went over.
    """
    resources = evidence.project.resources
    partitions: dict[str, list[str]] = {}
    for id_, column in _partitions(resources.values(), options["partitioned"]):
        partitions.setdefault(id_, []).append(column)
    for id_, query in evidence.graph.queries.items():
        reader = resources.get(id_)
        if reader is None:
            continue
        for pattern in query.patterns:
            yield from _of_pattern(reader, pattern, options)
        if partitions:
            yield from _unbounded(evidence, reader, query, partitions)
    yield from _unknown(evidence, options["partitioned"])
    if any(options[budget] for budget in BUDGETS):
        for cost in costs(evidence.project):
            yield from _over_budget(cost, options)


def _of_pattern(reader: Resource, pattern: QueryPattern, options: Options) -> Iterator[Finding]:
    shown = "what it reads" if pattern.name.startswith(_STAND_IN) else pattern.name
    place = read_place(reader, TableRead(pattern.name, None, pattern.line))
    if pattern.kind == "cross join" and options["cross_joins"]:
        what = f"joins every row of {shown} to every row beside it: nothing says which belong"
        mend = "Join ON the columns that they share."
        yield _finding(reader, place, what, mend)
    elif pattern.kind == "open star" and options["open_stars"] and reader.is_public:
        what = f"publishes whatever columns {shown} has, by `*`: one more there is one more here"
        mend = "List the columns that the contract promises in the last SELECT."
        yield _finding(reader, place, what, mend)


def _partitions(resources: Iterable[Resource], entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each column by which a partitioned relation is to be bounded, with its unique id."""
    wanted = dict.fromkeys(_pair(entry) for entry in entries)
    for resource in resources if wanted else ():
        for table, column in wanted:
            if table in (resource.name.casefold(), full_name(resource).casefold(), resource.id):
                yield resource.id, column


def _pair(entry: str) -> tuple[str, str]:
    table, colon, column = (part.strip().casefold() for part in entry.partition(":"))
    if not (table and colon and column):
        raise ValueError(f"{entry!r} is not of the form TABLE: COLUMN, as in 'events: event_date'")
    return table, column


def _unbounded(
    evidence: Evidence,
    reader: Resource,
    query: QueryLineage,
    partitions: Mapping[str, Sequence[str]],
) -> Iterator[Finding]:
    read = {each.relation: each for each in reversed(query.reads) if each.relation in partitions}
    if not read:
        return
    # Only who reads such a table is parsed once more, so the parser is imported here.
    from dbt_treaty.lineage.filters import filtered_names  # noqa: PLC0415

    bounds = filtered_names(reader.compiled or "", evidence.project.adapter)
    scanned = {ColumnRef(each.relation, each.column.casefold()) for each in query.row_scans}
    for id_, at in sorted(read.items(), key=lambda pair: str(pair[0])):
        table = full_name(evidence.project.resources[str(id_)])
        for column in partitions[str(id_)]:
            if ColumnRef(str(id_), column) not in scanned or column not in bounds:
                what = (
                    f"reads all of {table}: no filter bounds {column}, by which it is partitioned"
                )
                mend = f"Filter by {column}, as in `where {column} >= …`, also in a first full run."
                yield _finding(reader, read_place(reader, at), what, mend)


def _unknown(evidence: Evidence, entries: Iterable[str]) -> Iterator[Finding]:
    """A name that is no relation here would bound nothing, and nobody would know."""
    configuration = evidence.project.configuration
    setting = configuration.policies.get(NAME)
    for entry in entries:
        if not any(_partitions(evidence.project.resources.values(), [entry])):
            yield Finding(
                policy=NAME,
                severity=Severity.WARN,
                resource="",
                message=f"`partitioned` has {entry!r}, and no relation here is called that.",
                help="Name it as in domain.tier.table, or take it out.",
                path=configuration.path,
                line=setting.line if setting else 0,
            )


def _over_budget(cost: Cost, options: Options) -> Iterator[Finding]:
    """Fewer rows than a million count as a million: a small table can't be dear by the row."""
    run, place = cost.run, resource_place(cost.resource)
    millions = None if run.rows is None else max(run.rows / _MILLION, 1.0)
    read = None if run.bytes is None else run.bytes / _GIGA
    measures = (
        ("seconds", run.seconds, 1.0, "s"),
        ("seconds_per_million_rows", run.seconds, millions, "s for each million rows"),
        (
            "slot_seconds_per_million_rows",
            run.slot_seconds,
            millions,
            "s of its slots for each million rows",
        ),
        ("gigabytes", read, 1.0, "GB read"),
    )
    for budget, amount, parts, unit in measures:
        limit = options[budget]
        if limit > 0 and amount is not None and parts is not None and amount / parts > limit:
            what = (
                f"took {_number(amount / parts)} {unit} in its last run, and the budget is {limit}"
            )
            mend = (
                "Read fewer rows and columns, or build it incrementally; or raise "
                f"`{budget}` of {NAME} in dbt_treaty.yml."
            )
            yield _finding(cost.resource, place, what, mend)


def _number(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 100 else f"{amount:,.1f}"


def _finding(reader: Resource, place: Place, what: str, mend: str) -> Finding:
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=reader.id,
        message=f"{reader.name} {what}.",
        help=mend,
        path=place.path,
        line=place.line,
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "cross joins, `select *` into a product, reads that no partition bounds, runs over budget",
    {
        "cross_joins": True,
        "open_stars": True,
        "partitioned": (),
        **dict.fromkeys(BUDGETS, NO_BUDGET),
    },
    rests_on="lineage",
)
