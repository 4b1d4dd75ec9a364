"""The adapter that a manifest names, whatever else is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.project.warehouse import warehouse_of


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        ('{"metadata": {"adapter_type": "spark"}, "nodes": {"a": NaN}}', "spark"),
        ('{"metadata": {"adapter_type": "duckdb", "dbt_schema_version": "v4"}}', "duckdb"),
        ('{"metadata": {"adapter_type": ""}}', None),
        ('{"metadata": {"adapter_type": null}}', None),
        ('{"metadata": []}', None),
        ("{}", None),
        ("[]", None),
        ('{"metadata": {"adapter_type": "spark"', None),
        ("", None),
        ("\udcff", None),
        ("[" * 100_000, None),
    ],
)
def test_what_a_manifest_tells(tmp_path: Path, manifest: str, expected: str | None) -> None:
    (tmp_path / "manifest.json").write_bytes(manifest.encode("utf-8", "surrogateescape"))
    assert warehouse_of(tmp_path) == expected


def test_no_manifest(tmp_path: Path) -> None:
    assert warehouse_of(tmp_path) is None
    (tmp_path / "manifest.json").mkdir()
    assert warehouse_of(tmp_path) is None
