"""``unknown-lineage``: what nobody can trace, nobody may publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dbt_treaty.column_graph.beside import REASON as BESIDE
from dbt_treaty.column_graph.functions import REASON as FUNCTION
from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.errors import Place
from dbt_treaty.evidence.config_call import config_line
from dbt_treaty.evidence.judged_columns import trail_names
from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.places import column_place, resource_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.evidence.unknown_origin import Origin, unknown_origins
from dbt_treaty.evidence.unread_hooks import UnreadHook, unread_hooks
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.project.declared_lineage import LINEAGE_KEY
from dbt_treaty.project.model import Resource
from dbt_treaty.project.resource import OVERRIDE_KEY

NAME = "unknown-lineage"
_MAKES_COLUMNS = ("model", "snapshot")
_UNREAD = "its SQL was not read"
_MOST_SHOWN = 5
_LONGEST = 80
_DO_IT_THERE = (
    "Read the table in the model's own query and give the function what it needs as arguments."
)
Origins = Mapping[ColumnRef, Origin]
Lost = tuple[ColumnRef, Origin]


def judge(evidence: Evidence, options: Options) -> Iterator[Finding]:
    """Findings on what is public, each for one thing to mend; and one on each model, of any tier,
    whose file is another one than dbt compiled.

    A model that can't be read at all is one finding, and so are all the columns that come through
    one upstream model that can't. Any other column that can't be traced is one finding, and so is a
    statement that runs beside a query (a hook, an SQL header) and may move values: an error where
    they may reach a product, else a warning.
    """
    for hook in unread_hooks(evidence, options["trusted_macros"]):
        yield _hook(hook)
    old = evidence.project.outdated
    yield from (_outdated(evidence.project.resources[id_]) for id_ in old)
    origins = unknown_origins(evidence.graph, evidence.classification)
    for resource in evidence.project.resources.values():
        yield from _declared_in_vain(resource)
        if resource.kind == "source" or not resource.is_public:
            continue
        if resource.kind not in _MAKES_COLUMNS or resource.id in old:
            continue
        query = evidence.graph.queries.get(resource.id)
        if query is None or query.reason is not None:
            reason = query.reason if query and query.reason else _UNREAD
            yield _whole_model(resource, reason, unread=True)
            continue
        star = evidence.graph.output(ColumnRef(resource.id, OTHERS))
        if star is not None:
            yield _whole_model(resource, star.reason or _UNREAD, unread=False)
        yield from _columns(evidence, resource, origins)


def _declared_in_vain(resource: Resource) -> Iterator[Finding]:
    if resource.lineage is not None and (resource.kind != "model" or resource.language == "sql"):
        what = "its SQL" if resource.kind == "model" else "dbt"
        yield replace(
            _finding(
                resource,
                resource_place(resource),
                f"{resource.name} declares its lineage, and nothing reads that: {what} says where "
                "its columns come from.",
                f"Take `{LINEAGE_KEY}` out of its `{OVERRIDE_KEY}`: it is for models that are "
                "written in another language than SQL.",
            ),
            severity=Severity.WARN,
        )


def _outdated(resource: Resource) -> Finding:
    return _finding(
        resource,
        resource_place(resource),
        f"The file of {resource.name} has changed since dbt compiled it: nobody can tell what it "
        "reads and makes now.",
        "Run `dbt compile`, then check again.",
    )


def _hook(hook: UnreadHook) -> Finding:
    text = hook.text if len(hook.text) <= _LONGEST else f"{hook.text[:_LONGEST]}…"
    where, place, id_ = _stands(hook)
    does = (
        f"writes into {full_name(hook.target)} past its query, so nobody can tell where those "
        "columns come from"
        if hook.target
        else "runs SQL that no lineage reads"
    )
    return Finding(
        policy=NAME,
        severity=Severity.ERROR if hook.serious else Severity.WARN,
        resource=id_,
        message=f"{where} {does}: `{text}`.",
        help="Do it in the query of the model that it is for, or take it out. Statements that "
        "grant, comment, index or tidy up may stay, and so may a macro that somebody has read: "
        f"name it in `policies: {{{NAME}: {{trusted_macros: […]}}}}`.",
        path=place.path,
        line=place.line,
    )


def _stands(hook: UnreadHook) -> tuple[str, Place, str]:
    """What a statement stands at, its place, and the resource it binds (empty: every run)."""
    if hook.hook is not None:
        of = "" if hook.hook.in_root else f" of the package {hook.hook.package}"
        folder = "" if hook.hook.in_root else f"dbt_packages/{hook.hook.package}/"
        return f"The {hook.kind} hook{of}", Place(f"{folder}{hook.hook.path}"), ""
    first = hook.owners[0]
    place = resource_place(first, config_line(first.raw, hook.kind))
    if len(hook.owners) == 1:
        return f"The {hook.kind} of {full_name(first)}", place, first.id
    others = len(hook.owners) - 1
    return f"The {hook.kind} of {full_name(first)} and {others} more", resource_place(first), ""


def _columns(evidence: Evidence, resource: Resource, origins: Origins) -> Iterator[Finding]:
    star = origins.get(ColumnRef(resource.id, OTHERS))
    through: dict[str, list[Lost]] = {}
    for name in evidence.graph.columns.get(resource.id, ()):
        ref = ColumnRef(resource.id, name)
        origin = origins.get(ref)
        if origin is None or (star and origin.ref == ref and origin.reason == star.reason):
            continue  # what is in the model's own unknown star is told once
        if origin.reason.startswith(BESIDE):
            continue  # the statement that wrote it is told
        if origin.whole_model:
            through.setdefault(origin.ref.relation, []).append((ref, origin))
        else:
            yield _one_column(evidence, resource, ref, origin)
    for _, columns in sorted(through.items()):
        yield _through_model(evidence, resource, columns)


def _whole_model(resource: Resource, reason: str, unread: bool) -> Finding:
    return _finding(
        resource,
        resource_place(resource),
        f"{resource.name} is in the {resource.tier} tier, and nobody can tell where its columns "
        f"come from: {_sentence(reason)}",
        _mend(resource, unread),
    )


def _one_column(evidence: Evidence, resource: Resource, ref: ColumnRef, origin: Origin) -> Finding:
    culprit = evidence.project.resources[origin.ref.relation]
    here = culprit.id == resource.id
    where = "" if here else f" at {full_name(culprit)}, column {origin.ref.column}"
    return replace(
        _finding(
            resource,
            column_place(resource, ref.column, evidence.graph.output(ref)),
            f"Where {resource.name}.{ref.column} comes from can't be determined{where}: "
            f"{_sentence(origin.reason)}",
            _DO_IT_THERE if origin.reason.startswith(FUNCTION) else _mend(culprit, unread=False),
        ),
        column=ref.column,
        trail=trail_names(origin.trail),
    )


def _through_model(evidence: Evidence, resource: Resource, columns: list[Lost]) -> Finding:
    origin = columns[0][1]
    culprit = evidence.project.resources[origin.ref.relation]
    names = [ref.column for ref, _ in columns]
    more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
    return replace(
        _finding(
            resource,
            resource_place(resource),
            f"Where columns of {resource.name} come from can't be determined "
            f"({', '.join(names[:_MOST_SHOWN])}{more}): they come through {full_name(culprit)}, "
            f"and nobody can tell what it does: {_sentence(origin.reason)}",
            _mend(culprit, unread=True),
        ),
        column=names[0] if len(names) == 1 else None,
        trail=trail_names(origin.trail),
    )


def _sentence(reason: str) -> str:
    return f"{reason.rstrip('. ')}."


def _mend(culprit: Resource, unread: bool) -> str:
    if culprit.language != "sql":
        return (
            f"Lineage reads SQL, not {culprit.language}: declare the column under "
            f"`meta.{OVERRIDE_KEY}.{LINEAGE_KEY}` of {culprit.name}, or write it in SQL, or keep "
            "it out of what is published."
        )
    place = resource_place(culprit)
    if culprit.compiled is None:
        return f"Run `dbt compile` and see what it says of {place}."
    if unread:
        return f"Write what can't be read in {place} in plainer SQL."
    return (
        f"Write the columns in {place} out by name, with the table each comes from, "
        "and declare the columns of the sources and seeds it reads."
    )


def _finding(resource: Resource, place: Place, message: str, mend: str) -> Finding:
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        message=message,
        help=mend,
        path=place.path,
        line=place.line,
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a product column whose origin can't be determined",
    {"trusted_macros": ()},
    rests_on="lineage",
)
