"""The types of a CSV file's columns, from how every one of their values is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Each form is tried on every value; the first that all of them have gives the type. Digits with a
# leading zero or a plus are no number: postcodes and phones would lose a sign.
FORMS: Mapping[str, str] = {
    "boolean": "true|false|TRUE|FALSE|True|False",
    "integer": "-?(0|[1-9][0-9]{0,17})",
    "decimal": "-?(0|[1-9][0-9]{0,11})([.][0-9]{1,6})?",
    "double": "-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?",
    "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "timestamp": "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?",
    "timestamp_tz": "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"
    "(Z|[+-][0-9]{2}(:?[0-9]{2})?)",
}
_DUCKDB = {
    "boolean": "BOOLEAN",
    "integer": "BIGINT",
    "double": "DOUBLE",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "timestamp_tz": "TIMESTAMP WITH TIME ZONE",
}


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """What was counted of one column of texts: ``forms`` has how many values have each form.

    ``scale`` is the most digits behind a point; ``valid`` how many values DuckDB casts to the type
    of their form, by the form's name.
    """

    filled: int
    forms: Mapping[str, int]
    scale: int
    valid: Mapping[str, int]


def csv_type(column: CsvColumn) -> str:
    """DuckDB's type for a column: VARCHAR unless every value has another type's form."""
    for name in FORMS:
        if column.filled and column.forms[name] == column.filled == column.valid[name]:
            if name == "decimal":
                return f"DECIMAL(18,{column.scale})"
            return _DUCKDB[name]
    return "VARCHAR"


def try_type(form: str) -> str:
    """The type that a value of this form must be castable to."""
    return "DECIMAL(18,6)" if form == "decimal" else _DUCKDB[form]
