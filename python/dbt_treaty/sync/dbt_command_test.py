"""dbt is run as the user runs it, less what would hide its answer or show its variables."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.sync import dbt_command
from dbt_treaty.sync.dbt_command import DbtCommand, find_dbt

SHOW = (
    "print(json.dumps([sys.argv[1:], told, os.getcwd(), "
    "{key: value for key, value in os.environ.items() if key.startswith(('DBT_', 'DO_'))}]))\n"
    "sys.exit(3)\n"
)


def test_arguments_input_folder_and_environment(
    stand_in: Callable[[str], DbtCommand], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DBT_LOG_FORMAT", "DBT_ENGINE_LOG_FORMAT", "DBT_PRINT", "DBT_QUIET"):
        monkeypatch.setenv(name, "json")
    monkeypatch.setenv("DBT_SOMETHING", "of the user's")
    dbt = stand_in(SHOW)
    dbt = DbtCommand(dbt.program, ("--target", "a b"), "secret é\n")
    done = dbt.run("parse", "--x", "{y}", folder=tmp_path / "p q", cwd=tmp_path)
    arguments, told, folder, environment = json.loads(done.stdout)
    assert done.returncode == 3
    assert arguments == [
        "parse",
        "--project-dir",
        str(tmp_path / "p q"),
        "--target",
        "a b",
        "--x",
        "{y}",
    ]
    assert told == "secret é\n"
    assert Path(folder) == tmp_path
    assert environment["DBT_SOMETHING"] == "of the user's"
    assert environment["DO_NOT_TRACK"] == "1"
    settings = {"LOG_FORMAT": "text", "PRINT": "True", "QUIET": "False", "WRITE_JSON": "True"}
    for name, value in settings.items():
        assert environment[f"DBT_{name}"] == environment[f"DBT_ENGINE_{name}"] == value


def test_a_program_that_cannot_be_started_or_does_not_end_is_told(
    stand_in: Callable[[str], DbtCommand], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TreatyError) as error:
        DbtCommand((str(tmp_path / "none"),)).run("parse", folder=tmp_path, cwd=tmp_path)
    assert str(error.value) == (
        f"{tmp_path / 'none'} cannot be started: No such file or directory\n"
        "    install dbt, or name it: --dbt PATH"
    )
    monkeypatch.setattr(dbt_command, "_SECONDS", 1)
    with pytest.raises(TreatyError, match="`dbt parse` did not end within 1 seconds"):
        stand_in("import time; time.sleep(60)\n").run("parse", folder=tmp_path, cwd=tmp_path)


def test_the_dbt_that_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_dbt("/given/dbt", ("--x",)) == DbtCommand(("/given/dbt",), ("--x",))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    beside = tmp_path / "dbt"
    monkeypatch.setenv("PATH", "")
    with pytest.raises(TreatyError, match="no dbt found beside this Python or on the path"):
        find_dbt(None, ())
    beside.write_text("#!/bin/sh\n")
    beside.chmod(0o755)
    assert find_dbt(None, ()) == DbtCommand((str(beside),))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "elsewhere" / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_dbt(None, ()) == DbtCommand((str(beside),))
