"""Rules of a contract's columns: which there are, their types, keys and NULL."""

from __future__ import annotations

from dbt_treaty.evolution.rule import Rule, major, minor, patch

COLUMN_RULES: tuple[Rule, ...] = (
    # Columns
    minor("column-added-optional", "a new column that may be NULL", "nobody reads it yet"),
    major(
        "column-added-required",
        "a new column with required or primary_key",
        "older rows must be filled, and readers may take it that they were",
    ),
    major("column-dropped", "a column is gone", "whoever reads it no longer builds"),
    major(
        "column-renamed",
        "a column is gone and one that fits it is new (named in the migration notes, or alike)",
        "whoever reads the old name no longer builds",
    ),
    minor(
        "columns-reordered",
        "the columns that stay stand in another order",
        "a contract promises names, but a file or a UNION by position shows the order",
    ),
    # Types
    major(
        "type-widened",
        "a type of the same kind that holds every value the old one did (integer to bigint)",
        "a reader that passes the column on under a contract of its own no longer builds",
    ),
    major("type-narrowed", "a type of the same kind that holds less", "values are cut"),
    major("type-changed", "any other change of a type", "expressions on it change meaning"),
    # Keys and NULL
    major("required-added", "a column may no longer be NULL", "the NULL contract changed"),
    major("required-dropped", "a column may be NULL now", "the NULL contract changed"),
    patch("unique-added", "no value may stand twice now", "a check that tightens"),
    major("unique-dropped", "a value may stand twice now", "joins on it multiply rows"),
    major(
        "primary-key-changed",
        "a column joins or leaves the primary key",
        "what identifies a row is another thing",
    ),
    minor("grain-added", "semantics.grain is said for the first time", "documented"),
    major(
        "grain-changed",
        "semantics.grain is changed or taken away",
        "what a row stands for can't be compared word by word, so any other text counts",
    ),
    patch("reference-added", "references is new", "a check that tightens"),
    major("reference-changed", "references names another column, or is gone", "joins lose rows"),
)
