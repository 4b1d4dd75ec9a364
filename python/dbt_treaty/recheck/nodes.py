"""Which nodes of a manifest are other ones now, and whether their SQL alone is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from dbt_treaty.project.artifact import Manifest
from dbt_treaty.project.model import Resource
from dbt_treaty.recheck.digest import SIZE, digest


def text_digests(manifest: Manifest) -> dict[str, bytes] | None:
    """A digest of the text of each node that is read; None where the text is no longer at hand."""
    digests = {}
    for name, text in manifest.texts():
        if not isinstance(text, msgspec.Raw):
            return None
        digests[name] = hashlib.sha256(text).digest()[:SIZE]
    return digests


def changed_nodes(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> set[str] | None:
    """The nodes that have another text; None where one came or went."""
    if before.keys() != now.keys():
        return None
    return {name for name, each in now.items() if before[name] != each}


def frame_digest(resource: Resource) -> bytes:
    """A digest of everything about a resource but its SQL.

    Raises:
        TypeError: something in it can't be told from another thing of its kind.
    """
    return digest(replace(resource, raw="", compiled=None, inlined=()))
