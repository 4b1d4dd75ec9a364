"""A document of another format as a native one, in which every value keeps its own place.

So one reader judges every format: what a type, a version or a percentage is, is said once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dbt_treaty.documents.document import Data, DataPath, Document, Spot


@dataclass(slots=True)
class Translation:
    """The native document as far as it is written; ``root`` is where in the source it begins."""

    source: Document
    root: DataPath = ()
    data: dict[str, Any] = field(default_factory=dict)
    spots: dict[DataPath, Spot] = field(default_factory=dict)
    origins: dict[DataPath, DataPath] = field(default_factory=dict)

    def put(self, path: DataPath, value: Data, origin: DataPath) -> None:
        """Writes a value at a native path; in messages it stands where ``origin`` stands.

        A list grows by its next index only. Keys of a mapping that stands there already stay.
        """
        self._place(path, value, origin)
        if isinstance(value, dict):
            self._set(path, {}, keep=True)
            for key, inner in value.items():
                self.put((*path, key), inner, (*origin, key))
        elif isinstance(value, list):
            self._set(path, [])
            for at, inner in enumerate(value):
                self.put((*path, at), inner, (*origin, at))
        else:
            self._set(path, value)

    def document(self) -> Document:
        """The native document."""
        spots = {(): self._spot(self.root), **self.spots}
        return Document(self.source.path, self.data, spots, {(): self.root, **self.origins})

    def _place(self, path: DataPath, value: Data, origin: DataPath) -> None:
        for end in range(1, len(path)):
            self.spots.setdefault(path[:end], self._spot(origin))
            self.origins.setdefault(path[:end], origin)
        self.spots[path] = self._spot(origin, value)
        self.origins[path] = origin

    def _spot(self, origin: DataPath, value: Data = None) -> Spot:
        text = self.source.text(origin) or (value if isinstance(value, str) else "")
        return Spot(self.source.key(origin), self.source.value(origin), text)

    def _set(self, path: DataPath, value: Any, *, keep: bool = False) -> None:
        here: Any = self.data
        for step, following in pairwise(path):
            here = _entered(here, step, [] if isinstance(following, int) else {})
        last = path[-1]
        if isinstance(last, int) and last == len(here):
            here.append(value)
        elif not (keep and last in here and isinstance(here[last], dict)):
            here[last] = value


def _entered(here: Any, step: str | int, empty: Any) -> Any:
    if isinstance(step, int):
        if step == len(here):
            here.append(empty)
        return here[step]
    if not isinstance(here.get(step), type(empty)):
        here[step] = empty
    return here[step]
