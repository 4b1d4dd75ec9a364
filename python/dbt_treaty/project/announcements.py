"""When each deprecation block was announced: the day of the commit that brought it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.formats import read_contracts
from dbt_treaty.contracts.home import home_of
from dbt_treaty.contracts.model import Contract
from dbt_treaty.documents.read import parse
from dbt_treaty.documents.text import decode
from dbt_treaty.errors import TreatyError
from dbt_treaty.project.baseline import Announcement
from dbt_treaty.project.git import GitError
from dbt_treaty.project.git_ground import Ground, find_ground

Major = tuple[str, int]
_MARK = "\x01"
_MOST = 1000  # versions of one file


def read_announcements(
    root: Path, contracts: Iterable[Contract], configuration: Configuration
) -> Mapping[Major, Announcement]:
    """The announcement of each contract that needs one: it ends a version, and gives no day itself.

    Keyed by the product's name in lower case and the major. Never raises: what git does not tell is
    an announcement without a day, and the reason.
    """
    asked = [
        contract
        for contract in contracts
        if (block := contract.deprecation) and block.sunset_date and not block.announced
    ]
    if not asked:
        return {}
    try:
        ground = find_ground(root)
    except TreatyError as error:
        unknown = Announcement(None, error.problems[0].what)
        return {_major(contract): unknown for contract in asked}
    return {_major(contract): _told(ground, contract, configuration) for contract in asked}


def _major(contract: Contract) -> Major:
    return (contract.name.lower(), contract.major)


def _told(ground: Ground, contract: Contract, configuration: Configuration) -> Announcement:
    if not ground.head:
        return Announcement(None, is_pending=True)
    try:
        return _announced(ground, contract, configuration)
    except GitError as error:
        return Announcement(None, str(error))


def _announced(ground: Ground, contract: Contract, configuration: Configuration) -> Announcement:
    """The oldest commit since which every version of the file has had the block."""
    versions = list(_versions(ground, contract))
    texts = ground.git.contents(f"{commit}:{path}" for commit, _, path in versions)
    first: tuple[str, str] | None = None
    for commit, when, path in versions:
        raw = texts.get(f"{commit}:{path}")
        if raw is None or not _has_block(raw, path, contract, ground.prefix, configuration):
            break
        first = (commit, when)
    if first is None:
        return Announcement(None, is_pending=True)
    if ground.is_shallow and first[0] == versions[-1][0] and is_cut(ground, first[0]):
        return Announcement(None, "the history of this shallow clone does not reach back that far")
    return Announcement(datetime.fromtimestamp(int(first[1]), timezone.utc).date())


def _versions(ground: Ground, contract: Contract) -> Iterator[tuple[str, str, str]]:
    """The commits that changed the contract's file, the newest first: id, time and its path there.

    Follows the file through renames. A merge is among them where it is like none of its parents.
    """
    shown = ground.git.ask(
        *("log", f"--max-count={_MOST}", "--follow", "-c", "--name-only", "-z", "--no-ext-diff"),
        *(f"--format={_MARK}%H %ct", "HEAD", "--", contract.place.path),
    )
    for entry in shown.decode("utf-8", "surrogateescape").split(_MARK):
        about, _, path = entry.replace("\n", "\0").strip("\0").partition("\0")
        path = path.strip("\0")
        if path:
            commit, when = about.split()
            yield commit, when, path


def _has_block(
    raw: bytes, path: str, contract: Contract, prefix: str, configuration: Configuration
) -> bool:
    """Whether a version of the file ends what the contract ends, on any day."""
    name = path.removeprefix(prefix)
    try:
        document = parse(decode(raw, name), name)
        found = read_contracts(document, home_of(name, configuration))
    except TreatyError:
        return False
    return any(
        (each.table.lower(), each.major) == (contract.table.lower(), contract.major)
        and each.deprecation is not None
        and each.deprecation.sunset_date is not None
        for each in found
    )


def is_cut(ground: Ground, commit: str) -> bool:
    """Whether a commit is one where the history of a shallow clone ends."""
    where = ground.git.line("rev-parse", "--git-path", "shallow")
    try:
        listed = (ground.git.folder / where).read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        return True
    return commit in listed
