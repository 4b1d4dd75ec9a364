from __future__ import annotations

import os
from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.onboard.new_project import make_project

FILES = {"a.yml": "a: 1\n", "models/raw/b.sql": "select 1\n"}


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", ["loyalty", "deep/er/loyalty"])
def test_the_files_and_nothing_else(tmp_path: Path, name: str) -> None:
    make_project(tmp_path / name, FILES)

    assert tree(tmp_path) == {f"{name}/{path}": text for path, text in FILES.items()}


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "loyalty").mkdir()

    make_project(tmp_path / "loyalty", FILES)

    assert tree(tmp_path / "loyalty") == FILES


def test_others_may_enter_it_as_any_new_folder(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()

    make_project(tmp_path / "loyalty", FILES)

    assert (tmp_path / "loyalty").stat().st_mode == (tmp_path / "plain").stat().st_mode


def refused(folder: Path) -> str:
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(TreatyError) as error:
        make_project(folder, FILES)
    assert sorted(folder.parent.rglob("*")) == before
    return error.value.problems[0].what


def test_what_stands_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / ".git").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    assert [refused(tmp_path / name) for name in ("full", "file", "link")] == [
        "the folder is there and not empty",
        "a file stands here already",
        "a link stands here already",
    ]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TreatyError) as error:
        make_project(tmp_path / "loyalty", {**FILES, "a.yml/under": ""})

    assert error.value.problems[0].what.startswith("can't be made: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_can_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    assert refused(tmp_path / "loyalty") == "can't be made: Permission denied"
