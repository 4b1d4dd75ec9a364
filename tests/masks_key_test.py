"""The masks' key is in no file, message or log that a build leaves, not even at debug level."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dbt_runs import KEY, DbtProject
from sync_test import CONTRACT, ONE, sync

from dbt_treaty_plugin.session_masks.key import pads

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

Make = Callable[[dict[str, str]], DbtProject]
RAW = "select cast('jane' as varchar) as label\n"
MASKED = """\
select cast(1 as integer) as id, {{ dbt_treaty.mask('label', 'sha256') }} as label
from {{ ref('names') }}
"""


def traces(key: str) -> dict[str, bytes]:
    """All that tells the key, or masks as well as it does."""
    inner, outer = pads(key.encode())
    found = {"key": key.encode(), "base64": base64.b64encode(key.encode())}
    for name, block in {"inner": inner, "outer": outer, "bytes": key.encode()}.items():
        found[name] = block
        found[f"{name} in hex"] = block.hex().encode()
        found[f"{name} in capital hex"] = block.hex().upper().encode()
        found[f"{name} as DuckDB shows a blob"] = "".join(f"\\x{b:02X}" for b in block).encode()
    return found


def leaks(folder: Path, printed: list[str]) -> Iterator[str]:
    everything = {"what was printed": "\n".join(printed).encode()}
    for path in folder.rglob("*"):
        if path.is_file():
            everything[path.relative_to(folder).as_posix()] = path.read_bytes()
    for where, data in everything.items():
        for what, trace in traces(KEY).items():
            if trace in data:
                yield f"{what} in {where}"


def test_no_trace_of_the_key(small_project: Make) -> None:
    project = small_project(
        {
            **ONE,
            "contracts/product/item.contract.yaml": CONTRACT.format(name="shop.product.item"),
            "models/raw/names.sql": RAW,
            "models/product/item.sql": MASKED,
        }
    )
    debug = ("--debug", "--log-level", "debug", "--log-level-file", "debug", "--log-cache-events")
    said = [sync(project).must_pass().output]
    built = project.dbt(*debug, "build")
    said.append(built.output)
    assert built.exit == 0, built.output
    assert "dbt_treaty_sha256" in built.output, "the SQL that masks was logged"
    project.edit("models/product/item.sql", "'sha256'", "'tokenize'")
    project.edit("models/product/item.sql", "select", "select nonsense,")
    failed = project.dbt(*debug, "build")
    said.append(failed.output)
    assert failed.exit != 0
    project.edit("models/product/item.sql", "select nonsense,", "select")
    project.edit("models/raw/names.sql", "'jane'", "error(dbt_treaty_sha256('jane'))")
    broken = project.dbt(*debug, "build")
    said.append(broken.output)
    assert broken.exit == 1, "it fails while it runs"
    said.append(project.dbt("docs", "generate").output)
    seen = sorted(path.name for path in project.root.rglob("*") if path.is_file())
    assert {"partial_parse.msgpack", "small.duckdb", "dbt.log", "manifest.json"} <= set(seen)
    assert sorted(leaks(project.root, said)) == []

    (project.root / "planted").write_bytes(pads(KEY.encode())[1].hex().encode())
    assert list(leaks(project.root, said)) == ["outer in hex in planted"], "the search can find"
