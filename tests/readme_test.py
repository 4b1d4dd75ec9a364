"""README.md is true: the refused build prints what it shows, and the quick start builds."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable

import pytest
from dbt_runs import PROJECTS, DbtProject
from docs_page import fences
from generate_docs import ROOT

pytestmark = pytest.mark.slow

README = fences(ROOT / "README.md")
LEFT_OUT = "[…]\n"
DEMO = runpy.run_path(str(PROJECTS / "demo.py"), run_name="demo")


def unwrapped(output: str) -> str:
    """The gate's text without what dbt puts around it: two spaces before each line."""
    said = output[output.index("dbt-treaty refused this build") :]
    return re.sub(r"^  ", "", said, flags=re.MULTILINE)


def test_the_refused_build_prints_what_the_readme_shows(mesh: DbtProject) -> None:
    (shown,) = (fence.text for fence in README if fence.language == "text")
    for old, new in DEMO["EDITS"]:
        mesh.edit(DEMO["LEAK"], old, new)

    run = mesh.dbt_here("build")

    said = unwrapped(run.output)
    parts = shown.split(LEFT_OUT)
    places = [said.find(part) for part in parts]
    assert run.exit == 2
    assert -1 not in places, said
    assert places == sorted(places)
    assert len(mesh.findings()) == 3, "the README says that two findings are left out"
    assert mesh.tables() == []


def test_the_edit_is_the_one_that_the_demo_makes() -> None:
    (shown,) = (fence.text for fence in README if fence.language == "diff")

    old, new = DEMO["EDITS"][0]
    assert shown == f"-{old}+{new}"


def test_the_quick_start_builds(small_project: Callable[[dict[str, str]], DbtProject]) -> None:
    examples = {fence.kind: fence.text for fence in README if fence.language == "yaml"}
    shop = small_project(
        {
            "dbt_treaty.yml": examples["configuration"],
            "contracts/product/order_facts.contract.yaml": examples["contract"],
            "models/product/order_facts.sql": (
                "select cast('a' as varchar) as order_id, cast('placed' as varchar) as status, "
                "cast(1 as decimal(12, 2)) as amount\n"
            ),
        }
    )
    commands = next(
        fence.text.split("\n") for fence in README if fence.text.startswith("dbt run-operation")
    )

    for command in filter(None, commands):
        shop.dbt(*command.split()[1:]).must_pass()

    assert shop.findings() == []
    assert shop.tables() == ["main.order_facts"]
