"""The rows of the governance tables: in batches, as plain values, never of another command."""

from typing import Any

import pytest
from dbt_common.exceptions import CompilationError

from dbt_treaty.findings import Finding, Report, Severity
from dbt_treaty_plugin import governance
from dbt_treaty_plugin.governance import governance_columns, governance_rows
from dbt_treaty_plugin.last_judgement import LAST

FINDING = Finding(
    "pii-unmasked", Severity.ERROR, "", "m", "h", path="a.sql", line=3, trail=("a", "b")
)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(governance, "invocation_id", lambda: "now")
    monkeypatch.setattr(LAST, "invocation", "now")
    monkeypatch.setattr(LAST, "report", Report((FINDING,) * 3))
    monkeypatch.setattr(LAST, "evidence", object())


def test_columns_have_logical_types_in_order() -> None:
    assert governance_columns("findings") == {
        "policy": "string",
        "severity": "string",
        "node_unique_id": "string",
        "column_name": "string",
        "path": "string",
        "line": "integer",
        "message": "string",
        "help": "string",
        "trail": "string",
        "exception": "string",
    }


@pytest.mark.usefixtures("judged")
def test_rows_come_in_batches_with_lists_as_text() -> None:
    row: tuple[Any, ...] = ("pii-unmasked", "error", None, None, "a.sql", 3, "m", "h", "a, b", None)
    assert list(governance_rows("findings", 2)) == [[row, row], [row]]


@pytest.mark.usefixtures("judged")
def test_what_another_command_judged_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(governance, "invocation_id", lambda: "later")
    with pytest.raises(CompilationError, match="treaty_findings is filled by dbt-treaty's gate"):
        list(governance_rows("findings", 2))
