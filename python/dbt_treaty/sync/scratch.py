"""Renders from outside: dbt parses a scratch project with only this package and the user's profile.

So a project that does not parse, or an engine that loads no plugin, can always be synced; and
parsing opens no connection, so that no warehouse need be at hand. The contracts travel in the
scratch project's `vars`, which may be of any size: Linux limits an argument of a
command to 128 KiB, and other users of the machine can read it.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dbt_treaty.errors import Place, Problem, TreatyError, problem
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.dbt_project import DbtProject

_PACKAGE = "dbt_treaty"
_JOBS = "dbt_treaty_jobs"
_MARK = "dbt-treaty:"  # macros/sync/render_contracts.sql prints it before each entry
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_MODEL = f"{{{{ {_PACKAGE}.render_contracts(fromjson(var('{_JOBS}'))) }}}}\nselect 1 as one\n"


def render(
    project: DbtProject, jobs: Sequence[dict[str, Any]], dbt: DbtCommand
) -> dict[str, Mapping[str, Any]]:
    """Have the package's macros render each job; returns each version's entry by the job's key.

    Raises ``TreatyError`` where the package is not installed, or dbt fails, in dbt's own words.
    """
    package = find_package(project)
    with tempfile.TemporaryDirectory(prefix="dbt-treaty-") as name:
        scratch = Path(name)
        _lay_out(scratch, project, package, jobs)
        rendered = _rendered(scratch, project, dbt)
        entries = {str(told["key"]): told["version"] for told in rendered if "key" in told}
    lacking = [job["key"] for job in jobs if job["key"] not in entries]
    if lacking:
        raise TreatyError(
            Problem(
                Place(""),
                f"dbt ended well, but rendered no properties for {', '.join(lacking)}",
                f"install the {_PACKAGE} package of this version: dbt deps --upgrade",
            )
        )
    return entries


def find_package(project: DbtProject) -> Path:
    """The folder of the installed package. Raises ``TreatyError`` where it is not installed."""
    package = project.root / project.packages_path / _PACKAGE
    if not (package / "dbt_project.yml").exists():
        raise TreatyError(
            problem(str(package), "the dbt package is not installed", "run `dbt deps` first")
        )
    return package


def _lay_out(
    scratch: Path, project: DbtProject, package: Path, jobs: Sequence[dict[str, Any]]
) -> None:
    settings = {
        "name": "dbt_treaty_scratch",
        "version": "1.0.0",
        "config-version": 2,
        "profile": project.profile,
        "flags": dict(project.flags),
        "vars": {_JOBS: _data(jobs)},
    }
    (scratch / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (scratch / "models").mkdir()
    (scratch / "models" / "rendered.sql").write_text(_MODEL, encoding="utf-8")
    (scratch / "dbt_packages").mkdir()
    (scratch / "dbt_packages" / _PACKAGE).symlink_to(package.resolve())


def _data(jobs: Sequence[dict[str, Any]]) -> str:
    """JSON in which Jinja, which dbt lets loose on variables too, finds no beginning of its own.

    Braces inside of texts are escaped; of JSON's own none is followed by another, by % or by #.
    """
    return _TEXT.sub(
        lambda text: text.group().replace("{", "\\u007b").replace("}", "\\u007d"), json.dumps(jobs)
    )


def _rendered(scratch: Path, project: DbtProject, dbt: DbtCommand) -> Iterator[Mapping[str, Any]]:
    places = ("--log-path", str(scratch / "logs"), "--target-path", str(scratch / "target"))
    done = dbt.run("parse", "--no-partial-parse", *places, folder=scratch, cwd=project.root)
    if done.returncode != 0:
        said = "\n    ".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise TreatyError(
            Problem(
                Place(""),
                f"dbt could not render the properties:\n    {said}",
                "mend what dbt names",
            )
        )
    for line in done.stdout.splitlines():
        if line.startswith(_MARK):
            yield _entry(line[len(_MARK) :])


def _entry(said: str) -> Mapping[str, Any]:
    try:
        entry: Mapping[str, Any] = json.loads(bytes.fromhex(said.strip()))
    except ValueError:
        what = "dbt hid a part of what it rendered: it has the value of a DBT_ENV_SECRET_ variable"
        advice = "give that variable a longer value, or use `dbt run-operation sync_contracts`"
        raise TreatyError(Problem(Place(""), what, advice)) from None
    return entry
