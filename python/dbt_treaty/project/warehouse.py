"""Which warehouse a project is for, as far as dbt has left word of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dbt_treaty.project.decode import decode
from dbt_treaty.project.loose import as_mapping, as_text


class _Told(msgspec.Struct):
    metadata: object = None


def warehouse_of(target_dir: Path) -> str | None:
    """dbt's name of the adapter in the target folder's manifest, or None where none can be read.

    Any manifest will do: one without compiled SQL, too, or of an older schema.
    """
    try:
        told = decode((target_dir / "manifest.json").read_bytes(), _Told)
    except (OSError, ValueError, RecursionError, msgspec.ValidationError):
        return None
    return as_text(as_mapping(told.metadata).get("adapter_type")) or None
