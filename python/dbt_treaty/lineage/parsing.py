"""Parses SQL with a tokenizer and a parser that are kept from one text to the next."""

from __future__ import annotations

import threading

from sqlglot import exp
from sqlglot.parser import Parser
from sqlglot.tokens import Tokenizer

from dbt_treaty.lineage.dialect import Dialect


class _Kept(threading.local):
    def __init__(self) -> None:
        self.by_dialect: dict[str, tuple[Tokenizer, Parser]] = {}


# To make the two takes a tenth of the time of a query. Each thread has its own: while they read
# a text, they are in the middle of it.
_KEPT = _Kept()


def parse(sql: str, dialect: Dialect) -> list[exp.Expr]:
    """The statements of a text. Raises what sqlglot raises where it can't be read."""
    kept = _KEPT.by_dialect.get(dialect.name)
    if kept is None:
        kept = dialect.grammar.tokenizer(), dialect.grammar.parser()
        _KEPT.by_dialect[dialect.name] = kept
    tokenizer, parser = kept
    try:
        return [tree for tree in parser.parse(tokenizer.tokenize(sql), sql) if tree is not None]
    finally:
        # They would keep the tokens for the garbage collector to look at.
        tokenizer.tokenize("")
        parser.reset()
