"""The names of policies that a project brings along."""

from __future__ import annotations

import re

_APART = re.compile(r"[^a-z0-9]+")
_FITS = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z][a-z0-9]*(-[a-z0-9]+)*)*")


def kebab(text: str) -> str:
    """A name as configurations write it: ``cross_region`` is ``cross-region``."""
    return _APART.sub("-", text.lower()).strip("-")


def dotted(parts: list[str]) -> str:
    """The name for a package's path: ``mesh.cross_region`` is ``mesh.cross-region``."""
    return ".".join(kebab(part) for part in parts)


def fits(name: str) -> bool:
    """Whether a configuration can name it so."""
    return _FITS.fullmatch(name) is not None
