"""A new policy from a template: its files, and where they go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

from dbt_treaty.authored.name import fits, kebab
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.files.whole import write_file

Kind = Literal["python", "rego", "sql"]
KINDS: tuple[Kind, ...] = ("python", "rego", "sql")
PACKAGES = "policy_packages"  # beside policy_paths: a package is installed, and not read as it lies
# Each file's template by its path. Of a policy in SQL or Rego the page is the test.
_FILES: Mapping[Kind, Mapping[str, str]] = {
    "sql": {"<<stem>>.sql": "sql.sql", "<<stem>>.md": "page.md"},
    "rego": {"<<stem>>.rego": "rego.rego", "<<stem>>.md": "page.md"},
    "python": {
        "pyproject.toml": "pyproject.toml.txt",
        "<<module>>/__init__.py": "init.py.txt",
        "<<module>>/policy.py": "policy.py.txt",
        "<<module>>/page.md": "page.md",
        "<<module>>/policy_test.py": "policy_trial.py.txt",
    },
}


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """The policy's name, and each file's text by its path from the project's folder."""

    name: str
    folder: str
    files: Mapping[str, str]


def plan_policy(
    name: str, kind: Kind, configuration: Configuration, taken: Collection[str]
) -> NewPolicy:
    """The files of a new policy.

    Args:
        name: what the policy is to be called; with ``_`` or ``-`` alike.
        kind: the language it is written in.
        configuration: the project's; the first of its ``policy_paths`` takes SQL and Rego.
        taken: the names of the policies that there are.

    Raises:
        TreatyError: the name is none, or there is such a policy, or no folder for it.
    """
    called = kebab(name)
    if called != name.replace("_", "-") or not fits(called):
        allowed = "lower-case letters and digits, words apart by -, a letter first: no-secrets"
        raise TreatyError(Problem(Place(""), f"{name!r} is no name for a policy", allowed))
    if called in taken:
        what, advice = f"there is a policy {called!r} already", "choose another name"
        raise TreatyError(Problem(Place(""), what, advice))
    folder = _folder(called, kind, configuration)
    blanks = {
        "<<name>>": called,
        "<<stem>>": called.replace("-", "_"),
        "<<module>>": f"treaty_policy_{called.replace('-', '_')}",
        "<<package>>": f"treaty-policy-{called}",
    }
    files = {
        f"{folder}/{_filled(path, blanks)}": _filled(_template(template), blanks)
        for path, template in _FILES[kind].items()
    }
    return NewPolicy(called, folder, files)


def write_policy(root: Path, policy: NewPolicy) -> None:
    """Writes the files of a new policy; what is there stays as it is.

    Raises:
        TreatyError: one of them is there, the folder leads out of the project, or it can't be
            written.
    """
    there = [path for path in policy.files if (root / path).exists() or (root / path).is_symlink()]
    if there:
        advice = "choose another name, or remove it; nothing was written"
        raise TreatyError([Problem(Place(path), "is there already", advice) for path in there])
    folder = root / policy.folder
    if not folder.resolve().is_relative_to(root.resolve()):
        raise TreatyError(Problem(Place(policy.folder), "a link that leads out of the project"))
    try:
        for path, text in policy.files.items():
            write_file(root / path, text, durable=False)
    except OSError as error:
        what = f"can't be written: {error.strerror or error}"
        raise TreatyError(Problem(Place(policy.folder), what)) from None


def _folder(name: str, kind: Kind, configuration: Configuration) -> str:
    if kind == "python":
        return f"{PACKAGES}/{name}"
    if configuration.policy_paths:
        return configuration.policy_paths[0].rstrip("/")
    place = Place(configuration.path or "dbt_treaty.yml")
    what = "policy_paths is not set, so no policy would be read"
    raise TreatyError(Problem(place, what, "write there: policy_paths: [policies/]"))


def _template(name: str) -> str:
    folder = resources.files("dbt_treaty.onboard").joinpath("policy_templates")
    return folder.joinpath(name).read_text(encoding="utf-8")


def _filled(text: str, blanks: Mapping[str, str]) -> str:
    for blank, value in blanks.items():
        text = text.replace(blank, value)
    return text
