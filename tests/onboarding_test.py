"""A new domain publishes its first product: `init`, then the three commands it names."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from dbt_runs import ROOT, DbtProject

pytestmark = pytest.mark.slow


def _worked() -> float:
    """Seconds for which processes started here have worked: others wait for the same cores."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_first_build_passes(tmp_path: Path) -> None:
    words = ("init", "loyalty", "--owner", "@loyalty-team", "--on-call", "loyalty-pager")
    started = _worked()
    DbtProject(tmp_path).treaty(*words, "--package", str(ROOT)).must_pass()
    taken = _worked() - started

    loyalty = DbtProject(tmp_path / "loyalty")
    loyalty.dbt_here("deps")
    loyalty.dbt_here("run-operation", "sync_contracts").must_pass()
    built = loyalty.dbt_here("build").must_pass()

    assert taken < 5, "one command, under five seconds"
    assert "WARN" not in built.output.replace("WARN=0", "")
    assert loyalty.findings() == []
    assert loyalty.tables() == [
        "loyalty_derived.loyalty_events_clean",
        "loyalty_product.loyalty_daily",
        "loyalty_raw.loyalty_events",
        "loyalty_raw.loyalty_events_sample",
    ]
    assert loyalty.treaty("check").output.splitlines()[-1] == "0 errors, 0 warnings."


@pytest.mark.thorough
def test_a_lost_tag_is_written_again_and_a_contract_drafted(tmp_path: Path) -> None:
    words = ("init", "loyalty", "--owner", "@loyalty-team", "--on-call", "loyalty-pager")
    DbtProject(tmp_path).treaty(*words, "--package", str(ROOT)).must_pass()
    loyalty = DbtProject(tmp_path / "loyalty")
    properties = "models/derived/_derived.yml"
    loyalty.edit(properties, "        config: {tags: [PII]}\n", "")
    loyalty.dbt_here("deps")
    loyalty.dbt_here("run-operation", "sync_contracts").must_pass()
    assert loyalty.dbt_here("build").exit == 2
    loyalty.dbt_here("compile").must_pass()

    fixed = loyalty.treaty("fix").must_pass()

    assert fixed.output == f"added  PII to loyalty_events_clean.email in {properties}\n"
    loyalty.dbt_here("build").must_pass()

    inferred = loyalty.dbt_here(
        "run-operation", "infer_contract", "--args", "{relation: loyalty_events}"
    ).must_pass()
    draft = (loyalty.root / "contracts/raw/loyalty_events.contract.yaml").read_text()
    assert "drafted contracts/raw/loyalty_events.contract.yaml: 4 columns" in inferred.output
    assert "    tags: [PII]  # likely an e-mail address: by its name, and 7 of 7 sampled" in draft
    assert "example.org" not in draft
