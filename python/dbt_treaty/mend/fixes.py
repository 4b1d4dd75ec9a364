"""Which findings can be written away, in which file, and why the rest can't."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from dbt_treaty.evidence.generated import has_generated_properties, properties_path
from dbt_treaty.evidence.judged_columns import JudgedColumn, tagged_columns
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Finding, Report
from dbt_treaty.mend.column_tags import ContractTags, PropertyTags
from dbt_treaty.mend.edit import Edit
from dbt_treaty.mend.pin import Pin
from dbt_treaty.policies import undeclared_tag, unpinned_subscription
from dbt_treaty.project.model import Resource
from dbt_treaty.subscriptions.readings import Reading, read_products
from dbt_treaty.subscriptions.wording import suggested_pin

_SECTIONS: Mapping[str, str] = {"model": "models", "seed": "seeds", "snapshot": "snapshots"}
_REASONS: Mapping[str, str] = {
    "incomplete-contract": "only its owner knows what is missing",
    "missing-contract": "what a product promises is its owner's to say: `dbt run-operation "
    "infer_contract` drafts it",
    "stale-properties": "sync writes generated files: `dbt run-operation sync_contracts`",
    "contract-overridden": "either the model or its contract is wrong",
    "unknown-owner": "whose it is, nobody but you can say",
    "contract-mismatch": "either the model or its contract is wrong",
    "tier-boundary": "another model must be read, and that changes what comes out",
    "pii-unmasked": "which mask, or whether the column goes at all, is a decision",
    "unsupported-mask": "which mask is meant is a decision",
    "mask-not-applied": "the model's SQL must change",
    "unknown-lineage": "the model's SQL must change",
    "pin-unsatisfied": "whether to move to another version is a decision",
    "sunset-version": "a reader must move to another version",
    "semver-bump": "the version says what the owner means",
    "cross-region": "where data may be read is a decision",
    "retention": "for how long rows are kept is a decision",
    "duplicate-dimension": "which of the two stays is a decision",
    "hard-coded-reference": "the model's SQL must change",
    "query-pattern": "the model's SQL must change",
    "expired-exception": "whether it is granted again is its reviewer's to say",
    "missing-deprecation": "the day on which a version ends is its owner's to say",
}
_ELSE = "it needs a decision"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change to one file of the project; ``after`` is what the user has to do then."""

    path: str
    edit: Edit
    after: str = ""


@dataclass(frozen=True, slots=True)
class Unfixed:
    """What stays: where it is, which policy says so, and why it can't be written away."""

    place: str
    policy: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fixes:
    """All that can be written, and all that can't."""

    fixes: tuple[Fix, ...]
    unfixed: tuple[Unfixed, ...]


def find_fixes(evidence: Evidence, report: Report) -> Fixes:
    """Sorts what a report has: tags that are inherited and pins that are missing can be written."""
    found: list[Fix | Unfixed] = [*_tags(evidence, report), *_pins(evidence, report)]
    found += [_left(finding) for finding in report.findings if not _is_handled(finding)]
    fixes = dict.fromkeys(each for each in found if isinstance(each, Fix))
    unfixed = dict.fromkeys(each for each in found if isinstance(each, Unfixed))
    return Fixes(tuple(fixes), tuple(unfixed))


def _is_handled(finding: Finding) -> bool:
    inherited = finding.policy == undeclared_tag.NAME and bool(finding.trail)
    return inherited or finding.policy == unpinned_subscription.NAME


def _left(finding: Finding) -> Unfixed:
    reason = _REASONS.get(finding.policy, _ELSE)
    if finding.policy == undeclared_tag.NAME:
        reason = "which column is meant, nobody but you can say"
    return Unfixed(_place(finding), finding.policy, reason)


def _place(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}" if finding.line else finding.path


def _tags(evidence: Evidence, report: Report) -> Iterator[Fix | Unfixed]:
    """One fix for each column: the tags that came along any trail are declared in one place."""
    findings = [f for f in report.findings if f.policy == undeclared_tag.NAME and f.trail]
    columns = dict.fromkeys((f.resource, f.column or "") for f in findings)
    places = {(f.resource, f.column or ""): _place(f) for f in findings}
    for resource_id, name in columns:
        resource = evidence.project.resources[resource_id]
        for column in tagged_columns(evidence, resource):
            if column.ref.column == name:
                yield _tag_fix(column, places[resource_id, name])


def _tag_fix(column: JudgedColumn, place: str) -> Fix | Unfixed:
    resource, declared = column.resource, {tag.casefold() for tag in column.declared}
    tags = tuple(tag for tag in column.inherited if tag.casefold() not in declared)
    reason = _hindrance(resource)
    if reason:
        return Unfixed(place, undeclared_tag.NAME, reason)
    contract = resource.contract
    if contract is not None:
        after = (
            f"{contract.place.path}: a tag that is added is a change: raise the version, then run "
            "`dbt run-operation sync_contracts`"
        )
        return Fix(contract.place.path, ContractTags(column.ref.column, tags), after)
    path = properties_path(resource) or _new_path(resource)
    edit = PropertyTags(_SECTIONS[resource.kind], resource.name, column.ref.column, tags)
    return Fix(path, edit)


def _hindrance(resource: Resource) -> str:
    if not resource.in_root:
        return f"it stands in the package {resource.package}, which is not yours"
    contract = resource.contract
    if contract is not None and contract.view_of is not None:
        return f"it is a view of {contract.view_of.product}: declare it on that product's column"
    if contract is not None and contract.format != "native":
        return f"its contract is written in another format ({contract.format}): declare it there"
    if contract is None and has_generated_properties(resource):
        return "its properties are generated, and no contract of it is known: sync first"
    return "" if resource.kind in _SECTIONS else f"a {resource.kind} has no columns to declare"


def _new_path(resource: Resource) -> str:
    folder = PurePosixPath(resource.path).parent
    return (folder / f"_{folder.name}.yml").as_posix()


def _pins(evidence: Evidence, report: Report) -> Iterator[Fix | Unfixed]:
    findings = [f for f in report.findings if f.policy == unpinned_subscription.NAME]
    if not findings:
        return
    places = {(f.resource, f.line): _place(f) for f in findings}
    told: set[tuple[str, str]] = set()
    for reading in read_products(evidence):
        key = (reading.reader.id, reading.product.name.casefold())
        if reading.is_foreign and reading.subscription is None and key not in told:
            told.add(key)
            spot = (reading.read.resource_id, reading.read.place.line)
            yield _pin_fix(evidence, reading, places.get(spot, reading.read.place.path))


def _pin_fix(evidence: Evidence, reading: Reading, place: str) -> Fix | Unfixed:
    configuration, version = evidence.project.configuration, reading.product.version
    domain = reading.reader.domain
    if not configuration.path:
        reason = "there is no dbt_treaty.yml: `dbt-treaty init --here` makes it"
    elif version is None:
        reason = "which version is read is not known: pin the one that you rely on"
    elif domain is None:
        reason = "whose domain reads it is not known"
    else:
        whose = None if domain == configuration.domain else domain
        pin = Pin(reading.product.name, suggested_pin(version), whose)
        return Fix(configuration.path, pin)
    return Unfixed(place, unpinned_subscription.NAME, reason)
