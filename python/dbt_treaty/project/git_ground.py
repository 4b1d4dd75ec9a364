"""Where a project lies in a repository, and which of its commits is the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.project.git import Git, GitError

# Where main may be, the first that is there wins.
MAIN_BRANCHES = {
    "origin/HEAD": "refs/remotes/origin/HEAD",
    "origin/main": "refs/remotes/origin/main",
    "main": "refs/heads/main",
    "origin/master": "refs/remotes/origin/master",
    "master": "refs/heads/master",
}
_UNSHALLOW = (
    "fetch its whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout"
)
_NAME_ONE = "name what to compare with: --baseline REF, a folder or a manifest.json"


@dataclass(frozen=True, slots=True)
class Ground:
    """A project's folder in its repository.

    ``prefix`` is its path from the top, with a slash at its end, and empty at the top itself.
    ``head`` is the commit checked out, empty where there is none yet.
    """

    git: Git
    prefix: str
    is_shallow: bool
    head: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """A commit, and how messages name it; ``is_head`` where it is the commit checked out."""

    commit: str
    name: str
    is_head: bool = False


def find_ground(root: Path) -> Ground:
    """Where the project in the folder ``root`` lies.

    Raises:
        TreatyError: in no repository, or git is not there.
    """
    git = Git(root)
    place = ("rev-parse", "--show-prefix", "--is-shallow-repository")
    try:
        said = git.ask(*place, "HEAD^{commit}")
    except GitError:
        try:
            said = git.ask(*place) + b"\n"
        except GitError as error:
            outside = "not a git repository" in str(error).lower()
            what = "the project lies in no git repository" if outside else str(error)
            raise _error(what, _NAME_ONE) from None
    prefix, shallow, head, *_ = said.decode("utf-8", "surrogateescape").split("\n")
    return Ground(git, prefix, shallow == "true", head)


def find_base(ground: Ground, ref: str | None) -> Base:
    """The commit that ``ref`` names, or else the merge base of what is checked out and main.

    Raises:
        TreatyError: there is none, with what to do.
    """
    if ref is not None:
        return _named(ground, ref)
    try:
        return _merge_base(ground)
    except GitError as error:
        raise _error(str(error), _NAME_ONE) from None


def _merge_base(ground: Ground) -> Base:
    if not ground.head:
        raise _error("the repository has no commit yet", _NAME_ONE)
    main = _main(ground)
    try:
        commit = ground.git.line("merge-base", ground.head, main[1])
    except GitError:
        if ground.is_shallow:
            raise _shallow(f"a shallow clone, in which {main[0]} and HEAD don't meet") from None
        raise _error(f"{main[0]} and HEAD have no commit in common", _NAME_ONE) from None
    name = f"the merge base with {main[0]} ({commit[:7]})"
    return Base(commit, name, is_head=commit == ground.head)


def _named(ground: Ground, ref: str) -> Base:
    what = f"{ref} names no commit here"
    if ref.startswith("-") or not ref.strip() or any(ord(c) < 32 for c in ref):
        raise _error(what, "name a branch, a tag or a commit")
    try:
        commit = ground.git.line("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    except GitError:
        if ground.is_shallow:
            raise _shallow(f"{what}, which is a shallow clone") from None
        remote = "fetch it (`git fetch origin`), or name a branch, a tag or a commit that is here"
        raise _error(what, remote) from None
    return Base(commit, f"{ref} ({commit[:7]})")


def _main(ground: Ground) -> tuple[str, str]:
    refs = MAIN_BRANCHES.values()
    shown = ground.git.ask("for-each-ref", "--format=%(refname) %(objectname)", *refs)
    listed = (line.split(" ") for line in shown.decode("utf-8", "replace").splitlines())
    found = {parts[0]: parts[1] for parts in listed if len(parts) == 2}
    for name, full in MAIN_BRANCHES.items():
        if full in found:
            return name, found[full]
    what = f"no main branch is here (looked for {', '.join(MAIN_BRANCHES)})"
    if ground.is_shallow:
        raise _shallow(f"{what}, in a shallow clone")
    raise _error(what, f"fetch it (`git fetch origin main`), or {_NAME_ONE}")


def _shallow(what: str) -> TreatyError:
    return _error(what, _UNSHALLOW)


def _error(what: str, help_: str) -> TreatyError:
    return TreatyError(Problem(Place(""), what, help_))
