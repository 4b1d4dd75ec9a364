"""What dbt starts: hands the companion's calls to Jinja and the masks' key to every session."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from dbt.plugins.manager import dbtPlugin

from dbt_treaty_plugin import dbt_internals, quarantine
from dbt_treaty_plugin.session_masks.bind import bind


class TreatyPlugin(dbtPlugin):  # type: ignore[misc] # dbt's class has no types
    """Installs ``modules.dbt_treaty`` in Jinja and binds the masks' key to opened sessions."""

    def initialize(self) -> None:
        """Run once for each dbt command, before anything is parsed; safe to repeat."""
        dbt_internals.offer_to_jinja("dbt_treaty", _JINJA_MODULE)
        dbt_internals.after_opening(bind)
        dbt_internals.before_building(_refuse_other_sql)
        dbt_internals.before_building(quarantine.set_aside)


def _late(module: str, verb: str) -> Callable[..., Any]:
    """A function imported when it is first called: every dbt command starts us, few need us."""

    def call(*args: Any) -> Any:
        return getattr(import_module(f"dbt_treaty_plugin.{module}"), verb)(*args)

    return call


_refuse_other_sql = _late("judged_sql", "refuse_other_sql")
_JINJA_MODULE = {
    "gate": _late("gate", "gate"),
    "mask_refusal": _late("gate", "mask_refusal"),
    "quarantined_models": quarantine.quarantined_models,
    "governance_columns": _late("governance", "governance_columns"),
    "governance_rows": _late("governance", "governance_rows"),
    "put_leftovers_aside": _late("spark_leftovers", "put_leftovers_aside"),
    "kept_upstream": _late("kept_upstream", "kept_upstream"),
    "begin_sync": _late("sync_bridge", "begin_sync"),
    "begin_inference": _late("infer_bridge", "begin_inference"),
}
