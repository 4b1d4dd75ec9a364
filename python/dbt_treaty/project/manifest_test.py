from __future__ import annotations

from typing import Any

from hypothesis import given as each_of
from hypothesis import settings
from hypothesis import strategies as st

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.model import Contract, ContractColumn, Owner, Sla
from dbt_treaty.contracts.plain import to_plain
from dbt_treaty.errors import Place
from dbt_treaty.project.manifest import read_project
from dbt_treaty.project.model import (
    Column,
    Function,
    Generated,
    Project,
    RelationName,
    Resource,
    RunHook,
    SideSql,
)

CONFIGURATION = Configuration(domain="customer")


def manifest(*nodes: dict[str, Any]) -> dict[str, Any]:
    parts: dict[str, dict[str, Any]] = {"nodes": {}, "sources": {}}
    for node in nodes:
        part = "sources" if node["resource_type"] == "source" else "nodes"
        parts[part][node["unique_id"]] = node
    return {
        "metadata": {"project_name": "customer", "adapter_type": "duckdb"},
        "disabled": {"model.customer.off": [{"resource_type": "model"}]},
        "exposures": {"exposure.customer.board": {"resource_type": "exposure"}},
        **parts,
    }


def node(kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "unique_id": f"{kind}.customer.{name}",
        "resource_type": kind,
        "package_name": "customer",
        "name": name,
        "alias": name,
        "database": "db",
        "schema": "main",
        "relation_name": f'"db"."main"."{name}"',
        "original_file_path": f"models/derived/{name}.sql",
        **more,
    }


def read(*nodes: dict[str, Any], catalog: dict[str, Any] | None = None) -> dict[str, Resource]:
    return dict(read_project(manifest(*nodes), CONFIGURATION, catalog=catalog).resources)


def only(given: dict[str, Any]) -> Resource:
    return read(given)[given["unique_id"]]


def test_a_whole_model() -> None:
    given = node(
        "model",
        "customer_dim",
        unique_id="model.customer.customer_dim.v2",
        original_file_path="models/product/customer_dim.sql",
        alias="customer_dim_v2",
        relation_name='"db"."main"."customer_dim_v2"',
        patch_path="customer://models/_treaty/customer_dim.yml",
        raw_code="select * from {{ ref('users') }}",
        compiled_code='select * from "db"."main"."users"',
        language="sql",
        version=2,
        access="public",
        tags=["nightly"],
        config={
            "materialized": "table",
            "tags": ["customer_data"],
            "group": "customers",
            "contract": {"enforced": True},
            "meta": {"note": "x"},
        },
        meta={"note": "x"},
        columns={
            "email": {
                "name": "email",
                "data_type": "varchar",
                "tags": ["PII"],
                "config": {"tags": ["region:EU"]},
                "constraints": [{"type": "not_null"}, {"type": "unique", "name": None}],
            },
            "id": {"name": "id", "data_type": None, "tags": [], "constraints": []},
        },
        depends_on={
            "macros": ["macro.dbt.x"],
            "nodes": ["model.customer.users", "seed.customer.c", "model.customer.users"],
        },
        defer_relation={"database": "prod", "schema": "main", "alias": "customer_dim"},
        extra_ctes=[{"id": "model.customer.e", "sql": " __dbt__cte__e as (\nselect 1\n)"}],
    )

    assert only(given) == Resource(
        id="model.customer.customer_dim.v2",
        kind="model",
        name="customer_dim",
        package="customer",
        path="models/product/customer_dim.sql",
        in_root=True,
        patch_path="customer://models/_treaty/customer_dim.yml",
        relation=RelationName("db", "main", "customer_dim_v2"),
        other_names=(RelationName("prod", "main", "customer_dim"),),
        raw="select * from {{ ref('users') }}",
        compiled='select * from "db"."main"."users"',
        columns={
            "email": Column(
                "email", "varchar", frozenset({"PII", "region:EU"}), ("not_null", "unique")
            ),
            "id": Column("id"),
        },
        parents=("model.customer.users", "seed.customer.c"),
        config={"materialized": "table"},
        tags=frozenset({"nightly", "customer_data"}),
        domain="customer",
        tier="product",
        version="2",
        access="public",
        group="customers",
        contract_enforced=True,
        meta={"note": "x"},
        inlined=(("model.customer.e", " __dbt__cte__e as (\nselect 1\n)"),),
    )


def test_a_whole_source() -> None:
    given = {
        "unique_id": "source.customer.crm.users",
        "resource_type": "source",
        "package_name": "customer",
        "source_name": "crm",
        "name": "users",
        "identifier": "Users",
        "database": "DB",
        "schema": "landing",
        "relation_name": '"DB"."landing"."Users"',
        "original_file_path": "models/sources.yml",
        "source_meta": {"dbt_treaty_override": {"domain": "crm", "tier": "derived"}},
        "meta": {"dbt_treaty_override": {"tier": "raw"}, "a": 1},
        "config": {"tags": ["region:EU"], "meta": {"b": 2}},
        "tags": ["hourly"],
        "columns": {"email": {"name": "email", "config": {"tags": ["PII"]}}},
    }

    assert only(given) == Resource(
        id="source.customer.crm.users",
        kind="source",
        name="users",
        package="customer",
        path="models/sources.yml",
        relation=RelationName("DB", "landing", "Users"),
        columns={"email": Column("email", tags=frozenset({"PII"}))},
        tags=frozenset({"region:EU", "hourly"}),
        domain="crm",
        tier="raw",
        region="EU",
        meta={"dbt_treaty_override": {"tier": "raw"}, "a": 1, "b": 2},
    )


RUN = {
    "tags": ["on-run-end"],
    "raw_code": "{{ log('x') }}",
    "original_file_path": "./dbt_project.yml",
}


def test_the_project_and_the_kinds_it_keeps() -> None:
    given = manifest(
        node("seed", "countries", root_path="/project"),
        node("test", "not_null"),
        node("operation", "end", **RUN),
        node("analysis", "look"),
        node("snapshot", "users"),
        node("model", "users"),
    )

    project = read_project(given, CONFIGURATION, root="shop")

    kinds = {each.id: each.kind for each in project.resources.values()}
    assert list(kinds.items()) == [
        ("model.customer.users", "model"),
        ("seed.customer.countries", "seed"),
        ("snapshot.customer.users", "snapshot"),
    ]
    assert project.resources["seed.customer.countries"].root_path == "/project"
    hook = RunHook(
        "operation.customer.end", "on-run-end", "customer", "dbt_project.yml", "{{ log('x') }}"
    )
    assert project == Project(
        "customer", "duckdb", project.resources, CONFIGURATION, "shop", (hook,)
    )


def test_an_ephemeral_model_has_no_relation() -> None:
    by_name = node("model", "e", relation_name=None)
    by_config = node("model", "e", config={"materialized": "ephemeral"})

    assert only(by_name).relation is None
    assert only(by_config).relation is None


def test_a_package_of_another_name_is_not_the_root() -> None:
    resource = only(node("model", "x", package_name="dbt_utils"))

    assert (resource.in_root, resource.domain) == (False, None)


def test_what_dbt_v2_writes_as_null_or_not_at_all() -> None:
    given = {
        "unique_id": "model.customer.x",
        "resource_type": "model",
        "package_name": "customer",
        "name": "x",
        "path": "models\\raw\\x.sql",
        "config": {"meta": None, "tags": None, "contract": None},
        "meta": None,
        "tags": "nightly",
        "columns": None,
        "depends_on": {"nodes": None, "nodes_with_ref_location": []},
        "compiled_code": "  \n",
        "extra_ctes": None,
    }

    assert only(given) == Resource(
        id="model.customer.x",
        kind="model",
        name="x",
        package="customer",
        path="models/raw/x.sql",
        relation=RelationName(None, None, "x"),
        tags=frozenset({"nightly"}),
        domain="customer",
        tier="raw",
        meta={},
    )


def test_a_node_without_an_id_has_its_key() -> None:
    given = manifest(node("model", "x"))
    del given["nodes"]["model.customer.x"]["unique_id"]

    assert list(read_project(given, CONFIGURATION).resources) == ["model.customer.x"]


def test_parents_that_have_no_columns_are_left_out() -> None:
    given = node("model", "x", depends_on={"nodes": ["function.customer.f", "source.c.s.t"]})

    assert only(given).parents == ("source.c.s.t",)
    assert only(given).functions == ("function.customer.f",)


def test_functions_and_what_they_refer_to() -> None:
    given = manifest(node("model", "x"))
    given["functions"] = {
        "function.customer.f": {
            "resource_type": "function",
            "raw_code": "(select 1 from {{ ref('x') }})",
            "depends_on": {"nodes": ["model.customer.x", "function.customer.g"]},
        }
    }

    assert read_project(given, CONFIGURATION).functions == {
        "function.customer.f": Function(
            "function.customer.f",
            "sql",
            "(select 1 from {{ ref('x') }})",
            ("model.customer.x",),
            ("function.customer.g",),
        )
    }


def test_a_model_of_another_project_is_placed_like_a_source() -> None:
    external = node(
        "model",
        "x",
        package_name="orders",
        schema="orders_product",
        original_file_path="",
        path="",
        raw_code="",
    )

    resource = only(external)

    assert resource.is_external
    assert (resource.domain, resource.tier) == ("orders", "product")


def test_what_runs_beside_a_model() -> None:
    hooks = {"post-hook": [{"sql": "a"}], "sql_header": "b", "materialized": "table"}

    resource = only(node("model", "x", config=hooks))

    assert resource.beside == (SideSql("post_hook", "a"), SideSql("sql_header", "b"))
    assert resource.config == {"materialized": "table"}


def test_a_source_that_is_a_file_is_known_by_its_text() -> None:
    file = node("source", "users", relation_name="read_parquet('s3://raw/users.parquet')")
    quoted = node("source", "users", identifier="users", relation_name='"db"."main"."users"')
    short = node("source", "users", identifier="users", relation_name="`main`.`users`")

    assert only(file).rendered == "read_parquet('s3://raw/users.parquet')"
    assert only(quoted).rendered is None
    assert only(short).rendered is None


def test_the_reason_why_the_gate_could_not_compile_is_kept() -> None:
    resource = only(node("model", "x", compiled_code=None, uncompiled="relation does not exist"))

    assert (resource.compiled, resource.uncompiled) == (None, "relation does not exist")


def test_columns_of_the_catalog_in_its_order() -> None:
    users = node("source", "users")
    columns = {
        "ID": {"name": "ID", "type": "INTEGER", "index": 2},
        "EMAIL": {"name": "EMAIL", "type": "VARCHAR", "index": 1},
    }
    catalog = {"nodes": {}, "sources": {users["unique_id"]: {"columns": columns}}}

    found = read(users, catalog=catalog)[users["unique_id"]]

    assert list(found.catalogued.items()) == [("EMAIL", "VARCHAR"), ("ID", "INTEGER")]


CONTRACT = Contract(
    table="customer_dim",
    domain="customer",
    tier="product",
    version="2.1.0",
    owner=Owner(team="@customers"),
    columns=(ContractColumn("email", "string", tags=("PII",), mask="sha256"),),
    sla=Sla(freshness="15m"),
    semantics=(("grain", "one row per customer"),),
    place=Place("contracts/customer_dim.contract.yaml", 1),
    checksum="abc",
    region="EU",
)
WRITTEN = {
    "contract": {"v1": to_plain(CONTRACT)},
    "checksum": "abc",
    "promised": {"access": "public"},
    "body": "sha256:def",
}


def test_what_sync_wrote_comes_back() -> None:
    resource = only(node("model", "customer_dim", config={"meta": {"dbt_treaty": WRITTEN}}))

    assert resource.contract == CONTRACT
    assert resource.generated == Generated("abc", "sha256:def", {"access": "public"})
    assert resource.region == "EU"


def test_what_sync_did_not_write_is_no_contract_but_stays_in_the_meta() -> None:
    broken: list[Any] = [
        "x",
        {},
        {**WRITTEN, "contract": None},
        {**WRITTEN, "contract": {"v1": {"table": 1}}},
        {**WRITTEN, "contract": {"v1": {**to_plain(CONTRACT), "version": "two"}}},
        {**WRITTEN, "checksum": None},
        {**WRITTEN, "promised": ["access"]},
        {**WRITTEN, "body": 1},
    ]
    for each in broken:
        resource = only(node("model", "x", config={"meta": {"dbt_treaty": each}}))

        assert (resource.contract, resource.generated) == (None, None), each
        assert resource.meta == {"dbt_treaty": each}


FULL = {
    **node("source", "users"),
    "resource_type": "model",
    **dict.fromkeys(
        [
            "identifier",
            "source_meta",
            "meta",
            "config",
            "tags",
            "columns",
            "depends_on",
            "defer_relation",
            "extra_ctes",
            "patch_path",
            "raw_code",
            "compiled_code",
            "language",
            "version",
            "access",
            "group",
            "contract",
            "root_path",
            "uncompiled",
            "path",
        ]
    ),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["meta", "name", "tags", "dbt_treaty", "dbt_treaty_override", "columns"]
            ),
            inner,
            max_size=2,
        )
    ),
    max_leaves=6,
)


@each_of(st.dictionaries(st.sampled_from(sorted(FULL)), JSON, max_size=4), st.booleans())
@settings(max_examples=300, derandomize=True, deadline=None)
def test_whatever_stands_in_a_node_it_is_read(changes: dict[str, Any], is_source: bool) -> None:
    kept = {
        "unique_id": "model.customer.users",
        "resource_type": "source" if is_source else "model",
    }
    broken = {**FULL, **changes, **kept}

    (resource,) = read(broken).values()

    assert (resource.id, resource.kind) == ("model.customer.users", kept["resource_type"])
