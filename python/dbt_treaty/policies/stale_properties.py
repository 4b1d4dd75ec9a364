"""``stale-properties``: what dbt enforces is what the contract says today."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.contracts.load import current
from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Place
from dbt_treaty.evidence.generated import has_generated_properties, properties_path
from dbt_treaty.evidence.known_contracts import major_of
from dbt_treaty.evidence.places import resource_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.global_rules.choose import misfits, row_rules_of
from dbt_treaty.project.model import Resource
from dbt_treaty.project.promises import META_KEY
from dbt_treaty.project.workspace import Workspace

NAME = "stale-properties"
_SYNC = "Run `dbt run-operation sync_contracts` and commit what it writes."
_COMPILE = "Run `dbt compile` to write a new manifest."


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """Compares the contracts on disk with what sync generated; nothing where no disk is at hand."""
    workspace = evidence.workspace
    if workspace is None:
        return
    models = [r for r in evidence.project.resources.values() if r.in_root and r.kind == "model"]
    yield from _unreadable(workspace)
    yield from _out_of_date(workspace, models)
    yield from _left_behind(workspace, models)
    yield from _edited(workspace, models)
    yield from _other_rules(workspace, models)
    yield from _orphaned(workspace, models)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _unreadable(workspace: Workspace) -> Iterator[Finding]:
    for problem in workspace.problems:
        yield _finding(
            problem.place,
            f"This contract does not load: {problem.what}",
            f"{_sentence(problem.help or 'mend what the message names')} Then run "
            "`dbt run-operation sync_contracts`.",
        )


def _out_of_date(workspace: Workspace, models: list[Resource]) -> Iterator[Finding]:
    homes = {major_of(r.contract): r for r in models if r.contract}
    written = {sum_ for file in workspace.generated.values() for sum_ in file.contract_checksums}
    for contract in current(workspace.contracts):
        home = homes.get(major_of(contract))
        model = home or _model_named(models, contract)
        if home and home.generated and home.generated.checksum == contract.checksum:
            continue
        if model and model.contract is None and has_generated_properties(model):
            continue  # it is synced, and what sync wrote is lost: contract-overridden says so
        named = f"The contract {contract.name} {contract.version}"
        if contract.checksum in written:
            said = f"{named} is synced, but the manifest judged here is older than that."
        elif home is None:
            said = f"{named} is not synced: no model of this project is held to it."
        else:
            said = (
                f"{named} has changed since its model's properties were generated: "
                "dbt still enforces what it said before."
            )
        mend = _COMPILE if contract.checksum in written else _SYNC
        yield _finding(contract.place, said, mend, model)


def _model_named(models: list[Resource], contract: Contract) -> Resource | None:
    wanted = (contract.domain, contract.tier, contract.table)
    return next((r for r in models if (r.domain, r.tier, r.name) == wanted), None)


def _left_behind(workspace: Workspace, models: list[Resource]) -> Iterator[Finding]:
    promised = {major_of(contract) for contract in workspace.contracts}
    broken = {problem.place.path for problem in workspace.problems}
    for resource in models:
        contract = resource.contract
        if contract is None or contract.place.path in broken:
            continue  # a file that does not load is reported once, as that
        if major_of(contract) not in promised:
            yield _finding(
                resource_place(resource),
                f"The properties of {resource.name} were generated from the contract "
                f"{contract.name} {contract.version}, and {contract.place.path} no longer has it.",
                "Bring the contract back, or run `dbt run-operation sync_contracts` to take the "
                "promise away.",
                resource,
            )


def _edited(workspace: Workspace, models: list[Resource]) -> Iterator[Finding]:
    for path, file in workspace.generated.items():
        if not file.intact:
            yield _finding(
                Place(path),
                "This generated file was edited by hand: its body no longer fits the checksum in "
                "its header.",
                "Put the change into the contract instead, and run "
                "`dbt run-operation sync_contracts` to write the file anew.",
                next((r for r in models if path in (properties_path(r), r.path)), None),
            )


def _other_rules(workspace: Workspace, models: list[Resource]) -> Iterator[Finding]:
    """The platform's rules, where they are not those that sync put beside the contracts."""
    for problem in workspace.rule_problems:
        said = f"The platform's rules do not load: {problem.what}"
        yield _finding(problem.place, said, _sentence(problem.help or "mend the file"))
    if workspace.rule_problems:
        return
    for problem in misfits(current(workspace.contracts), workspace.global_rules):
        yield _finding(problem.place, _sentence(problem.what), _sentence(problem.help))
    for resource in models:
        contract = resource.contract
        if contract is None or resource.generated is None:
            continue
        wanted = row_rules_of(contract, workspace.global_rules)
        written = resource.meta.get(META_KEY, {}).get("global_rules") or []
        if wanted != written:
            names = sorted({str(rule["name"]) for rule in (*wanted, *written)})
            yield _finding(
                resource_place(resource),
                f"The platform's rules for {resource.name} have changed since its properties were "
                f"generated ({', '.join(names)}): dbt still tests what they said before.",
                _SYNC,
                resource,
            )


def _orphaned(workspace: Workspace, models: list[Resource]) -> Iterator[Finding]:
    known = {contract.checksum for contract in workspace.contracts}
    known |= {r.generated.checksum for r in models if r.generated}
    for path, file in workspace.generated.items():
        if file.intact and known.isdisjoint(file.contract_checksums):
            yield _finding(
                Place(path),
                "No contract has what this file was generated from, and no model is held to it.",
                _SYNC,
            )


def _finding(place: Place, message: str, mend: str, resource: Resource | None = None) -> Finding:
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id if resource else "",
        message=message,
        help=mend,
        path=place.path,
        line=place.line,
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "generated properties that no longer fit their contract, or were edited by hand",
    exceptable_days=0,  # one command mends it,
    rests_on="facts",
)
