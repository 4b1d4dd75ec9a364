"""A text as one condition's syntax tree, in the grammar of one warehouse."""

from __future__ import annotations

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect as Grammar
from sqlglot.tokenizer_core import TokenType


class UnreadError(ValueError):
    """The text is not one expression in this grammar; ``query`` where it is a whole query."""

    def __init__(self, *, query: bool = False) -> None:
        super().__init__()
        self.query = query


def read_condition(sql: str, grammar: Grammar) -> exp.Expr:
    """The one expression that a text is.

    Raises:
        UnreadError: it is none, or more than one.
    """
    try:
        trees = grammar.parse(f"select (\n{sql}\n)") if _is_one_piece(sql, grammar) else []
    except Exception:  # whatever a parser says, RecursionError too: it does not read it
        raise UnreadError from None
    tree = trees[0] if len(trees) == 1 else None
    if not isinstance(tree, exp.Select) or len(tree.expressions) != 1:
        raise UnreadError
    root = tree.expressions[0]
    given = {key for key, value in tree.args.items() if value} - {"expressions", "kind"}
    if given or type(root) is not exp.Paren:
        raise UnreadError(query=isinstance(root, exp.Subquery))
    condition: exp.Expr = root.this
    return condition


def quoted_texts(sql: str, grammar: Grammar) -> frozenset[str]:
    """The texts that stand in double quotes, in a grammar that means no name by them; lower case.

    ``sql`` is a text that the grammar reads.
    """
    return frozenset(
        token.text.lower()
        for token in grammar.tokenize(sql)
        if token.token_type is TokenType.STRING and sql[token.start] == '"'
    )


def words(sql: str, grammar: Grammar) -> frozenset[str]:
    """Everything in a text that the grammar reads but its texts and comments; lower case."""
    tokens = grammar.tokenize(sql)
    return frozenset(t.text.lower() for t in tokens if not t.token_type.name.endswith("STRING"))


def _is_one_piece(sql: str, grammar: Grammar) -> bool:
    """Whether it closes what it opens, and nothing else, and no statement ends in it."""
    depth = 0
    tokens = grammar.tokenize(sql)
    for token in tokens:
        depth += {TokenType.L_PAREN: 1, TokenType.R_PAREN: -1}.get(token.token_type, 0)
        if depth < 0 or token.token_type is TokenType.SEMICOLON:
            return False
    return bool(tokens) and depth == 0 and "/*!" not in sql
