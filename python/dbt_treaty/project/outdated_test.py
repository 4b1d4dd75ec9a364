from __future__ import annotations

import os
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from dbt_treaty.project.artifact import plain_manifest
from dbt_treaty.project.outdated import outdated

SQL = "select 1 as one\nfrom {{ ref('other') }}"
SNAPSHOT = "select * from {{ ref('one') }}"


def node(kind: str, name: str, path: str, **said: Any) -> dict[str, Any]:
    said = {"raw_code": SQL, "package_name": "shop", **said}
    return {"resource_type": kind, "name": name, "original_file_path": path, **said}


NODES = {
    "model.shop.one": node("model", "one", "models/derived/one.sql"),
    "model.shop.script": node("model", "script", "models/script.py", raw_code="def model(): ..."),
    "snapshot.shop.was": node("snapshot", "was", "snapshots/was.sql", raw_code=SNAPSHOT),
    "model.parts.one": node("model", "one", "models/derived/one.sql", package_name="parts"),
    "model.shop.absent": node("model", "absent", "models/absent.sql"),
}
FILES = {
    "dbt_project.yml": "name: shop\n",
    "models/derived/one.sql": f"\n{SQL}\n\n",
    "models/script.py": "def model(): ...\n",
    "models/properties.yml": "models: []\n",
    "snapshots/was.sql": f"{{% snapshot was %}}\n{SNAPSHOT}\n{{% endsnapshot %}}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def found(root: Path, **metadata: Any) -> set[str]:
    said = {"project_name": "shop", **metadata}
    return set(outdated(plain_manifest({"metadata": said, "nodes": NODES}), root))


def test_what_dbt_read_is_what_is_there(root: Path) -> None:
    assert found(root) == set()


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("models/derived/one.sql", f"{SQL} where true", {"model.shop.one"}),
        ("models/derived/one.sql", f"{SQL[:-1]}", {"model.shop.one"}),
        ("models/derived/one.sql", "", {"model.shop.one"}),
        ("models/derived/one.sql", SQL.replace("\n", "\r\n"), set()),
        ("models/script.py", "def model(): pass", {"model.shop.script"}),
        ("models/properties.yml", "models: [{name: one}]", set()),
        (
            "snapshots/was.sql",
            "{% snapshot was %}\nselect 1\n{% endsnapshot %}",
            {"snapshot.shop.was"},
        ),
        ("snapshots/was.sql", f"-- it was\n{SNAPSHOT}", set()),
    ],
)
def test_a_file_that_changed(root: Path, path: str, text: str, expected: set[str]) -> None:
    (root / path).write_bytes(text.encode())
    assert found(root) == expected


def test_a_file_that_is_gone_or_is_no_text_says_nothing(root: Path) -> None:
    (root / "models/derived/one.sql").unlink()
    (root / "models/script.py").write_bytes(b"\xff\xfe")
    assert found(root) == set()


def test_only_what_changed_since_dbt_began_is_read(root: Path) -> None:
    (root / "models/derived/one.sql").write_text("select 2")
    now = datetime.now(timezone.utc)
    later, sooner = now + timedelta(days=1), now - timedelta(minutes=5)
    assert found(root, invocation_started_at=later.isoformat()) == set()
    assert found(root, invocation_started_at=sooner.isoformat()) == {"model.shop.one"}
    # A manifest of dbt 1.9 says only when its command was as good as done.
    assert found(root, generated_at=now.isoformat().replace("+00:00", "Z")) == {"model.shop.one"}
    assert found(root, generated_at=later.isoformat()) == set()
    assert found(root, generated_at="some day") == {"model.shop.one"}


def test_a_file_with_an_old_date_is_seen_all_the_same(root: Path) -> None:
    begun = datetime.now(timezone.utc) - timedelta(minutes=5)
    path = root / "models/derived/one.sql"
    path.write_text("select 2")
    old = time.time() - 10_000
    os.utime(path, (old, old))
    assert found(root, invocation_started_at=begun.isoformat()) == {"model.shop.one"}


def test_the_folders_are_those_of_the_project(root: Path) -> None:
    (root / "models").rename(root / "sql")
    (root / "sql/derived/one.sql").write_text("select 2")
    (root / "dbt_project.yml").write_text("name: shop\nmodel-paths: [sql]\n")
    moved = {"model.shop.one": node("model", "one", "sql/derived/one.sql")}
    manifest = plain_manifest({"metadata": {"project_name": "shop"}, "nodes": moved})
    assert outdated(manifest, root) == {"model.shop.one"}
    (root / "dbt_project.yml").write_text("name: [")
    assert outdated(manifest, root) == set()


def test_a_node_without_its_text_says_nothing(root: Path) -> None:
    bare = {"model.shop.one": node("model", "one", "models/derived/one.sql", raw_code=None)}
    manifest = plain_manifest({"metadata": {"project_name": "shop"}, "nodes": bare})
    assert outdated(manifest, root) == set()
