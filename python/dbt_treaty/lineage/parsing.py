"""Parses SQL with a tokenizer and a parser that are kept from one text to the next."""

from __future__ import annotations

import threading
from itertools import pairwise

from sqlglot import exp
from sqlglot.parser import Parser
from sqlglot.tokenizer_core import Token, TokenType
from sqlglot.tokens import Tokenizer

from dbt_treaty.lineage.dialect import Dialect

# The parser copies what stands in a FROM, and so an inner query once for each query around it:
# Parser._implicit_unnests_to_explicit, where SUPPORTS_IMPLICIT_UNNEST. 200 take two seconds.
_COPIED = frozenset({"bigquery", "redshift"})
_DEEPEST = 200
_QUERY = frozenset({TokenType.SELECT, TokenType.WITH})


class _Kept(threading.local):
    def __init__(self) -> None:
        self.by_dialect: dict[str, tuple[Tokenizer, Parser]] = {}


# To make the two takes a tenth of the time of a query. Each thread has its own: while they read
# a text, they are in the middle of it.
_KEPT = _Kept()


def parse(sql: str, dialect: Dialect) -> list[exp.Expr]:
    """The statements of a text.

    Raises RecursionError where queries stand in queries too deep, and what sqlglot raises where
    the text can't be read.
    """
    kept = _KEPT.by_dialect.get(dialect.name)
    if kept is None:
        kept = dialect.grammar.tokenizer(), dialect.grammar.parser()
        _KEPT.by_dialect[dialect.name] = kept
    tokenizer, parser = kept
    try:
        tokens = tokenizer.tokenize(sql)
        if dialect.name in _COPIED and _depth(tokens) > _DEEPEST:
            raise RecursionError
        return [tree for tree in parser.parse(tokens, sql) if tree is not None]
    finally:
        # They would keep the tokens for the garbage collector to look at.
        tokenizer.tokenize("")
        parser.reset()


def _depth(tokens: list[Token]) -> int:
    """How many brackets with a query in them stand in one another at most."""
    around, deepest, inside = [False], 0, 0
    for token, following in pairwise(tokens):
        if token.token_type is TokenType.L_PAREN:
            around.append(following.token_type in _QUERY)
            inside += around[-1]
            deepest = max(deepest, inside)
        elif token.token_type is TokenType.R_PAREN:
            inside -= around.pop() if len(around) > 1 else 0
    return deepest
