"""Logical types: the words in which a contract names a column's type on every warehouse."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dbt_treaty.configuration.identifier import is_identifier
from dbt_treaty.documents.quotation import quote
from dbt_treaty.documents.suggestion import suggest

SIMPLE_TYPES = (
    "string",
    "boolean",
    "integer",
    "bigint",
    "float",
    "double",
    "date",
    "time",
    "timestamp",
    "timestamp_tz",
    "interval",
    "json",
    "binary",
    "uuid",
)
SPELLINGS = (*SIMPLE_TYPES, "decimal(p,s)", "array<…>", "struct<name: type, …>")
# The precision that every warehouse dbt reaches can keep exactly.
MAX_PRECISION = 38
MAX_DEPTH = 16
MAX_LENGTH = 4000

# Words of one warehouse or another for what has a logical name here.
_OTHER_WORDS = {
    **dict.fromkeys(("text", "varchar", "char", "str", "nvarchar", "character"), "string"),
    **dict.fromkeys(("int", "int4", "int32", "smallint", "tinyint"), "integer"),
    **dict.fromkeys(("int8", "int64", "long"), "bigint"),
    **dict.fromkeys(("numeric", "number", "decimal"), "decimal(p,s)"),
    **dict.fromkeys(("bool",), "boolean"),
    **dict.fromkeys(("real", "float4", "float32"), "float"),
    **dict.fromkeys(("float8", "float64"), "double"),
    **dict.fromkeys(("datetime", "timestamp_ntz"), "timestamp"),
    **dict.fromkeys(("timestamptz", "timestamp_ltz"), "timestamp_tz"),
    **dict.fromkeys(("bytes", "bytea", "blob", "varbinary"), "binary"),
    **dict.fromkeys(("variant", "jsonb", "super"), "json"),
    **dict.fromkeys(("record", "row", "object"), "struct<name: type, …>"),
    **dict.fromkeys(("list",), "array<…>"),
}
_CUT_BY_YAML = "between { } YAML ends a value at a comma: put the whole type in quotes"
_TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[<>(),:]|\S)")


class LogicalTypeError(ValueError):
    """A text that is no logical type: why (it goes on from "the type …"), and what is one."""

    def __init__(self, what: str, help: str = "") -> None:
        super().__init__(what)
        self.help = help


@dataclass(frozen=True, slots=True)
class LogicalType:
    """A type as a tree; ``str()`` is its one spelling.

    ``precision`` and ``scale`` belong to decimal, ``element`` to array, ``fields`` (name and type,
    in order) to struct.
    """

    name: str
    precision: int | None = None
    scale: int | None = None
    element: LogicalType | None = None
    fields: tuple[tuple[str, LogicalType], ...] = ()

    def __str__(self) -> str:
        if self.precision is not None:
            return f"{self.name}({self.precision},{self.scale})"
        if self.element is not None:
            return f"{self.name}<{self.element}>"
        if self.fields:
            return f"{self.name}<{', '.join(f'{name}: {kind}' for name, kind in self.fields)}>"
        return self.name


def parse_type(text: str) -> LogicalType:
    """The type a text names, in any case: ``decimal(12,2)``, ``struct<a: array<string>>``.

    ``decimal(p)`` has the scale 0; ``decimal`` alone means something else on every warehouse and is
    refused.

    Raises:
        LogicalTypeError: the text is no logical type.
    """
    if len(text) > MAX_LENGTH:
        raise LogicalTypeError(f"is longer than {MAX_LENGTH} characters")
    parser = _Parser(_TOKEN.findall(text.lower()))
    kind = parser.type(1)
    if parser.peek():
        raise LogicalTypeError(f'has "{parser.peek()}" after its end')
    return kind


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def want(self, token: str) -> None:
        got = self.take()
        if got != token:
            where = f'has "{got}"' if got else "ends"
            raise LogicalTypeError(
                f'{where} where "{token}" must stand', "" if got else _CUT_BY_YAML
            )

    def type(self, depth: int) -> LogicalType:
        if depth > MAX_DEPTH:
            raise LogicalTypeError(f"nests deeper than {MAX_DEPTH}")
        name = self.take()
        if name == "decimal" and self.peek() == "(":
            return self.decimal()
        if name == "array" and self.peek() == "<":
            return self.array(depth)
        if name == "struct" and self.peek() == "<":
            return self.struct(depth)
        if name not in SIMPLE_TYPES:
            raise _unknown(name, is_whole=len(self.tokens) == 1)
        if self.peek() == "(":
            raise LogicalTypeError(f"gives {name} a length; only decimal(p,s) takes numbers")
        return LogicalType(name)

    def decimal(self) -> LogicalType:
        self.want("(")
        precision = self.number()
        scale = 0
        if self.peek() == ",":
            self.take()
            scale = self.number()
        self.want(")")
        if not 1 <= precision <= MAX_PRECISION or scale > precision:
            bounds = f"p from 1 to {MAX_PRECISION}, s from 0 to p"
            what = f"has decimal({precision},{scale}), which is out of range"
            raise LogicalTypeError(what, bounds)
        return LogicalType("decimal", precision, scale)

    def number(self) -> int:
        token = self.take()
        if not token.isascii() or not token.isdigit() or len(token) > 4:
            got = f"has {quote(token)}" if token else "ends"
            raise LogicalTypeError(f"{got} where a number must stand", "write decimal(12,2)")
        return int(token)

    def array(self, depth: int) -> LogicalType:
        self.want("<")
        element = self.type(depth + 1)
        self.want(">")
        return LogicalType("array", element=element)

    def struct(self, depth: int) -> LogicalType:
        self.want("<")
        fields = [self.field(depth)]
        while self.peek() == ",":
            self.take()
            fields.append(self.field(depth))
        self.want(">")
        names = [name for name, _ in fields]
        doubled = next((name for name in names if names.count(name) > 1), None)
        if doubled:
            raise LogicalTypeError(f'has the field "{doubled}" twice in one struct')
        return LogicalType("struct", fields=tuple(fields))

    def field(self, depth: int) -> tuple[str, LogicalType]:
        name = self.take()
        if not is_identifier(name):
            got = f"has {quote(name)}" if name else "ends"
            raise LogicalTypeError(f"{got} where a field's name must stand")
        self.want(":")
        return name, self.type(depth + 1)


def _unknown(name: str, *, is_whole: bool) -> LogicalTypeError:
    if name in ("array", "struct"):
        return LogicalTypeError(
            f"says not what the {name} is of", "write array<string>, struct<a: string>"
        )
    other = _OTHER_WORDS.get(name)
    near = f'did you mean "{other}"?' if other else suggest(name, SIMPLE_TYPES)
    allowed = f"allowed: {', '.join(SPELLINGS)}"
    if not name:
        what = "ends where a type must stand"
    else:
        what = "is no logical type" if is_whole else f"has {quote(name)}, which is no logical type"
    return LogicalTypeError(what, "; ".join(filter(None, (near, allowed))))
