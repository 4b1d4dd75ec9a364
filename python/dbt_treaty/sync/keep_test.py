"""Files come and go whole, and a folder that refuses is told without a traceback."""

import errno
import os
from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.sync.candidates import Candidates, Changes
from dbt_treaty.sync.conftest import Make
from dbt_treaty.sync.dbt_project import read_dbt_project
from dbt_treaty.sync.keep import keep

A, B, GROUP = (
    Path("models/_treaty/a.yml"),
    Path("models/_treaty/b.yml"),
    Path("models/_treaty/_group_g.yml"),
)
FILES = Candidates({GROUP: "group\n", A: "a\n", B: "b\n"})
ALL = (GROUP, A, B)


def texts(root: Path) -> dict[str, str]:
    folder = root / "models" / "_treaty"
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


def test_written_then_removed_with_the_empty_folder(make: Make) -> None:
    root = make({"target/partial_parse.msgpack": "old"})
    project = read_dbt_project(root)
    keep(FILES, Changes(ALL, (), (), (), ALL), project)
    assert texts(root) == {"_group_g.yml": "group\n", "a.yml": "a\n", "b.yml": "b\n"}
    assert not (root / "target/partial_parse.msgpack").exists(), "new versions: readers change"
    (root / "target/partial_parse.msgpack").write_text("new")
    keep(Candidates({A: "A\n"}), Changes((A,), (), (), ()), project)
    assert (root / "target/partial_parse.msgpack").exists(), "only a text has changed"
    keep(Candidates({A: "a\n"}), Changes((A,), (), (), (), renames=True), project)
    assert not (root / "target/partial_parse.msgpack").exists(), "a bare name leads elsewhere"
    (root / "target/partial_parse.msgpack").write_text("new")
    keep(FILES, Changes((), ALL, (), ()), project)
    assert not (root / "models/_treaty").exists()
    assert not (root / "target/partial_parse.msgpack").exists()


def test_groups_are_removed_after_the_models_that_name_them(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = read_dbt_project(make())
    keep(FILES, Changes(ALL, (), (), ()), project)
    removed: list[str] = []
    unlink = Path.unlink

    def note(path: Path, missing_ok: bool = False) -> None:
        removed.append(path.name)
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", note)
    keep(FILES, Changes((), ALL, (), ()), project)
    assert removed == ["a.yml", "b.yml", "_group_g.yml", "partial_parse.msgpack"]


def test_a_full_disk_is_told_and_leaves_every_file_whole(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make()
    project = read_dbt_project(root)
    keep(Candidates({A: "old a\n", B: "old b\n"}), Changes((A, B), (), (), ()), project)
    replace = Path.replace

    def full(source: Path, place: Path) -> Path:
        if place.name == "b.yml":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(place))
        return replace(source, place)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(TreatyError) as error:
        keep(FILES, Changes((A, B), (), (), ()), project)
    assert str(error.value) == (
        "models/_treaty/b.yml: can't be written: No space left on device\n"
        "    every file is whole, the old one or the new; mend the folder and sync again"
    )
    assert error.value.exit_code == 2
    assert texts(root) == {"a.yml": "a\n", "b.yml": "old b\n"}


def test_a_folder_that_is_none_is_told(make: Make) -> None:
    root = make({"models/_treaty": "a file"})
    with pytest.raises(TreatyError, match=r"models/_treaty/_group_g.yml: can't be written: "):
        keep(FILES, Changes(ALL, (), (), ()), read_dbt_project(root))


def test_a_view_goes_before_the_product_that_it_names(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = read_dbt_project(make())
    folder = A.parent
    product, view, model = folder / "a.yml", folder / "z.yml", folder / "z.sql"
    listed = (GROUP, product, model, view)
    files = Candidates(dict.fromkeys(listed, "x\n"))
    keep(files, Changes(listed, (), (), ()), project)
    removed: list[str] = []
    unlink = Path.unlink

    def note(path: Path, missing_ok: bool = False) -> None:
        removed.append(path.name)
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", note)
    keep(files, Changes((), listed, (), ()), project)
    assert removed[:-1] == ["z.yml", "z.sql", "a.yml", "_group_g.yml"]
