"""One report in every format, for the page on reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from docs_table import code, prose, table

from dbt_treaty.findings import Coverage, Finding, Report, Severity, Unresolved
from dbt_treaty.reporters.formats import FORMATS, Canvas

ACTION = Path(__file__).resolve().parent.parent / "action.yml"
FOLDER = "domains/customer"
REPORT = Report(
    (
        Finding(
            policy="tier-boundary",
            severity=Severity.WARN,
            resource="model.customer.segments",
            message="segments reads clicks of the domain web in its private tier derived.",
            help="Read a product of web.",
            path="models/derived/segments.sql",
            line=12,
            exception="granted by @web-team until 2027-01-31 (exceptions/clicks.yaml:1): clicks "
            "become a product in January",
        ),
        Finding(
            policy="pii-unmasked",
            severity=Severity.ERROR,
            resource="model.customer.customer_dim",
            message="customer_dim.email brings PII into the product tier, where other domains "
            "read it, and its contract promises no mask.",
            help="Give email a `mask:` in contracts/customer_dim.contract.yaml:7 and apply it in "
            "the model: `{{ dbt_treaty.mask('email', 'tokenize') }}`.",
            column="email",
            path="models/product/customer_dim.sql",
            line=7,
            trail=(
                "source.customer.raw.users.email",
                "model.customer.users_clean.email",
                "model.customer.customer_dim.email",
            ),
        ),
    ),
    Coverage(12, 11, 88, 80, (Unresolved("model.customer.scored", None, "a model in Python"),)),
    ("The policy retention is off (dbt_treaty.yml:9): nothing is judged by it.",),
)


def report(format_name: str, language: str) -> str:
    """The report in one format, as a fenced block."""
    return _fenced(FORMATS[format_name](REPORT, Canvas(folder=FOLDER)), language)


def sarif() -> str:
    """What is not help in the report as SARIF: the invocation, the results and one rule's head."""
    (run,) = json.loads(FORMATS["sarif"](REPORT, Canvas(folder=FOLDER)))["runs"]
    for result in run["results"]:
        del result["ruleIndex"]  # another one with every policy that is added
    used = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "pii-unmasked")
    told = {"fullDescription": {"text": "…"}, "help": {"text": "…", "markdown": "…"}}
    shown: dict[str, Any] = {
        "tool": {"driver": {"name": run["tool"]["driver"]["name"], "rules": [{**used, **told}]}},
        **{key: run[key] for key in ("automationDetails", "invocations", "results")},
    }
    return _fenced(json.dumps(shown, indent=2, ensure_ascii=False), "json")


def action_inputs() -> str:
    """What can be set of the action."""
    inputs = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    rows = (
        (code(name), code(each["default"]) if each["default"] else "", prose(each["description"]))
        for name, each in inputs.items()
    )
    return table(("input", "default", "meaning"), rows)


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"
