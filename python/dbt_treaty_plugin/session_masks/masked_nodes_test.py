"""Masks where nothing can apply them, all told at once and before anything is built."""

from typing import Any

import pytest

from dbt_treaty_plugin.session_masks import bind as binding
from dbt_treaty_plugin.session_masks.conftest import KEY
from dbt_treaty_plugin.session_masks.key import FILE_VARIABLE, KEY_VARIABLE
from dbt_treaty_plugin.session_masks.masked_nodes import refuse_masks, view_refusal

TOKENIZED = "select dbt_treaty_tokenize(cast(email as text)) as email from users"
VIEWS = """\
dbt_treaty.mask: a view keeps the call of a mask and not its result, and its readers' sessions \
have neither the function nor the key:
{}
Build each of them as a table, an incremental model or a snapshot, or mask in a table that the \
view reads. An ephemeral model is masked where it is read."""


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "_failures", {})
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    monkeypatch.delenv(FILE_VARIABLE, raising=False)


def node(name: str, materialized: str, sql: str | None, kind: str = "model") -> dict[str, Any]:
    return {
        "name": name,
        "resource_type": kind,
        "original_file_path": f"models/{name}.sql",
        "config": {"materialized": materialized},
        **({} if sql is None else {"compiled_code": sql}),
    }


def nodes(*each: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f"model.shop.{one['name']}": one for one in each}


@pytest.mark.parametrize("kind", ["table", "incremental", "snapshot", "ephemeral", "quarantine"])
def test_where_a_mask_is_applied(kind: str) -> None:
    assert refuse_masks("duckdb", nodes(node("a", kind, TOKENIZED)), ()) is None


@pytest.mark.parametrize("kind", ["view", "VIEW", "materialized_view", "dynamic_table"])
@pytest.mark.parametrize(
    "sql",
    [
        TOKENIZED,
        TOKENIZED.replace("tokenize", "redact"),
        TOKENIZED.replace("dbt_", "PG_TEMP.DBT_"),
    ],
)
def test_a_view_is_refused(kind: str, sql: str) -> None:
    said = refuse_masks("postgres", nodes(node("a", kind, sql)), ())
    assert said == VIEWS.format(f"  models/a.sql (a, materialized: {kind})")


def test_what_a_view_may_do() -> None:
    harmless = nodes(
        node("reads", "view", "select email from masked"),
        node("plain", "view", "select sha256(email) as email from users"),
        node("like", "view", "select my_dbt_treaty_tokenize(email), dbt_treaty_tokenize from u"),
        node("failed", "view", None),
        node("hook", "view", TOKENIZED, "operation"),
    )
    assert refuse_masks("duckdb", harmless, ()) is None


def test_all_is_told_at_once_of_what_is_selected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE)
    every = nodes(*(node(name, "view", TOKENIZED) for name in "cab"), node("t", "table", TOKENIZED))
    said = refuse_masks("duckdb", every, ["model.shop.a", "model.shop.b", "model.shop.t"])
    assert said is not None
    keyless, views = said.split("\n\n")
    assert keyless.startswith("dbt_treaty.mask: the masks' key is not set")
    assert views == VIEWS.format(
        "  models/a.sql (a, materialized: view)\n  models/b.sql (b, materialized: view)"
    )
    assert refuse_masks("duckdb", every, ["model.shop.t"]) == keyless


def test_redaction_needs_no_key_but_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE)
    redacted = nodes(node("a", "table", TOKENIZED.replace("tokenize", "redact")))
    assert refuse_masks("duckdb", redacted, ()) is None
    assert "snowflake has no way yet" in (refuse_masks("snowflake", redacted, ()) or "")


def test_one_node_that_is_compiled() -> None:
    assert view_refusal(None) is None
    assert view_refusal(node("a", "table", None)) is None
    assert view_refusal(node("a", "test", None, "test")) is None
    said = view_refusal(node("a", "view", None))
    assert said == VIEWS.format("  models/a.sql (a, materialized: view)")
