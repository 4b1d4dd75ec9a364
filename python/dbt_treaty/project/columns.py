"""The columns that a properties file declares."""

from __future__ import annotations

from sys import intern

from dbt_treaty.project.loose import as_items, as_mapping, as_text, as_texts
from dbt_treaty.project.model import Column
from dbt_treaty.project.wire import ColumnConfig, ColumnEntry

_NOTHING_SAID = ColumnEntry()
_NO_TAGS: frozenset[str] = frozenset()


def read_columns(told: object) -> dict[str, Column]:
    """The columns by name, in the order of the file.

    Args:
        told: the manifest's ``columns``; what is no mapping declares none.
    """
    columns: dict[str, Column] = {}
    for key, each in told.items() if isinstance(told, dict) else ():
        entry = each if isinstance(each, ColumnEntry) else _NOTHING_SAID
        config, type_ = entry.config, entry.data_type
        # One text for each name and type: there are a few hundred thousand columns.
        name = key if entry.name == key else str(entry.name or key)
        data_type = intern(type_) if type_ and type(type_) is str else as_text(type_)
        tags = config.tags if isinstance(config, ColumnConfig) else None
        if entry.tags or tags or entry.constraints:
            both = as_texts(entry.tags) | as_texts(tags) if entry.tags or tags else _NO_TAGS
            kept = _constraints(entry.constraints) if entry.constraints else ()
            columns[name] = Column(name, data_type, both, kept)
        else:
            columns[name] = Column(name, data_type)
    return columns


def _constraints(told: object) -> tuple[str, ...]:
    types = (as_mapping(each).get("type") for each in as_items(told))
    return tuple(str(each) for each in types if each)
