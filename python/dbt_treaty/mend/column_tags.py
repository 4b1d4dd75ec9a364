"""Tags for a column: in the properties of a model, seed or snapshot, or in a contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from dbt_treaty.mend.splice import (
    CannotSplice,
    Insertion,
    add_item,
    add_key,
    add_words,
    child,
    flow_mapping,
    is_empty,
    items,
    scalar,
    sequence,
)


@dataclass(frozen=True, slots=True)
class PropertyTags:
    """Tags on a column of ``section`` (models, seeds, snapshots): entry and column are made."""

    section: str
    resource: str
    column: str
    tags: tuple[str, ...]

    @property
    def what(self) -> str:
        """The change, in words."""
        return f"{', '.join(self.tags)} to {self.resource}.{self.column}"

    def insertions(self, text: str, top: yaml.MappingNode | None) -> tuple[Insertion, ...]:
        """The lines that declare the tags, under `config:` where the file has others there."""
        return _Writing(self, in_config=_in_config(yaml.safe_load(text), self.section)).into(
            text, top
        )

    def change(self, data: dict[str, Any]) -> None:
        """The same in plain data."""
        in_config = _in_config(data, self.section)
        column = _column_of(_entry_of(data, self.section, self.resource), self.column)
        if in_config and "tags" not in column:
            column["config"] = column.get("config") or {}
        holder = column["config"] if isinstance(column.get("config"), dict) else column
        holder["tags"] = [*_listed(holder.get("tags")), *self.tags]


@dataclass(frozen=True, slots=True)
class _Writing:
    """How one file takes tags of a column: beside its other keys, or in its config."""

    wish: PropertyTags
    in_config: bool

    def into(self, text: str, top: yaml.MappingNode | None) -> tuple[Insertion, ...]:
        section_name = self.wish.section
        if top is None:
            return (
                Insertion(len(text), f"version: 2\n\n{section_name}:\n{_block(self._entry())}"),
            )
        if top.flow_style:
            raise CannotSplice("the whole file is written in braces")
        section = child(top, section_name)
        if section is None or is_empty(section):
            if section is not None:
                raise CannotSplice(f"its `{section_name}:` is empty")
            lead = "" if text.endswith("\n") or not text else "\n"
            return (Insertion(len(text), f"{lead}\n{section_name}:\n{_block(self._entry())}"),)
        # dbt tells names of resources apart by case; warehouses don't, those of columns.
        entry = next((e for e in items(section) if _name(e) == self.wish.resource), None)
        if entry is None:
            return (add_item(text, sequence(section), self._entry(), self._flow_entry()),)
        return self._in_entry(text, entry)

    def _in_entry(self, text: str, entry: yaml.MappingNode) -> tuple[Insertion, ...]:
        if child(entry, "versions") is not None:
            raise CannotSplice("the model's entry has versions, each with columns of its own")
        columns = child(entry, "columns")
        if columns is None:
            if entry.flow_style:
                return (add_key(text, entry, "columns", f"[{self._flow_column()}]"),)
            inner = "\n" + _block(self._block_column(), entry.value[0][0].start_mark.column + 2)
            place = add_key(text, entry, "columns", "")
            return (Insertion(place.at, place.text.rstrip() + inner.rstrip("\n")),)
        if is_empty(columns):
            raise CannotSplice("the model's `columns:` is empty")
        column = _named(columns, self.wish.column)
        if column is None:
            return (add_item(text, sequence(columns), self._block_column(), self._flow_column()),)
        config = child(column, "config")
        holder = config if isinstance(config, yaml.MappingNode) else column
        if self.in_config and holder is column and child(column, "tags") is None:
            return (add_key(text, column, "config", f"{{tags: {_flow(self.wish.tags)}}}"),)
        return add_tags(text, holder, self.wish.tags)

    def _entry(self) -> str:
        column = self._block_column().replace("\n", "\n    ")
        return f"name: {scalar(self.wish.resource)}\ncolumns:\n  - {column}"

    def _flow_entry(self) -> str:
        return flow_mapping(
            {"name": scalar(self.wish.resource), "columns": f"[{self._flow_column()}]"}
        )

    def _block_column(self) -> str:
        return "\n".join(f"{key}: {value}" for key, value in self._entries().items())

    def _flow_column(self) -> str:
        return flow_mapping(self._entries())

    def _entries(self) -> dict[str, str]:
        tags = _flow(self.wish.tags)
        declared = {"config": f"{{tags: {tags}}}"} if self.in_config else {"tags": tags}
        return {"name": scalar(self.wish.column), **declared}


@dataclass(frozen=True, slots=True)
class ContractTags:
    """Tags on a column that a native contract has."""

    column: str
    tags: tuple[str, ...]

    @property
    def what(self) -> str:
        """The change, in words."""
        return f"{', '.join(self.tags)} to {self.column}"

    def insertions(self, text: str, top: yaml.MappingNode | None) -> tuple[Insertion, ...]:
        """The words that declare the tags."""
        schema = child(top, "schema") if top is not None else None
        column = _named(schema, self.column) if schema is not None else None
        if column is None:
            raise CannotSplice("the contract has no such column: whether it promises one is yours")
        return add_tags(text, column, self.tags)

    def change(self, data: dict[str, Any]) -> None:
        """The same in plain data."""
        column = next(c for c in data["schema"] if _same(c.get("name"), self.column))
        column["tags"] = [*_listed(column.get("tags")), *self.tags]


def add_tags(text: str, holder: yaml.MappingNode, tags: tuple[str, ...]) -> tuple[Insertion, ...]:
    """Put tags into the mapping of a column, or of its config."""
    node = child(holder, "tags")
    known = {word.casefold() for word in _words(node)}
    if known >= {tag.casefold() for tag in tags}:
        return ()
    if known & {tag.casefold() for tag in tags}:
        raise CannotSplice("some of the tags are there by now: run `dbt compile`, then try again")
    if node is None:
        return (add_key(text, holder, "tags", _flow(tags)),)
    return add_words(text, node, tags)


def _named(section: yaml.Node, name: str) -> yaml.MappingNode | None:
    return next((each for each in items(section) if _same(_name(each), name)), None)


def _name(node: yaml.MappingNode) -> str:
    own = child(node, "name")
    return str(own.value) if own is not None else ""


def _in_config(data: Any, section: str) -> bool:
    """Whether some column of a file has its tags under `config:`, as dbt wants it since 1.10."""
    found = data.get(section) if isinstance(data, dict) else None
    for entry in found if isinstance(found, list) else ():
        columns = entry.get("columns") if isinstance(entry, dict) else None
        for column in columns if isinstance(columns, list) else ():
            config = column.get("config") if isinstance(column, dict) else None
            if isinstance(config, dict) and "tags" in config:
                return True
    return False


def _entry_of(data: dict[str, Any], section: str, name: str) -> dict[str, Any]:
    """The entry of a resource, made where there is none; so is what stands around it."""
    if not data:
        data["version"] = 2
    entries: list[dict[str, Any]] = data.setdefault(section, [])
    entry = next((each for each in entries if each.get("name") == name), None)
    if entry is None:
        entries.append(entry := {"name": name})
    return entry


def _column_of(entry: dict[str, Any], name: str) -> dict[str, Any]:
    columns: list[dict[str, Any]] = entry.setdefault("columns", [])
    column = next((each for each in columns if _same(each.get("name"), name)), None)
    if column is None:
        columns.append(column := {"name": name})
    return column


def _same(one: object, other: str) -> bool:
    """Warehouses take upper and lower case for one name."""
    return str(one).casefold() == other.casefold()


def _words(node: yaml.Node | None) -> Iterator[str]:
    if isinstance(node, yaml.SequenceNode):
        yield from (str(each.value) for each in node.value)
    elif isinstance(node, yaml.ScalarNode) and not is_empty(node):
        yield str(node.value)


def _listed(said: Any) -> list[Any]:
    if said is None:
        return []
    return list(said) if isinstance(said, list) else [said]


def _flow(tags: tuple[str, ...]) -> str:
    return f"[{', '.join(map(scalar, tags))}]"


def _block(entry: str, indent: int = 2) -> str:
    body = entry.replace("\n", "\n" + " " * (indent + 2))
    return f"{' ' * indent}- {body}\n"
