"""Functions and variables whose value is in none of their arguments."""

from __future__ import annotations

_FUNCTIONS = frozenset(
    (
        "current_setting",
        "cursor_to_xml",
        "database_to_xml",
        "database_to_xml_and_xmlschema",
        "dblink",
        "external_query",
        "file",
        "getvariable",
        "identifier",
        "joinget",
        "joingetornull",
        "load_file",
        "lo_get",
        "pg_read_binary_file",
        "pg_read_file",
        "query_to_xml",
        "query_to_xml_and_xmlschema",
        "schema_to_xml",
        "schema_to_xml_and_xmlschema",
        "table_to_xml",
        "table_to_xml_and_xmlschema",
    )
)
# Functions called as tables that return nothing but what their arguments hold. Any other may read
# a file, a table or another database.
_FAITHFUL = frozenset(
    (
        "array_join",
        "arrayjoin",
        "flatten",
        "generate_date_array",
        "generate_series",
        "generate_subscripts",
        "generate_timestamp_array",
        "generator",
        "inline",
        "inline_outer",
        "json_array_elements",
        "json_array_elements_text",
        "json_each",
        "json_each_text",
        "json_object_keys",
        "json_populate_record",
        "json_populate_recordset",
        "json_table",
        "json_to_record",
        "json_to_recordset",
        "json_tree",
        "json_tuple",
        "jsonb_array_elements",
        "jsonb_array_elements_text",
        "jsonb_each",
        "jsonb_each_text",
        "jsonb_object_keys",
        "jsonb_path_query",
        "jsonb_populate_record",
        "jsonb_populate_recordset",
        "jsonb_to_record",
        "jsonb_to_recordset",
        "numbers",
        "numbers_mt",
        "openjson",
        "posexplode",
        "posexplode_outer",
        "range",
        "regexp_matches",
        "regexp_split_to_table",
        "repeat_row",
        "rowcount",
        "sequence",
        "split_to_table",
        "stack",
        "string_split",
        "string_to_table",
        "strtok_split_to_table",
        "unnest",
        "values",
        "variant_explode",
        "variant_explode_outer",
        "xml_table",
        "xmltable",
        "zeros",
        "zeros_mt",
    )
)


def returns_other_data(function: str) -> bool:
    """Whether a function (lower case) returns what another query, file, table or session holds."""
    return function in _FUNCTIONS or function.startswith("dictget")


def is_faithful(function: str) -> bool:
    """Whether a function (lower case) called as a table returns no more than its arguments hold."""
    return function in _FAITHFUL
