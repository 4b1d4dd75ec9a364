"""Rendering from outside, with a stand-in for dbt: what it is given, what is made of its answer."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2.sandbox import SandboxedEnvironment

from dbt_treaty.errors import TreatyError
from dbt_treaty.sync.conftest import Make
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.dbt_project import read_dbt_project
from dbt_treaty.sync.scratch import render

StandIn = Callable[[str], DbtCommand]
INSTALLED = {"dbt_packages/dbt_treaty/dbt_project.yml": "name: dbt_treaty\n"}
# Answers with all that it was given.
ECHO = """\
import shutil
shutil.copytree(project, KEPT, symlinks=True)
import yaml
settings = yaml.safe_load((project / "dbt_project.yml").read_text())
for job in json.loads(settings["vars"]["dbt_treaty_jobs"]):
    print("12:00:00  chatter dbt-treaty: {not json")
    entry = json.dumps({"key": job["key"], "version": {"job": job}})
    print("dbt-treaty:" + entry.encode().hex())
"""


def job(model: str, **more: Any) -> dict[str, Any]:
    return {"model": model, "key": f"{model}.v1", **more}


def test_any_text_of_any_size_comes_back_whole(
    make: Make, stand_in: StandIn, tmp_path: Path
) -> None:
    root = make({**INSTALLED, "dbt_project.yml": "name: a\nprofile: p\nflags: {x: 1}\n"})
    hostile = '{{ boom }} {% raw %} {# \' " \\ \\" \n\r\t é 😀 }} dbt-treaty:'
    jobs = [
        job("a", text=hostile, number=1e22),
        job("b", text="x" * 300_000),
        job("c", nested={"{{": {}}),
    ]
    kept = tmp_path / "kept"
    entries = render(read_dbt_project(root), jobs, stand_in(f"KEPT = {str(kept)!r}\n" + ECHO))
    assert entries == {each["key"]: {"job": each} for each in jobs}
    settings = yaml.safe_load((kept / "dbt_project.yml").read_text())
    said = settings["vars"].pop("dbt_treaty_jobs")
    assert settings == {
        "name": "dbt_treaty_scratch",
        "version": "1.0.0",
        "config-version": 2,
        "profile": "p",
        "flags": {"x": 1},
        "vars": {},
    }
    assert SandboxedEnvironment().from_string(said).render() == said, "no Jinja in it"
    package = kept / "dbt_packages" / "dbt_treaty"
    assert package.resolve() == root / "dbt_packages" / "dbt_treaty"


def test_a_package_that_is_not_there_is_told(make: Make, stand_in: StandIn) -> None:
    root = make({"dbt_project.yml": "name: a\npackages-install-path: other\n"})
    with pytest.raises(TreatyError) as error:
        render(read_dbt_project(root), [job("a")], stand_in(""))
    assert str(error.value) == (
        f"{root}/other/dbt_treaty: the dbt package is not installed\n    run `dbt deps` first"
    )


def test_dbts_own_words_where_it_fails_and_no_model_is_lost_in_silence(
    make: Make, stand_in: StandIn
) -> None:
    project = read_dbt_project(make(INSTALLED))
    with pytest.raises(TreatyError, match="could not render the properties:\n    no such profile"):
        render(project, [job("a")], stand_in("print('no such profile'); sys.exit(2)\n"))
    answer = json.dumps({"key": "a.v1", "version": {}}).encode().hex()
    with pytest.raises(TreatyError, match=r"rendered no properties for b\.v1, c\.v1"):
        render(
            project,
            [job("a"), job("b"), job("c")],
            stand_in(f"print('dbt-treaty:' + {answer!r})\n"),
        )


def test_what_dbt_hides_is_not_taken_for_what_was_rendered(make: Make, stand_in: StandIn) -> None:
    project = read_dbt_project(make(INSTALLED))
    hidden = json.dumps({"key": "a.v1", "version": {}}).encode().hex().replace("22", "*****")
    with pytest.raises(TreatyError, match="dbt hid a part of what it rendered"):
        render(project, [job("a")], stand_in(f"print('dbt-treaty:' + {hidden!r})\n"))
