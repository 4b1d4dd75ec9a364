"""Stands under the name of ``dbt``, ``dbt-treaty`` or ``python``: a fork of the server runs it.

Copied to where ``forked_programs.py`` wants it, so that it reads nothing but what lies beside it.
Where a fork would not be what the program is (another PYTHONPATH, another locale, all that
``python`` runs but a module of ours), the program itself is run.
"""
# pathlib takes as long to import as all the rest together.
# ruff: noqa: PTH100, PTH109, PTH118, PTH119, PTH120, PTH123, S606

from __future__ import annotations

import array
import json
import os
import signal
import socket
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# A module that takes any argument, of those that dbt-treaty starts by `python -m`.
MODULES = ("dbt_treaty_plugin.told_dbt", "dbt_treaty")


def module_of(program: str) -> str | None:
    """The module that ``python`` is to run, "" for another program, None where no fork will do."""
    with open(os.path.join(HERE, "start.json"), encoding="utf-8") as file:
        start = json.load(file)
    if start != read_at_start(dict(os.environ)):
        return None
    if program != "python":
        return ""
    return sys.argv[2] if sys.argv[1:2] == ["-m"] and sys.argv[2] in MODULES else None


def read_at_start(environment: dict[str, str]) -> dict[str, str]:
    """What of the environment a Python reads but once, when it starts."""
    begins = ("PYTHON", "LC_", "LD_")
    return {
        name: value
        for name, value in environment.items()
        if (name.startswith(begins) or name in {"LANG", "LANGUAGE"}) and name != "PYTHONIOENCODING"
    }


def main() -> None:
    """Hand over what a program is given, wait, and end as it did."""
    name = os.path.basename(sys.argv[0])
    program = os.path.join(os.path.realpath(os.path.join(HERE, "programs")), name)
    module = module_of(name)
    if module is None:
        os.execv(program, [program, *sys.argv[1:]])
    request = {
        "program": program,
        "module": module,
        "arguments": [program, *sys.argv[3 if module else 1 :]],
        "folder": os.getcwd(),
        "environment": dict(os.environ),
        "python": os.path.join(HERE, "python"),
    }
    text = json.dumps(request).encode()
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(os.path.join(HERE, "socket"))
        streams = array.array("i", [0, 1, 2])
        told = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)]
        server.sendmsg([len(text).to_bytes(8, "big")], told)
        server.sendall(text)
        code = int(server.recv(16))
    if code < 0:  # end as the fork did, by its signal
        if -code != signal.SIGKILL:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)


if __name__ == "__main__":
    main()
