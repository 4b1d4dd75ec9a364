from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_contracts
from dbt_treaty.project.announcements import read_announcements
from dbt_treaty.project.baseline import Announcement
from dbt_treaty.project.conftest import PATH, Repository, contract, make_repository

BLOCK = 'deprecation: {previous_version: 2.x, sunset_date: "2026-12-31"}\n'
KEY = ("orders.product.order_facts", 3)


def announced(root: Path) -> dict[tuple[str, int], Announcement]:
    configuration = read_configuration(root)
    contracts = load_contracts(root, configuration).contracts
    return dict(read_announcements(root, contracts, configuration))


def test_the_commit_that_brought_the_block(repository: Repository) -> None:
    repository.write(PATH, contract("3.0.0"))
    repository.commit("2026-04-01")
    repository.write(PATH, contract("3.0.0", BLOCK))
    repository.commit("2026-05-01")
    repository.write(PATH, contract("3.0.1", BLOCK + "description: Orders.\n"))
    repository.commit("2026-06-01")
    repository.write(PATH, contract("3.0.2", BLOCK))

    assert announced(repository.root) == {KEY: Announcement(date(2026, 5, 1))}


def test_a_block_that_was_taken_back_is_announced_anew(repository: Repository) -> None:
    for day, block in (("2026-04-01", BLOCK), ("2026-05-01", ""), ("2026-06-01", BLOCK)):
        repository.write(PATH, contract("3.0.0", block))
        repository.commit(day)
    assert announced(repository.root) == {KEY: Announcement(date(2026, 6, 1))}


def test_the_block_of_another_major_announces_nothing(repository: Repository) -> None:
    old = BLOCK.replace("2.x", "1.x")
    repository.write(PATH, contract("2.1.0", old))
    repository.commit("2026-04-01")
    repository.write(PATH, contract("3.0.0", BLOCK))
    repository.commit("2026-05-01")
    assert announced(repository.root) == {KEY: Announcement(date(2026, 5, 1))}


def test_a_file_that_moved_was_announced_where_it_lay(repository: Repository) -> None:
    repository.write(PATH, contract("3.0.0", BLOCK))
    repository.commit("2026-04-01")
    repository.git("mv", PATH, "contracts/orders v3 ä.contract.yaml")
    repository.commit("2026-05-01")
    assert announced(repository.root) == {KEY: Announcement(date(2026, 4, 1))}


def test_a_project_below_the_top(repository: Repository) -> None:
    repository.write("sub/dbt_project.yml", "name: sub\n")
    repository.write(f"sub/{PATH}", contract("3.0.0", BLOCK))
    repository.commit("2026-04-01")
    assert announced(repository.root / "sub") == {KEY: Announcement(date(2026, 4, 1))}


def test_what_is_not_committed_is_still_to_be_announced(repository: Repository) -> None:
    repository.write(PATH, contract("3.0.0", BLOCK))
    assert announced(repository.root) == {KEY: Announcement(None, is_pending=True)}
    repository.write("contracts/new.contract.yaml", contract("3.0.0", BLOCK))
    (repository.root / PATH).unlink()
    assert announced(repository.root) == {KEY: Announcement(None, is_pending=True)}


def test_a_shallow_clone_that_does_not_reach_back(repository: Repository, tmp_path: Path) -> None:
    repository.write(PATH, contract("3.0.0", BLOCK))
    repository.commit("2026-04-01")
    repository.write("x", "x")
    repository.commit("2026-05-01")
    reason = "the history of this shallow clone does not reach back that far"

    clone = repository.clone(tmp_path / "one", "--depth", "1")
    assert announced(clone.root) == {KEY: Announcement(None, reason)}
    whole = repository.clone(tmp_path / "three", "--depth", "3")
    assert announced(whole.root) == {KEY: Announcement(date(2026, 4, 1))}


def test_outside_of_git_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "contracts").mkdir()
    (tmp_path / PATH).write_text(contract("3.0.0", BLOCK))
    assert announced(tmp_path) == {KEY: Announcement(None, "the project lies in no git repository")}


def test_before_the_first_commit(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "new")
    made.write(PATH, contract("3.0.0", BLOCK))
    (told,) = announced(made.root).values()
    assert told == Announcement(None, is_pending=True)


def test_who_gives_the_day_himself_costs_no_question(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write(PATH, contract("3.0.0", BLOCK.replace("}", ', announced: "2026-01-01"}')))
    monkeypatch.setenv("PATH", "")
    assert announced(repository.root) == {}


def test_a_merge_may_bring_it(repository: Repository) -> None:
    repository.write(PATH, contract("3.0.0", "description: Ours.\n"))
    repository.commit("2026-04-01")
    repository.git("checkout", "--quiet", "main")
    repository.write(PATH, contract("3.0.0", "description: Theirs.\n"))
    repository.commit("2026-04-02")
    repository.git("merge", "--quiet", "--strategy", "ours", "--no-commit", "feature")
    repository.write(PATH, contract("3.0.0", BLOCK))
    repository.commit("2026-05-01")
    repository.write(PATH, contract("3.0.1", BLOCK))
    repository.commit("2026-06-01")
    assert announced(repository.root) == {KEY: Announcement(date(2026, 5, 1))}


def test_a_block_that_came_by_a_merge_keeps_its_own_day(repository: Repository) -> None:
    repository.write(PATH, contract("3.0.0", BLOCK))
    repository.commit("2026-04-01")
    repository.git("checkout", "--quiet", "main")
    repository.write("x", "x")
    repository.commit("2026-04-02")
    repository.git("merge", "--quiet", "--no-ff", "feature", day="2026-05-01")
    assert announced(repository.root) == {KEY: Announcement(date(2026, 4, 1))}


def test_a_users_own_settings_change_nothing(repository: Repository) -> None:
    for setting in ("log.showRoot", "diff.renames"):
        repository.git("config", setting, "false")
    for name, value in (("color.ui", "always"), ("log.decorate", "full"), ("log.date", "raw")):
        repository.git("config", name, value)
    repository.git("checkout", "--quiet", "--orphan", "new")
    repository.write(PATH, contract("3.0.0", BLOCK))
    repository.commit("2026-04-01")
    assert announced(repository.root) == {KEY: Announcement(date(2026, 4, 1))}
