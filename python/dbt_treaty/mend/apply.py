"""Fixes made to the files of a project: as new texts first, then on disk."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.files.whole import write_file
from dbt_treaty.mend.edit import make_edit
from dbt_treaty.mend.fixes import Fix, Unfixed
from dbt_treaty.mend.splice import CannotSplice
from dbt_treaty.project.generated_header import parse_header


@dataclass(frozen=True, slots=True)
class NewText:
    """A file's text before (None: there is no file yet) and after, with what was done to it."""

    path: str
    old: str | None
    new: str
    done: tuple[Fix, ...]

    def diff(self) -> str:
        """The difference as a unified diff."""
        name = "/dev/null" if self.old is None else f"a/{self.path}"
        old = (self.old or "").splitlines(keepends=True)
        new = self.new.splitlines(keepends=True)
        lines = difflib.unified_diff(old, new, name, f"b/{self.path}")
        return "".join(_ended(line) for line in lines)


@dataclass(slots=True)
class Outcome:
    """The files to write, the fixes whose text is there already, and those that failed."""

    texts: list[NewText] = field(default_factory=list)
    present: list[Fix] = field(default_factory=list)
    failed: list[Unfixed] = field(default_factory=list)


def make_texts(root: Path, fixes: Iterable[Fix]) -> Outcome:
    """Make every fix in memory; nothing is written."""
    outcome = Outcome()
    by_path: dict[str, list[Fix]] = {}
    for fix in fixes:
        by_path.setdefault(fix.path, []).append(fix)
    for path, own in sorted(by_path.items()):
        _make_text(root, path, own, outcome)
    return outcome


def write_texts(root: Path, texts: Iterable[NewText]) -> None:
    """Write each file, unless it has changed since it was read.

    Raises:
        TreatyError: a file has changed, or can't be written.
    """
    for each in texts:
        path = root / each.path
        try:
            now = _read(path) if path.exists() else None
            if now != each.old:
                what = "has changed meanwhile"
                raise TreatyError(problem(each.path, what, "run `dbt-treaty fix` again"))
            write_file(path, each.new)
        except OSError as error:
            what = f"can't be written: {error.strerror or error}"
            raise TreatyError(problem(each.path, what)) from None


def _make_text(root: Path, path: str, fixes: list[Fix], outcome: Outcome) -> None:
    reason, old = _readable(root, path)
    text, done = old or "", []
    for fix in fixes:
        try:
            if reason:
                raise CannotSplice(reason)
            edited = make_edit(text, fix.edit)
        except CannotSplice as error:
            outcome.failed.append(Unfixed(path, f"adding {fix.edit.what}", str(error)))
            continue
        if edited.changed:
            text = edited.text
            done.append(fix)
        else:
            outcome.present.append(fix)
    if done:
        outcome.texts.append(NewText(path, old, text, tuple(done)))


def _readable(root: Path, path: str) -> tuple[str, str | None]:
    """Why a file can't be changed, else its text (None: there is none yet)."""
    file = root / path
    try:
        if not file.resolve().is_relative_to(root.resolve()):
            return "the file lies outside of the project", None
        if not file.exists():
            return "", None
        text = _read(file)
    except (OSError, ValueError, RuntimeError):
        return "the file can't be read", None
    return ("the file is generated" if parse_header(text) else ""), text


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:  # line ends as they are
        return file.read()


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
