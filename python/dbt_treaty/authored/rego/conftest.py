"""Rego policies beside a page's project: what they find, and what they note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dbt_treaty.conftest import Reported
from dbt_treaty.findings import Report

Judge = Callable[..., Report]
SHOP = """
configuration: {domain: shop, policy_paths: [policies]}
models:
  shop.derived.orders: {sql: select 1 as id}
"""


@pytest.fixture
def judge_by(tmp_path: Path, reported: Reported) -> Judge:
    """The report of a page's project, judged by its own policies alone: the rest is off."""

    def judge(files: dict[str, str], page: str = SHOP) -> Report:
        for name, text in files.items():
            path = tmp_path / "policies" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        report = reported(page)
        own = {rule.name for rule in report.own}
        found = tuple(each for each in report.findings if each.policy in own)
        return Report(found, report.coverage, report.notes, report.own)

    return judge
