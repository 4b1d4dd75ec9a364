"""Rules of a product's views for single consumers."""

from __future__ import annotations

from dbt_treaty.evolution.rule import Rule, major, minor, patch

VIEW_RULES: tuple[Rule, ...] = (
    minor("view-added", "a view is new", "nobody reads it yet"),
    major("view-dropped", "a view is gone", "its consumer no longer builds"),
    patch(
        "view-changed",
        "a view that stays is told otherwise",
        "the view is held to a contract of its own, whose changes are judged as any product's",
    ),
    major(
        "view-rows-changed",
        "a view has another `where`, or one for the first time, or none any more",
        "rows go, or rows come that its consumer was not meant to see",
    ),
    major(
        "view-source-changed",
        "a column of a view shows another column, or the view another product",
        "the same name means another thing",
    ),
)
