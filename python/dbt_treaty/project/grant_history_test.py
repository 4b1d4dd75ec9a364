from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path

from dbt_treaty.errors import Place
from dbt_treaty.exceptions.model import Added, Exceptions, Grant, Scope
from dbt_treaty.project.conftest import Repository, make_repository
from dbt_treaty.project.grant_history import with_history

FILE = "exceptions/churn.yaml"


def exceptions(*paths: str) -> Exceptions:
    end = datetime(2027, 1, 31, tzinfo=timezone.utc)
    return Exceptions(
        tuple(Grant("g", "p", Scope(), "x", "y", end, Place(path)) for path in paths or (FILE,))
    )


def told(root: Path, *paths: str) -> tuple[list[Added | None], str]:
    found = with_history(exceptions(*paths), root, "exceptions")
    return [grant.added for grant in found.grants], found.unknown


def test_the_commit_that_added_the_file(repository: Repository) -> None:
    repository.write(FILE, "one")
    repository.commit("2026-04-01")
    repository.write(FILE, "two")
    repository.write("exceptions/ä b.yaml", "x")
    repository.commit("2026-05-01")
    repository.write("exceptions/new.yaml", "x")
    assert told(repository.root, FILE, "exceptions/ä b.yaml", "exceptions/new.yaml") == (
        [Added("a", date(2026, 4, 1)), Added("a", date(2026, 5, 1)), Added()],
        "",
    )


def test_a_file_that_was_removed_and_comes_back_is_new(repository: Repository) -> None:
    for day, text in (("2026-04-01", "x"), ("2026-05-01", None), ("2026-06-01", "x")):
        repository.write(FILE, text or "")
        if text is None:
            (repository.root / FILE).unlink()
        repository.commit(day)
    assert told(repository.root) == ([Added("a", date(2026, 6, 1))], "")


def test_a_project_below_the_top(repository: Repository) -> None:
    repository.write(f"sales/{FILE}", "x")
    repository.write(FILE, "x")
    repository.commit("2026-04-01")
    assert told(repository.root / "sales") == ([Added("a", date(2026, 4, 1))], "")


def test_no_git_no_commit_and_nothing_to_ask(tmp_path: Path) -> None:
    assert told(tmp_path) == ([None], "the project lies in no git repository")
    assert with_history(Exceptions(), tmp_path, "exceptions") == Exceptions()
    empty = make_repository(tmp_path / "empty")
    assert told(empty.root) == ([Added()], "")


def test_a_shallow_clone_does_not_tell_what_came_before(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write(FILE, "x")
    repository.commit("2026-04-01")
    repository.write("exceptions/late.yaml", "x")
    repository.commit("2026-05-01")
    shallow = repository.clone(tmp_path / "shallow", "--depth", "2", "--branch", "feature")
    repository_tip = repository.clone(tmp_path / "tip", "--depth", "1", "--branch", "feature")
    late = Added("a", date(2026, 5, 1))
    reason = "the history of this shallow clone does not reach back that far"
    assert told(shallow.root, FILE, "exceptions/late.yaml") == ([None, late], reason)
    assert told(repository_tip.root) == ([None], reason)
