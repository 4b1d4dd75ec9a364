"""A type as its dialect spells it."""

from __future__ import annotations

from functools import lru_cache

from sqlglot import exp

_SIZED = frozenset({"this", "expressions"})


def type_text(type_: exp.DataType, dialect: str) -> str:
    """The text of a type; the usual ones are spelled once."""
    sizes = _sizes(type_)
    if sizes is None:
        return str(type_.sql(dialect=dialect))
    return _plain(type_.args["this"], sizes, dialect)


def _sizes(type_: exp.DataType) -> tuple[str, ...] | None:
    """The numbers in the brackets of a type that has nothing else to it; None of any other."""
    args = type_.args
    if type(args.get("this")) is not exp.DType:
        return None
    if any(value for key, value in args.items() if key not in _SIZED):
        return None
    given = [each.args for each in args.get("expressions") or ()]
    if any(type(each.get("this")) is not exp.Literal or len(each) > 1 for each in given):
        return None
    return tuple([each["this"].args["this"] for each in given])


@lru_cache(maxsize=1024)
def _plain(kind: exp.DType, sizes: tuple[str, ...], dialect: str) -> str:
    given = [exp.DataTypeParam(this=exp.Literal.number(each)) for each in sizes]
    return str(exp.DataType(this=kind, expressions=given, nested=False).sql(dialect=dialect))
