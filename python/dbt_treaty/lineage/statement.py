"""What a statement does that runs beside a query: a hook's, or an SQL header's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from dbt_treaty.lineage.dialect import Dialect, dialect_of
from dbt_treaty.lineage.effect import OPEN_NAME, Statement
from dbt_treaty.lineage.harmless import is_harmless
from dbt_treaty.lineage.model import TableRead
from dbt_treaty.lineage.named_relations import named_relations
from dbt_treaty.lineage.parsing import parse
from dbt_treaty.lineage.relations import Relations
from dbt_treaty.lineage.written import written_by

_STRINGS = frozenset(
    {
        TokenType.STRING,
        TokenType.RAW_STRING,
        TokenType.HEREDOC_STRING,
        TokenType.NATIONAL_STRING,
        TokenType.UNICODE_STRING,
    }
)
_RUNNING_COMMENT = "/*!"  # MySQL and its kin run what stands there, and the parser skips it


def read_statements(
    sql: str, dialect: str, relations: Relations, names: Mapping[str, str]
) -> tuple[Statement, ...]:
    """The statements of a text; one that writes into several tables stands there for each.

    Never raises: what can't be read is ``dynamic``.

    Args:
        sql: statements with semicolons between them.
        dialect: the name of a dbt adapter.
        relations: what names mean.
        names: words, in lower case, that stand for a relation, with its identifier.
    """
    grammar, index = dialect_of(dialect), _Names(relations, names)
    if _RUNNING_COMMENT in sql:
        return (Statement(" ".join(sql.split()), "dynamic"),)
    try:
        tokens = grammar.grammar.tokenize(sql)
    except Exception:
        return (Statement(" ".join(sql.split()), "dynamic"),)
    return tuple(
        statement
        for part in _parts(tokens)
        for statement in _read(sql[part[0].start : part[-1].end + 1], part, grammar, index)
    )


def _parts(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in tokens:
        if token.token_type is not TokenType.SEMICOLON:
            part.append(token)
        elif part:
            yield part
            part = []
    if part:
        yield part


class _Names:
    """Finds the relation that a table's name means."""

    def __init__(self, relations: Relations, names: Mapping[str, str]) -> None:
        self.relations = relations
        self._names = names

    def read(self, node: exp.Table, fold: str) -> TableRead:
        parts = [part for part in node.parts if isinstance(part, exp.Identifier)]
        text = ".".join(part.name for part in parts) or node.sql()
        if len(parts) != len(node.parts):
            return TableRead(text, None)
        known = self._names.get(text.lower()) if len(parts) == 1 else None
        named = [(part.name, bool(part.args.get("quoted"))) for part in parts]
        if known is None and self._open(named):
            named = named[-1:]  # the schema is known when it runs: any table of this name
        entry = None if known else self.relations.resolve(named, fold)
        return TableRead(text, entry.relation.id if entry else known)

    def _open(self, named: list[tuple[str, bool]]) -> bool:
        return any(name.lower().startswith(OPEN_NAME) for name, _ in named[:-1])

    def anywhere(self, text: str, dialect: Dialect) -> tuple[TableRead, ...]:
        found = named_relations(text, dialect, self.relations)
        named = [TableRead(word, id_) for word, id_ in self._names.items() if word in text.lower()]
        return (*found, *named)


def _read(text: str, tokens: list[Token], dialect: Dialect, names: _Names) -> Iterator[Statement]:
    words = " ".join("''" if t.token_type in _STRINGS else t.text for t in tokens)
    shown = " ".join(text.split())
    harmless = is_harmless(words)
    try:
        trees = parse(text, dialect)
    except Exception:
        trees = []
    if len(trees) != 1 or isinstance(trees[0], exp.Command):
        chooses = words.lower().startswith("delete")  # perhaps by what another table has
        reads = names.anywhere(text, dialect) if chooses else ()
        yield Statement(shown, "none" if harmless else "dynamic", reads=reads)
        return
    tree: Any = trees[0]
    writes = () if harmless else written_by(tree)
    if writes is None:
        yield Statement(shown, "dynamic")
        return
    if harmless and not isinstance(tree, exp.Delete):
        yield Statement(shown, "none")
        return
    # A table whose rows are deleted is not read, nor is one that is only made.
    aimed = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
    targets = {id(each.table) for each in writes} | {id(aimed)}
    found = [each for each in tree.find_all(exp.Table) if not _is_cte(each)]
    reads = tuple(
        dict.fromkeys(names.read(each, dialect.fold) for each in found if id(each) not in targets)
    )
    if not writes:
        yield Statement(shown, "none", reads=reads)
    for each in writes:
        target = names.read(each.table, dialect.fold)
        own = (target,) if each.reads_itself else ()
        yield Statement(shown, "writes", target, each.columns, (*reads, *own))


def _is_cte(table: exp.Table) -> bool:
    """Whether a common table expression is meant; in its own definition it is not."""
    if len(table.parts) != 1:
        return False
    name, node = table.name.lower(), table.parent
    inside: set[int] = set()
    while node is not None:
        if isinstance(node, exp.CTE):
            inside.add(id(node))
        with_ = node.args.get("with_")
        for cte in with_.expressions if isinstance(with_, exp.With) else ():
            if cte.alias.lower() == name and id(cte) not in inside:
                return True
        node = node.parent
    return False
