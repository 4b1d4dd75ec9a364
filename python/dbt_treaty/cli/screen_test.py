from __future__ import annotations

import io
import sys

import pytest

from dbt_treaty.cli.screen import screen
from dbt_treaty.reporters.formats import Canvas


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "canvas"),
    [
        ({"COLUMNS": "100"}, Canvas(100, color=True)),
        ({"COLUMNS": "300"}, Canvas(120, color=True)),
        ({"COLUMNS": "100", "NO_COLOR": "1"}, Canvas(100, color=False)),
        ({"COLUMNS": "100", "NO_COLOR": ""}, Canvas(100, color=True)),
        ({"COLUMNS": "100", "TERM": "dumb"}, Canvas(100, color=False)),
    ],
)
def test_a_terminal(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], canvas: Canvas
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert screen() == canvas


def test_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setenv("COLUMNS", "200")

    assert screen() == Canvas(80, color=False)
