"""A contract as an ODCS 3.1 document, without what was kept of another."""

from __future__ import annotations

import re
from typing import Any

from dbt_treaty.contracts.duration import parse_duration
from dbt_treaty.contracts.model import Contract, Sla
from dbt_treaty.contracts.native import NO_VERSION
from dbt_treaty.contracts.odcs.owner import REVIEWER
from dbt_treaty.contracts.odcs.words import API_VERSION, OURS
from dbt_treaty.contracts.odcs.write_columns import property_of
from dbt_treaty.contracts.odcs.write_quality import rules_of
from dbt_treaty.contracts.plain import to_plain
from dbt_treaty.contracts.view_contract import native_view

_LEVEL = re.compile(r"(0|[1-9][0-9]{0,5})([a-z]+)")
_TODO = "TODO"
# What the native format has and the standard lacks, key for key.
_ONLY_OURS = (
    *("region", "semantics", "quarantine", "deprecation", "consumers_intended", "delivery"),
)


def write_odcs(contract: Contract) -> dict[str, Any]:
    """The document: the standard's own words where it has them, `dbtTreaty` for the rest.

    Reading it gives the same contract. A draft's document lacks what the draft lacks.
    """
    document: dict[str, Any] = {
        "apiVersion": API_VERSION,
        "kind": "DataContract",
        "id": contract.name,
        "name": contract.name,
        **_version(contract),
        "status": "draft" if contract.missing or contract.todos else "active",
        "domain": contract.domain,
        "schema": [_object(contract)],
        "team": _team(contract),
        "roles": [{"role": role, "access": "read"} for role in contract.access.roles],
        "slaProperties": _levels(contract),
    }
    ours = _ours(contract)
    if ours:
        document["customProperties"] = [{"property": OURS, "value": ours}]
    return {key: value for key, value in document.items() if value not in (None, [], {})}


def _version(contract: Contract) -> dict[str, str]:
    if "version" in contract.missing:
        return {}
    todo = contract.version == NO_VERSION and "version" in contract.todos
    return {"version": _TODO if todo else contract.version}


def _object(contract: Contract) -> dict[str, Any]:
    said: dict[str, Any] = {"name": contract.table, "logicalType": "object"}
    if contract.description:
        said["description"] = contract.description
    if contract.tags:
        said["tags"] = list(contract.tags)
    if contract.columns:
        said["properties"] = [property_of(column, contract) for column in contract.columns]
    rules = rules_of(contract, None)
    return {**said, "quality": rules} if rules else said


def _team(contract: Contract) -> dict[str, Any]:
    members = [{"username": name, "role": REVIEWER} for name in contract.owner.reviewers]
    named = {"name": contract.owner.team} if contract.owner.team else {}
    return {**named, "members": members} if members else named


def _levels(contract: Contract) -> list[dict[str, Any]]:
    levels: list[dict[str, Any]] = []
    found = _freshness(contract)
    if found:
        level: dict[str, Any] = {"property": "latency", "value": int(found[1]), "unit": found[2]}
        if contract.sla.freshness_column:
            level["element"] = f"{contract.table}.{contract.sla.freshness_column}"
        levels.append(level)
    if contract.retention_days is not None:
        days = {"property": "retention", "value": contract.retention_days, "unit": "d"}
        levels.append(days)
    return levels


def _freshness(contract: Contract) -> re.Match[str] | None:
    """The freshness as number and unit, where these two spell it as it is written."""
    found = _LEVEL.fullmatch(contract.sla.freshness or "")
    try:
        parse_duration(contract.sla.freshness or "")
    except ValueError:
        return None
    return found


def _ours(contract: Contract) -> dict[str, Any]:
    plain = to_plain(contract)
    ours: dict[str, Any] = {"tier": contract.tier, "owner": _owner(contract), "sla": _sla(contract)}
    if contract.row_rules:
        rules = [
            {key: value for key, value in rule.items() if key != "line"}
            for rule in plain["row_rules"]
        ]
        ours["quality"] = {"row_rules": rules}
    if contract.access.purposes:
        ours["access"] = {"purposes": list(contract.access.purposes)}
    ours.update({key: plain[key] for key in _ONLY_OURS if key in plain})
    if contract.views:
        ours["views"] = [native_view(view) for view in contract.views]
    told = {key: value for key, value in ours.items() if value not in (None, {})}
    if contract.deprecation is not None:
        todos = {
            key: _TODO
            for key in ("sunset_date", "announced")
            if f"deprecation.{key}" in contract.todos
        }
        told["deprecation"] = {**plain["deprecation"], **todos}
    if "quarantine.max_rejected" in contract.todos:
        told["quarantine"] = {**plain.get("quarantine", {}), "max_rejected": _TODO}
    return told


def _owner(contract: Contract) -> dict[str, Any] | None:
    owner = contract.owner
    ours = {"on_call": owner.on_call, "email": owner.email}
    told = {key: value for key, value in ours.items() if value is not None}
    has_owner = "owner" not in contract.missing
    return told or ({"team": None} if has_owner and not (owner.team or owner.reviewers) else None)


def _sla(contract: Contract) -> dict[str, Any]:
    sla = contract.sla
    ours: dict[str, Any] = {}
    if sla.freshness and not _freshness(contract):
        ours["freshness"] = _pair(within=sla.freshness, column=sla.freshness_column)
    if sla.completeness:
        ours["completeness"] = _pair(min=sla.completeness, reference=sla.completeness_reference)
    if sla.accuracy:
        ours["accuracy"] = _pair(min=sla.accuracy, window=sla.accuracy_window)
    if sla.late_arrival_window:
        ours["late_arrival_window"] = _pair(
            within=sla.late_arrival_window,
            column=sla.late_arrival_column,
            loaded=sla.late_arrival_loaded,
        )
    if sla.severity != "warn":
        ours["severity"] = sla.severity
    _add_todos(contract, ours)
    return ours


def _add_todos(contract: Contract, ours: dict[str, Any]) -> None:
    """Levels that are still to be written stay so: the model holds no text for them."""
    sla = contract.sla
    rest: dict[str, dict[str, str | None]] = {
        "freshness": {"column": sla.freshness_column},
        "completeness": {"reference": sla.completeness_reference},
        "accuracy": {"window": sla.accuracy_window},
        "late_arrival_window": {
            "column": sla.late_arrival_column,
            "loaded": sla.late_arrival_loaded,
        },
    }
    for todo in contract.todos:
        steps = todo.split(".")
        if todo == "sla.accuracy.window":
            said = ours.get("accuracy")
            ours["accuracy"] = {**(said if isinstance(said, dict) else {"min": said})}
            ours["accuracy"]["window"] = _TODO
        elif steps[0] != "sla" or len(steps) < 2 or not _is_open(sla, steps[1]):
            continue
        elif len(steps) == 2:
            ours[steps[1]] = _TODO
        else:
            named = {key: value for key, value in rest[steps[1]].items() if value}
            ours[steps[1]] = {steps[2]: _TODO, **named}


def _is_open(sla: Sla, level: str) -> bool:
    return hasattr(sla, level) and getattr(sla, level) is None


def _pair(**said: str | None) -> dict[str, str] | str:
    told = {key: value for key, value in said.items() if value}
    first = next(iter(told.values()))
    return told if len(told) > 1 else first
