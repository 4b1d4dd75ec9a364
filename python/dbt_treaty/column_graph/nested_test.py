from __future__ import annotations

from dbt_treaty.column_graph.nested import record_of, without_fields


def test_a_dot_parts_a_field_from_a_record_that_is_known() -> None:
    assert record_of("address.geo.lat", {"address"}, "duckdb") == "address"
    assert record_of("Address.email", {"address"}, "snowflake") == "Address"
    assert record_of("n.a", {"n.a", "m"}, "clickhouse") is None
    assert record_of("email", {"email"}, "duckdb") is None
    assert record_of(".email", {""}, "bigquery") is None


def test_on_bigquery_a_dot_is_always_a_fields() -> None:
    assert record_of("address.email", (), "bigquery") == "address"


def test_a_table_has_the_record_and_not_its_fields() -> None:
    told = {"id": "int64", "address.email": "string", "address": "struct", "address.geo.lat": None}

    assert without_fields(told, "bigquery") == {"id": "int64", "address": "struct"}
    assert without_fields({"n.a": "text", "id": None}, "clickhouse") == {"n.a": "text", "id": None}
    assert without_fields({"address.email": "string"}, "bigquery") == {"address": None}
