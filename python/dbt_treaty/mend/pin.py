"""A subscription: one line under ``consumers:`` of the configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from dbt_treaty.mend.splice import (
    CannotSplice,
    Insertion,
    add_item,
    child,
    flow_mapping,
    is_empty,
    items,
    scalar,
    sequence,
)

_KEY = "consumers"


@dataclass(frozen=True, slots=True)
class Pin:
    """A pin on a product; ``domain`` is the reader's where it is not the project's own."""

    source: str
    pin: str
    domain: str | None = None

    @property
    def what(self) -> str:
        """The change, in words."""
        whose = f" for {self.domain}" if self.domain else ""
        return f"the pin {self.pin} on {self.source}{whose}"

    def insertions(self, text: str, top: yaml.MappingNode | None) -> tuple[Insertion, ...]:
        """The line of the subscription."""
        if top is not None and top.flow_style:
            raise CannotSplice("the whole file is written in braces")
        consumers = child(top, _KEY) if top is not None else None
        if consumers is None:
            lead = "" if text.endswith("\n") or not text else "\n"
            return (Insertion(len(text), f"{lead}\n{_KEY}:\n  - {self._entry()}\n"),)
        if is_empty(consumers):
            return (Insertion(consumers.start_mark.index, f"\n  - {self._entry()}"),)
        if any(self._is_this(each) for each in items(consumers)):
            return ()
        return (add_item(text, sequence(consumers), self._entry(), self._entry()),)

    def change(self, data: dict[str, Any]) -> None:
        """The same in plain data."""
        data[_KEY] = [*(data.get(_KEY) or []), self._data()]

    def _is_this(self, node: yaml.MappingNode) -> bool:
        source, domain = child(node, "source"), child(node, "domain")
        same = source is not None and str(source.value).casefold() == self.source.casefold()
        return same and (str(domain.value) if domain is not None else None) == self.domain

    def _data(self) -> dict[str, str]:
        whose = {"domain": self.domain} if self.domain else {}
        return {**whose, "source": self.source, "pin": self.pin}

    def _entry(self) -> str:
        return flow_mapping({key: scalar(value) for key, value in self._data().items()})
