"""What dbt starts: hands the companion's calls to Jinja and the masks' key to every session."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from dbt.plugins.manager import dbtPlugin

from dbt_treaty_plugin import dbt_internals, session_key


class TreatyPlugin(dbtPlugin):  # type: ignore[misc] # dbt's class has no types
    """Installs ``modules.dbt_treaty`` in Jinja and binds the masks' key to opened sessions."""

    def initialize(self) -> None:
        """Run once for each dbt command, before anything is parsed; safe to repeat."""
        dbt_internals.offer_to_jinja("dbt_treaty", _JINJA_MODULE)
        dbt_internals.after_opening(session_key.bind)


def _late(module: str, verb: str) -> Callable[..., Any]:
    """A function imported when it is first called: every dbt command starts us, few need us."""

    def call(*args: Any) -> Any:
        return getattr(import_module(f"dbt_treaty_plugin.{module}"), verb)(*args)

    return call


_JINJA_MODULE = {
    "gate": _late("gate", "gate"),
    "mask_refusal": _late("gate", "mask_refusal"),
    "begin_sync": _late("sync_bridge", "begin_sync"),
    "begin_inference": _late("infer_bridge", "begin_inference"),
}
