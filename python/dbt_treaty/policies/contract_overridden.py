"""``contract-overridden``: no ``config()`` takes back what a contract promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dbt_treaty.contracts.checksum import checksum
from dbt_treaty.contracts.model import Contract
from dbt_treaty.evidence.config_call import config_line
from dbt_treaty.evidence.generated import has_generated_properties, properties_path
from dbt_treaty.evidence.granted_readers import GRANTS, grant_contradiction, lacks_grants
from dbt_treaty.evidence.places import resource_place
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.model import Generated, Resource

NAME = "contract-overridden"
META = "meta"
# The word in config() that sets a promise, where it is not the promise's own name.
_SET_BY = {"enforced": "contract", "domain": META, "tier": META}


def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
    """One finding for each promised setting that the resolved model does not have."""
    for resource in evidence.project.resources.values():
        written = "dbt_treaty" in resource.meta or has_generated_properties(resource)
        if resource.contract is not None and resource.generated is not None:
            if not _is_whole(resource.contract, resource.generated):
                yield _rewritten(resource)
            yield from _compared(resource, resource.generated.config)
        elif written and resource.kind == "model":
            yield _finding(
                resource,
                META,
                f"The properties of {resource.name} were generated, but its `meta.dbt_treaty` is "
                "gone or is not what sync wrote: nobody can tell what its contract promises.",
            )


def _is_whole(contract: Contract, generated: Generated) -> bool:
    """Whether the contract in the meta still is the one whose checksum stands beside it."""
    return checksum(contract) == contract.checksum == generated.checksum


def _rewritten(resource: Resource) -> Finding:
    return _finding(
        resource,
        META,
        f"The contract in `meta.dbt_treaty` of {resource.name} is not what sync wrote: it does not "
        "fit its own checksum.",
    )


def _compared(resource: Resource, promised: Mapping[str, Any]) -> Iterator[Finding]:
    wanted, actual = _promised(resource, promised), _actual(resource)
    lost = [key for key in actual if key not in wanted]
    lost += [GRANTS] * lacks_grants(resource, promised)
    if lost:
        yield _finding(
            resource,
            META,
            f"`meta.dbt_treaty` of {resource.name} is not what sync wrote: it promises no "
            f"{' and no '.join(lost)}.",
        )
    for key, now in actual.items():
        if key in wanted and wanted[key] != now:
            yield _finding(resource, key, _contradiction(resource, key, wanted[key], now))
    readers = grant_contradiction(resource, promised)
    if readers is not None:
        yield _finding(resource, GRANTS, readers)


def _promised(resource: Resource, promised: Mapping[str, Any]) -> dict[str, Any]:
    """What sync wrote down, and the domain and tier that the contract's own name gives."""
    wanted: dict[str, Any] = dict(promised)
    try:
        wanted["columns"] = {
            str(name).casefold(): _spelled_column(data_type, constraints)
            for name, data_type, constraints in promised["columns"]
        }
    except (KeyError, TypeError, ValueError):
        wanted.pop("columns", None)
    if resource.language == "sql":
        # What was a Python model when it was synced may be an SQL model now.
        wanted = {key: True if key == "enforced" else value for key, value in wanted.items()}
    contract = resource.contract
    wanted["domain"] = (contract.domain if contract else None) or resource.domain
    wanted["tier"] = (contract.tier if contract else None) or resource.tier
    return wanted


def _actual(resource: Resource) -> dict[str, Any]:
    """The same of the resolved model. An ephemeral model has no relation, hence no alias."""
    relation = resource.relation
    return {
        "enforced": resource.contract_enforced,
        "access": resource.access,
        "group": resource.group,
        "materialized": resource.config.get("materialized"),
        "alias": relation.identifier if relation else resource.config.get("alias"),
        "domain": resource.domain,
        "tier": resource.tier,
        "columns": {
            column.name.casefold(): _spelled_column(column.data_type, column.constraints)
            for column in resource.columns.values()
        },
    }


def _spelled_column(data_type: str | None, constraints: Iterable[str]) -> str:
    return " ".join([(data_type or "untyped").casefold(), *sorted(constraints)])


def _contradiction(resource: Resource, key: str, wanted: Any, now: Any) -> str:
    if key != "columns":
        return (
            f"The contract of {resource.name} gives it `{key}: {_spelled(wanted)}`, and the model "
            f"resolves to `{key}: {_spelled(now)}`."
        )
    names = sorted(name for name in wanted | now if wanted.get(name) != now.get(name))
    first = names[0]
    return (
        f"The columns of {resource.name} are not declared as its contract has them: "
        f"{', '.join(names)} ({first} is {wanted.get(first, 'absent')} in the contract and "
        f"{now.get(first, 'absent')} here)."
    )


def _spelled(value: object) -> str:
    if value is None:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _finding(resource: Resource, key: str, message: str) -> Finding:
    word = _SET_BY.get(key, key)
    line = config_line(resource.raw, word)
    place = resource_place(resource, line)
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=resource.id,
        message=message,
        help=f"Take `{word}` out of `config()` at {place}." if line else _elsewhere(resource),
        path=place.path,
        line=place.line,
    )


def _elsewhere(resource: Resource) -> str:
    return (
        f"Look for what sets it: a macro that calls `config()` in {resource.path}, the generated "
        f"{properties_path(resource) or 'properties'}, or the folder the model lies in. Then run "
        "`dbt run-operation sync_contracts`."
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "a model whose resolved config is not what its contract had generated",
    rests_on="text",
)
