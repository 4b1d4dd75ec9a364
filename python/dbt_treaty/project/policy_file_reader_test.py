from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.errors import Place, Problem
from dbt_treaty.project.policy_file import PolicyFile, PolicyFiles
from dbt_treaty.project.policy_file_reader import read_policy_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


def put(path: Path, text: str | bytes = "x\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def read(root: Path, *paths: str) -> PolicyFiles:
    return read_policy_files(root, Configuration(policy_paths=paths, path="dbt_treaty.yml"))


def test_every_policy_once_and_nothing_else(root: Path) -> None:
    put(root / "policies/b.sql", "\ufeffselect 1\n")
    put(root / "policies/mesh/a.rego", "package a\n")
    put(root / "policies/mesh/a.md", "# a\n")
    put(root / "policies/mesh/a_test.rego")
    put(root / "policies/README.md")
    put(root / "policies/LOUD.REGO", "package loud\n")

    assert read(root, "policies", "policies/mesh") == PolicyFiles(
        (
            PolicyFile("policies/LOUD.REGO", "package loud\n"),
            PolicyFile("policies/b.sql", "select 1\n"),
            PolicyFile("policies/mesh/a.rego", "package a\n", "# a\n"),
        )
    )


def test_folders_that_hold_nothing(root: Path) -> None:
    (root / "empty").mkdir()
    put(root / "a_file")

    place = Place("dbt_treaty.yml")
    assert read(root, "empty", "nowhere", "a_file").problems == (
        Problem(
            place, 'the folder "a_file" of policy_paths is not there', "make it, or mend the name"
        ),
        Problem(
            place,
            'the folder "empty" of policy_paths holds no policy',
            "put a *.rego or *.sql file there",
        ),
        Problem(
            place, 'the folder "nowhere" of policy_paths is not there', "make it, or mend the name"
        ),
    )


def test_what_can_t_be_read_is_told(root: Path) -> None:
    put(root.parent / "outside/x.rego")
    put(root / "policies/bytes.rego", b"package a\n\xff\n")
    put(root / "policies/large.sql", b"-" * (1024 * 1024 + 1))
    put(root / "policies/inside/kept.rego", "package kept\n")
    (root / "policies/again").symlink_to("inside")
    (root / "policies/far").symlink_to("../../outside")
    (root / "policies/file.rego").symlink_to("../../outside/x.rego")
    (root / "policies/gone").symlink_to("nowhere")
    (root / "policies/loop").symlink_to(".")

    found = read(root, "policies")

    assert [file.path for file in found.files] == ["policies/again/kept.rego"]
    assert [(str(problem.place), problem.what) for problem in found.problems] == [
        ("policies/bytes.rego:2", "not UTF-8 text: the byte 0xff fits no character"),
        ("policies/far", "a link that leads out of the project"),
        ("policies/file.rego", "a link that leads out of the project"),
        ("policies/gone", "a link that leads nowhere"),
        ("policies/large.sql", "the file has 1,048,577 bytes; at most 1,048,576 are read"),
    ]


def test_nothing_is_asked_for(root: Path) -> None:
    assert read(root) == PolicyFiles()
