"""The package's macros outside of dbt: read with Jinja itself, run as any warehouse would run them.

Jinja renders the very files; what stands in for dbt is `return`, `adapter.dispatch` with dbt's
order of adapters, and quoting. So a warehouse needs no connection, nor its adapter installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, NoReturn

import jinja2

MACROS = Path(__file__).resolve().parent.parent / "macros"
# Where dbt looks when an adapter has no body of its own: its parent adapter.
_PARENTS = {"databricks": "spark", "redshift": "postgres"}
_BACKTICKS = {"bigquery", "spark", "databricks"}
_NAME = re.compile(r"{%-?\s*(macro|test)\s+(\w+)\s*\(")
_COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
# Jinja has no `test` blocks: dbt reads one as a macro of this name, and so do we.
_TEST = (re.compile(r"{%(-?)\s*test\s+"), re.compile(r"{%(-?)\s*endtest\s*(-?)%}"))


@dataclass(frozen=True)
class MacroFile:
    """One file with the macros it holds: kind (macro or test) and name."""

    path: Path
    text: str
    macros: tuple[tuple[str, str], ...]


def macro_files() -> list[MacroFile]:
    """Every file under macros/, sorted."""
    found = []
    for path in sorted(MACROS.rglob("*.sql")):
        text = path.read_text(encoding="utf-8")
        code = _COMMENT.sub("", text)
        found.append(MacroFile(path, text, tuple(_NAME.findall(code))))
    return found


class _Returned(Exception):  # noqa: N818 - it carries a value, as dbt's MacroReturn
    def __init__(self, value: Any) -> None:
        self.value = value


def _return(value: Any = None) -> NoReturn:
    raise _Returned(value)


def _environment() -> jinja2.Environment:
    return jinja2.Environment(extensions=["jinja2.ext.do"])  # noqa: S701 - SQL, not HTML


@cache
def _compiled() -> tuple[tuple[MacroFile, CodeType], ...]:
    """Every file with what Jinja makes of it, once in a process: no warehouse changes that."""
    environment = _environment()
    found = []
    for file in macro_files():
        text = _TEST[1].sub(r"{%\1 endmacro \2%}", _TEST[0].sub(r"{%\1 macro ", file.text))
        found.append((file, environment.compile(text)))
    return tuple(found)


class Macros:
    """The package's macros as one warehouse runs them: ``Macros("duckdb").data_type(…)``."""

    def __init__(self, adapter: str, **context: Any) -> None:
        self._adapter = adapter
        environment = _environment()
        ours = {"return": _return, "dbt_treaty": self, "adapter": self, "dbt_version": "1.11.0"}
        environment.globals.update({**ours, **context})
        self._found: dict[str, Callable[..., Any]] = {}
        for file, code in _compiled():
            template = jinja2.Template.from_code(environment, code, environment.globals)
            module = template.make_module()
            for _, name in file.macros:
                self._found[name] = getattr(module, name)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        found = self.__dict__["_found"]
        if name not in found:
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            try:
                return str(found[name](*args, **kwargs))
            except _Returned as returned:
                return returned.value

        return call

    def dispatch(self, name: str, package: str) -> Callable[..., Any]:
        """As dbt: the adapter's own body, its parent's, the default."""
        assert package == "dbt_treaty"
        adapter: str | None = self._adapter
        while adapter is not None:
            if f"{adapter}__{name}" in self._found:
                return getattr(self, f"{adapter}__{name}")
            adapter = _PARENTS.get(adapter)
        return getattr(self, f"default__{name}")

    def quote(self, name: str) -> str:
        """As the adapter quotes a name."""
        return f"`{name}`" if self._adapter in _BACKTICKS else f'"{name}"'
