"""What name resolution has to know of a SQL dialect."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlglot.dialects.dialect import Dialect as Grammar

_GRAMMARS = {
    "athena": "athena",
    "bigquery": "bigquery",
    "clickhouse": "clickhouse",
    "databricks": "databricks",
    "doris": "doris",
    "dremio": "dremio",
    "drill": "drill",
    "druid": "druid",
    "duckdb": "duckdb",
    "exasol": "exasol",
    "fabric": "tsql",
    "fabricspark": "spark",
    "glue": "spark",
    "hive": "hive",
    "materialize": "materialize",
    "motherduck": "duckdb",
    "mysql": "mysql",
    "oracle": "oracle",
    "postgres": "postgres",
    "postgresql": "postgres",
    "presto": "presto",
    "redshift": "redshift",
    "risingwave": "risingwave",
    "singlestore": "singlestore",
    "snowflake": "snowflake",
    "spark": "spark",
    "sqlite": "sqlite",
    "sqlserver": "tsql",
    "starrocks": "starrocks",
    "synapse": "tsql",
    "teradata": "teradata",
    "trino": "trino",
    "tsql": "tsql",
}
_LOWER = frozenset({"postgres", "materialize", "risingwave"})
_UPPER = frozenset({"snowflake", "oracle", "exasol"})
_EXACT = frozenset({"clickhouse"})
_LATERAL_ALIAS = frozenset(
    {"", "snowflake", "redshift", "databricks", "spark", "duckdb", "clickhouse", "teradata"}
)
_IMPLICIT_RECURSION = frozenset({"tsql", "snowflake", "oracle"})
_PSEUDO = {
    "duckdb": ("rowid", "filename", "file_row_number"),
    "sqlite": ("rowid",),
    "oracle": ("rownum", "rowid", "level", "sysdate", "systimestamp", "user"),
    "snowflake": (
        "level",
        "metadata$action",
        "metadata$filename",
        "metadata$file_row_number",
        "metadata$isupdate",
        "metadata$row_id",
    ),
    "postgres": ("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"),
    "bigquery": ("_partitiontime", "_partitiondate", "_table_suffix", "_file_name"),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """A sqlglot grammar and the habits of its engine that decide what a name means.

    ``fold`` says what an unquoted name becomes (``lower``, ``upper``), or that case does not
    count even in quotes (``insensitive``), or always does (``exact``). ``lateral_alias``: a
    projection may name an earlier one; ``alias_first``: the alias then wins over a column.
    ``implicit_recursion``: a CTE may name itself without RECURSIVE. ``numbers_doubles``: of two
    output columns ``a`` the second is ``a_1``. ``merges_in_place``: a star over JOIN … USING keeps
    the shared column where the left table has it, else it comes first. ``shows_semi``: a semi or
    anti join shows the columns of both sides, not of one. ``structs_by_name``: structs that become
    one type meet field by field by name, not by place. ``pseudo`` are names of no column that hold
    no data of the table, ``reserved`` those that no table can have for a column.
    """

    name: str
    fold: str
    lateral_alias: bool
    alias_first: bool
    implicit_recursion: bool
    numbers_doubles: bool
    merges_in_place: bool
    shows_semi: bool
    structs_by_name: bool
    pseudo: frozenset[str]
    reserved: frozenset[str]
    grammar: Grammar


@lru_cache(maxsize=64)
def dialect_of(adapter: str) -> Dialect:
    """The dialect of a dbt adapter; sqlglot's generic grammar for one that is not known."""
    name = _GRAMMARS.get(adapter.lower(), "")
    return Dialect(
        name=name,
        fold=_fold(name),
        lateral_alias=name in _LATERAL_ALIAS,
        alias_first=name == "clickhouse",
        implicit_recursion=name in _IMPLICIT_RECURSION,
        numbers_doubles=name == "duckdb",
        merges_in_place=name in {"duckdb", "clickhouse"},
        shows_semi=name == "clickhouse",
        structs_by_name=name == "duckdb",
        pseudo=frozenset(_PSEUDO.get(name, ())),
        reserved=frozenset(n for n in _PSEUDO.get(name, ()) if n[0] == "_" or "$" in n),
        grammar=Grammar.get_or_raise(name),
    )


def _fold(name: str) -> str:
    if name in _LOWER:
        return "lower"
    if name in _UPPER:
        return "upper"
    return "exact" if name in _EXACT else "insensitive"
