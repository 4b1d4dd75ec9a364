"""Every single change to every part of a contract, with the rule that classifies it, both ways."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dbt_treaty.contracts.model import (
    Access,
    Check,
    Contract,
    ContractColumn,
    Deprecation,
    Owner,
    Quarantine,
    RowRule,
    Sla,
    ViewColumn,
    ViewOf,
)
from dbt_treaty.errors import Place
from dbt_treaty.evolution import column_parts, contract_parts
from dbt_treaty.evolution.change import Change
from dbt_treaty.evolution.compare import COLUMNS, compare
from dbt_treaty.evolution.conftest import (
    AMOUNT,
    CHECK,
    FULL,
    ID,
    RULE,
    SHOWN,
    STATUS,
    VIEW,
    changed,
    with_column,
)
from dbt_treaty.evolution.level import Level
from dbt_treaty.evolution.rules import RULES

LEVELS = {rule.name: rule.level for rule in RULES}
NEW = ContractColumn("discount", "double", line=9)


def seen(**changes: Any) -> Contract:
    """The full contract, made from another view of its product."""
    return changed(view_of=ViewOf("orders.product.sales", replace(VIEW, **changes)))


# What changes, as the path of its field; the contract after it; the rules that speak of the change
# from FULL to that, and of the way back.
CASES: list[tuple[str, Contract, str, str]] = [
    # Columns
    ("columns", changed(columns=(*FULL.columns, NEW)), "column-added-optional", "column-dropped"),
    (
        "columns",
        changed(columns=(*FULL.columns, replace(NEW, required=True))),
        "column-added-required",
        "column-dropped",
    ),
    (
        "columns",
        changed(columns=(*FULL.columns, replace(NEW, primary_key=True))),
        "column-added-required",
        "column-dropped",
    ),
    ("columns", changed(columns=(ID, STATUS, AMOUNT)), "columns-reordered", "columns-reordered"),
    ("columns.name", with_column(AMOUNT, name="gross_amount"), "column-renamed", "column-renamed"),
    ("columns.name", with_column(AMOUNT, name="Amount"), "column-renamed", "column-renamed"),
    ("columns.type", with_column(AMOUNT, type="decimal(14,2)"), "type-widened", "type-narrowed"),
    ("columns.type", with_column(AMOUNT, type="double"), "type-changed", "type-changed"),
    ("columns.required", with_column(AMOUNT, required=True), "required-added", "required-dropped"),
    ("columns.unique", with_column(AMOUNT, unique=False), "unique-dropped", "unique-added"),
    (
        "columns.primary_key",
        with_column(STATUS, primary_key=True),
        "primary-key-changed",
        "primary-key-changed",
    ),
    (
        "columns.references",
        with_column(AMOUNT, references=None),
        "reference-changed",
        "reference-added",
    ),
    (
        "columns.references",
        with_column(AMOUNT, references="refund_facts.amount"),
        "reference-changed",
        "reference-changed",
    ),
    (
        "columns.description",
        with_column(AMOUNT, description="Gross."),
        "wording-changed",
        "wording-changed",
    ),
    ("columns.default", with_column(AMOUNT, default=None), "default-changed", "default-added"),
    ("columns.default", with_column(AMOUNT, default=2), "default-changed", "default-changed"),
    ("columns.tags", with_column(AMOUNT, tags=("money",)), "tag-removed", "tag-added"),
    (
        "columns.tags",
        with_column(AMOUNT, tags=("finance", "money")),
        "wording-changed",
        "wording-changed",
    ),
    ("columns.mask", with_column(AMOUNT, mask=None), "mask-changed", "mask-added"),
    ("columns.mask", with_column(AMOUNT, mask="redact"), "mask-changed", "mask-changed"),
    (
        "columns.accepted_values",
        with_column(STATUS, accepted_values=()),
        "values-unlisted",
        "values-listed",
    ),
    (
        "columns.accepted_values",
        with_column(STATUS, accepted_values=("placed", "paid", "void")),
        "value-added-switched",
        "value-removed",
    ),
    (
        "columns.accepted_values",
        with_column(STATUS, accepted_values=("paid", "placed")),
        "wording-changed",
        "wording-changed",
    ),
    ("columns.min", with_column(AMOUNT, min=None), "range-loosened", "range-tightened"),
    ("columns.min", with_column(AMOUNT, min=5), "range-tightened", "range-loosened"),
    ("columns.min", with_column(AMOUNT, min="0.00"), "wording-changed", "wording-changed"),
    ("columns.max", with_column(AMOUNT, max=None), "range-loosened", "range-tightened"),
    ("columns.max", with_column(AMOUNT, max=99), "range-tightened", "range-loosened"),
    ("columns.pattern", with_column(STATUS, pattern=None), "pattern-changed", "pattern-added"),
    ("columns.pattern", with_column(STATUS, pattern="^pa"), "pattern-changed", "pattern-changed"),
    # Service levels
    ("sla.freshness", changed(sla__freshness="5m"), "sla-tightened", "sla-loosened"),
    ("sla.freshness", changed(sla__freshness="900s"), "wording-changed", "wording-changed"),
    (
        "sla.freshness_column",
        changed(sla__freshness_column="loaded_at"),
        "sla-measure-changed",
        "sla-measure-changed",
    ),
    (
        "sla.freshness_column",
        changed(sla__freshness_column=None),
        "sla-measure-changed",
        "sla-measure-added",
    ),
    ("sla.completeness", changed(sla__completeness="99.95%"), "sla-tightened", "sla-loosened"),
    (
        "sla.completeness_reference",
        changed(sla__completeness_reference="orders.raw.cdc"),
        "sla-measure-changed",
        "sla-measure-changed",
    ),
    ("sla.accuracy", changed(sla__accuracy=None), "sla-loosened", "sla-tightened"),
    (
        "sla.late_arrival_window",
        changed(sla__late_arrival_window="12h"),
        "sla-tightened",
        "sla-loosened",
    ),
    (
        "sla.accuracy_window",
        changed(sla__accuracy_window="7d"),
        "sla-measure-added",
        "sla-measure-changed",
    ),
    (
        "sla.late_arrival_column",
        changed(sla__late_arrival_column="order_ts"),
        "sla-measure-added",
        "sla-measure-changed",
    ),
    (
        "sla.late_arrival_loaded",
        changed(sla__late_arrival_loaded="loaded_at"),
        "sla-measure-added",
        "sla-measure-changed",
    ),
    ("sla.severity", changed(sla__severity="error"), "sla-tightened", "sla-loosened"),
    # Row rules and checks
    ("row_rules", changed(row_rules=()), "check-dropped", "check-added"),
    (
        "row_rules.sql",
        changed(row_rules=(replace(RULE, sql="amount > 0"),)),
        "check-changed",
        "check-changed",
    ),
    (
        "row_rules.sql",
        changed(row_rules=(replace(RULE, sql="amount  >= 0"),)),
        "wording-changed",
        "wording-changed",
    ),
    (
        "row_rules.name",
        changed(row_rules=(replace(RULE, name="positive"),)),
        "wording-changed",
        "wording-changed",
    ),
    (
        "row_rules.severity",
        changed(row_rules=(replace(RULE, severity="warn"),)),
        "check-loosened",
        "check-tightened",
    ),
    (
        "row_rules.error_if",
        changed(row_rules=(replace(RULE, error_if="0.5%"),)),
        "check-loosened",
        "check-tightened",
    ),
    (
        "row_rules.description",
        changed(row_rules=(replace(RULE, description=""),)),
        "wording-changed",
        "wording-changed",
    ),
    ("checks", changed(checks=()), "check-dropped", "check-added"),
    *(
        (
            f"checks.{field}",
            changed(checks=(replace(CHECK, **{field: value}),)),
            "check-changed",
            "check-changed",
        )
        for field, value in (
            ("operator", "must_be_less_than"),
            ("bounds", (1,)),
            ("metric", "row_count"),
            ("query", "select 1"),
            ("column", "amount"),
            ("columns", ("status",)),
            ("values", ("n/a",)),
            ("pattern", "x"),
            ("unit", "percent"),
        )
    ),
    (
        "checks.name",
        changed(checks=(replace(CHECK, name="none"),)),
        "wording-changed",
        "wording-changed",
    ),
    (
        "checks.severity",
        changed(checks=(replace(CHECK, severity="warn"),)),
        "check-loosened",
        "check-tightened",
    ),
    (
        "checks.description",
        changed(checks=(replace(CHECK, description="Why."),)),
        "wording-changed",
        "wording-changed",
    ),
    # Meaning
    (
        "semantics",
        changed(semantics=(*FULL.semantics, ("status", "State."))),
        "semantics-added",
        "semantics-dropped",
    ),
    (
        "semantics",
        changed(semantics=(("amount", "Gross."), FULL.semantics[1])),
        "wording-changed",
        "wording-changed",
    ),
    ("semantics", changed(semantics=FULL.semantics[::-1]), "wording-changed", "wording-changed"),
    (
        "semantics",
        changed(semantics=(FULL.semantics[0], ("grain", "One row for each line."))),
        "grain-changed",
        "grain-changed",
    ),
    ("semantics", changed(semantics=FULL.semantics[:1]), "grain-changed", "grain-added"),
    (
        "semantics",
        changed(semantics=(FULL.semantics[0], ("grain", "One row  for each order."))),
        "wording-changed",
        "wording-changed",
    ),
    ("description", changed(description="All."), "wording-changed", "wording-changed"),
    # The product
    ("table", changed(table="Order_facts"), "product-renamed", "product-renamed"),
    ("domain", changed(domain="Orders"), "product-renamed", "product-renamed"),
    ("tier", changed(tier="curated"), "product-renamed", "product-renamed"),
    *(
        (f"owner.{field}", changed(**{f"owner__{field}": value}), "owner-changed", "owner-changed")
        for field, value in (
            ("team", "@other"),
            ("on_call", None),
            ("reviewers", ()),
            ("email", None),
        )
    ),
    ("tags", changed(tags=("finance",)), "tag-removed", "tag-added"),
    ("region", changed(region="US"), "region-changed", "region-changed"),
    ("region", changed(region=None), "region-changed", "region-changed"),
    (
        "retention_days",
        changed(retention_days=365),
        "retention-shortened",
        "retention-lengthened",
    ),
    (
        "retention_days",
        changed(retention_days=None),
        "retention-lengthened",
        "retention-shortened",
    ),
    (
        "quarantine.enabled",
        changed(quarantine__enabled=False),
        "quarantine-disabled",
        "quarantine-enabled",
    ),
    (
        "quarantine.target",
        changed(quarantine__target=None),
        "quarantine-changed",
        "quarantine-changed",
    ),
    (
        "quarantine.include_error_reason",
        changed(quarantine__include_error_reason=False),
        "quarantine-changed",
        "quarantine-changed",
    ),
    (
        "quarantine.max_rejected",
        changed(quarantine__max_rejected=7),
        "quarantine-changed",
        "quarantine-changed",
    ),
    (
        "quarantine.retention_days",
        changed(quarantine__retention_days=None),
        "quarantine-changed",
        "quarantine-changed",
    ),
    ("deprecation", changed(deprecation=None), "deprecation-changed", "deprecation-changed"),
    *(
        (
            f"deprecation.{field}",
            changed(**{f"deprecation__{field}": value}),
            "deprecation-changed",
            "deprecation-changed",
        )
        for field, value in (
            ("previous_version", "1.4.0"),
            ("sunset_date", "2026-06-30"),
            ("announced", None),
            ("migration_notes", ""),
        )
    ),
    ("access.roles", changed(access__roles=("analyst",)), "access-narrowed", "access-widened"),
    ("access.roles", changed(access__roles=()), "access-widened", "access-narrowed"),
    ("access.purposes", changed(access__purposes=("tax",)), "access-narrowed", "access-widened"),
    (
        "access.roles",
        changed(access__roles=("auditor", "analyst")),
        "wording-changed",
        "wording-changed",
    ),
    (
        "consumers_intended",
        changed(consumers_intended=()),
        "audience-changed",
        "audience-changed",
    ),
    ("delivery", changed(delivery=None), "delivery-changed", "delivery-added"),
    ("delivery", changed(delivery="by file"), "delivery-changed", "delivery-changed"),
    ("kept", changed(kept={"status": "draft"}), "kept-changed", "kept-changed"),
    # Views
    ("views", changed(views=()), "view-dropped", "view-added"),
    ("views", changed(views=(replace(VIEW, where=None),)), "view-changed", "view-changed"),
    ("view_of", seen(where=None), "view-rows-changed", "view-rows-changed"),
    ("view_of", seen(consumer="sales"), "audience-changed", "audience-changed"),
    ("view_of", seen(description="Else."), "wording-changed", "wording-changed"),
    (
        "view_of",
        seen(columns=(SHOWN[0], replace(SHOWN[1], name="net"))),
        "view-source-changed",
        "view-source-changed",
    ),
    (
        "view_of",
        changed(view_of=ViewOf("orders.product.order_lines", VIEW)),
        "view-source-changed",
        "view-source-changed",
    ),
    ("view_of", changed(view_of=None), "view-source-changed", "view-source-changed"),
]
# The rules that no single change to one part shows; their own tests do.
ELSEWHERE = {"value-added", "other-changed", "version-withdrawn", "product-withdrawn"}
# What has no meaning of its own, or is what the changes are held against.
MEANINGLESS = {
    *(f"columns.{name}" for name in column_parts.IDENTITY - {"name"}),
    "row_rules.line",
    *contract_parts.IDENTITY,
}


def rules(old: Contract, new: Contract) -> list[str]:
    return [change.rule for change in compare(old, new, LEVELS)]


@pytest.mark.parametrize(("part", "after", "there", "back"), CASES)
def test_a_single_change_and_its_opposite(
    part: str, after: Contract, there: str, back: str
) -> None:
    assert (rules(FULL, after), rules(after, FULL)) == ([there], [back])


def fields() -> Iterator[str]:
    """Every field of the model as a path; the parts of a part are told one by one."""
    parts = {
        "columns": ContractColumn,
        "sla": Sla,
        "row_rules": RowRule,
        "checks": Check,
        "quarantine": Quarantine,
        "deprecation": Deprecation,
        "access": Access,
        "owner": Owner,
    }
    for field in dataclasses.fields(Contract):
        inner = parts.get(field.name)
        yield from (
            (f"{field.name}.{each.name}" for each in dataclasses.fields(inner))
            if inner
            else (field.name,)
        )


def test_every_field_of_the_model_has_a_case() -> None:
    """A new field fails here until a rule speaks of it and a case above shows that."""
    assert set(fields()) - {part for part, *_ in CASES} == MEANINGLESS


def test_every_field_of_the_model_has_a_judge() -> None:
    columns = {field.name for field in dataclasses.fields(ContractColumn)}
    assert columns == {*column_parts.PARTS, *column_parts.IDENTITY}
    parts = {field.name for field in dataclasses.fields(Contract)}
    assert parts == {*contract_parts.PARTS, *contract_parts.IDENTITY, COLUMNS}


def test_every_rule_has_a_case() -> None:
    shown = {rule for _, _, there, back in CASES for rule in (there, back)}
    assert {rule.name for rule in RULES} - shown == ELSEWHERE


@pytest.mark.parametrize(
    ("switches", "rule"),
    [(True, "value-added-switched"), (False, "value-added"), (None, "value-added-switched")],
)
def test_a_value_weighs_more_where_somebody_switches_on_it_or_may(
    switches: bool | None, rule: str
) -> None:
    asked = []

    def switched(product: str, column: str) -> bool | None:
        asked.append((product, column))
        return switches

    after = with_column(STATUS, accepted_values=("placed", "paid", "void"))
    assert [change.rule for change in compare(FULL, after, LEVELS, switched)] == [rule]
    assert asked == [("orders.product.order_facts", "status")]


def test_a_part_that_no_rule_speaks_of_is_dangerous(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(contract_parts.PARTS, "delivery")  # type: ignore[attr-defined]
    monkeypatch.delitem(column_parts.PARTS, "mask")  # type: ignore[attr-defined]
    after = replace(with_column(AMOUNT, mask=None), delivery=None)

    assert [(c.rule, c.level, c.message) for c in compare(FULL, after, LEVELS)] == [
        ("other-changed", Level.MAJOR, "amount has another mask"),
        ("other-changed", Level.MAJOR, "delivery changed, and no rule speaks of it"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"place": Place("elsewhere/x.odcs.yaml", 7)},
        {"format": "odcs"},
        {"checksum": "0" * 64},
        {"todos": ("owner",)},
        {"missing": ("sla",)},
        {"version": "2.2.0"},
        {"columns": tuple(replace(column, line=99) for column in FULL.columns)},
        {"kept": {"status": "active"}},
        {"row_rules": (replace(RULE, line=99),)},
        {"views": (replace(VIEW, line=99, columns=tuple(replace(c, line=99) for c in SHOWN)),)},
    ],
)
def test_what_means_nothing_is_no_change(changes: dict[str, Any]) -> None:
    assert rules(FULL, replace(FULL, **changes)) == []


def test_several_changes_of_one_column_are_told_one_by_one_the_heaviest_first() -> None:
    after = with_column(AMOUNT, name="gross_amount", tags=("finance", "PII"), description="Gross.")
    place = Place(FULL.place.path, AMOUNT.line)

    assert compare(FULL, after, LEVELS) == tuple(
        Change(rule, level, f"schema.{part}", message, place, "amount")
        for rule, level, part, message in (
            ("column-renamed", Level.MAJOR, "amount", "amount is named gross_amount now"),
            (
                "tag-removed",
                Level.MAJOR,
                "gross_amount.tags",
                "gross_amount no longer has the tag money",
            ),
            ("tag-added", Level.MINOR, "gross_amount.tags", "gross_amount has the tag PII now"),
            (
                "wording-changed",
                Level.PATCH,
                "gross_amount.description",
                "gross_amount is described in other words",
            ),
        )
    )


def test_a_level_that_the_platform_team_sets_is_taken() -> None:
    levels = {**LEVELS, "type-widened": Level.MINOR}
    after = with_column(AMOUNT, type="decimal(14,2)")

    assert [change.level for change in compare(FULL, after, levels)] == [Level.MINOR]


def test_a_level_and_what_it_is_measured_by_come_and_go_together() -> None:
    bare = changed(sla__freshness=None, sla__freshness_column=None)
    assert (rules(FULL, bare), rules(bare, FULL)) == (["sla-loosened"] * 2, ["sla-tightened"] * 2)


def test_what_a_view_shows_is_told_in_its_own_contract() -> None:
    view = replace(
        VIEW, where="status  =\n'open'", columns=(ViewColumn("net", "order_id", line=7),)
    )
    after = changed(view_of=ViewOf("orders.product.sales", view))
    assert [(c.rule, c.message, c.place.line) for c in compare(FULL, after, LEVELS)] == [
        (
            "view-rows-changed",
            "the rows go from those where status = 'paid' to those where status = 'open'",
            8,
        ),
        ("view-source-changed", "order_id shows net and no longer order_id", 7),
    ]


def test_every_row_rule_that_changes_is_told() -> None:
    other = RowRule("true", "other")
    before = changed(row_rules=(RULE, other))
    after = changed(row_rules=(replace(RULE, sql="1 = 1"), replace(other, description="Why.")))
    assert [(c.rule, c.message) for c in compare(before, after, LEVELS)] == [
        ("check-changed", "the row rule not_negative asks for something else now"),
        ("wording-changed", "the row rule other is told in other words"),
    ]
    both = changed(row_rules=(replace(RULE, severity="warn", description=""),))
    assert rules(FULL, both) == ["check-loosened", "wording-changed"]


@pytest.mark.parametrize(
    ("after", "there", "back"),
    [
        (
            changed(retention_days=None),
            "retention goes from 730 days to no limit",
            "retention goes from no limit to 730 days",
        ),
        (
            changed(quarantine__include_error_reason=False),
            "refused rows no longer say why",
            "refused rows say why",
        ),
        (
            changed(quarantine__max_rejected=None),
            "a run may refuse any number of rows, and not 5% of its rows",
            "a run may refuse 5% of its rows, and not any number of rows",
        ),
        (
            changed(quarantine__retention_days=None),
            "refused rows are kept for ever, and not for 90 days",
            "refused rows are kept for 90 days, and not for ever",
        ),
        (
            changed(quarantine__enabled=False),
            "refused rows are no longer kept",
            "refused rows are kept now",
        ),
        (
            with_column(AMOUNT, unique=False),
            "amount is no longer unique",
            "amount is unique now",
        ),
        (
            with_column(AMOUNT, mask=None),
            'amount no longer has the mask "sha256"',
            'amount has the mask "sha256" now',
        ),
        (
            with_column(STATUS, accepted_values=()),
            'status accepts any value now, not only "placed", "paid"',
            'status accepts nothing but "placed", "paid" now',
        ),
        (
            changed(access__roles=()),
            "reading is no longer bound to roles",
            'only the roles "analyst", "auditor" may read',
        ),
    ],
)
def test_a_change_in_words(after: Contract, there: str, back: str) -> None:
    told = [
        [change.message for change in compare(one, other, LEVELS)]
        for one, other in ((FULL, after), (after, FULL))
    ]
    assert told == [[there], [back]]
