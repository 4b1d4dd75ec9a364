"""What a SQL policy may not do, found in DuckDB's own reading of its text before it runs.

DuckDB is the only one who knows what it makes of a text. So its parser says how many statements
there are and of which kind, and gives each as a tree; what is not known to be harmless there is
refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dbt_treaty.authored.sql.template import SCHEMA, Query
from dbt_treaty.errors import Place, Problem

Tree = Any  # what json_serialize_sql gives
_QUERIES = frozenset(("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"))
_RELATIONS = frozenset(
    ("BASE_TABLE", "SUBQUERY", "JOIN", "EMPTY", "EMPTY_FROM", "EXPRESSION_LIST", "TABLE_FUNCTION")
)
_PARTS = ("_MODIFIER", "_TYPE_INFO")  # of a query, of a type
_ORDERS = frozenset(("ORDER_DEFAULT", "ASCENDING", "DESCENDING", "INVALID"))
_ROWS = frozenset(("unnest", "range", "generate_series"))  # table functions that read nothing
# Those that some versions do not list, or take for functions of their arguments alone.
_OUTSIDE = frozenset(("getenv", "current_setting", "getvariable", "ago"))
# The bare words that SQL takes for a call where no column is called so.
_WORDS = frozenset(
    f"current_{each}" for each in ("catalog", "date", "role", "schema", "time", "timestamp", "user")
) | {"localtime", "localtimestamp", "session_user", "user"}
_UNSTABLE = "select distinct function_name from duckdb_functions() where stability <> 'CONSISTENT'"
_MACROS = (
    "select function_name, macro_definition from duckdb_functions() "
    "where function_type = 'macro' and macro_definition is not null"
)
_LINE = re.compile(r"^LINE (\d+):", re.MULTILINE)
_SELECT = "write one SELECT that returns the rows that violate the policy"
_NAME_IT = "name tables of the project as {{ info_schema('models') }}"
_NO_PLACE = 2**32  # DuckDB's own is the greatest number there is


class Reader:
    """Reads policies with the parser of one DuckDB connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._unstable: frozenset[str] = frozenset()
        self._macros: dict[str, list[str]] = {}  # what each is defined as
        self._stable: dict[str, bool] = {}

    def problems(self, query: Query, path: str) -> list[Problem]:
        """All that the policy does and may not; none: it is one SELECT, and it only reads.

        Raises:
            duckdb.Error: the text can't be parsed.
        """
        statements = self._connection.extract_statements(query.sql)
        if len(statements) != 1:
            return [_count(statements, query.sql, path)]
        kind = str(statements[0].type).rsplit(".", maxsplit=1)[-1]
        if kind != "SELECT":
            return [
                Problem(_begin(query.sql, path), f"this is {_kind(kind)} and no SELECT", _SELECT)
            ]
        tree, refused = self._tree(query.sql)
        if refused:
            what = f"this is a statement that DuckDB does not tell as a SELECT ({refused})"
            return [Problem(_begin(query.sql, path), what, _SELECT)]
        found = {
            Problem(Place(path, _line(query.sql, at)), what, help_)
            for at, what, help_ in self._refusals(tree, query.tables)
        }
        return sorted(found)

    def _tree(self, sql: str) -> tuple[Tree, str]:
        """The statement's tree, or why there is none."""
        (told,) = self._connection.execute("select json_serialize_sql(?)", [sql]).fetchone()
        try:
            tree = msgspec.json.decode(told)
        except RecursionError:
            return None, "it is nested too deeply"
        if tree.get("error"):
            return None, " ".join(str(tree.get("error_message", "")).split())
        return tree, ""

    def _refusals(self, tree: Tree, tables: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
        """Each thing that is refused: where it is in the text, what, and what to do."""
        nodes = list(_nodes(tree))
        defined = {each["key"].casefold() for node in nodes for each in _ctes(node)}
        at = 0
        for node in nodes:
            place = node.get("query_location", _NO_PLACE)
            at = place if place < _NO_PLACE else at
            yield from ((at, *told) for told in self._refused(node, tables, defined))

    def _refused(
        self, node: Tree, tables: tuple[str, ...], defined: set[str]
    ) -> Iterator[tuple[str, str]]:
        kind, is_expression = str(node["type"]), "class" in node
        if node.get("sample"):
            yield "a sample is another one each time", "leave USING SAMPLE and TABLESAMPLE out"
        if kind == "BASE_TABLE" and not is_expression:
            yield from _table(node, tables, defined)
        elif kind == "TABLE_FUNCTION" and not is_expression:
            name = _function(node.get("function") or {})
            if name not in _ROWS:
                yield f"the table function {name} is not allowed", f"{_NAME_IT}; {_files(name)}"
        elif not is_expression and not _is_known(kind):
            yield f"{_kind(kind)} is not allowed in a policy", _SELECT
        elif is_expression and not self._is_stable(node):
            name = _called(node)
            yield f"{name} is not allowed in a policy", _other_than(name)

    def _is_stable(self, node: Tree) -> bool:
        """Whether what an expression calls, if anything, says the same each time."""
        name = _called(node)
        if not name:
            return True
        if not self._unstable:
            found = self._connection.execute(_UNSTABLE).fetchall()
            self._unstable = _OUTSIDE | _WORDS | {str(row[0]) for row in found}
            # All at once: to list the functions takes DuckDB long, and a query calls many.
            for macro, definition in self._connection.execute(_MACROS).fetchall():
                self._macros.setdefault(str(macro), []).append(definition)
        return name not in self._unstable and self._is_macro_stable(name)

    def _is_macro_stable(self, name: str) -> bool:
        if name not in self._stable:
            self._stable[name] = True  # one that names itself
            found = self._macros.get(name, [])
            trees = [self._tree(f"select {definition}") for definition in found]
            self._stable[name] = all(
                not refused and all(map(self._is_stable, filter(_is_expression, _nodes(tree))))
                for tree, refused in trees
            )
        return self._stable[name]


def error_line(message: str) -> int:
    """The line that an error of DuckDB's names; 0 where it names none."""
    found = _LINE.search(message)
    return int(found[1]) if found else 0


def _nodes(tree: Tree) -> Iterator[Tree]:
    """Every node of a tree that has a type, in the order of the text; however deep it is."""
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if isinstance(each.get("type"), str):
                yield each
            waiting.extend(reversed(list(each.values())))
        elif isinstance(each, list):
            waiting.extend(reversed(each))


def _is_expression(node: Tree) -> bool:
    return "class" in node


def _ctes(node: Tree) -> list[Tree]:
    told = node.get("cte_map")
    listed = told.get("map", []) if isinstance(told, dict) else []
    named = [{"key": node["cte_name"]}] if isinstance(node.get("cte_name"), str) else []
    return [*listed, *named]


def _table(node: Tree, tables: tuple[str, ...], defined: set[str]) -> Iterator[tuple[str, str]]:
    schema, name = node.get("schema_name") or "", str(node.get("table_name", ""))
    if schema == SCHEMA and name in tables and not node.get("catalog_name"):
        return
    if schema or node.get("catalog_name") or name.casefold() not in defined:
        shown = ".".join(filter(None, (node.get("catalog_name"), schema, name)))
        yield f"{shown} is no table of the project", _NAME_IT


def _called(node: Tree) -> str:
    """The function that an expression calls; a bare word such as ``current_date`` may be one."""
    if node["class"] == "COLUMN_REF":
        names = [str(each).casefold() for each in node.get("column_names") or ()]
        return names[0] if len(names) == 1 and names[0] in _WORDS else ""
    return _function(node)


def _function(node: Tree) -> str:
    return str(node.get("function_name") or "").casefold()


def _is_known(kind: str) -> bool:
    return kind in _QUERIES or kind in _RELATIONS or kind in _ORDERS or kind.endswith(_PARTS)


def _other_than(name: str) -> str:
    if any(word in name for word in ("date", "time", "now", "today", "ago")):
        return "read the day by which deadlines are judged: select today from the table project"
    return "a policy sees the project's tables and nothing else, and says the same each time"


def _files(name: str) -> str:
    reads = any(word in name for word in ("read", "scan", "glob", "sniff", "parquet"))
    return "a policy reads no files" if reads else "a policy sees nothing else"


def _kind(kind: str) -> str:
    words = (
        {"MULTI": "PIVOT"}.get(kind, kind)
        .replace("_QUERY_NODE", "")
        .replace("_NODE", "")
        .replace("_REF", "")
    )
    return f"{'an' if words[:1] in 'AEIOU' else 'a'} {words.replace('_', ' ')}"


def _count(statements: list[Any], sql: str, path: str) -> Problem:
    if not statements:
        return Problem(Place(path), "the file holds no query", _SELECT)
    second = str(statements[1].query).strip()
    at = sql.find(second, len(str(statements[0].query).strip()))
    what = f"this is the second of {len(statements)} statements, and a policy has one"
    line = sql.count("\n", 0, at) + 1 if second and at >= 0 else 0
    return Problem(Place(path, line), what, _SELECT)


def _begin(sql: str, path: str) -> Place:
    """The first line that is neither empty nor a comment."""
    lines = enumerate(sql.splitlines(), 1)
    texts = (number for number, line in lines if line.strip() and not line.strip().startswith("--"))
    return Place(path, next(texts, 0))


def _line(sql: str, at: int) -> int:
    """The line of a place in the text, which DuckDB counts in bytes."""
    return sql.encode("utf-8", "replace")[:at].count(b"\n") + 1
