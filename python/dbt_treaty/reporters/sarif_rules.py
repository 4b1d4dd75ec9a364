"""The policies as SARIF's rules, with their pages as help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from dbt_treaty.evidence.policy import Policy
from dbt_treaty.findings import Finding, OwnRule, Severity
from dbt_treaty.judging.canon import POLICIES
from dbt_treaty.reporters.policy_page import page, sections

REPOSITORY = "https://github.com/dbt-treaty/dbt-treaty"
LEVELS = {Severity.ERROR: "error", Severity.WARN: "warning", Severity.OFF: "none"}
_PAGES = f"{REPOSITORY}/blob/main/python/dbt_treaty/policies/"
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def rules(findings: Iterable[Finding], own: Iterable[OwnRule] = ()) -> list[dict[str, Any]]:
    """Every policy of the canon, whether it found something or not, then a project's own by name.

    The canon first, so that a policy's index is the same in every report of one version.
    """
    brought = sorted(own, key=lambda rule: rule.name)
    known = {policy.name for policy in POLICIES} | {rule.name for rule in brought}
    others = sorted({finding.policy for finding in findings} - known)
    return [*map(_rule, POLICIES), *map(_own, brought), *map(_unknown, others)]


def _rule(policy: Policy) -> dict[str, Any]:
    uri = f"{_PAGES}{policy.name.replace('-', '_')}.md"
    text = page(policy.name)
    told = sections(text)
    return {
        "id": policy.name,
        "shortDescription": {"text": f"{policy.summary[:1].upper()}{policy.summary[1:]}."},
        "fullDescription": {"text": " ".join(told["Why"].split())},
        "helpUri": uri,
        "help": {
            "text": f"Why: {told['Why']}\n\nMend: {told['Mend']}",
            "markdown": _LINK.sub(lambda found: f"]({urljoin(uri, found[1])})", text),
        },
        "defaultConfiguration": {"level": LEVELS[policy.severity]},
        "properties": {
            "tags": ["data-contracts", "governance"],
            "problem.severity": LEVELS[policy.severity],
        },
    }


def _own(rule: OwnRule) -> dict[str, Any]:
    summary = f"{rule.summary[:1].upper()}{rule.summary[1:]}.".replace("..", ".")
    told = f"{summary} A rule that this project brings along: {rule.origin}."
    return {
        **_unknown(rule.name),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": told},
        "help": {"text": f"{told} Each finding says how to mend it."},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _unknown(name: str) -> dict[str, Any]:
    told = f"{name}: a rule that this project brings along."
    return {
        "id": name,
        "shortDescription": {"text": told},
        "fullDescription": {"text": told},
        "help": {"text": f"{told} Each finding says how to mend it."},
    }
