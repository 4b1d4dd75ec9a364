"""The lineage that a model in another language than SQL declares in its ``meta``.

::

    meta:
      dbt_treaty_override:
        lineage:
          customer_id: users_clean.customer_id            # a copy
          score:                                          # computed, of two columns
            - {parent: users_clean.email, transforms: [score]}
            - {parent: crm.calls.length, evolution: scan}
          made_at: []                                     # of no column
          "*": []                                         # there are no other columns
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dbt_treaty.project.loose import as_items
from dbt_treaty.project.model import DeclaredEdge, DeclaredLineage

LINEAGE_KEY = "lineage"
_OTHERS = "*"
_KEYS = ("parent", "evolution", "transforms")
_EVOLUTIONS = ("copy", "mod", "scan")


def read_declared_lineage(override: Mapping[str, Any]) -> DeclaredLineage | None:
    """The lineage in a resource's ``dbt_treaty_override``; None where it declares none.

    A column that is told in another form than the one above has that among ``problems``, and no
    edges: half a lineage is none.
    """
    if LINEAGE_KEY not in override:
        return None
    told = override[LINEAGE_KEY]
    if not isinstance(told, Mapping):
        return DeclaredLineage(problem="its declared lineage is no mapping of columns")
    columns: dict[str, tuple[DeclaredEdge, ...]] = {}
    problems: dict[str, str] = {}
    for key, value in told.items():
        name = str(key)
        problem = _others_problem(value) if name == _OTHERS else None
        faults = [problem] if problem else [*_faults(value)]
        if faults:
            problems[name] = faults[0]
        elif name != _OTHERS:
            columns[name] = tuple(map(_edge, _listed(value)))
    return DeclaredLineage(columns, problems, _OTHERS in told and _OTHERS not in problems)


def _listed(value: object) -> tuple[Any, ...]:
    return as_items(value) if isinstance(value, (list, tuple)) else (value,)


def _others_problem(value: object) -> str | None:
    if isinstance(value, (list, tuple)) and not value:
        return None
    return '"*" stands for all other columns: it may say `[]`, that there are none'


def _faults(value: object) -> Iterator[str]:
    for each in _listed(value):
        told = {"parent": each} if isinstance(each, str) else each
        if not isinstance(told, Mapping):
            yield f"{each!r} is neither `parent.column` nor a mapping with `parent`"
            continue
        unknown = sorted(str(key) for key in told if key not in _KEYS)
        if unknown:
            yield f"{unknown[0]!r} is none of {', '.join(_KEYS)}"
        yield from _wrong_values(told)


def _wrong_values(told: Mapping[str, Any]) -> Iterator[str]:
    parent, evolution, transforms = (told.get(key) for key in _KEYS)
    if (
        not isinstance(parent, str)
        or not all(map(str.strip, parent.split(".")))
        or "." not in parent
    ):
        yield f"`parent: {parent}` is not written as `model.column` or `source.table.column`"
    if evolution not in (None, *_EVOLUTIONS):
        yield f"`evolution: {evolution}` is none of {', '.join(_EVOLUTIONS)}"
    named = _listed(transforms) if transforms is not None else ()
    if not all(isinstance(each, str) and each.strip() for each in named):
        yield f"`transforms: {transforms}` is no list of functions' names"
    elif named and evolution == "copy":
        yield "a `copy` passes no transforms; it is `mod`"


def _edge(told: Any) -> DeclaredEdge:
    if isinstance(told, str):
        return DeclaredEdge(told.strip(), "copy")
    transforms = tuple(str(each).strip().lower() for each in _listed(told.get("transforms") or ()))
    evolution: Any = told.get("evolution") or ("mod" if transforms else "copy")
    return DeclaredEdge(told["parent"].strip(), evolution, transforms)
