"""``missing-contract``: what is public is promised."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.generated import has_generated_properties
from dbt_treaty.evidence.places import resource_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.model import Resource

NAME = "missing-contract"


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each product-tier model that the manifest shows no contract for.

    A model whose properties sync generated has one: where its facts are lost, that is
    ``contract-overridden``'s to say.
    """
    for resource in evidence.project.resources.values():
        product = resource.kind == "model" and resource.tier == "product"
        if product and resource.contract is None and not has_generated_properties(resource):
            yield _finding(evidence, resource)


def _finding(evidence: Evidence, resource: Resource) -> Finding:
    name = ".".join(part for part in (resource.domain, resource.tier, resource.name) if part)
    place = resource_place(resource)
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        message=f"The model {resource.name} is in the product tier, where other domains read it, "
        "and no contract says what it promises them.",
        help=_mend(evidence, name),
        path=place.path,
        line=place.line,
    )


def _mend(evidence: Evidence, name: str) -> str:
    on_disk = evidence.workspace.contracts if evidence.workspace else ()
    for contract in on_disk:
        if contract.name.lower() == name.lower():
            return (
                f"{contract.place.path} promises it but is not synced: "
                "run `dbt run-operation sync_contracts`."
            )
    folder = evidence.project.configuration.contracts.rstrip("/")
    return (
        f"Write {folder}/{name}.contract.yaml and run `dbt run-operation sync_contracts`, "
        "or move the model to the derived tier."
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a product-tier model with no contract",
    rests_on="facts",
)
