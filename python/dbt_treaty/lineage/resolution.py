"""From a column's name to the column it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from dbt_treaty.lineage.by_number import positional
from dbt_treaty.lineage.expression_by_name import expression_by_name
from dbt_treaty.lineage.field import field_of
from dbt_treaty.lineage.output import Column, Open, Output, Way, together, unresolved
from dbt_treaty.lineage.scope import Scope, Source
from dbt_treaty.lineage.shape import Shape

_QUALIFIERS = ("catalog", "db", "table")


def resolve(scope: Scope, node: exp.Column, fields: tuple[str, ...] = ()) -> Column:
    """The column that a Column node means, or the field of it that ``fields`` lead to."""
    args = node.args
    name = args["this"]
    if type(name) is not exp.Identifier:
        return _by_place(scope, node, fields)
    text, table = name.args["this"], args.get("table")
    if table is None:
        # Most bare names are in lower case and one table's: look there first.
        column = None if scope.bound else scope.plain.get(text)
        if column is None:
            column = unqualified(scope, text, text.lower())
        return field_of(scope.engine, column, fields) if fields else column
    if args.get("db") is None:
        # ``table.column`` is what most others are.
        source = scope.by_key.get(table.args["this"].lower())
        known = None if source is None else source.output.index.get(text.lower())
        if known is not None and not scope.doubled and not scope.bound:
            return field_of(scope.engine, known, fields) if fields else known
    qualifiers = [part.name for key in _QUALIFIERS if (part := args.get(key)) is not None]
    return qualified(scope, [*qualifiers, text, *fields])


def unqualified(scope: Scope, name: str, key: str) -> Column:
    """The column that a bare name means."""
    if key in scope.bound:
        return scope.bound[key]
    if scope.aliases_first and key in scope.aliases:
        return scope.aliases[key]
    found = expression_by_name(scope, name, key) if scope.engine.dialect.alias_first else None
    found = found or _known(scope, key)
    if found is None and key in scope.engine.dialect.reserved:
        return Column(name)
    found = found or _near(scope, name, key) or _around(scope.parent, name, key)
    if found is None and key not in scope.engine.dialect.pseudo:
        return scope.aliases.get(key) or anything(scope, name, "unknown column")
    return found or Column(name)


def known_column(scope: Scope | None, key: str) -> Column | None:
    """The column of this name (lower case) that a known schema in sight has."""
    while scope is not None:
        found = _known(scope, key)
        if found is not None:
            return found
        scope = scope.parent
    return None


def anything(scope: Scope | None, name: str, reason: str) -> Column:
    """What nothing explains: it may come from anything in sight."""
    suspects: dict[str, None] = {}
    while scope is not None:
        for source in scope.sources:
            suspects.update(source.output.relations())
        scope = scope.parent
    return Column(name, (), None, reason, tuple(suspects))


def whole_row(source: Source, name: str) -> Column:
    """A table's row as one value: every column of it, and ``*`` where not all are known.

    No column is the row, so none is copied, whatever function takes the row in.
    """
    ways: list[Way] = []
    for column in source.output.columns:
        ways.extend(column.passing().ways)
        if column.open is not None and column.open.relation is not None:
            ways.append((column.open.relation, "*", "mod", ()))
    reasons = [column for column in source.output.columns if column.reason is not None]
    doubtful = [c for c in reasons if c.open is None or c.open.relation is None]
    suspects = dict.fromkeys(s for column in doubtful for s in column.suspects)
    reason = doubtful[0].reason if doubtful else None
    row = Column(name, tuple(dict.fromkeys(ways)), None, reason, tuple(suspects))
    row.shape = Shape(((source.output, (), ()),))
    return row


def _known(scope: Scope, key: str) -> Column | None:
    """A column that a known schema of the FROM has; of several, what they hold together."""
    if key in scope.merged:
        return scope.merged[key]
    if len(scope.sources) == 1:
        return scope.sources[0].output.index.get(key)
    found: Column | None = None
    for source in scope.sources:
        column = source.output.index.get(key)
        if column is not None:
            found = column if found is None else together(found, column)
    return found


def _near(scope: Scope, name: str, key: str) -> Column | None:
    """What a bare name may mean in this scope that no known schema of its FROM has."""
    opens = [o for s in scope.sources for o in s.output.opens if key not in o.excluded]
    alias = scope.aliases.get(key)
    # A schema that was asked for the name before this alias came has such a column.
    asked = any(scope.engine.is_vouched(open_, key) for open_ in opens)
    if alias is not None and scope.aliases_near and not asked:
        # Where a table has such a column, it is that and not the alias.
        for open_ in opens:
            alias = together(alias, open_.column(name))
        return alias
    if key in scope.by_key:
        return whole_row(scope.by_key[key], name)
    return _from_open(scope, opens, name, key)


def _from_open(scope: Scope, opens: list[Open], name: str, key: str) -> Column | None:
    if not opens:
        return None
    column = _of_opens(scope, opens, name, key)
    for source in scope.sources:
        double = scope.engine.double(source.output, key)
        column = column if double is None else together(column, double)
    return column


def _of_opens(scope: Scope, opens: list[Open], name: str, key: str) -> Column:
    if len(opens) == 1 and opens[0].relation is not None:
        column = scope.engine.vouched(opens[0], name, key)
        for other in _perhaps_outer(scope.parent, name, key):
            column = together(column, other)
        return column
    values = [open_ for open_ in opens if open_.relation is None and open_.reason is None]
    if len(opens) - len(values) == 1:
        # A table's column, or a field of a value that stands beside it: what either holds.
        table = next(open_ for open_ in opens if open_ not in values)
        column = scope.engine.vouched(table, name, key)
        for other in (*(v.column(name) for v in values), *_perhaps_outer(scope.parent, name, key)):
            column = together(column, other)
        return column
    if len(opens) == len(values) == 1:
        return _field_or_outer(scope, opens[0], name, key)
    column = unresolved(name, opens)
    around = [r for other in _perhaps_outer(scope.parent, name, key) for r in other.relations()]
    column.suspects = tuple(dict.fromkeys((*column.suspects, *around)))
    return column


def _perhaps_outer(scope: Scope | None, name: str, key: str) -> Iterator[Column]:
    """What the queries around mean by a bare name, if the one it stands in has no such column."""
    while scope is not None:
        known = _known(scope, key) or scope.aliases.get(key)
        if known is not None:
            yield known
            return
        for source in scope.sources:
            for open_ in source.output.opens:
                is_value = open_.relation is None and open_.reason is None
                if not is_value and key not in open_.excluded:
                    yield open_.column(name)
        scope = scope.parent


def _field_or_outer(scope: Scope, open_: Open, name: str, key: str) -> Column:
    """A bare name beside a value of unknown fields: one of them, or what the outer query has."""
    known = known_column(scope.parent, key)
    if known is None and open_.named:
        known = _around(scope.parent, name, key)
    field = open_.column(name)
    return field if known is None else together(field, known)


def _around(scope: Scope | None, name: str, key: str) -> Column | None:
    """What the scopes around a subquery mean by a bare name."""
    while scope is not None:
        if key in scope.bound:
            return scope.bound[key]
        found = _known(scope, key) or _near(scope, name, key) or scope.aliases.get(key)
        if found is not None:
            return found
        scope = scope.parent
    return None


def qualified(scope: Scope, names: list[str]) -> Column:
    """``table.column``, ``schema.table.column``, or a column, with ``.field`` behind it."""
    keys = [name.lower() for name in names]
    found = None if keys[0] in scope.bound else find_source(scope, keys[:-1])
    if found is None:
        column = unqualified(scope, names[0], keys[0])
        if column.reason == "unknown column":
            return Column(names[-1], (), None, column.reason, column.suspects)
        return field_of(scope.engine, column, names[1:])
    source, used = found
    name, key = names[used], keys[used]
    column_of = scope.engine.find(source.output, name, key)
    if column_of is None:
        suspects = tuple(source.output.relations())
        return Column(names[-1], (), None, "unknown column", suspects)
    fields = names[used + 1 :]
    return field_of(scope.engine, column_of, fields) if fields else column_of


def find_source(scope: Scope | None, keys: Sequence[str]) -> tuple[Source, int] | None:
    """The source that the first ``keys`` name, and how many it takes; inner scopes first."""
    while scope is not None:
        for source in scope.named if len(keys) > 1 else ():
            for used in range(len(keys), 1, -1):
                path = (*source.path, source.key)
                if path[-used:] == tuple(keys[:used]):
                    return source, used
        if keys[0] in scope.by_key:
            return (_all_of(scope, keys[0]) if scope.doubled else scope.by_key[keys[0]]), 1
        scope = scope.parent
    return None


def _all_of(scope: Scope, key: str) -> Source:
    """The source of this name; where two have it (``raw.users, old.users``), what either holds."""
    if key not in scope.doubled:
        return scope.by_key[key]
    named = [source for source in scope.named if source.key == key]
    return Source(key, Output([column for source in named for column in source.output.columns]))


def _by_place(scope: Scope, node: exp.Column, fields: tuple[str, ...]) -> Column:
    """Snowflake's ``t.$1``; ClickHouse's ``tuple.2``, where a column stands before the dot."""
    table = node.args.get("table")
    if type(node.args["this"]) is exp.Literal and table is not None:
        names = [part.name for key in _QUALIFIERS if (part := node.args.get(key)) is not None]
        return qualified(scope, [*names, node.this.name, *fields])
    sources: Sequence[Source] = scope.sources
    if table is not None and (found := find_source(scope, [table.name.lower()])) is not None:
        sources = [found[0]]
    return positional(sources, node.this.name)
