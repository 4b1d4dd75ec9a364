from __future__ import annotations

from dbt_treaty.column_graph.build import build
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.lineage.model import ColumnRef, Edge, OutputColumn, QueryLineage, TableRead
from dbt_treaty.project.model import Column, Function, Project, RelationName, Resource

USERS, FACTS = "source.shop.raw.users", "model.shop.facts"
F, G = "function.shop.f", "function.shop.g"
ID = OutputColumn("id", (Edge(ColumnRef(USERS, "id"), "copy"),), None, 1)


def read(*functions: Function, called: str = F) -> QueryLineage:
    users = Resource(
        USERS,
        "source",
        "users",
        "shop",
        "models/sources.yml",
        relation=RelationName("db", "raw", "users"),
        columns={"id": Column("id"), "email": Column("email")},
    )
    facts = Resource(
        FACTS,
        "model",
        "facts",
        "shop",
        "models/facts.sql",
        compiled="select id, db.raw.f() as x from db.raw.users",
        parents=(USERS,),
        functions=(called,),
    )
    project = Project(
        "shop",
        "duckdb",
        {each.id: each for each in (users, facts)},
        Configuration(),
        functions={each.id: each for each in functions},
    )
    return build(project).queries[FACTS]


def reason(query: QueryLineage) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(each.name, each.reason, each.suspects) for each in query.columns]


RESOLVED = [("id", None, ()), ("x", None, ())]
DOUBTED = [("id", None, ()), ("x", "dbt's function f, which reads tables", (USERS,))]


def test_a_function_of_its_arguments_alone() -> None:
    assert reason(read(Function(F, "sql", "x + 1"))) == RESOLVED
    assert reason(read(Function(F, "python", "def f(users): return users"))) == RESOLVED
    assert reason(read()) == RESOLVED


def test_a_function_that_refers_to_a_table() -> None:
    query = read(Function(F, "sql", "(select max(id) from {{ ref('users') }})", (USERS,)))

    assert reason(query) == DOUBTED
    assert query.reads[-1] == TableRead("function f", USERS)


def test_a_function_that_names_a_table() -> None:
    for text in ("(select max(email) from raw.users)", "select email from db.raw.users"):
        assert reason(read(Function(F, "sql", text))) == DOUBTED


def test_a_function_that_calls_one() -> None:
    calls = Function(F, "sql", "{{ function('g') }}()", (), (G,))
    reads = Function(G, "sql", "(select max(id) from {{ ref('users') }})", (USERS,), (F,))

    assert reason(read(calls, reads)) == DOUBTED
