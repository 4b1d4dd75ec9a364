"""What the user's own properties files say: model entries and groups with places, and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from dbt_treaty.errors import Place
from dbt_treaty.sync.dbt_project import GENERATED_FOLDER, DbtProject


@dataclass(slots=True)
class HandWritten:
    """Places of hand-written entries by model name, and of groups by group name.

    ``sources`` are pairs of a source's and a table's name.
    """

    models: dict[str, Place] = field(default_factory=dict)
    groups: dict[str, Place] = field(default_factory=dict)
    sources: set[tuple[str, str]] = field(default_factory=set)


def read_handwritten(project: DbtProject) -> HandWritten:
    """Find model entries and groups outside the generated folders.

    A file that does not parse is left to dbt, which says so better when it parses the project.
    """
    found = HandWritten()
    for path in project.property_files():
        if path.parent.name == GENERATED_FOLDER:
            continue
        try:
            node = yaml.compose((project.root / path).read_text(encoding="utf-8"), yaml.SafeLoader)
        except (OSError, UnicodeError, yaml.YAMLError, RecursionError):
            continue
        for section, target in (("models", found.models), ("groups", found.groups)):
            for name, line in _names(node, section):
                target.setdefault(name, Place(path.as_posix(), line))
        found.sources.update(_sources(node))
    return found


def _sources(document: yaml.Node | None) -> Iterator[tuple[str, str]]:
    for entries in _values(document, "sources"):
        for entry in entries.value if isinstance(entries, yaml.SequenceNode) else ():
            for name in _values(entry, "name"):
                for table, _ in _names(entry, "tables"):
                    yield str(name.value), table


def _names(document: yaml.Node | None, section: str) -> list[tuple[str, int]]:
    """Name and line of each entry of a top-level list."""
    return [
        (str(name.value), name.start_mark.line + 1)
        for entries in _values(document, section)
        if isinstance(entries, yaml.SequenceNode)
        for entry in entries.value
        for name in _values(entry, "name")
    ]


def _values(node: yaml.Node | None, wanted: str) -> list[yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return []
    return [value for key, value in node.value if key.value == wanted]
