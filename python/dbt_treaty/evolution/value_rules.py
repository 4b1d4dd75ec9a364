"""Rules of what values may stand in a row, and of the checks that hold them to it."""

from __future__ import annotations

from dbt_treaty.evolution.rule import Rule, major, minor, patch

VALUE_RULES: tuple[Rule, ...] = (
    minor("default-added", "a default is new", "an added value"),
    major(
        "default-changed",
        "a default is changed or taken away",
        "the same row is read as another value",
    ),
    patch("values-listed", "accepted_values is new", "a check that tightens"),
    patch("value-removed", "an accepted value is gone", "a check that tightens"),
    minor(
        "value-added",
        "an accepted value is new, and no reader is known to switch on the column",
        "an added value",
    ),
    major(
        "value-added-switched",
        "an accepted value is new, and a condition downstream reads the column, or that can't be "
        "told",
        "a CASE or a filter written for the old list passes the new value over",
    ),
    major(
        "values-unlisted",
        "accepted_values is gone",
        "any value may come, and no reader is ready for it",
    ),
    patch("range-tightened", "min or max is new or closer", "a check that tightens"),
    major("range-loosened", "min or max is gone or wider", "values come that never could"),
    patch("pattern-added", "a pattern is new", "a check that tightens"),
    major(
        "pattern-changed",
        "a pattern is another, or is gone",
        "whether it lets more through can't be told",
    ),
    patch("check-added", "a row rule or a check is new", "a check that tightens"),
    patch("check-tightened", "a row rule or a check goes from warn to error", "tightens"),
    major(
        "check-loosened",
        "a row rule or a check goes from error to warn",
        "rows come that never could",
    ),
    major("check-dropped", "a row rule or a check is gone", "rows come that never could"),
    major(
        "check-changed",
        "a row rule or a check of the same name asks for something else",
        "whether it lets more through can't be told",
    ),
)
