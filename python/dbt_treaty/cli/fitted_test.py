from __future__ import annotations

import io

import pytest

from dbt_treaty.cli.fitted import fitted

TEXT = """\
contracts/a.contract.yaml:7:5: unknown key "requird" in schema[0]
    did you mean "required"?; allowed: name, type, required, unique, primary_key

contracts/b.contract.yaml: is \x1b[31mred"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_cuts_no_word_and_keeps_the_indentation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "48")

    assert fitted(TEXT, Terminal()).split("\n") == [
        "contracts/a.contract.yaml:7:5: unknown key",
        '    "requird" in schema[0]',
        '    did you mean "required"?; allowed: name,',
        "    type, required, unique, primary_key",
        "",
        "contracts/b.contract.yaml: is ?[31mred",
    ]


def test_a_log_keeps_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "48")

    assert fitted(TEXT, io.StringIO()) == TEXT
