"""The folders that ``dbt_project.yml`` names, where dbt is not at hand to say them."""

from __future__ import annotations

from pathlib import Path

import yaml

from dbt_treaty.project.loose import as_items, as_mapping

PROJECT_FILE = "dbt_project.yml"
_USUAL = {"model-paths": ("models",), "snapshot-paths": ("snapshots",)}  # dbt's defaults


def project_folders(root: Path, key: str) -> tuple[str, ...]:
    """The folders of a key such as ``model-paths``; dbt's own where the file says none."""
    try:
        written = yaml.safe_load((root / PROJECT_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return _USUAL[key]
    listed = as_items(as_mapping(written).get(key))
    return tuple(str(each) for each in listed) or _USUAL[key]
