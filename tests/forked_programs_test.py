"""A fork of the server is what the program would be, and nothing that it does comes back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from forked_programs import can_fork, programs, served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="no server of forks on this system"),
]

# What a program can see of how it was started; it leaves traces that a next one would see.
SEEN = """\
import json, os, sys, threading
told = {
    "arguments": sys.argv[1:],
    "folder": os.getcwd(),
    "X": os.environ.get("X"),
    "stdin": sys.stdin.read(),
    "encoding": sys.stdout.encoding.lower(),
    "path": sys.path[0],
    "main": __name__,
    "has dbt": "dbt.cli.main" in sys.modules,
    "traces": sorted({"trace"} & {*sys.modules, *os.environ, *sys.path}),
    "files": len(os.listdir("/proc/self/fd")),
}
sys.modules["trace"] = os.environ["trace"] = sys.executable
sys.path.append("trace")
print(json.dumps(told))
print("and on the other", file=sys.stderr)
sys.exit(3)
"""
ENDS = """\
import os, sys, time
print("begun", flush=True)
if "wait" in sys.argv:
    open("pid", "w").write(str(os.getpid()))
    time.sleep(600)
os.kill(os.getpid(), 9 if "kill" in sys.argv else 15)
"""


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    installed = tmp_path_factory.mktemp("installed")
    (installed / "dbt").write_text(SEEN)
    (installed / "dbt-treaty").write_text(ENDS)
    (installed / "python").symlink_to(sys.executable)
    return served(installed)


def test_it_is_what_the_program_would_be(clients: Path, tmp_path: Path) -> None:
    for x in ("1", "2"):
        done = subprocess.run(
            [str(clients / "dbt"), "a b", "ü"],
            cwd=tmp_path,
            env={**os.environ, "X": x, "PYTHONIOENCODING": "latin-1"},
            input="said",
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (3, "and on the other\n")
        told = json.loads(done.stdout)
        assert told.pop("files") <= 4  # three streams, and the folder that was just listed
        assert told == {
            "arguments": ["a b", "ü"],
            "folder": str(tmp_path),
            "X": x,
            "stdin": "said",
            "encoding": "latin-1",
            "path": str((clients / "programs").resolve()),
            "main": "__main__",
            "has dbt": True,
            "traces": [],
        }


@pytest.mark.parametrize(("word", "number"), [("kill", signal.SIGKILL), ("end", signal.SIGTERM)])
def test_a_signal_ends_both(word: str, number: int, clients: Path, tmp_path: Path) -> None:
    command = [str(clients / "dbt-treaty"), word]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (-number, b"begun\n")


def test_what_is_killed_is_gone_and_the_next_is_served(clients: Path, tmp_path: Path) -> None:
    command = [str(clients / "dbt-treaty"), "wait"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            time.sleep(0.02)
        process.kill()
    fork = Path("/proc") / (tmp_path / "pid").read_text()
    for _ in range(500):
        if not fork.exists():
            break
        time.sleep(0.02)
    assert not fork.exists()
    command[1] = "end"
    assert subprocess.run(command, check=False, capture_output=True).returncode == -15


def test_what_a_python_reads_as_it_starts_starts_one(clients: Path, tmp_path: Path) -> None:
    """No fork has another PYTHONPATH than its server; and `python` runs whatever it is given."""
    installed = programs()
    shown = "import sys; print(sys.path[:2], sys.flags.isolated)"
    done = subprocess.run(
        [str(clients / "python"), "-I", "-c", shown], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("1\n")
    hidden = tmp_path / "dbt_treaty_plugin"
    hidden.mkdir()
    (hidden / "__init__.py").write_text("raise SystemExit('the hidden one')\n")
    done = subprocess.run(
        [str(installed / "python"), "-m", "dbt_treaty_plugin.told_dbt", "--version"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "the hidden one\n")


def test_a_module_of_ours_is_run_by_a_fork() -> None:
    done = subprocess.run(
        [str(programs() / "python"), "-m", "dbt_treaty_plugin.told_dbt"],
        input='["--version"]',
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "duckdb" in done.stdout) == (0, True), done.stderr
