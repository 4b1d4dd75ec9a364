"""What ``unknown-lineage`` says of the SQL that runs beside the models' queries."""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from dbt_treaty.conftest import Found, Project
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.policies.unknown_lineage import judge

CLEAN = "models/orders/derived/orders_clean.sql"


def page(hook: str = "", end: str = "", options: str = "{}", reads: str = "orders_clean") -> str:
    config = f"{{{{ config(post_hook={hook!r}) }}}}" if hook else ""
    return f"""
    configuration: {{policies: {{unknown-lineage: {options}}}}}
    sources: {{orders.raw.events: {{columns: {{order_id: [], email: []}}}}}}
    models:
      orders.derived.other: {{sql: select 1 as order_id}}
      orders.derived.orders_clean:
        sql: |
          {config}
          select order_id, 1 as total from {{{{ source('orders_raw', 'events') }}}}
      orders.product.order_facts:
        sql: select order_id from {{{{ ref('{reads}') }}}}
        contract: {{schema: [{{name: order_id, type: integer}}]}}
    hooks: {{on-run-end: [{end!r}]}}
    """


def told(findings: list[Finding]) -> list[tuple[Severity, str, str, int]]:
    return [(each.severity, each.resource, each.path, each.line) for each in findings]


def test_what_a_hook_writes_far_from_any_product_is_a_warning(found: Found) -> None:
    hook = "update {{ this }} set order_id = total"

    near = found("unknown-lineage", page(hook))
    far = found("unknown-lineage", page(hook, reads="other"))

    assert told(near) == [(Severity.ERROR, "model.mesh.orders_clean", CLEAN, 1)]
    assert told(far) == [(Severity.WARN, "model.mesh.orders_clean", CLEAN, 1)]
    assert near[0].message == (
        "The post_hook of orders.derived.orders_clean writes into orders.derived.orders_clean past "
        "its query, so nobody can tell where those columns come from: `update {{ this }} set "
        "order_id = total`."
    )


def test_a_column_that_a_hook_writes_and_no_product_reads(found: Found) -> None:
    findings = found("unknown-lineage", page("update {{ this }} set total = order_id"))

    assert told(findings) == [(Severity.ERROR, "model.mesh.orders_clean", CLEAN, 1)]


def test_an_on_run_hook_binds_every_run(found: Found) -> None:
    end = "insert into {{ ref('orders_clean') }} (order_id) select email from orders_raw.events"

    (finding,) = found("unknown-lineage", page(end=end))

    assert told([finding]) == [(Severity.ERROR, "", "dbt_project.yml", 0)]
    assert finding.message.startswith(
        "The on-run-end hook writes into orders.derived.orders_clean past its query"
    )


def test_an_on_run_hook_that_writes_elsewhere_is_a_warning(found: Found) -> None:
    (finding,) = found(
        "unknown-lineage", page(end="insert into audit.runs select 1 from orders_raw.events")
    )

    assert told([finding]) == [(Severity.WARN, "", "dbt_project.yml", 0)]


def test_a_macro_nobody_has_read(found: Found) -> None:
    macro = "{{ our.grants('x') }}"
    trusted = "{trusted_macros: [our.grants]}"

    assert told(found("unknown-lineage", page(end=macro))) == [
        (Severity.ERROR, "", "dbt_project.yml", 0)
    ]
    assert found("unknown-lineage", page(end=macro, options=trusted)) == []
    assert found("unknown-lineage", page(end="{% do our.grants('x') %}", options=trusted)) == []


def test_trust_ends_where_something_else_is_called(found: Found) -> None:
    trusted = "{trusted_macros: [our.grants]}"
    for end in (
        "{{ our.grants(leak()) }}",
        "{{ our.grants() }}{{ leak() }}",
        "{{ my.our.grants() }}",
    ):
        (finding,) = found("unknown-lineage", page(end=end, options=trusted))

        assert finding.severity is Severity.ERROR


def test_a_package_was_chosen_with_its_hooks(project: Project) -> None:
    evidence = project(page(end="{{ upload() }}"))
    hooks = tuple(replace(each, package="tool", in_root=False) for each in evidence.project.hooks)
    named = dataclasses.replace(evidence.project, hooks=hooks)

    (finding,) = judge(dataclasses.replace(evidence, project=named), {"trusted_macros": ()})

    assert told([finding]) == [(Severity.WARN, "", "dbt_packages/tool/dbt_project.yml", 0)]
    assert finding.message == (
        "The on-run-end hook of the package tool runs SQL that no lineage reads: `{{ upload() }}`."
    )


def test_what_is_said_once_of_many_models_is_told_once(found: Found) -> None:
    text = """
    models:
      orders.derived.a: {sql: "{{ config(post_hook='call leak()') }} select 1 as x"}
      orders.derived.b: {sql: "{{ config(post_hook='call leak()') }} select 1 as x"}
      orders.product.c:
        sql: select x from {{ ref('b') }}
        contract: {schema: [{name: x, type: integer}]}
    """

    (finding,) = found("unknown-lineage", text)

    assert (finding.severity, finding.resource) == (Severity.ERROR, "")
    assert finding.message == (
        "The post_hook of orders.derived.a and 1 more runs SQL that no lineage reads: "
        "`call leak()`."
    )
