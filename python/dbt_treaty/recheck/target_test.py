"""What is kept is believed while nothing but SQL is another one, and not a moment longer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.findings import Finding, Report, Severity
from dbt_treaty.judging import every_policy
from dbt_treaty.recheck import kept
from dbt_treaty.recheck.conftest import CONFIGURATION, Model, check, left_behind, whole, write
from dbt_treaty.recheck.kept import KEPT_FILE
from dbt_treaty.vocabulary.read import read_vocabulary

MODELS = (
    Model("stage", "select id, email, total from {p}", ("listed",)),
    Model("sold", "select id, email from {p}", ("stage",), "product"),
    Model("apart", "select * from {p}", ("listed",)),
    Model("other", "select * from {p}", ("unknown",)),
)
EDITED = {"apart": "select id from {p}"}
GRANT = """\
policy: pii-unmasked
scope: {model: sold, column: email}
granted_by: "@platform"
granted_on: "2026-11-01"
expires: "2026-12-31"
reason: once
"""


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBT_TREATY_TODAY", "2026-11-21")


def manifest(root: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((root / "target/manifest.json").read_text())
    return told


def change_node(root: Path, which: str, **said: Any) -> None:
    told = manifest(root)
    part = "sources" if which.startswith("source.") else "nodes"
    told[part][which] = {**told[part].get(which, {}), **said}
    (root / "target/manifest.json").write_text(json.dumps(told))


def rechecked(root: Path) -> Report | None:
    """The report of a check that looks at what changed alone; None where it looks at all."""
    left = left_behind(root)
    report = check(root)
    return report if left is not None and left_behind(root) == left else None


def test_where_nothing_changed_nothing_is_looked_at(tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    first = whole(tmp_path)
    assert first.count(Severity.ERROR) > 0
    assert rechecked(tmp_path) == first
    # dbt writes its own of these into each manifest.
    told = manifest(tmp_path)
    told["metadata"] |= {"invocation_id": "another", "generated_at": "2026-11-22T00:00:00Z"}
    (tmp_path / "target/manifest.json").write_text(json.dumps(told))
    assert rechecked(tmp_path) == first


def test_what_goes_wrong_is_left_to_the_check_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    write(tmp_path, MODELS)
    first = whole(tmp_path)
    monkeypatch.setattr("dbt_treaty.recheck.target.recheck", fail)
    assert check(tmp_path) == first
    assert rechecked(tmp_path) is None


def test_several_changes_one_after_the_other(tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    whole(tmp_path)
    steps = (EDITED, {"stage": "select id from {p}"}, {"stage": "select email as id from {p}"}, {})
    for queries in steps:
        write(tmp_path, MODELS, queries)
        again = rechecked(tmp_path)
        left = (tmp_path / "target" / KEPT_FILE).read_bytes()
        assert again == whole(tmp_path)
        (tmp_path / "target" / KEPT_FILE).write_bytes(left)


def grant(root: Path) -> None:
    (root / "exceptions").mkdir()
    (root / "exceptions/one.yaml").write_text(GRANT)


def promise(root: Path) -> None:
    (root / "contracts").mkdir()
    (root / "contracts/broken.contract.yaml").write_text("name: [")


def seed(root: Path) -> None:
    (root / "seeds").mkdir(exist_ok=True)
    (root / "seeds/rates.csv").write_text("day,rate,note\n1,2,3\n")


OTHER_THINGS: dict[str, Callable[[Path], object]] = {
    "the configuration": lambda root: (root / "dbt_treaty.yml").write_text(
        f"{CONFIGURATION}policies: {{missing-contract: {{severity: warn}}}}\n"
    ),
    "an exception": grant,
    "a contract": promise,
    "the catalog": lambda root: (root / "target/catalog.json").unlink(),
    "a seed's file": seed,
    "a model's tags": lambda root: change_node(
        root, "model.shop.apart", columns={"id": {"name": "id", "tags": ["PII"]}}
    ),
    "a model's name in the warehouse": lambda root: change_node(
        root, "model.shop.apart", alias="moved", relation_name='"w"."shop_derived"."moved"'
    ),
    "what a model reads": lambda root: change_node(
        root, "model.shop.apart", depends_on={"nodes": ["source.shop.raw.unknown"]}
    ),
    "a source": lambda root: change_node(
        root, "source.shop.raw.unknown", columns={"id": {"name": "id", "tags": ["PII"]}}
    ),
    "a model that is gone": lambda root: (
        (told := manifest(root))["nodes"].pop("model.shop.apart"),
        (root / "target/manifest.json").write_text(json.dumps(told)),
    ),
    "a model that came": lambda root: change_node(
        root,
        "model.shop.new",
        **(manifest(root)["nodes"]["model.shop.apart"] | {"unique_id": "model.shop.new"}),
    ),
    "a model that is not compiled": lambda root: change_node(
        root, "model.shop.apart", compiled_code=None
    ),
    "the engine": lambda root: (root / "target" / KEPT_FILE).write_bytes(b"of another version"),
    "half a file": lambda root: (root / "target" / KEPT_FILE).write_bytes(
        (root / "target" / KEPT_FILE).read_bytes()[:-1]
    ),
}


@pytest.mark.parametrize("change", OTHER_THINGS.values(), ids=OTHER_THINGS)
def test_where_anything_else_changed_all_is_looked_at(
    change: Callable[[Path], object], tmp_path: Path
) -> None:
    rates = {
        "resource_type": "seed",
        "unique_id": "seed.shop.rates",
        "name": "rates",
        "package_name": "shop",
        "database": "w",
        "schema": "shop_raw",
        "alias": "rates",
        "relation_name": '"w"."shop_raw"."rates"',
        "original_file_path": "seeds/rates.csv",
    }
    write(tmp_path, MODELS)
    change_node(tmp_path, "seed.shop.rates", **rates)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/rates.csv").write_text("day,rate\n1,2\n")
    whole(tmp_path)
    change(tmp_path)
    left = left_behind(tmp_path)
    again = check(tmp_path)
    assert left_behind(tmp_path) != left
    assert again == whole(tmp_path)


def test_another_day_is_another_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, MODELS)
    grant(tmp_path)
    whole(tmp_path)
    monkeypatch.setenv("DBT_TREATY_TODAY", "2027-01-01")
    assert rechecked(tmp_path) is None


def test_what_other_code_found_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, MODELS)
    whole(tmp_path)
    monkeypatch.setattr(kept, "maker_mark", lambda: b"another")
    assert rechecked(tmp_path) is None


def test_a_grant_goes_on_to_except(tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    grant(tmp_path)
    assert whole(tmp_path).excepted == 1
    write(tmp_path, MODELS, EDITED)
    again = rechecked(tmp_path)
    assert again is not None
    assert again.excepted == 1
    assert again == whole(tmp_path)


def test_a_grant_that_matches_nothing_any_longer_is_told(tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    grant(tmp_path)
    whole(tmp_path)
    write(tmp_path, MODELS, {"sold": "select id from {p}"})
    again = rechecked(tmp_path)
    assert again is not None
    assert "expired-exception" in {each.policy for each in again.findings}
    assert again == whole(tmp_path)


@pytest.mark.parametrize(
    "more",
    [
        {"config": {"materialized": "table", "post-hook": [{"sql": "insert into x select 1"}]}},
        {"config": {"materialized": "table", "sql_header": "create temp function f() as (1);"}},
    ],
    ids=["a hook that writes", "a header"],
)
def test_where_values_travel_beside_the_queries_nothing_is_kept(
    more: dict[str, Any], tmp_path: Path
) -> None:
    write(tmp_path, (*MODELS, Model("hooked", "select id from {p}", ("stage",), more=more)))
    whole(tmp_path)
    assert left_behind(tmp_path) is None


def test_by_policies_of_a_project_s_own_all_is_judged(tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    (tmp_path / "dbt_treaty.yml").write_text(f"{CONFIGURATION}policy_paths: [policies/]\n")
    (tmp_path / "policies").mkdir()
    query = "select unique_id as resource, 'no' as message from resources where false"
    (tmp_path / "policies/mine.sql").write_text(query)
    whole(tmp_path)
    assert left_behind(tmp_path) is None


def test_with_a_policy_that_does_not_ship_nothing_is_kept_or_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(evidence: Evidence, _options: Options) -> Iterator[Finding]:
        for each in evidence.project.resources:
            yield Finding("theirs", Severity.ERROR, each, "No.", "Don't.")

    theirs = Policy("theirs", Severity.ERROR, judge, "all of it", origin="a package 1.0")
    write(tmp_path, MODELS)
    first = whole(tmp_path)
    monkeypatch.setattr(every_policy, "installed_policies", lambda: (theirs,))
    again = check(tmp_path)
    assert "theirs" in {each.policy for each in again.findings}
    assert [each.name for each in again.own] == ["theirs"]
    assert left_behind(tmp_path) is None
    monkeypatch.undo()
    monkeypatch.setenv("DBT_TREATY_TODAY", "2026-11-21")
    assert check(tmp_path) == first


def test_a_model_that_is_read_by_name_before_its_turn_keeps_nothing(tmp_path: Path) -> None:
    late = Model("a_reader", "select id from shop_derived.stage", ("listed",))
    write(tmp_path, (*MODELS, late))
    whole(tmp_path)
    assert left_behind(tmp_path) is None


def test_a_manifest_that_lacks_compiled_sql_keeps_nothing(tmp_path: Path) -> None:
    # The gate's own manifest may have it, now or at the next check.
    write(tmp_path, MODELS)
    change_node(tmp_path, "model.shop.apart", compiled_code=None)
    whole(tmp_path)
    assert left_behind(tmp_path) is None


@pytest.mark.parametrize("number", [2**70, -(2**70)])
def test_what_can_not_be_written_down_is_not_kept(number: int, tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    change_node(tmp_path, "model.shop.apart", meta={"number": number})
    assert check(tmp_path) == whole(tmp_path)
    assert left_behind(tmp_path) is None


def test_half_of_a_surrogate_pair_in_a_name_is_a_name(tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    change_node(tmp_path, "model.shop.apart", columns={"a\ud800": {"name": "a\ud800"}})
    assert check(tmp_path) == check(tmp_path)


def test_what_can_not_be_taken_away_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    (tmp_path / "target" / KEPT_FILE).mkdir(parents=True)
    first = check(tmp_path)
    change_node(tmp_path, "model.shop.apart", compiled_code=None)
    check(tmp_path)
    write(tmp_path, MODELS)
    assert check(tmp_path) == first


def test_another_vocabulary_is_other_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, MODELS)
    whole(tmp_path)
    shipped = read_vocabulary()
    monkeypatch.setattr(kept, "read_vocabulary", lambda: replace(shipped, masks={}))
    kept.maker_mark.cache_clear()
    try:
        assert rechecked(tmp_path) is None
    finally:
        kept.maker_mark.cache_clear()


def test_two_that_are_one_table_are_looked_at_with_everything(tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    same = {"identifier": "stage", "schema": "shop_derived"}
    named = {"relation_name": '"w"."shop_derived"."stage"'}
    change_node(tmp_path, "source.shop.raw.declared", **same, **named)
    whole(tmp_path)
    change_node(
        tmp_path, "model.shop.stage", compiled_code='select id from "w"."shop_raw"."listed"'
    )
    assert rechecked(tmp_path) is None


def test_a_folder_that_can_not_be_written_to_keeps_nothing(tmp_path: Path) -> None:
    write(tmp_path, MODELS)
    (tmp_path / "target/dbt_treaty").write_text("in the way")
    assert check(tmp_path) == check(tmp_path)
