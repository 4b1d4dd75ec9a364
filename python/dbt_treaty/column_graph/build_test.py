from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dbt_treaty.column_graph.build import build
from dbt_treaty.column_graph.model import ColumnGraph
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.findings import Coverage, Unresolved
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.project.model import Column, Project, RelationName, Resource

Shown = set[str]


def resource(kind: str, name: str, columns: Iterable[str] = (), **more: Any) -> Resource:
    place = RelationName("db", "raw" if kind == "source" else "main", name)
    return Resource(
        id=f"{kind}.shop.{name}",
        kind=kind,
        name=name,
        package="shop",
        columns={each: Column(each) for each in columns},
        **{"relation": place, "path": f"{kind}s/{name}.sql", **more},
    )


def model(name: str, sql: str | None, *parents: str, **more: Any) -> Resource:
    return resource("model", name, compiled=sql, parents=parents, **more)


def source(name: str, columns: Iterable[str] = (), **more: Any) -> Resource:
    return resource("source", name, columns, **more)


def graph_of(*resources: Resource, root: str = ".", adapter: str = "duckdb") -> ColumnGraph:
    project = Project("shop", adapter, {r.id: r for r in resources}, Configuration(), root)
    return build(project)


def shown(graph: ColumnGraph) -> Shown:
    """Every edge in one line, with the ids without what all of them share."""
    return {
        f"{_short(parent)} -> {_short(child)}: {' '.join((edge.evolution, *edge.transforms))}"
        for parent, child, edges in graph.graph.edges.data("edges")
        for edge in edges
    }


def _short(ref: ColumnRef) -> str:
    return f"{ref.relation.split('.', 2)[-1]}.{ref.column}"


USERS = source("users", ["email"])
CLEAN = model(
    "clean",
    'select id, lower(email) as email_lower from "db"."raw"."users" where country = \'DE\'',
    "source.shop.users",
)


def test_columns_travel_from_the_source_to_the_product() -> None:
    dim = model(
        "dim",
        "select id, count(*) as n, sha256(max(email_lower)) as h "
        'from "db"."main"."clean" group by 1',
        "model.shop.clean",
    )

    graph = graph_of(dim, CLEAN, USERS)

    assert shown(graph) == {
        "users.id -> clean.id: copy",
        "users.email -> clean.email_lower: mod lower",
        "clean.id -> dim.id: copy",
        "clean.email_lower -> dim.h: mod max sha256",
    }
    assert dict(graph.columns) == {
        "model.shop.dim": ("id", "n", "h"),
        "model.shop.clean": ("id", "email_lower"),
        "source.shop.users": ("email",),
    }
    assert graph.coverage == Coverage(2, 2, 5, 5, ())
    assert graph.queries["model.shop.clean"].row_scans == (
        ColumnRef("source.shop.users", "country"),
    )


def test_the_order_of_the_resources_does_not_matter() -> None:
    star = model("star", "select * from db.main.clean", "model.shop.clean")
    expected = {
        "users.id -> clean.id: copy",
        "users.email -> clean.email_lower: mod lower",
        "clean.id -> star.id: copy",
        "clean.email_lower -> star.email_lower: copy",
    }

    assert shown(graph_of(USERS, CLEAN, star)) == expected
    assert shown(graph_of(star, CLEAN, USERS)) == expected


def test_declared_spelling_is_the_columns_name_everywhere() -> None:
    clean = model(
        "clean", "select EMAIL as Email from db.raw.users", "source.shop.users", columns=["email"]
    )
    last = model("last", "select clean.eMAIL as x from db.main.clean", "model.shop.clean")

    graph = graph_of(USERS, clean, last)

    assert shown(graph) == {"users.email -> clean.email: copy", "clean.email -> last.x: copy"}
    assert graph.columns["model.shop.clean"] == ("email",)
    assert graph.output(ColumnRef("model.shop.clean", "email")) is not None


def test_a_star_over_a_source_that_may_have_more_columns() -> None:
    stage = model("stage", "select * from db.raw.users", "source.shop.users")
    last = model("last", "select email, zip from db.main.stage", "model.shop.stage")

    graph = graph_of(USERS, stage, last)

    assert shown(graph) == {
        "users.email -> stage.email: copy",
        "users.email -> users.* (whole row): mod row",
        "users.* (whole row) -> stage.*: mod unresolved",
        "stage.* -> stage.zip: mod unresolved",
        "stage.email -> last.email: copy",
        "stage.zip -> last.zip: copy",
    }
    assert graph.columns["model.shop.stage"] == ("email", "*")
    unlisted = graph.output(ColumnRef("model.shop.stage", "zip"))
    assert unlisted is not None
    assert (unlisted.name, unlisted.suspects) == ("zip", ("source.shop.users",))
    assert unlisted.reason is not None
    assert graph.coverage == Coverage(
        2, 2, 3, 3, (Unresolved("model.shop.stage", "*", unlisted.reason),)
    )


def test_the_catalog_completes_a_source() -> None:
    users = source("users", ["email"], catalogued={"ID": "INTEGER", "EMAIL": "VARCHAR"})
    stage = model("stage", "select * from db.raw.users", "source.shop.users")

    graph = graph_of(users, stage)

    assert shown(graph) == {"users.email -> stage.email: copy", "users.ID -> stage.ID: copy"}
    assert graph.coverage.unresolved == ()


def test_a_seed_has_the_columns_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/countries.csv").write_text("\ufeffcode;Name\nDE;Germany\n", encoding="utf-8")
    seed = resource(
        "seed", "countries", ["name"], path="seeds/countries.csv", config={"delimiter": ";"}
    )
    every = model("every", "select * from db.main.countries", "seed.shop.countries")

    graph = graph_of(seed, every, root=str(tmp_path))

    assert shown(graph) == {
        "countries.name -> every.name: copy",
        "countries.code -> every.code: copy",
    }
    assert graph.coverage.unresolved == ()


def test_a_seed_without_its_file_may_have_more_columns() -> None:
    seed = resource("seed", "countries", ["name"], path="seeds/nowhere.csv")
    every = model("every", "select * from db.main.countries", "seed.shop.countries")

    graph = graph_of(seed, every)

    assert "countries.* (whole row) -> every.*: mod unresolved" in shown(graph)


def test_an_enforced_contract_says_which_columns_there_are() -> None:
    dim = model("dim", None, columns=["id", "email"], contract_enforced=True)
    every = model("every", "select * from db.main.dim", "model.shop.dim")

    graph = graph_of(dim, every)

    assert shown(graph) == {"dim.id -> every.id: copy", "dim.email -> every.email: copy"}


def test_a_model_that_is_not_compiled_may_come_from_anything_it_depends_on() -> None:
    dim = model(
        "dim",
        None,
        "source.shop.users",
        columns=["id"],
        catalogued={"ID": "INTEGER", "ZIP": "VARCHAR"},
        uncompiled="the relation does not exist",
    )
    last = model("last", "select id, other from db.main.dim", "model.shop.dim")

    graph = graph_of(USERS, dim, last)

    reason = "not compiled: the relation does not exist"
    assert shown(graph) == {
        "users.email -> users.* (whole row): mod row",
        "users.* (whole row) -> dim.id: mod unresolved",
        "users.* (whole row) -> dim.ZIP: mod unresolved",
        "users.* (whole row) -> dim.*: mod unresolved",
        "dim.* -> dim.other: mod unresolved",
        "dim.id -> last.id: copy",
        "dim.other -> last.other: copy",
    }
    query = graph.queries["model.shop.dim"]
    assert (query.reason, query.complete) == (reason, False)
    assert [(column.name, column.reason) for column in query.columns] == [
        ("id", reason),
        ("ZIP", reason),
        ("*", reason),
    ]
    assert graph.coverage == Coverage(2, 1, 4, 2, (Unresolved("model.shop.dim", None, reason),))


def test_a_python_model() -> None:
    dim = model("dim", "def model(dbt, session): ...", "source.shop.users", language="python")

    graph = graph_of(USERS, dim)

    assert shown(graph) == {
        "users.email -> users.* (whole row): mod row",
        "users.* (whole row) -> dim.*: mod unresolved",
    }
    assert graph.coverage.unresolved == (Unresolved("model.shop.dim", None, "python model"),)


def test_sql_that_nobody_can_read_may_come_from_all_it_names_else_from_its_parents() -> None:
    named = model("named", "select ((( from db.raw.users", "source.shop.orders", columns=["a"])
    silent = model("silent", "call me(", "source.shop.orders", columns=["a"])

    graph = graph_of(USERS, source("orders", ["total"]), named, silent)

    assert shown(graph) == {
        "users.email -> users.* (whole row): mod row",
        "users.* (whole row) -> named.a: mod unresolved",
        "users.* (whole row) -> named.*: mod unresolved",
        "orders.total -> orders.* (whole row): mod row",
        "orders.* (whole row) -> silent.a: mod unresolved",
        "orders.* (whole row) -> silent.*: mod unresolved",
    }
    assert (graph.coverage.models_analysed, graph.coverage.columns_resolved) == (0, 0)


def test_a_column_of_a_table_nobody_knows_may_come_from_any_parent() -> None:
    mixed = model("mixed", "select x, 1 as one from other.place.t", "source.shop.users")

    graph = graph_of(USERS, mixed)

    assert shown(graph) == {
        "users.email -> users.* (whole row): mod row",
        "users.* (whole row) -> mixed.x: mod unresolved",
    }
    (unresolved,) = graph.coverage.unresolved
    assert (unresolved.resource, unresolved.column) == ("model.shop.mixed", "x")


def test_a_parent_that_the_manifest_lacks_is_still_a_suspect() -> None:
    lost = model("lost", None, "model.other.gone", columns=["a"])

    graph = graph_of(lost)

    assert "gone.* (whole row) -> lost.a: mod unresolved" in shown(graph)


def test_an_incremental_model_reads_itself() -> None:
    dim = model(
        "dim",
        "with old as (select * from db.main.dim) "
        "select email as e from db.raw.users union all select * from old",
        "source.shop.users",
    )

    graph = graph_of(USERS, dim)

    assert shown(graph) == {"users.email -> dim.e: copy", "dim.e -> dim.e: copy"}
    assert graph.coverage.unresolved == ()


def test_a_whole_row_that_is_read_is_fed_by_every_column() -> None:
    users = source("users", ["email", "zip"])
    rows = model("rows", "select u as u from db.raw.users u", "source.shop.users")

    graph = graph_of(users, rows)

    row = ColumnRef("source.shop.users", "* (whole row)")
    assert {
        "users.email -> users.* (whole row): mod row",
        "users.zip -> users.* (whole row): mod row",
    } <= shown(graph)
    assert row in {parent for parent, _ in graph.into(ColumnRef("model.shop.rows", "u"))}


EPHEMERAL_SQL = "select email, 1 as one\nfrom db.raw.users"
EPHEMERAL = model("e", EPHEMERAL_SQL, "source.shop.users", relation=None, columns=["email"])
INLINED = f" __dbt__cte__e as (\n{EPHEMERAL_SQL}\n)"
READER_SQL = f"with{INLINED} select\nlower(email) as x from __dbt__cte__e"


def test_an_ephemeral_model_stands_between_its_parents_and_its_readers() -> None:
    reader = model("reader", READER_SQL, "model.shop.e", inlined=(("model.shop.e", INLINED),))

    graph = graph_of(USERS, EPHEMERAL, reader)

    assert shown(graph) == {
        "users.email -> e.email: copy",
        "e.email -> reader.x: mod lower",
    }
    output = graph.output(ColumnRef("model.shop.reader", "x"))
    assert output is not None
    assert READER_SQL.splitlines()[output.line - 1] == "lower(email) as x from __dbt__cte__e"
    assert [read.relation for read in graph.queries["model.shop.reader"].reads] == ["model.shop.e"]


def test_an_ephemeral_model_of_an_ephemeral_model_is_read_by_that_alone() -> None:
    inner = (("model.shop.e", INLINED),)
    outer_own = "select email as mail from __dbt__cte__e"
    outer = model("o", f"with{INLINED} {outer_own}", "model.shop.e", relation=None, inlined=inner)
    outer_text = f" __dbt__cte__o as (\n{outer_own}\n)"
    reader = model(
        "reader",
        f"with{INLINED}, {outer_text} select mail from __dbt__cte__o",
        "model.shop.o",
        inlined=(*inner, ("model.shop.o", outer_text)),
    )

    graph = graph_of(USERS, EPHEMERAL, outer, reader)

    assert shown(graph) == {
        "users.email -> e.email: copy",
        "e.email -> o.mail: copy",
        "o.mail -> reader.mail: copy",
    }
    assert [read.relation for read in graph.queries["model.shop.reader"].reads] == ["model.shop.o"]


def test_an_ephemeral_model_that_another_engine_inlined_is_a_suspect() -> None:
    reader = model("reader", READER_SQL, "model.shop.e")

    graph = graph_of(USERS, EPHEMERAL, reader)

    assert "e.* (whole row) -> reader.x: mod unresolved" in shown(graph)
    assert graph.coverage.unresolved == (
        Unresolved(
            "model.shop.reader", None, "the SQL inlined for model.shop.e can't be told from its own"
        ),
    )


def test_an_ephemeral_parent_that_this_run_does_not_read_is_none() -> None:
    reader = model("reader", "select email from db.raw.users", "source.shop.users", "model.shop.e")

    graph = graph_of(USERS, EPHEMERAL, reader)

    assert shown(graph) == {"users.email -> e.email: copy", "users.email -> reader.email: copy"}
    assert graph.coverage.unresolved == ()


def test_another_ephemeral_model_of_a_longer_name_is_not_taken_for_it() -> None:
    longer = model("e_long", EPHEMERAL_SQL, "source.shop.users", relation=None)
    text = INLINED.replace("__dbt__cte__e", "__dbt__cte__e_long")
    reader = model(
        "reader",
        f"with{text} select email from __dbt__cte__e_long",
        "model.shop.e_long",
        "model.shop.e",
        inlined=(("model.shop.e_long", text),),
    )
    other = model("e", "select 1 as one", relation=None)

    graph = graph_of(USERS, longer, other, reader)

    assert "e_long.email -> reader.email: copy" in shown(graph)
    assert graph.coverage.unresolved == ()


def test_a_source_that_is_a_file() -> None:
    text = "read_csv('s3://raw/users.csv')"
    users = source("users", ["email"], rendered=text)
    stage = model("stage", f"select u.email from {text} as u", "source.shop.users")

    graph = graph_of(users, stage)

    assert shown(graph) == {"users.email -> stage.email: copy"}
    assert [read.relation for read in graph.queries["model.shop.stage"].reads] == [
        "source.shop.users"
    ]


def test_a_deferred_relation_is_the_same_model() -> None:
    clean = model(
        "clean",
        "select email from db.raw.users",
        "source.shop.users",
        other_names=(RelationName("prod", "main", "clean"),),
    )
    last = model("last", "select * from prod.main.clean", "model.shop.clean")

    assert shown(graph_of(USERS, clean, last)) == {
        "users.email -> clean.email: copy",
        "clean.email -> last.email: copy",
    }


def test_a_source_that_is_a_model_of_the_same_project() -> None:
    clean = model("clean", "select email from db.raw.users", "source.shop.users")
    again = source("again", ["mail"], relation=RelationName("DB", "main", "clean"))
    last = model("last", "select * from db.main.clean", "source.shop.again")

    graph = graph_of(again, clean, last, USERS)

    assert shown(graph) == {
        "users.email -> clean.email: copy",
        "clean.email -> again.email: copy",
        "again.email -> clean.email: copy",
        "clean.mail -> again.mail: copy",
        "again.mail -> clean.mail: copy",
        "again.email -> last.email: copy",
    }
    assert graph.columns["source.shop.again"] == ("mail", "email")
    assert [read.relation for read in graph.queries["model.shop.last"].reads] == [
        "source.shop.again"
    ]


def test_a_source_declared_twice_is_one_table() -> None:
    other = source("other", ["zip"], relation=RelationName("db", "raw", "users"))
    last = model("last", "select email, zip from db.raw.users", "source.shop.users")

    graph = graph_of(USERS, other, last)

    assert shown(graph) == {
        "users.email -> other.email: copy",
        "other.email -> users.email: copy",
        "users.zip -> other.zip: copy",
        "other.zip -> users.zip: copy",
        "users.email -> last.email: copy",
        "users.zip -> last.zip: copy",
    }


def test_a_model_read_by_name_is_read_before_its_reader() -> None:
    first = model("a_first", "select * from db.main.z_last")
    then = model("b_then", "select * from db.main.a_first", "model.shop.a_first")
    last = model("z_last", "select email from db.raw.users", "source.shop.users")

    assert shown(graph_of(first, then, last, USERS)) == {
        "users.email -> z_last.email: copy",
        "z_last.email -> a_first.email: copy",
        "a_first.email -> b_then.email: copy",
    }


def test_models_that_read_each_other_by_name_are_read_all_the_same() -> None:
    one = model("one", "select x, 1 as y from db.main.two")
    two = model("two", "select y, 2 as x from db.main.one", "model.shop.one")

    assert shown(graph_of(one, two)) == {"two.x -> one.x: copy", "one.y -> two.y: copy"}


def snapshot(sql: str, columns: Iterable[str] = (), **config: Any) -> Resource:
    return resource(
        "snapshot", "sn", columns, compiled=sql, parents=("source.shop.users",), config=config
    )


def test_a_snapshot_has_the_columns_dbt_adds() -> None:
    made = snapshot(
        "select email, changed_at from db.raw.users",
        strategy="timestamp",
        updated_at="changed_at",
        unique_key="email",
        hard_deletes="new_record",
        snapshot_meta_column_names={"dbt_valid_to": "until", "dbt_scd_id": None},
    )

    graph = graph_of(USERS, made)

    assert graph.columns["snapshot.shop.sn"] == (
        "email",
        "changed_at",
        "dbt_scd_id",
        "dbt_updated_at",
        "dbt_valid_from",
        "until",
        "dbt_is_deleted",
    )
    assert shown(graph) == {
        "users.email -> sn.email: copy",
        "users.changed_at -> sn.changed_at: copy",
        "sn.email -> sn.dbt_scd_id: mod md5",
        "sn.changed_at -> sn.dbt_scd_id: mod md5",
        "sn.changed_at -> sn.dbt_updated_at: copy",
        "sn.changed_at -> sn.dbt_valid_from: copy",
        "sn.changed_at -> sn.until: copy",
    }
    assert graph.coverage == Coverage(1, 1, 7, 7, ())


def test_a_snapshot_by_check_takes_its_times_from_the_clock() -> None:
    made = snapshot("select id from db.raw.users", strategy="check", unique_key=["id"])

    assert shown(graph_of(USERS, made)) == {
        "users.id -> sn.id: copy",
        "sn.id -> sn.dbt_scd_id: mod md5",
    }


def test_a_snapshots_key_may_be_an_expression() -> None:
    sql = "select id, org from db.raw.users"
    made = snapshot(sql, strategy="check", unique_key="id || '-' || org")
    unknown = snapshot(sql, strategy="check", unique_key="uuid()")

    assert shown(graph_of(USERS, made)) == {
        "users.id -> sn.id: copy",
        "users.org -> sn.org: copy",
        "sn.id -> sn.dbt_scd_id: mod expression md5",
        "sn.org -> sn.dbt_scd_id: mod expression md5",
    }
    assert graph_of(USERS, unknown).coverage.unresolved == (
        Unresolved(
            "snapshot.shop.sn", "dbt_scd_id", "it is made of no column of the query: uuid()"
        ),
    )


def test_a_snapshot_of_which_the_config_is_not_known() -> None:
    unresolved = graph_of(USERS, snapshot("select id from db.raw.users")).coverage.unresolved

    assert {each.column: each.reason for each in unresolved} == {
        "dbt_scd_id": "the snapshot's unique key or strategy is not known",
        "dbt_updated_at": "the snapshot's strategy is not known",
        "dbt_valid_from": "the snapshot's strategy is not known",
        "dbt_valid_to": "the snapshot's strategy is not known",
    }


def test_columns_that_differ_by_case_only_stay_apart() -> None:
    pair = model(
        "pair",
        'select id as "Email", zip as "email" from db.raw.users',
        "source.shop.users",
        columns=["email"],
    )

    assert shown(graph_of(USERS, pair, adapter="postgres")) == {
        "users.id -> pair.Email: copy",
        "users.zip -> pair.email: copy",
    }


def test_an_empty_project() -> None:
    graph = graph_of()

    assert (shown(graph), dict(graph.columns), graph.coverage) == (set(), {}, Coverage())


def test_a_declared_field_is_in_its_record() -> None:
    graph = graph_of(
        source("users", ["id", "address.email"]),
        model("people", "select address.city, id from users", "source.shop.users"),
        adapter="bigquery",
    )

    assert graph.columns["source.shop.users"] == ("id", "address")
    assert shown(graph) == {
        "users.address.email -> users.address: mod struct",
        "users.address -> people.city: mod struct_field",
        "users.id -> people.id: copy",
    }
