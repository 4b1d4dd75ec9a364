"""What models cost in dbt's last run, and of which of them nothing can be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.project.budget import POLICY, budgets, has_budget
from dbt_treaty.project.model import Project, Resource
from dbt_treaty.project.runs import NodeRun, Runs

_MEASURED = ("model.", "snapshot.")
# Other commands leave results of nodes too, and build nothing.
_BUILDING = frozenset(("build", "run", "snapshot", "retry", None))
_OTHER, _FAILED, _CHANGED = "other", "failed", "changed"
_WHY = {
    _OTHER: "no resource of this project as it was compiled",
    _FAILED: "not built: they failed or were skipped",
    _CHANGED: "changed since they ran",
}
_ROWS, _SLOTS, _BYTES, _SECONDS = "rows", "slot time", "bytes read", "seconds"
_NEEDS = {
    "seconds": (_SECONDS,),
    "seconds_per_million_rows": (_SECONDS, _ROWS),
    "slot_seconds_per_million_rows": (_SLOTS, _ROWS),
    "gigabytes": (_BYTES,),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """A resource and what its last run, of the very SQL that it has today, cost."""

    resource: Resource
    run: NodeRun


def costs(project: Project) -> Iterator[Cost]:
    """Every model and snapshot whose last run says what it costs today, by unique id."""
    for id_, run in sorted(_measured(project).items()):
        if _unfit(project, run) is None:
            yield Cost(project.resources[id_], run)


def cost_notes(evidence: Evidence) -> Iterator[str]:
    """What a budget was not held against, and why; nothing where no budget is set."""
    project = evidence.project
    if not has_budget(project.configuration):
        return
    runs = project.runs
    if runs is None:
        yield (
            f"What models cost was not judged ({POLICY} has a budget): there is no "
            "run_results.json at hand. `dbt-treaty check` reads it after `dbt build`."
        )
    elif runs.command not in _BUILDING:
        yield (
            f"What models cost was not judged ({POLICY} has a budget): run_results.json is of "
            f"`dbt {runs.command}`, which builds nothing. Check after `dbt build`."
        )
    else:
        yield from _gaps(project, runs)


def _gaps(project: Project, runs: Runs) -> Iterator[str]:
    listed = [run for id_, run in sorted(runs.nodes.items()) if id_.startswith(_MEASURED)]
    unfit = Counter(why for run in listed if (why := _unfit(project, run)))
    for why, told in _WHY.items():
        if unfit[why]:
            yield f"What {_of(unfit[why], len(listed))} cost was not judged: {told}."
    built = {run.id for run in listed}
    absent = [id_ for id_, each in project.resources.items() if _is_due(each) and id_ not in built]
    if absent:
        yield (
            f"What {_of(len(absent), len(absent) + len(built))} cost was not judged: the last run "
            "did not select them."
        )
    fit = [cost.run for cost in costs(project)]
    wanted = {need for budget in budgets(project.configuration) for need in _NEEDS[budget]}
    for need in (_SECONDS, _ROWS, _SLOTS, _BYTES):
        silent = sum(_amount(run, need) is None for run in fit) if need in wanted else 0
        if silent:
            yield (
                f"What {_of(silent, len(fit))} cost was not judged by every budget: "
                f"{project.adapter} does not report {need} of them."
            )


def _is_due(resource: Resource) -> bool:
    """Whether a run of the whole project would say what it costs."""
    ephemeral = resource.config.get("materialized") == "ephemeral"
    return resource.id.startswith(_MEASURED) and not ephemeral and not resource.is_external


def _measured(project: Project) -> dict[str, NodeRun]:
    runs = project.runs
    if runs is None or runs.command not in _BUILDING:
        return {}
    return {id_: run for id_, run in runs.nodes.items() if id_.startswith(_MEASURED)}


def _unfit(project: Project, run: NodeRun) -> str | None:
    resource = project.resources.get(run.id)
    if resource is None:
        return _OTHER
    if not run.succeeded:
        return _FAILED
    is_sql = resource.language == "sql"
    return _CHANGED if is_sql and not _same(run.compiled, resource.compiled) else None


def _same(ran: str | None, compiled: str | None) -> bool:
    """Whether it is the SQL of today; where either is not known, nobody can tell."""
    return ran is not None and compiled is not None and ran.split() == compiled.split()


def _amount(run: NodeRun, what: str) -> float | None:
    amounts = {_SECONDS: run.seconds, _ROWS: run.rows, _SLOTS: run.slot_seconds, _BYTES: run.bytes}
    return amounts[what]


def _of(number: int, all_: int) -> str:
    return f"{number} of {all_} models"
