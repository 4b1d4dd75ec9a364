"""What the companion changes of a model's context, and of which models."""

from types import SimpleNamespace
from typing import Any

from dbt_treaty_plugin.quarantine import has_quarantine, quarantined_models, set_aside

META = {"dbt_treaty": {"contract": {"v1": {"quarantine": {"enabled": True}}}}}


def node(meta: object, kind: str = "model") -> SimpleNamespace:
    return SimpleNamespace(resource_type=kind, config=SimpleNamespace(meta=meta))


def context() -> dict[str, Any]:
    hook = {"sql": "theirs", "transaction": True}
    return {
        "compiled_code": "select 1",
        "sql": "select 1",
        "pre_hooks": [hook],
        "post_hooks": [hook],
        "dbt_treaty": {"valid_rows": lambda: "select 2"},
    }


def test_the_valid_rows_take_the_place_of_the_query() -> None:
    changed = context()
    set_aside(node(META), changed)
    assert changed == {
        "compiled_code": "select 2",
        "sql": "select 2",
        "treaty_query": "select 1",
        "treaty_run": {},
        # After all others before it, before all others after it, and in dbt's transaction.
        "pre_hooks": [
            {"sql": "theirs", "transaction": True},
            {"sql": "{{ dbt_treaty.set_rows_aside() }}", "transaction": True},
        ],
        "post_hooks": [
            {"sql": "{{ dbt_treaty.check_published_rows() }}", "transaction": True},
            {"sql": "theirs", "transaction": True},
        ],
        "dbt_treaty": changed["dbt_treaty"],
    }


def test_nothing_else_is_touched() -> None:
    without: list[object] = [None, {}, {"dbt_treaty": []}, {"dbt_treaty": {"contract": "v1"}}]
    without.append({"dbt_treaty": {"contract": {"v1": {"quarantine": {"enabled": "yes"}}}}})
    for each in (
        *map(node, without),
        node(META, "snapshot"),
        SimpleNamespace(resource_type="seed"),
    ):
        assert not has_quarantine(each)
        changed = context()
        before = dict(changed)
        set_aside(each, changed)
        assert changed == before


def test_a_project_without_the_package_is_left_to_its_guard() -> None:
    changed = {**context(), "dbt_treaty": None}
    set_aside(node(META), changed)
    assert "treaty_query" not in changed


def test_which_models_have_one() -> None:
    nodes = {"model.p.b": node(META), "model.p.a": node(META), "model.p.c": node({})}
    ref = SimpleNamespace(
        manifest=SimpleNamespace(nodes=nodes), config=SimpleNamespace(project_target_path="t")
    )
    everything = ["model.p.a", "model.p.b"]
    assert quarantined_models([], ref) == {"all": everything, "selected": everything}
    chosen = quarantined_models(["model.p.b", "model.p.c"], ref)
    assert chosen == {"all": everything, "selected": ["model.p.b"]}
