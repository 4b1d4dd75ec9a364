"""A folder of the project, named in the configuration."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath


def fault_in_folder(text: str, root: Path) -> str | None:
    """Why a folder's name can't be used (it must stay inside the project); None where it can."""
    if "\\" in text:
        return "has backslashes: write / between folders"
    if PurePosixPath(text).is_absolute() or PureWindowsPath(text).drive or text.startswith("~"):
        return "is absolute: name a folder relative to the project"
    if ".." in PurePosixPath(text).parts:
        return "leads out of the project with .."
    try:
        inside = (root / text).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long, a NUL
        return "is no folder that can be read"
    return None if inside else "is a link that leads out of the project"


def normal_folder(text: str) -> str:
    """One spelling for one folder: ``contracts/`` and ``./contracts`` are ``contracts``."""
    return PurePosixPath(text).as_posix()
