"""Rules of how a product is served: service levels, access, delivery, quarantine."""

from __future__ import annotations

from dbt_treaty.evolution.rule import Rule, major, minor

SERVICE_RULES: tuple[Rule, ...] = (
    # Service levels
    minor("sla-tightened", "a service level is new or stricter", "promises more"),
    major("sla-loosened", "a service level is weaker or gone", "promises less"),
    minor(
        "sla-measure-added",
        "a level says for the first time by which column or relation it is measured",
        "promises more",
    ),
    major(
        "sla-measure-changed",
        "a level is measured by another column or relation, or by none that is named",
        "the same number means another thing",
    ),
    # Who reads, and how
    minor("access-widened", "a role or purpose is let in, or all are", "lets more in"),
    major("access-narrowed", "a role or purpose is shut out", "who read may not"),
    minor("delivery-added", "delivery is new", "documented"),
    major(
        "delivery-changed",
        "delivery is another text, or is gone",
        "free text: what it means for a reader can't be told",
    ),
    minor("quarantine-enabled", "refused rows are kept now", "adds a table"),
    minor(
        "quarantine-changed",
        "where refused rows go, how many may, how long they stay, or whether they say why",
        "for the producer's own eyes",
    ),
    major("quarantine-disabled", "refused rows are no longer kept", "a table goes"),
)
