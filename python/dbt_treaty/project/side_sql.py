"""SQL that dbt runs beside a model's query: its hooks and its SQL header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dbt_treaty.project.loose import as_code, as_items
from dbt_treaty.project.model import SideSql
from dbt_treaty.project.wire import Config


def read_side_sql(config: Config) -> tuple[SideSql, ...]:
    """Every text that runs beside the query, by the name that ``config()`` has for it.

    What is there in a form that dbt does not write is taken as text as well: it may be run.
    """
    parts = (
        ("pre_hook", (config.pre_hook, config.pre_hook_)),
        ("post_hook", (config.post_hook, config.post_hook_)),
        ("sql_header", (config.sql_header,)),
    )
    if not any(value for _, values in parts for value in values):
        return ()
    told = ((kind, text) for kind, values in parts for each in values for text in _texts(each))
    return tuple(dict.fromkeys(SideSql(kind, text) for kind, text in told))


def _texts(told: Any) -> Iterator[str]:
    """The texts of hooks: each is a text or a mapping with one, alone or in a list."""
    for hook in as_items(told) if isinstance(told, (list, tuple)) else (told,):
        text = hook.get("sql") if isinstance(hook, Mapping) else hook
        code = as_code(text if text is None or isinstance(text, str) else str(text))
        if code is not None:
            yield code
