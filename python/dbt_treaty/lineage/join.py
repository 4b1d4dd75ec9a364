"""What a join does to the tables in sight: its condition, USING, and what a semi join hides."""

from __future__ import annotations

from sqlglot import exp

from dbt_treaty.lineage.dispatch import scan
from dbt_treaty.lineage.output import Column, Output, together, unresolved
from dbt_treaty.lineage.resolution import resolve
from dbt_treaty.lineage.scope import Scope, Source


def apply_join(scope: Scope, join: exp.Join, left: list[Source], right: list[Source]) -> None:
    """Read a join's condition, now that both its sides are in sight."""
    args = join.args
    scan(scope, args.get("on"), scope.row)
    scan(scope, args.get("match_condition"), scope.row)
    keys = [identifier.name for identifier in args.get("using") or ()]
    if args.get("method") == "NATURAL":
        keys = _shared(scope, left, right)
    one_sided = args.get("kind") in {"SEMI", "ANTI"}
    hides = one_sided and not scope.engine.dialect.shows_semi
    if one_sided and args.get("side") == "RIGHT":
        left, right = right, left
    if args.get("kind") == "ANTI" and not hides:
        _blank(scope, join, keys, left, right)
    if keys:
        _merge(scope, keys, left, right, keep=not hides)
    if hides:
        scope.hide(right)


def _blank(
    scope: Scope, join: exp.Join, names: list[str], ours: list[Source], others: list[Source]
) -> None:
    """ClickHouse's ANTI join shows its other side: defaults, but for keys, which are ours."""
    keys: list[tuple[Column, Column]] = []
    for name in names:
        mine, theirs = (_side(scope, side, name, name.lower()) for side in (ours, others))
        if mine is not None and theirs is not None:
            scope.row.read(theirs, None)
            keys.append((theirs, mine))
    on = join.args.get("on")
    for equal in on.find_all(exp.EQ) if on is not None else ():
        sides = [equal.args["this"], equal.args["expression"]]
        for key, value in (sides, sides[::-1]):
            if type(key) is exp.Column:
                made = scope.engine.expression(scope, value, "")
                keys.append((resolve(scope, key), made))
    for source in others:
        source.output = Output(_blanks(source.output, keys))


def _blanks(output: Output, keys: list[tuple[Column, Column]]) -> list[Column]:
    """The columns of the other side: keys are what they are joined to."""
    given = {id(key): value for key, value in keys}
    relations = {open_.relation for open_ in output.opens}
    known = {id(column) for column in output.columns}
    named = {
        key.key: value.named(key.name)
        for key, value in keys
        if id(key) not in known and key.ways and key.ways[0][0] in relations
    }
    blanks = [
        given.get(id(column), Column(column.name)).named(column.name)
        if column.open is None
        else column.open.without(named).star()
        for column in output.columns
    ]
    return [*blanks, *named.values()]


def _shared(scope: Scope, left: list[Source], right: list[Source]) -> list[str]:
    """The columns both sides of a natural join have.

    Where a schema is not known, a column that the other side has may be one: all of them are read.
    """
    opens = [any(source.output.opens for source in side) for side in (left, right)]
    for side, is_open in zip((left, right), opens, strict=True):
        for source in side if is_open else ():
            for open_ in source.output.opens:
                scope.row.read(open_.star(), None)
    scope.unplaced = scope.unplaced or any(opens)
    ours = {key for source in left for key in source.output.index}
    names = [c.name for c in _named(right) if opens[0] or c.key in ours]
    theirs = {column.key for column in _named(right)}
    return names + [c.name for c in _named(left) if opens[1] and c.key not in theirs]


def _named(sources: list[Source]) -> list[Column]:
    return [c for source in sources for c in source.output.columns if c.open is None]


def _merge(
    scope: Scope, names: list[str], left: list[Source], right: list[Source], keep: bool
) -> None:
    merged: dict[str, Column] = {}
    if scope.engine.dialect.merges_in_place and any(source.output.opens for source in left):
        scope.unplaced = True
    for name in names:
        key = name.lower()
        ours = scope.merged.get(key) or _side(scope, left, name, key)
        theirs = _side(scope, right, name, key)
        for column in (ours, theirs):
            if column is not None:
                scope.row.read(column, None)
        if ours is not None and theirs is not None:
            merged[key] = together(ours, theirs)
        else:
            merged[key] = ours or theirs or Column(name, (), None, "unknown column")
    if keep:
        # A star gives the columns of the last USING first.
        old = scope.merged
        scope.merged = merged | {key: old[key] for key in old if key not in merged}


def _side(scope: Scope, sources: list[Source], name: str, key: str) -> Column | None:
    """The column of one side: of a known schema that has it, else of the unknown ones."""
    found: Column | None = None
    for source in sources:
        column = source.output.index.get(key)
        if column is not None:
            found = column if found is None else together(found, column)
    if found is not None:
        return found
    opens = [o for source in sources for o in source.output.opens if key not in o.excluded]
    if len(opens) == 1:
        return scope.engine.vouched(opens[0], name, key)
    return unresolved(name, opens) if opens else None
