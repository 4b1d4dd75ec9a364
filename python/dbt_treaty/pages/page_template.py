"""What dbt would make of a page's model: its config, its parents, its compiled SQL.

Pages use four calls of dbt's and no other Jinja: ``config``, ``ref``, ``source`` and
``dbt_treaty.mask``. That is little enough to do without Jinja, which the core does not depend on.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_CALL = re.compile(r"\{\{\s*(.+?\))\s*\}\}", re.DOTALL)
_WORDS = {"true": True, "false": False, "none": None}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A model's SQL as dbt compiles it, what it reads (unique ids) and its own ``config()``."""

    sql: str
    parents: tuple[str, ...]
    config: Mapping[str, Any]


class Template:
    """Renders models against the relations of a page.

    ``relations`` maps ``x`` and ``x.v2`` (for ``ref``) and ``a.x`` (for ``source``) to a unique id
    and the relation's name in SQL.
    """

    def __init__(self, relations: Mapping[str, tuple[str, str]]) -> None:
        self._relations = relations

    def render(self, raw: str) -> Rendered:
        """The model as dbt leaves it in the manifest.

        Raises:
            ValueError: the page calls what a page can't, or reads what the page does not have.
        """
        parents: dict[str, None] = {}
        config: dict[str, Any] = {}

        def put(call: re.Match[str]) -> str:
            name, arguments, options = _parsed(call[1])
            if name == "config":
                config.update(options)
                return ""
            if name == "dbt_treaty.mask":
                column, method = arguments
                return f"dbt_treaty_{method}(cast({column} as text))"
            if name in ("ref", "source"):
                version = [f"v{options['v']}"] if "v" in options else []
                read = ".".join((*arguments, *version))
                if read not in self._relations:
                    raise ValueError(f"the page has no {read}")
                id_, relation = self._relations[read]
                parents[id_] = None
                return relation
            raise ValueError(f"a page can't call {name}")

        sql = _CALL.sub(put, raw)
        return Rendered(sql, tuple(parents), config)


def _parsed(text: str) -> tuple[str, list[Any], dict[str, Any]]:
    """The name, the arguments and the options of a call whose arguments are literals."""
    call = ast.parse(text, mode="eval").body
    if not isinstance(call, ast.Call):
        raise ValueError(f"a page can't hold {{{{ {text} }}}}")
    options = {option.arg or "": _literal(option.value) for option in call.keywords}
    return ast.unparse(call.func), [_literal(each) for each in call.args], options


def _literal(node: ast.expr) -> Any:
    """A literal as Jinja has it: Python's, with ``true``, ``false`` and ``none``."""
    if isinstance(node, ast.Name):
        return _WORDS[node.id]
    if isinstance(node, ast.Dict):
        keys = [_literal(key) for key in node.keys if key is not None]
        return dict(zip(keys, map(_literal, node.values), strict=True))
    if isinstance(node, ast.List):
        return [_literal(each) for each in node.elts]
    return ast.literal_eval(node)
