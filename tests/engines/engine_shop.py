"""The shop that sets rows aside, on any engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import Engine
from quarantine_shop import Shop, shop_files


@dataclass(frozen=True)
class EngineShop(Shop):
    """The project with its tables on this engine."""

    engine: Engine

    @property
    def text(self) -> str:  # type: ignore[override]
        """What this engine calls a text."""
        return "string" if self.engine.name == "spark" else "varchar"

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query in the engine's own words gives."""
        return [tuple(row) for row in self.engine.query(self.project, sql)]


def make_shop(engine: Engine, folder: Path, models: dict[str, tuple[str, str]]) -> EngineShop:
    """The shop of some models, as `shop_files` takes them, synced."""
    return EngineShop(engine.project(folder, shop_files(models)), engine)
