"""The canonical name of a function or operator, as it stands in a chain of transforms."""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

# Nodes whose class says less, or other, than what people call them.
_NAMES: dict[type, str] = {
    exp.DPipe: "concat",
    exp.TryCast: "cast",
    exp.JSONCast: "cast",
    exp.Convert: "cast",
    exp.ILike: "ilike",
    exp.QueryTransform: "transform",
    exp.CastToStrType: "cast",
    exp.If: "case",
    exp.Case: "case",
    exp.DecodeCase: "case",
    exp.Nvl2: "case",
    exp.Tuple: "struct",
    exp.Explode: "unnest",
    exp.ExplodeOuter: "unnest",
    exp.PosexplodeOuter: "posexplode",
    exp.ExplodingGenerateSeries: "generate_series",
    exp.OpenJSON: "openjson",
    exp.Dot: "struct_field",
    exp.SHA: "sha1",
    exp.SHA1Digest: "sha1",
    exp.MD5Digest: "md5",
    exp.StarMap: "object_construct",
}


_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class _Names(dict[type, str]):
    def __missing__(self, kind: type) -> str:
        if issubclass(kind, exp.Explode):  # some kinds of it are the parser's own secret
            self[kind] = name = "posexplode" if issubclass(kind, exp.Posexplode) else "unnest"
            return name
        own = kind.__dict__.get("_sql_names") if issubclass(kind, exp.Func) else None
        self[kind] = name = (own[0] if own else _WORDS.sub("_", kind.__name__)).lower()
        return name


NAMES = _Names(_NAMES)


def transform_name(node: Any) -> str:
    """What a node does, in lower case: ``lower``, ``sha256``, ``add``, an own function's name."""
    special = _SPECIAL.get(type(node))
    return NAMES[type(node)] if special is None else special(node)


def _digest(node: exp.Expr) -> str:
    """SHA-2 by the length of its result: ``sha256(x)`` here is ``sha2(x, 256)`` there."""
    length = node.args.get("length")
    if length is None:
        return "sha256"
    return f"sha{'256' if length.name == '0' else length.name}" if length.is_int else "sha2"


def _count(node: exp.Expr) -> str:
    return "count_distinct" if type(node.this) is exp.Distinct else "count"


def _is(node: exp.Expr) -> str:
    return "is_null" if type(node.args.get("expression")) is exp.Null else "is"


# Functions that the parser has no class of their own for.
_SAME = {"inline_outer": "inline"}


def _named(node: exp.Expr) -> str:
    name = node.args.get("this")
    name = (name if isinstance(name, str) else node.name).lower() or "anonymous"
    return _SAME.get(name, name)


# Aggregates of ClickHouse as the parser names them where no combinator follows.
_CLICKHOUSE = {
    "any": "any_value",
    "argmax": "arg_max",
    "argmin": "arg_min",
    "uniq": "approx_distinct",
}


def _combined(node: exp.Expr) -> str:
    """ClickHouse's ``sumIf`` is ``sum`` with a filter."""
    name = _named(node)
    name = name[:-2] if name.endswith("if") else name
    return _CLICKHOUSE.get(name, name)


_SPECIAL = {
    exp.Is: _is,
    exp.SHA2: _digest,
    exp.SHA2Digest: _digest,
    exp.Count: _count,
    exp.Anonymous: _named,
    exp.AnonymousAggFunc: _named,
    exp.ParameterizedAgg: _named,
    exp.CombinedAggFunc: _combined,
    exp.CombinedParameterizedAgg: _combined,
}
