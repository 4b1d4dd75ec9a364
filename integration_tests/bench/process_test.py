from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.process import run


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_process_is_measured_and_heard(tmp_path: Path) -> None:
    code = "held = b'x' * (200 << 20); print('noise'); print('{\"wall\": 1.5}')"

    done = run(python(code), folder=tmp_path)

    assert done.told == {"wall": 1.5}
    assert done.output == 'noise\n{"wall": 1.5}\n'
    assert done.peak > 200
    assert done.wall > 0
    assert done.cpu > 0


def test_settings_reach_the_process(tmp_path: Path) -> None:
    code = "import os, json; print(json.dumps({'told': os.environ['ASKED']}))"

    assert run(python(code), folder=tmp_path, settings={"ASKED": "1"}).told == {"told": "1"}


def test_a_process_that_fails_ends_the_bench_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"(?s)ended with 3:\nwhat went wrong"):
        run(python("print('what went wrong'); raise SystemExit(3)"), folder=tmp_path)

    assert run(python("raise SystemExit(3)"), folder=tmp_path, allowed=(0, 3)).told == {}
