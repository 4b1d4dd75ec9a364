"""Rules of how data is protected: tags, masks, where it may be and for how long."""

from __future__ import annotations

from dbt_treaty.evolution.rule import Rule, major, minor

PROTECTION_RULES: tuple[Rule, ...] = (
    minor("tag-added", "a tag is new, on a column or on the product", "marks more"),
    major("tag-removed", "a tag is gone", "readers who handle the data by its tag no longer do"),
    minor("mask-added", "a column is masked now", "shows less"),
    major(
        "mask-changed",
        "a mask is another, or is gone",
        "masked values no longer join, or the bare ones show",
    ),
    major("region-changed", "region is new, another or gone", "who may compute where changes"),
    major(
        "retention-shortened",
        "rows are kept for fewer days, or no longer for good",
        "rows that readers look back at go",
    ),
    minor(
        "retention-lengthened",
        "rows are kept for longer, or for good",
        "more rows; the policy retention judges whether they may be kept",
    ),
)
