from __future__ import annotations

import os
from pathlib import Path

import pytest

from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_contracts
from dbt_treaty.errors import TreatyError
from dbt_treaty.project.baseline import Baseline
from dbt_treaty.project.baseline_reader import read_baseline
from dbt_treaty.project.conftest import PATH, Repository, contract, make_repository
from dbt_treaty.project.git import Git
from dbt_treaty.project.git_baseline import Here

NAME_ONE = "name what to compare with: --baseline REF, a folder or a manifest.json"


def here(root: Path) -> Here:
    configuration = read_configuration(root)
    return Here(root, configuration, load_contracts(root, configuration).contracts)


def told(baseline: Baseline) -> list[tuple[str, str, str]]:
    return [(c.name, c.version, c.place.path) for c in baseline.contracts]


def refusal(root: Path, named: str | None = None) -> str:
    with pytest.raises(TreatyError) as caught:
        read_baseline(here(root), named)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_the_merge_base_and_not_what_main_has_become(repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")[:7]
    repository.git("checkout", "--quiet", "main")
    repository.write(PATH, contract("2.2.0"))
    repository.commit()
    repository.git("checkout", "--quiet", "feature")
    repository.write(PATH, contract("2.1.1"))
    repository.commit()
    repository.write(PATH, contract("2.1.2"))

    found = read_baseline(here(repository.root))

    assert found == Baseline(
        f"the merge base with main ({base})", found.contracts, problems=(), notes=()
    )
    assert told(found) == [("orders.product.order_facts", "2.1.0", PATH)]


def test_the_work_tree_the_index_and_the_refs_stay_as_they_are(repository: Repository) -> None:
    repository.write(PATH, contract("2.1.1"))
    repository.write("untracked.txt", "x")
    repository.git("add", PATH)

    def state() -> tuple[object, ...]:
        files = sorted(p for p in repository.root.rglob("*") if p.is_file())
        return tuple((p, p.read_bytes(), p.stat().st_mtime_ns) for p in files)

    before = state()
    read_baseline(here(repository.root))
    assert state() == before


@pytest.mark.parametrize(
    ("branches", "chosen"),
    [
        (("refs/remotes/origin/main", "refs/heads/main", "refs/heads/master"), "origin/main"),
        (("refs/heads/main", "refs/remotes/origin/master"), "main"),
        (("refs/remotes/origin/master", "refs/heads/master"), "origin/master"),
        (("refs/heads/master",), "master"),
    ],
)
def test_which_branch_is_main(
    repository: Repository, branches: tuple[str, ...], chosen: str
) -> None:
    repository.git("branch", "--delete", "--force", "main")
    for branch in branches:
        repository.git("update-ref", branch, "HEAD")
    assert read_baseline(here(repository.root)).name.startswith(f"the merge base with {chosen} (")


def test_a_clone_goes_by_the_head_of_its_origin(repository: Repository, tmp_path: Path) -> None:
    repository.git("branch", "--move", "main", "trunk")
    repository.git("checkout", "--quiet", "trunk")
    clone = repository.clone(tmp_path / "clone")
    assert read_baseline(here(clone.root)).name.startswith("the merge base with origin/HEAD (")


def test_a_ref_a_tag_and_a_commit(repository: Repository) -> None:
    repository.git("tag", "v1")
    first = repository.git("rev-parse", "HEAD")
    repository.write(PATH, contract("2.1.1"))
    second = repository.commit()

    names = [read_baseline(here(repository.root), ref).name for ref in ("v1", first, "HEAD")]

    assert names == [f"v1 ({first[:7]})", f"{first} ({first[:7]})", f"HEAD ({second})"]
    assert told(read_baseline(here(repository.root), "HEAD"))[0][1] == "2.1.1"


def test_on_main_itself_only_what_is_not_committed_differs(repository: Repository) -> None:
    repository.commit("2026-04-01")
    assert not read_baseline(here(repository.root)).is_head
    repository.git("checkout", "--quiet", "main")
    assert read_baseline(here(repository.root)).is_head
    assert not read_baseline(here(repository.root), "HEAD").is_head


def test_a_project_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "mono")
    for domain in ("orders", "payments"):
        made.write(f"domains/{domain}/dbt_project.yml", f"name: {domain}\n")
        made.write(f"domains/{domain}/dbt_treaty.yml", f"domain: {domain}\n")
        made.write(f"domains/{domain}/{PATH}", contract().replace("orders.product.", ""))
    made.write(PATH, contract())
    made.commit()
    root = made.root / "domains" / "payments"
    (root / PATH).write_text(contract("9.0.0"))

    assert told(read_baseline(here(root))) == [("payments.product.order_facts", "2.1.0", PATH)]


def test_a_file_that_moved_is_found_where_it_lay(repository: Repository) -> None:
    repository.git("mv", PATH, "contracts/facts.contract.yaml")
    assert told(read_baseline(here(repository.root))) == [
        ("orders.product.order_facts", "2.1.0", PATH)
    ]


def test_a_folder_of_contracts_that_moved_is_read_where_it_lay(repository: Repository) -> None:
    repository.git("mv", "contracts", "promises")
    repository.write("dbt_treaty.yml", "domain: orders\ncontracts: promises\n")
    assert told(read_baseline(here(repository.root))) == [
        ("orders.product.order_facts", "2.1.0", PATH)
    ]


def test_the_domain_is_the_one_that_the_configuration_gave_then(repository: Repository) -> None:
    repository.write(PATH, contract().replace("orders.product.", ""))
    repository.commit()
    repository.write("dbt_treaty.yml", "domain: shop\n")
    names = [name for name, _, _ in told(read_baseline(here(repository.root), "HEAD"))]
    assert names == ["orders.product.order_facts"]


def test_a_folder_that_is_not_there_yet_is_told(repository: Repository) -> None:
    repository.write("new/dbt_project.yml", "name: new\n")
    repository.write(f"new/{PATH}", contract())
    found = read_baseline(here(repository.root / "new"))
    assert (found.contracts, found.notes) == (
        (),
        (f"new/ is not in {found.name}: every contract counts as new.",),
    )
    (repository.root / "new" / PATH).unlink()
    repository.commit()
    assert read_baseline(here(repository.root / "new"), "HEAD").notes == ()


def test_an_unchanged_file_is_not_read_again(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    contents = Git.contents

    def noted(self: Git, names: object) -> dict[str, bytes]:
        asked.extend(listed := list(names))  # type: ignore[call-overload]
        return contents(self, listed)

    monkeypatch.setattr(Git, "contents", noted)
    now = here(repository.root)

    assert read_baseline(now).contracts == now.contracts
    assert asked == []


def test_line_ends_that_git_turns_are_no_change(repository: Repository) -> None:
    repository.write(".gitattributes", "*.yaml text eol=crlf\n")
    repository.write(PATH, contract().replace("\n", "\r\n"))
    repository.commit()
    now = here(repository.root)
    found = read_baseline(now, "HEAD")
    assert [c.checksum for c in found.contracts] == [c.checksum for c in now.contracts]


def test_a_contract_that_does_not_load_there_is_a_problem(repository: Repository) -> None:
    repository.write(PATH, contract().replace("integer", "whole number"))
    repository.write("contracts/b.contract.yaml", b"\xff\xfe")
    repository.commit()
    repository.write(PATH, contract())
    (repository.root / "contracts/b.contract.yaml").unlink()

    found = read_baseline(here(repository.root), "HEAD")

    assert found.contracts == ()
    assert [str(problem.place) for problem in found.problems] == [
        "contracts/b.contract.yaml:1",
        f"{PATH}:5:28",
    ]


def test_links_to_files_are_followed_and_links_to_folders_are_told(
    repository: Repository,
) -> None:
    repository.write("shared/a.contract.yaml", contract())
    (repository.root / PATH).unlink()
    (repository.root / PATH).symlink_to("../shared/a.contract.yaml")
    (repository.root / "contracts/more").symlink_to("../shared")
    (repository.root / "contracts/README.md").symlink_to("../shared/README.md")
    repository.write("shared/README.md", "Contracts.")
    repository.commit()

    found = read_baseline(here(repository.root), "HEAD")

    assert told(found) == [("orders.product.order_facts", "2.1.0", PATH)]
    assert [str(problem) for problem in found.problems] == [
        "contracts/more: a link to a folder, which is not followed in git's store\n"
        "    put the folder itself into the project"
    ]


def test_names_that_git_would_quote(repository: Repository) -> None:
    name = "contracts/bestellung ä\t\u201cx\u201d.contract.yaml"
    repository.write(name, contract())
    (repository.root / PATH).unlink()
    repository.commit()
    repository.write(name, contract("2.1.1"))
    assert told(read_baseline(here(repository.root), "HEAD")) == [
        ("orders.product.order_facts", "2.1.0", name)
    ]


def test_no_repository(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"the project lies in no git repository\n    {NAME_ONE}"


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert refusal(repository.root) == (
        f"git can't be started: No such file or directory\n    {NAME_ONE}"
    )


def test_no_commit(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "empty")
    assert refusal(made.root) == f"the repository has no commit yet\n    {NAME_ONE}"


def test_no_main_branch(repository: Repository) -> None:
    repository.git("branch", "--delete", "--force", "main")
    assert refusal(repository.root) == (
        "no main branch is here (looked for origin/HEAD, origin/main, main, origin/master, master)"
        f"\n    fetch it (`git fetch origin main`), or {NAME_ONE}"
    )


def test_nothing_in_common_with_main(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit("2026-04-01")
    assert refusal(repository.root) == (f"main and HEAD have no commit in common\n    {NAME_ONE}")


UNSHALLOW = "fetch its whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions"


def test_a_shallow_clone_without_main(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "--quiet", "main")
    clone = repository.clone(tmp_path / "clone", "--depth", "1", "--branch", "feature")
    said = refusal(clone.root)
    assert "in a shallow clone" in said
    assert UNSHALLOW in said


def test_a_shallow_clone_in_which_the_branches_do_not_meet(
    repository: Repository, tmp_path: Path
) -> None:
    for branch in ("feature", "main"):
        repository.git("checkout", "--quiet", branch)
        repository.write(f"{branch}.txt", branch)
        repository.commit()
    clone = repository.clone(tmp_path / "clone", "--depth", "1", "--no-single-branch")
    clone.git("checkout", "--quiet", "feature")
    said = refusal(clone.root)
    assert "a shallow clone, in which origin/" in said
    assert UNSHALLOW in said


@pytest.mark.parametrize("ref", ["nope", "--upload-pack=touch x", "HEAD~99", "main:contracts", " "])
def test_a_ref_that_names_no_commit(repository: Repository, ref: str) -> None:
    assert refusal(repository.root, ref).startswith(f"{ref} names no commit here\n")


def test_a_ref_that_a_shallow_clone_lacks(repository: Repository, tmp_path: Path) -> None:
    repository.commit()
    clone = repository.clone(tmp_path / "clone", "--depth", "1")
    said = refusal(clone.root, "HEAD~1")
    assert said.startswith("HEAD~1 names no commit here, which is a shallow clone\n")
    assert UNSHALLOW in said


def test_a_configuration_that_cannot_be_read_there(repository: Repository) -> None:
    repository.write("dbt_treaty.yml", "domian: orders\n")
    repository.commit()
    repository.write("dbt_treaty.yml", "domain: orders\n")
    said = refusal(repository.root, "HEAD")
    assert said.startswith('dbt_treaty.yml:1:1: at the baseline: unknown key "domian"\n')
    assert said.endswith("compare with a commit at which it can be read: --baseline REF")


def test_a_hooks_variables_lead_nobody_astray(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert told(read_baseline(here(repository.root)))
    assert os.environ["GIT_DIR"]


def test_a_work_tree_of_its_own(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "--quiet", "-b", "more", str(tmp_path / "more"))
    assert told(read_baseline(here(tmp_path / "more")))


def test_a_damaged_repository_says_so(repository: Repository) -> None:
    repository.write(PATH, contract("2.1.1"))
    tree = repository.git("rev-parse", "HEAD^{tree}")
    (repository.root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    said = refusal(repository.root, "HEAD")
    assert said.startswith("HEAD (")
    assert "can't be read: " in said
    assert said.endswith("mend the repository, see `git fsck`")


def test_git_that_ends_in_an_error_is_told_and_raises_nothing_else(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "git"
    real = repository.git("--exec-path")
    fake.write_text(
        f'#!/bin/sh\nfor word; do [ "$word" = "$BROKEN" ] && {{ echo "fatal: no" >&2; exit 3; }}\n'
        f'done\nexec "{real}/git" "$@"\n'
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    now = here(repository.root)
    for broken in ("rev-parse", "for-each-ref", "merge-base", "ls-tree"):
        monkeypatch.setenv("BROKEN", broken)
        with pytest.raises(TreatyError):
            read_baseline(now)
    monkeypatch.setenv("BROKEN", "nothing")
    assert read_baseline(now).contracts == now.contracts


def test_contracts_that_lie_in_the_projects_own_folder(repository: Repository) -> None:
    repository.write("dbt_treaty.yml", "domain: orders\ncontracts: .\n")
    repository.write("models/dbt_packages/a.contract.yaml", contract("1.0.0"))
    for foreign in ("dbt_packages/p", "target", "logs", ".hidden"):
        repository.write(f"{foreign}/x.contract.yaml", contract("9.9.9"))
    repository.commit()
    now = here(repository.root)

    found = read_baseline(now, "HEAD")

    assert sorted(told(found)) == [
        ("orders.product.order_facts", "1.0.0", "models/dbt_packages/a.contract.yaml"),
        ("orders.product.order_facts", "2.1.0", PATH),
    ]
    assert sorted(told(found)) == sorted((c.name, c.version, c.place.path) for c in now.contracts)


def test_a_file_that_is_too_large_is_a_problem(repository: Repository) -> None:
    repository.write(PATH, contract() + "# x\n" * 3_000_000)
    repository.commit()
    repository.write(PATH, contract())
    (problem,) = read_baseline(here(repository.root), "HEAD").problems
    assert (problem.place.path, "bytes" in problem.what) == (PATH, True)
