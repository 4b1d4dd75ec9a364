"""Virtual environments for what is compared: never installed beside the project itself."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from bench.process import ROOT

FOLDER = ROOT / ".bench"
COLIBRI = "0.3.7"


def own() -> Path:
    """The Python that runs the bench, with the project in it."""
    return Path(sys.executable)


def spelling(python: Path) -> str:
    """What sqlglot a Python has: ``sqlglot 30.30.0, plain`` or ``…, compiled``."""
    asked = (
        "import sqlglot, sqlglot.tokenizer_core as core; "
        "way = 'plain' if core.__file__.endswith('.py') else 'compiled'; "
        "print(f'sqlglot {sqlglot.__version__}, {way}')"
    )
    done = subprocess.run([str(python), "-c", asked], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def is_compiled(python: Path) -> bool:
    """Whether a Python's sqlglot is the compiled one."""
    return spelling(python).endswith("compiled")


def compiled() -> Path:
    """A Python with the project and the compiled sqlglot."""
    return _environment("compiled", ["-e", f"{ROOT}[fast]", f"sqlglot[c]=={version('sqlglot')}"])


def peers() -> Path:
    """A Python with the tools that others make, over the same sqlglot."""
    return _environment("peers", [f"dbt-colibri=={COLIBRI}", f"sqlglot=={version('sqlglot')}"])


def _environment(name: str, wanted: list[str]) -> Path:
    """Make it where it is not there with exactly this in it, and with what the project needs."""
    folder = FOLDER / name
    python, mark = folder / "bin" / "python", folder / ".installed"
    asked = "\n".join([*wanted, (ROOT / "pyproject.toml").read_text(encoding="utf-8")])
    if mark.is_file() and mark.read_text(encoding="utf-8") == asked:
        return python
    print(f"setting up {folder.relative_to(ROOT)} (once)")
    _must([sys.executable, "-m", "venv", "--clear", str(folder)])
    _must([str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *wanted])
    mark.write_text(asked, encoding="utf-8")
    return python


def _must(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
