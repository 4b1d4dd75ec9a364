"""Binds the masks to each session that dbt opens, and says why where they can't be."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dbt_treaty_plugin.session_masks.key import CannotMask, read_key, without_key

ENGINES = ("duckdb", "postgres", "spark")

_failures: dict[str, str] = {}


def bind(adapter: str, handle: Any) -> None:
    """Give a fresh session the mask functions, and the key where there is one.

    A failure is kept for ``refusal``: a project that masks nothing is not held up by it.
    """
    if adapter not in ENGINES:
        return
    try:
        key = read_key()
    except CannotMask:
        key = None  # `redact` needs none; for the others `refusal` says what is wrong with it
    engine = import_module(f"dbt_treaty_plugin.session_masks.{adapter}_session")
    try:
        engine.hold(handle, key)
        _failures.pop(adapter, None)
    except Exception as error:  # any driver's own exception class; told by `refusal`
        _failures[adapter] = without_key(str(error).split("\n")[0])


def refusal(method: str, adapter: str) -> str | None:
    """Why a mask can't be applied on this adapter now, or None where it can."""
    if adapter not in ENGINES:
        return (
            f"dbt_treaty.mask: {adapter} has no way yet to hold a session's secret, so nothing "
            f"can be masked there (it can on: {', '.join(ENGINES)})"
        )
    if adapter in _failures:
        return f"dbt_treaty.mask: the session can't mask: {_failures[adapter]}"
    if method != "redact":
        try:
            read_key()
        except CannotMask as error:
            return f"dbt_treaty.mask: {error}"
    return None
