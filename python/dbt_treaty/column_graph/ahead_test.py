"""Several processes find what one finds, whatever the project, and whatever befalls them."""

import random
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from dbt_treaty.column_graph import ahead
from dbt_treaty.column_graph.build_test import model, resource, source
from dbt_treaty.column_graph.queries import Queries
from dbt_treaty.column_graph.reading import Reading
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.ledger import crew
from dbt_treaty.ledger.crew import PROCESSES_VARIABLE, processes
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.ledger.record import record
from dbt_treaty.project.model import Project, Resource


def layers() -> list[Resource]:
    """Models each of which reads its declared parents and nothing else."""
    chance = random.Random(5)  # noqa: S311 - a workload, no secret
    made: list[Resource] = [source("users", ["id", "email"], catalogued={"id": "int"})]
    for number in range(60):
        parents = [chance.choice(made[-12:]) for _ in range(2)]
        tables = [f'"db"."{"raw" if p.kind == "source" else "main"}"."{p.name}"' for p in parents]
        sql = (
            f"with a as (select * from {tables[0]}), b as (select id, email from {tables[1]}) "
            f"select a.*, lower(b.email) as email_{number} from a join b using (id)"
        )
        made.append(model(f"m{number}", sql, *(p.id for p in parents)))
    return made


def project() -> Project:
    """Layers of models with all that makes an order difficult."""
    return _project(
        *layers(),
        # Reads its own table; is read by name before its turn; cannot be read; is no SQL.
        model("own", 'select id from "db"."main"."m3" union select id from "db"."main"."own"', M3),
        model("a_reader", 'select * from "db"."main"."m59"'),
        model("broken", 'select from "db"."main"."m1" where', "model.shop.m1"),
        model("uncompiled", None, M3),
        model("after", 'select * from "db"."main"."uncompiled"', "model.shop.uncompiled"),
        model("round_a", 'select * from "db"."main"."round_b"', "model.shop.round_b"),
        model("round_b", 'select * from "db"."main"."round_a"', "model.shop.round_a"),
        resource(
            "snapshot", "kept", compiled='select * from "db"."main"."m3"', parents=(M3,), config={}
        ),
    )


M3 = "model.shop.m3"


def _project(*resources: Resource) -> Project:
    return Project("shop", "duckdb", {r.id: r for r in resources}, Configuration(), ".")


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two processes, however small the project."""
    monkeypatch.setenv(PROCESSES_VARIABLE, "2")
    monkeypatch.setattr(ahead, "_WORTH", 1)
    return


def alone(monkeypatch: pytest.MonkeyPatch, whole: Project | None = None) -> Queries:
    with monkeypatch.context() as patch:
        patch.setenv(PROCESSES_VARIABLE, "1")
        return Queries(whole or project(), Ledger())


def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that are read in this process from now on."""
    read: list[str] = []

    def noting(sql: str, *rest: Any) -> Any:
        read.append(sql)
        return record(sql, *rest)

    monkeypatch.setattr("dbt_treaty.ledger.ledger.record", noting)
    return read


@pytest.mark.usefixtures("several")
def test_several_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = alone(monkeypatch)
    read, ledger = here(monkeypatch), Ledger()
    found = Queries(project(), ledger)
    assert found.lineages == expected.lineages
    assert list(found.lineages) == list(expected.lineages)
    # Only what stands in a circle, or is read out of turn, is left to this process.
    assert len(read) <= 6
    assert ledger.analysed >= 60
    again = len(read)
    assert Queries(project(), ledger).lineages == expected.lineages
    assert len(read) == again


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("more", "times"),
    [
        ([model("own", 'select id from "db"."main"."m3" union select id from "own"', M3)], 1),
        ([model("broken", 'select from "db"."main"."m1" where', "model.shop.m1")], 1),
        ([model("uncompiled", None, M3)], 1),
        ([model("a_reader", 'select * from "db"."main"."m59"')], 2),
        ([model("a_reader", 'select * from "db"."main"."m3"', "model.shop.m59")], 2),
    ],
)
def test_what_saw_its_parents_alone_is_read_once(
    monkeypatch: pytest.MonkeyPatch, more: list[Resource], times: int
) -> None:
    whole = _project(*layers(), *more)
    expected = alone(monkeypatch, whole)
    read: list[str] = []
    original = Reading.read

    def noting(self: Reading, each: Resource) -> None:
        read.append(each.id)
        original(self, each)

    monkeypatch.setattr(Reading, "read", noting)
    found = Queries(whole, Ledger())
    assert list(found.lineages.items()) == list(expected.lineages.items())
    assert {read.count(each) for each in found.lineages} == {times}


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("start", ["raise SystemExit(1)", "print('no frame', flush=True)"])
def test_processes_that_do_not_answer_are_done_without(
    monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    expected = alone(monkeypatch)
    monkeypatch.setattr(crew, "_START", start)
    assert Queries(project(), Ledger()).lineages == expected.lineages


@pytest.mark.usefixtures("several")
def test_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = alone(monkeypatch)
    monkeypatch.setattr("sys.executable", "/no/python/here")
    assert Queries(project(), Ledger()).lineages == expected.lineages


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_process_that_is_killed_costs_nothing_but_time(
    monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    expected = alone(monkeypatch)
    asked: list[Sequence[Any]] = []
    original = crew._ask

    def ask(worker: subprocess.Popen[bytes], tasks: Sequence[Any]) -> Any:
        asked.append(tasks)
        if len(asked) > after:
            worker.kill()
        return original(worker, tasks)

    monkeypatch.setattr(crew, "_ask", ask)
    assert Queries(project(), Ledger()).lineages == expected.lineages
    assert len(asked) > after


def test_few_queries_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise AssertionError

    expected = alone(monkeypatch)
    monkeypatch.setattr(ahead, "Crew", refuse)
    monkeypatch.setenv(PROCESSES_VARIABLE, "2")
    assert Queries(project(), Ledger()).lineages == expected.lineages


@pytest.mark.parametrize(("told", "number"), [("1", 1), ("0", 1), ("3", 3), ("99", 8)])
def test_the_user_says_how_many(monkeypatch: pytest.MonkeyPatch, told: str, number: int) -> None:
    monkeypatch.setenv(PROCESSES_VARIABLE, told)
    assert processes() == number


def test_else_as_many_as_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES_VARIABLE, "many")
    assert 1 <= processes() <= 8
