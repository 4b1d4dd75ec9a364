"""From a value and a field's name to the field."""

from __future__ import annotations

from collections.abc import Sequence

from dbt_treaty.lineage.engine import Engine
from dbt_treaty.lineage.output import Column, Output, together
from dbt_treaty.lineage.shape import Shape


def field_of(engine: Engine, column: Column, names: Sequence[str]) -> Column:
    """``column.a.b``: what is known to be in the field, else whatever the whole value holds."""
    found = column
    for name in names:
        part = None if found.shape is None else _part(engine, found.shape, name)
        if part is None:
            return found.passing("struct_field").named(names[-1])
        found = part
    return found.held(("struct_field",)).named(names[-1])


def element_of(engine: Engine, column: Column, key: str) -> Column | None:
    """``column['key']`` where the value's fields are known and one has this name, else None."""
    part = None if column.shape is None else _part(engine, column.shape, key)
    return None if part is None else part.held(("bracket",))


def fields_of(engine: Engine, column: Column) -> list[Column] | None:
    """All fields of a value, in order and by name; None where they are not known."""
    shape = column.shape
    if shape is None or column.reason is not None:
        return None
    outputs = [output for output, _, _ in shape.alternatives]
    if len(outputs) > 1 and not _alike(engine, outputs):
        return None
    columns: list[Column] = []
    for place, first in enumerate(outputs[0].columns):
        names = (output.columns[place].name for output in outputs)
        name = first.name or next(filter(None, names), "")
        if len(outputs) > 1 and engine.dialect.structs_by_name:
            part = _part(engine, shape, name)
        else:
            part = _at(shape, place)
        if part is None:
            return None
        open_ = part.open
        field = part.held(("struct_field",))
        columns.append(field if open_ is not None else field.named(name))
    return columns


def _alike(engine: Engine, outputs: list[Output]) -> bool:
    """Whether several structs have the same fields: by name or, in most dialects, by place."""
    if any(output.opens or len(output.columns) != len(outputs[0].columns) for output in outputs):
        return False
    by_name = engine.dialect.structs_by_name
    return not by_name or all(output.index.keys() == outputs[0].index.keys() for output in outputs)


def _part(engine: Engine, shape: Shape, name: str) -> Column | None:
    """The field of this name; None where a value that has no such field may stand there."""
    outputs = [output for output, _, _ in shape.alternatives]
    if len(outputs) > 1 and not engine.dialect.structs_by_name and _alike(engine, outputs):
        # The structs become one type, which has the names of the first.
        known = (output for output in outputs if name.lower() in output.index)
        for output in known:
            keys = [column.key for column in output.columns]
            return _at(shape, keys.index(name.lower()))
    found: Column | None = None
    for output, transforms, scans in shape.alternatives:
        column = _named(engine, output, name)
        if column is None:
            return None
        found = _either(found, _beside(column.held(transforms), scans))
    return found


def _at(shape: Shape, place: int) -> Column | None:
    """The field in this place."""
    found: Column | None = None
    for output, transforms, scans in shape.alternatives:
        found = _either(found, _beside(output.columns[place].held(transforms), scans))
    return found


def _either(found: Column | None, part: Column) -> Column:
    return part if found is None else together(found, part)


def _named(engine: Engine, output: Output, name: str) -> Column | None:
    if name.isdigit() and name not in output.index:  # a tuple's fields have numbers
        if output.opens:
            return None  # how many columns stand before it is not known
        return output.columns[int(name) - 1] if 0 < int(name) <= len(output.columns) else None
    return engine.find(output, name, name.lower())


def _beside(column: Column, scans: tuple[tuple[str, str, str, tuple[str, ...]], ...]) -> Column:
    """The column, with what was looked at to choose the value it is in."""
    if scans:
        column.ways = tuple(dict.fromkeys(column.ways + scans))
    return column
