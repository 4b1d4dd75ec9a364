"""An impact as JSON, for programs: schema version 1."""

from __future__ import annotations

import json

from dbt_treaty.contracts.model import Owner
from dbt_treaty.reporters.json_report import plain_coverage
from dbt_treaty.trace.impact_model import (
    Impact,
    TouchedColumn,
    TouchedDomain,
    TouchedResource,
    TouchedRows,
)
from dbt_treaty.trace.json_trace import Plain, plain_node, plain_ref, plain_unresolved

SCHEMA_VERSION = 1


def render_json(impact: Impact) -> str:
    """The impact as one JSON object, indented, with a line break at its end."""
    resources = [each for domain in impact.domains for each in domain.resources]
    told = {
        "schema_version": SCHEMA_VERSION,
        "asked": plain_node(impact.asked),
        "domains": [_domain(domain) for domain in impact.domains],
        "unresolved": plain_unresolved(impact.unresolved),
        "unplaced": plain_unresolved(impact.unplaced),
        "coverage": plain_coverage(impact.coverage),
        "summary": {
            "domains": len(impact.domains),
            "products": sum(each.is_product for each in resources),
            "columns": sum(len(each.columns) for each in resources),
            "models_with_other_rows": sum(each.rows is not None for each in resources),
        },
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _domain(domain: TouchedDomain) -> Plain:
    return {
        "domain": domain.domain,
        "owners": [_owner(owner) for owner in domain.owners],
        "resources": [_resource(resource) for resource in domain.resources],
    }


def _owner(owner: Owner) -> Plain:
    return {
        "team": owner.team,
        "on_call": owner.on_call,
        "reviewers": list(owner.reviewers),
        "email": owner.email,
    }


def _resource(resource: TouchedResource) -> Plain:
    return {
        "resource": resource.id,
        "kind": resource.kind,
        "tier": resource.tier,
        "product": resource.is_product,
        "owner": _owner(resource.owner) if resource.owner else None,
        "consumers_intended": list(resource.consumers),
        "columns": [_column(column) for column in resource.columns],
        "rows": _rows(resource.rows) if resource.rows else None,
    }


def _column(touched: TouchedColumn) -> Plain:
    return {**plain_node(touched.node), "how": touched.how, "certain": touched.certain}


def _rows(rows: TouchedRows) -> Plain:
    return {
        "reads": [plain_ref(ref) for ref in rows.reads],
        "through": rows.through,
        "certain": rows.certain,
    }
