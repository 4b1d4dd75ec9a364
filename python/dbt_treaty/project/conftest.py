"""A real git repository, for the tests of what is read from one."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CONTRACT = """\
name: orders.product.order_facts
version: "{version}"
owner: {{team: "@orders-team", on_call: orders-pager}}
schema:
  - {{name: order_id, type: integer}}
sla: {{freshness: 1d}}
semantics: {{order_id: Identifies an order.}}
"""
PATH = "contracts/order_facts.contract.yaml"


def contract(version: str = "2.1.0", more: str = "") -> str:
    """A whole contract of orders.product.order_facts."""
    return CONTRACT.format(version=version) + more


@dataclass(frozen=True)
class Repository:
    """A repository in a folder of its own, that no configuration of this machine reaches."""

    root: Path

    def git(self, *arguments: str, day: str = "2026-03-01") -> str:
        when = f"{day}T12:00:00+00:00"
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.com",
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
        }
        command = ["git", *arguments]
        done = subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def write(self, path: str, text: str | bytes) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, day: str = "2026-03-01") -> str:
        """Everything there is, as one commit; its short id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", day, day=day)
        return self.git("rev-parse", "HEAD")[:7]

    def clone(self, root: Path, *options: str) -> Repository:
        self.git("clone", "--quiet", *options, f"file://{self.root}", str(root))
        return Repository(root)


def make_repository(root: Path) -> Repository:
    """An empty repository in a new folder, on the branch main."""
    root.mkdir(parents=True)
    repository = Repository(root)
    repository.git("init", "--quiet", "--initial-branch", "main")
    return repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A dbt project of the orders domain with one contract, committed on main; on a branch."""
    made = make_repository(tmp_path / "repository")
    made.write("dbt_project.yml", "name: orders\n")
    made.write("dbt_treaty.yml", "domain: orders\n")
    made.write(PATH, contract())
    made.commit()
    made.git("checkout", "--quiet", "-b", "feature")
    return made
