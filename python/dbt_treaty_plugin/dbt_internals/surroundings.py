"""What decides how a node compiles, besides the warehouse: for the memory of what was compiled."""

from __future__ import annotations

from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec
from dbt.flags import get_flags
from dbt_common.context import get_invocation_context

from dbt_treaty_plugin.dbt_internals.seams import Invocation

# What compiling writes into a node, and when dbt read it.
_PASSING = frozenset(
    {
        "build_path",
        "compiled",
        "compiled_code",
        "compiled_path",
        "created_at",
        "extra_ctes",
        "extra_ctes_injected",
        "_pre_injected_sql",
    }
)
# Settings of a run that `ref`, `source` and `is_incremental` look at.
_FLAGS = (
    "DEFER",
    "EMPTY",
    "EVENT_TIME_END",
    "EVENT_TIME_START",
    "FAVOR_STATE",
    "FULL_REFRESH",
    "INTROSPECT",
    "SAMPLE",
)
_encoder = msgspec.json.Encoder(enc_hook=str, order="deterministic")


def surroundings(invocation: Invocation) -> bytes:
    """All that the nodes of a project share: versions, settings, variables, target, macros.

    It holds the profile's credentials as they are: make a digest of it and keep that.
    """
    config, flags = invocation.config, get_flags()
    packages = config.load_dependencies().items()
    adapter = invocation.adapter.type()
    return _encoder.encode(
        (
            [(each, _version(each)) for each in ("dbt-core", "dbt-adapters", f"dbt-{adapter}")],
            _ordered(config.serialize()),
            [(name, _ordered(package.to_project_config())) for name, package in packages],
            [(name, getattr(flags, name, None)) for name in _FLAGS],
            [(uid, macro.macro_sql) for uid, macro in invocation.manifest.macros.items()],
        )
    )


def _ordered(config: dict[str, Any]) -> dict[str, Any]:
    """A project's configuration; dbt makes the folders that it documents a set."""
    folders = {key: sorted(value) for key, value in config.items() if key == "docs-paths"}
    return {**config, **folders}


def whole_node(node: Any) -> bytes:
    """Everything dbt knows of a node or source before it is compiled."""
    told = {each.name: getattr(node, each.name) for each in fields(node)}
    return _encoder.encode({name: told[name] for name in told.keys() - _PASSING})


def environment_variable(name: str) -> str | None:
    """An environment variable as this command sees it: as it was when dbt began."""
    value = get_invocation_context().env.get(name)
    return None if value is None else str(value)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
