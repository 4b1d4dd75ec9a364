"""What the tests of policies share: a page's example as evidence, and what a policy says of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dbt_treaty.check import judged
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.findings import Finding, Report
from dbt_treaty.judging.judge import judge
from dbt_treaty.pages.page_project import page_project

Project = Callable[[str], Evidence]
Found = Callable[[str, str], list[Finding]]
Reported = Callable[[str], Report]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return lambda page: page_project(yaml.safe_load(page), tmp_path)


@pytest.fixture
def found(project: Project) -> Found:
    return lambda policy, page: [f for f in judge(project(page)) if f.policy == policy]


@pytest.fixture
def reported(project: Project) -> Reported:
    """The whole report of a page's example, by its own policies and installed ones as well."""
    return lambda page: judged(project(page)).report
