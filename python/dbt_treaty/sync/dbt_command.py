"""Runs dbt as a program: the core never imports it, and any engine may stand behind the name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dbt_treaty.errors import Place, Problem, TreatyError

_SECONDS = 600  # parsing the largest projects known takes minutes; none takes longer


# What the user's shell or CI may have set, and we read dbt's answer by. dbt 1.11 has a second name
# for each variable and prefers it.
_SETTINGS = {
    "LOG_FORMAT": "text",
    "LOG_LEVEL": "info",
    "PRINT": "True",
    "QUIET": "False",
    "USE_COLORS": "False",
    "WRITE_JSON": "True",
    "SEND_ANONYMOUS_USAGE_STATS": "False",
}


@dataclass(frozen=True, slots=True)
class DbtCommand:
    """How to run dbt as the user does: the program, and the options every call gets.

    ``told`` goes to its standard input, which, unlike a command line, no other user sees.
    """

    program: tuple[str, ...]
    options: tuple[str, ...] = ()
    told: str = ""

    def run(
        self, verb: str, *arguments: str, folder: Path, cwd: Path
    ) -> subprocess.CompletedProcess[str]:
        """Run one verb on the project in ``folder``; output is captured, usage statistics are off.

        Raises ``TreatyError`` where the program can't be started or never ends.
        """
        command = [*self.program, verb, "--project-dir", str(folder), *self.options, *arguments]
        try:
            return subprocess.run(
                command,
                cwd=cwd,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_SECONDS,
                check=False,
                input=self.told,
                env=_environment(),
            )
        except OSError as error:
            raise _failed(f"{self.program[0]} cannot be started: {error.strerror}") from None
        except subprocess.TimeoutExpired:
            raise _failed(f"`dbt {verb}` did not end within {_SECONDS} seconds") from None


def _environment() -> dict[str, str]:
    ours = {"DO_NOT_TRACK": "1", "PYTHONIOENCODING": "utf-8"}
    for name, value in _SETTINGS.items():
        ours[f"DBT_{name}"] = ours[f"DBT_ENGINE_{name}"] = value
    return {**os.environ, **ours}


def find_dbt(given: str | None, options: tuple[str, ...]) -> DbtCommand:
    """The dbt to run: the one given, else the one beside this Python, else the one on the path.

    Raises ``TreatyError`` where there is none.
    """
    beside = Path(sys.executable).parent / "dbt"
    program = given or (str(beside) if beside.exists() else shutil.which("dbt"))
    if program is None:
        raise _failed("no dbt found beside this Python or on the path")
    return DbtCommand((program,), options)


def _failed(what: str) -> TreatyError:
    return TreatyError(Problem(Place(""), what, "install dbt, or name it: --dbt PATH"))
