"""What each warehouse calls a logical type and which constraints it enforces, from the macros."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docs_table import code, table
from jinja2 import Environment

from dbt_treaty.contracts.logical_type import SIMPLE_TYPES

MACROS = Path(__file__).resolve().parent.parent / "macros" / "types"
_TYPES = re.compile(r"macro (\w+?)__data_type\(.*?spell_type\(logical, (\{.*?\n  \})\)", re.DOTALL)
_CONSTRAINTS = re.compile(r"macro (\w+?)__enforced_constraints\(.*?return\((\[.*?\])\)", re.DOTALL)
# Two decimals between them show where a warehouse has a second word for the larger ones.
_DECIMALS = ({"precision": 12, "scale": 2}, {"precision": 38, "scale": 20})


def logical_types() -> str:
    """Each logical type in each warehouse's words."""
    words = _words()
    kinds = (*SIMPLE_TYPES, "decimal(p,s)", "array<…>", "struct<…>")
    rows = ((code(kind), *(_spelled(kind, each) for each in words.values())) for kind in kinds)
    return table(("logical type", *words), rows)


def constraints() -> str:
    """The constraints that become part of a table, by warehouse."""
    found = _CONSTRAINTS.findall((MACROS / "enforced_constraints.sql").read_text(encoding="utf-8"))
    rows = (
        (name, ", ".join(code(kind) for kind in ast.literal_eval(kinds)) or "none")
        for name, kinds in found
    )
    return table(("adapter", "enforced by the warehouse"), rows)


def _words() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """The macros' tables by adapter, once for each of the two decimals."""
    found = _TYPES.findall((MACROS / "data_type.sql").read_text(encoding="utf-8"))
    return {name: tuple(_evaluated(text, each) for each in _DECIMALS) for name, text in found}


def _evaluated(text: str, logical: Mapping[str, int]) -> Mapping[str, str]:
    words: Any = Environment(autoescape=True).compile_expression(text)(logical=logical)
    return {str(key): str(value) for key, value in words.items()}


def _spelled(kind: str, words: tuple[Mapping[str, str], ...]) -> str:
    name = re.split(r"[(<]", kind)[0]
    texts = dict.fromkeys(each[name] for each in words)
    filled = [text.replace("{item}", "…").replace("{fields}", "…") for text in texts]
    return " or ".join(code(f"{text}(p,s)" if name == "decimal" else text) for text in filled)
