"""What of a whole check is kept for the next one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.contracts.model import Contract
from dbt_treaty.evidence.policy import Evidence, Policy
from dbt_treaty.judging.judge import Verdicts
from dbt_treaty.lineage.model import Relation
from dbt_treaty.project.budget import has_budget
from dbt_treaty.project.model import Project, Resource
from dbt_treaty.project.workspace import Workspace
from dbt_treaty.recheck.kept import Kept, KeptResource, packed
from dbt_treaty.recheck.nodes import frame_digest


def kept_of(
    evidence: Evidence,
    policies: Iterable[Policy],
    verdicts: Verdicts,
    notes: tuple[str, ...],
    *,
    circumstances: bytes,
    texts: Mapping[str, bytes],
) -> Kept | None:
    """What a whole check leaves behind; None where it can't be told how far a change would reach.

    Args:
        evidence: what was judged: the project in dbt's own manifest.
        policies: by which it was judged.
        verdicts: what they said.
        notes: the sentences of the report, but for what is said of the record of known findings.
        circumstances: see ``circumstances``.
        texts: see ``nodes.text_digests``.
    """
    project, graph = evidence.project, evidence.graph
    if verdicts.unjudged or not _is_plain(project, graph) or not _is_local(evidence, policies):
        return None
    if not texts.keys() >= project.resources.keys():
        return None
    try:
        return _kept(evidence, verdicts, notes, circumstances, texts)
    except (TypeError, ValueError, OverflowError):
        return None  # something in it can't be written down


def _kept(
    evidence: Evidence,
    verdicts: Verdicts,
    notes: tuple[str, ...],
    circumstances: bytes,
    texts: Mapping[str, bytes],
) -> Kept:
    project, graph = evidence.project, evidence.graph
    named = _named(graph.relations())
    return Kept(
        circumstances=circumstances,
        texts=dict(texts),
        frames={id_: frame_digest(project.resources[id_]) for id_ in graph.queries},
        needs=_needs(project, graph),
        places=_places(named),
        shared=_shared(project, named),
        open=tuple(id_ for id_ in project.resources if _unlisted(graph, id_)),
        findings=tuple(verdicts.found),
        coverage=graph.coverage,
        notes=notes,
        resources={
            id_: packed(_resource(graph, id_, named.get(id_, ()))) for id_ in project.resources
        },
    )


def _is_plain(project: Project, graph: ColumnGraph) -> bool:
    """Whether queries do all that values do, each was read once, and dbt compiled them all."""
    configuration = project.configuration
    measured = has_budget(configuration) or configuration.compute_regions
    beside = graph.beside or graph.out_of_turn or project.functions
    return not (beside or measured or any(map(_is_uncompiled, project.resources.values())))


def _is_uncompiled(resource: Resource) -> bool:
    ours = resource.kind in ("model", "snapshot") and not resource.is_external
    return ours and resource.language == "sql" and resource.compiled is None


def _is_local(evidence: Evidence, policies: Iterable[Policy]) -> bool:
    """Whether every finding rests on what it stands at, and on what that is made of."""
    settings = evidence.project.configuration.policies
    judged = (
        each for each in policies if not (each.name in settings and settings[each.name].is_off)
    )
    if any(each.rests_on == "anything" for each in judged):
        return False
    # What a change of a contract asks for may depend on queries anywhere downstream.
    return evidence.workspace is None or not _has_news(evidence.workspace)


def _has_news(workspace: Workspace) -> bool:
    baseline = workspace.baseline
    return baseline is not None and _sums(baseline.contracts) != _sums(workspace.contracts)


def _sums(contracts: Iterable[Contract]) -> set[tuple[str, str]]:
    return {(each.place.path, each.checksum) for each in contracts}


def _named(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    named: dict[str, list[Relation]] = {}
    for each in relations:
        named.setdefault(each.id, []).append(each)
    return named


def _needs(project: Project, graph: ColumnGraph) -> dict[str, tuple[str, ...]]:
    seen: dict[str, set[str]] = {id_: set(each.parents) for id_, each in project.resources.items()}
    for parent, readers in graph.readers.items():
        for reader in readers:
            seen.setdefault(reader, set()).add(parent)
    for id_, query in graph.queries.items():
        seen[id_].update(read.relation for read in query.reads if read.relation is not None)
    return {id_: tuple(sorted(each & project.resources.keys())) for id_, each in seen.items()}


def _places(named: Mapping[str, Collection[Relation]]) -> dict[str, tuple[str, ...]]:
    places: dict[str, dict[str, None]] = {}
    for id_, relations in named.items():
        for each in relations:
            places.setdefault(each.name.lower(), {})[id_] = None
    return {name: tuple(ids) for name, ids in places.items()}


def _shared(project: Project, named: Mapping[str, object]) -> tuple[str, ...]:
    """What has a relation and speaks for none: another one speaks for it; and those that speak."""
    tables: dict[tuple[str, str, str], list[str]] = {}
    for id_, each in project.resources.items():
        at = each.relation
        if at is not None:
            key = ((at.database or "").lower(), (at.schema or "").lower(), at.identifier.lower())
            tables.setdefault(key, []).append(id_)
    shared = (id_ for ids in tables.values() if len(ids) > 1 for id_ in ids)
    silent = (id_ for id_, each in project.resources.items() if each.relation and id_ not in named)
    return tuple(sorted({*shared, *silent}))


def _unlisted(graph: ColumnGraph, id_: str) -> tuple[str, ...]:
    listed = set(graph.columns.get(id_, ()))
    return tuple(name for name in graph.ways.get(id_, ()) if name not in listed)


def _resource(graph: ColumnGraph, id_: str, relations: Collection[Relation]) -> KeptResource:
    first = next(iter(relations), None)
    return KeptResource(
        names=tuple((each.database, each.schema, each.name) for each in relations),
        columns=dict(first.columns) if first and first.columns is not None else None,
        complete=first.complete if first else False,
        listed=graph.columns.get(id_, ()),
        unlisted=_unlisted(graph, id_),
        lineage=graph.queries.get(id_),
    )
