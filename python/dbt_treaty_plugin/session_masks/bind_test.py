"""What is bound on opening, what is refused, and that no refusal tells the key."""

from typing import Any

import duckdb
import pytest

from dbt_treaty_plugin.session_masks import bind as binding
from dbt_treaty_plugin.session_masks.bind import bind, refusal
from dbt_treaty_plugin.session_masks.conftest import KEY
from dbt_treaty_plugin.session_masks.key import FILE_VARIABLE, KEY_VARIABLE


@pytest.fixture(autouse=True)
def no_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "_failures", {})
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.delenv(FILE_VARIABLE, raising=False)


class Broken:
    def cursor(self) -> Any:
        raise RuntimeError(f"cannot bind {KEY}\nmore")


@pytest.mark.parametrize(
    ("key", "method", "adapter", "refused"),
    [
        (KEY, "tokenize", "duckdb", None),
        (KEY, "sha256", "postgres", None),
        (None, "redact", "spark", None),
        (None, "sha256", "duckdb", "dbt_treaty.mask: the masks' key is not set, and an unsalted"),
        ("", "sha256", "postgres", "dbt_treaty.mask: the masks' key is not set"),
        ("short", "tokenize", "spark", f"the key in {KEY_VARIABLE} has fewer than 16 characters"),
        (KEY, "redact", "snowflake", "snowflake has no way yet to hold a session's secret"),
        (KEY, "sha256", "bigquery", "(it can on: duckdb, postgres, spark)"),
    ],
)
def test_what_is_refused(
    key: str | None,
    method: str,
    adapter: str,
    refused: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if key is not None:
        monkeypatch.setenv(KEY_VARIABLE, key)
    said = refusal(method, adapter)
    assert said == refused if refused is None else refused in (said or "")


def test_a_session_that_refuses_is_told_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    bind("duckdb", Broken())
    assert refusal("redact", "duckdb") == ("dbt_treaty.mask: the session can't mask: cannot bind …")
    with duckdb.connect() as handle:
        bind("duckdb", handle)
    assert refusal("redact", "duckdb") is None


def test_an_engine_without_a_way_is_left_alone() -> None:
    bind("snowflake", Broken())
    assert "snowflake has no way yet" in (refusal("redact", "snowflake") or "")
