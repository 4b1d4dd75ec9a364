"""How the contracts on disk evolved from their baseline, as the policies and the commands ask."""

from __future__ import annotations

from dbt_treaty.contracts.model import Contract
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.evidence.switched_columns import switched_columns
from dbt_treaty.evolution.evolution import Evolution
from dbt_treaty.evolution.evolve import evolve
from dbt_treaty.evolution.pairs import Pairs, pair
from dbt_treaty.evolution.rules import rule_levels


def contract_pairs(evidence: Evidence) -> Pairs | None:
    """The contracts of the baseline and those on disk; None where there is no project folder.

    Without a baseline nothing is older than what is there. What did not load on either side is not
    among them, and neither is what it is compared with: it is told as that.
    """
    workspace = evidence.workspace
    if workspace is None:
        return None
    baseline = workspace.baseline
    broken = {problem.place.path for problem in workspace.problems}
    before = [c for c in baseline.contracts if c.place.path not in broken] if baseline else []
    lost = {problem.place.path for problem in baseline.problems} if baseline else set()
    return pair(before, [c for c in workspace.contracts if c.place.path not in lost])


def evolutions(evidence: Evidence) -> tuple[Evolution, ...]:
    """Every contract from its baseline to where it is; none where there is no baseline."""
    pairs = contract_pairs(evidence)
    if pairs is None or evidence.workspace is None or evidence.workspace.baseline is None:
        return ()
    levels = rule_levels(evidence.project.configuration)
    return evolve(pairs, levels, evidence.today, switched_columns(evidence))


def resource_of(evidence: Evidence, contract: Contract) -> str:
    """The unique id of the model that a contract is for: by major, else by name; else empty."""
    named = {
        resource.id: resource
        for resource in evidence.project.resources.values()
        if resource.in_root and resource.kind == "model" and resource.name == contract.table
    }
    exact = [id_ for id_, each in named.items() if each.version == str(contract.major)]
    return next(iter((*exact, *sorted(named))), "")
