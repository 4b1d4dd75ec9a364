"""Everything of dbt that is not its public interface, in one folder (for dbt-core 1.9 to 1.12)."""

from dbt_treaty_plugin.dbt_internals.building import before_building
from dbt_treaty_plugin.dbt_internals.compiling import Compiling, Introspection
from dbt_treaty_plugin.dbt_internals.seams import (
    Invocation,
    after_opening,
    invocation_id,
    invocation_of,
    offer_to_jinja,
    refuse,
)
from dbt_treaty_plugin.dbt_internals.surroundings import (
    environment_variable,
    surroundings,
    whole_node,
)

__all__ = [
    "Compiling",
    "Introspection",
    "Invocation",
    "after_opening",
    "before_building",
    "environment_variable",
    "invocation_id",
    "invocation_of",
    "offer_to_jinja",
    "refuse",
    "surroundings",
    "whole_node",
]
