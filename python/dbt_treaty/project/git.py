"""Asks git about the folder of a project, and changes nothing: no file, no index, no ref."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 20  # asked are a handful of objects; who waits longer waits for a network
# A hook's variables name the hook's own repository; ours is the one that the folder lies in.
_ELSEWHERE = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
)
# What a user's own configuration may have otherwise, and the answers are read by.
_SETTINGS = tuple(
    word
    for setting in ("core.quotePath=off", "log.showSignature=false", "log.showRoot=true")
    for word in ("-c", setting)
)
_QUIET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat"}


class GitError(Exception):
    """Git gave no answer; the text is its first line, or why it could not be asked."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file in a tree: its path from the repository's top, its object id, and if it is a link."""

    path: str
    id: str
    is_link: bool


@dataclass(frozen=True, slots=True)
class Git:
    """Git as it sees the folder ``folder``."""

    folder: Path

    def ask(self, *arguments: str, told: bytes = b"") -> bytes:
        """What git writes to standard output.

        Raises:
            GitError: git is not there, does not end, or exits with an error.
        """
        environment = {k: v for k, v in os.environ.items() if k not in _ELSEWHERE} | _QUIET
        command = ["git", *_SETTINGS, *arguments]
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=environment,
                input=told,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except OSError as error:
            raise GitError(f"git can't be started: {error.strerror}") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git did not answer within {_SECONDS} seconds") from None
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise GitError(lines[0] if lines else f"git ended with exit code {done.returncode}")
        return done.stdout

    def line(self, *arguments: str) -> str:
        """The first line of what git writes; empty where it writes none.

        Raises:
            GitError: as ``ask``.
        """
        return self.ask(*arguments).decode("utf-8", "replace").split("\n")[0]

    def tree(self, commit: str, *paths: str) -> Iterator[Blob]:
        """The files of a commit at or below some paths, which are counted from the top.

        Raises:
            GitError: as ``ask``.
        """
        shown = self.ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", *paths)
        for entry in shown.decode("utf-8", "surrogateescape").split("\0"):
            about, _, path = entry.partition("\t")
            if path:
                mode, kind, id_ = about.split()
                if kind == "blob":
                    yield Blob(path, id_, mode == "120000")

    def contents(self, names: Iterable[str]) -> dict[str, bytes]:
        """The bytes of objects, by the name each is asked for; one that is not there is left out.

        Raises:
            GitError: as ``ask``.
        """
        # Names are asked for line by line; one that holds a line's end can't be.
        asked = [name for name in dict.fromkeys(names) if "\n" not in name]
        if not asked:
            return {}
        told = "".join(f"{name}\n" for name in asked).encode("utf-8", "surrogateescape")
        out = self.ask("cat-file", "--batch", told=told)
        found, at = {}, 0
        for name in asked:
            end = out.index(b"\n", at)
            about = out[at:end].split()
            at = end + 1
            if about[-1] == b"missing" or len(about) != 3:
                continue
            size = int(about[2])
            found[name] = out[at : at + size]
            at += size + 1
        return found
