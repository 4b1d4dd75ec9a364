"""When nothing is touched; on a real Spark the engines' tests put folders in the way."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from dbt_treaty_plugin.spark_leftovers import put_leftovers_aside


class Name:
    """A table's name as Spark's catalogue takes it."""

    def __init__(self, table: str, schema: str) -> None:
        self.said = f"{schema}.{table}"


class Folder:
    """A folder's path, as Hadoop has it."""

    def __init__(self, path: str) -> None:
        self.path = path

    def suffix(self, more: str) -> Folder:
        return Folder(self.path + more)

    def getFileSystem(self, _: object) -> Any:  # noqa: N802 - Hadoop's name
        return SimpleNamespace(
            exists=lambda folder: folder.path in FOLDERS,
            rename=lambda folder, aside: (
                bool(MOVED.append((folder.path, aside.path))) or MOVABLE[0]
            ),
        )

    def toString(self) -> str:  # noqa: N802 - Java's name
        return self.path


FOLDERS = {"/main.killed", "/main.there"}
MOVED: list[tuple[str, str]] = []
MOVABLE = [True]


def session(catalog: str = "spark_catalog") -> Any:
    tables = SimpleNamespace(
        databaseExists=lambda schema: schema == "main",
        tableExists=lambda name: name.said == "main.there",
        defaultTablePath=lambda name: f"/{name.said}",
    )
    state = SimpleNamespace(catalog=lambda: tables, newHadoopConf=lambda: None)
    catalyst = SimpleNamespace(TableIdentifier=Name)
    apache = SimpleNamespace(
        spark=SimpleNamespace(sql=SimpleNamespace(catalyst=catalyst)),
        hadoop=SimpleNamespace(fs=SimpleNamespace(Path=Folder)),
    )
    option = SimpleNamespace(Option=SimpleNamespace(apply=lambda value: value))
    return SimpleNamespace(
        catalog=SimpleNamespace(currentCatalog=lambda: catalog),
        _jvm=SimpleNamespace(scala=option, org=SimpleNamespace(apache=apache)),
        _jsparkSession=SimpleNamespace(sessionState=lambda: state),
    )


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    top: Any = ModuleType("pyspark")
    module: Any = ModuleType("pyspark.sql")
    module.active = session()
    top.SparkContext = module.context = SimpleNamespace(_active_spark_context=object())
    builder = SimpleNamespace(getOrCreate=lambda: module.active)
    module.SparkSession = SimpleNamespace(builder=builder)
    monkeypatch.setitem(sys.modules, "pyspark", top)
    monkeypatch.setitem(sys.modules, "pyspark.sql", module)
    MOVED.clear()
    MOVABLE[0] = True
    return module


NAMES = [("main", "killed"), ("main", "there"), ("main", "new"), ("other", "killed")]


@pytest.mark.usefixtures("spark")
def test_only_what_is_in_no_catalogue_is_renamed() -> None:
    [path] = put_leftovers_aside(NAMES)
    assert [("/main.killed", path)] == MOVED
    assert path.startswith("/main.killed__treaty_left_2")


def test_in_another_catalogue_or_where_no_spark_runs_here_nothing_is(
    spark: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    spark.active = session("iceberg")
    assert put_leftovers_aside(NAMES) == []
    spark.active, spark.context._active_spark_context = session(), None
    assert put_leftovers_aside(NAMES) == []
    monkeypatch.delitem(sys.modules, "pyspark")
    assert put_leftovers_aside(NAMES) == []
    assert MOVED == []


@pytest.mark.usefixtures("spark")
def test_a_folder_that_can_not_be_renamed_is_left_to_spark_to_tell_of() -> None:
    MOVABLE[0] = False
    assert put_leftovers_aside(NAMES) == []
