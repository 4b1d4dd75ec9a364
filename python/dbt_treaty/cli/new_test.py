"""What `new policy` writes passes `test-policies` at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.group import dbt_treaty


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dbt_treaty.yml").write_text("policy_paths: [policies/]\n")
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(dbt_treaty, [*words, "--project-dir", str(root)])


@pytest.mark.parametrize("kind", ["sql", "rego"])
def test_what_is_written_is_a_policy_that_passes(root: Path, kind: str) -> None:
    made = run(root, "new", "policy", "no-secrets", "--kind", kind)
    tried = run(root, "test-policies", "no-secrets")

    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout == (
        f"wrote  policies/no_secrets.{kind}\nwrote  policies/no_secrets.md\n\n"
        "It refuses a product's column that is called like a secret. Make it your own rule, and\n"
        "its page that rule's. Next:\n  dbt-treaty test-policies no-secrets\n"
    )
    assert (tried.exit_code, tried.stdout) == (
        0,
        "ok    no-secrets  1 Fails, 1 Passes\n1 policy: 1 as the page says.\n",
    )


def test_a_package_in_python_tests_itself(root: Path) -> None:
    made = run(root, "new", "policy", "no-secrets", "--kind", "python")
    folder = root / "policy_packages" / "no-secrets"
    test = "treaty_policy_no_secrets/policy_test.py"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    tried = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, check=False
    )

    assert made.exit_code == 0
    assert "  pip install --editable policy_packages/no-secrets\n" in made.stdout
    assert b"1 passed" in tried.stdout, tried.stdout


def test_a_name_twice_is_refused(root: Path) -> None:
    run(root, "new", "policy", "no-secrets", "--kind", "sql")
    again = run(root, "new", "policy", "no_secrets", "--kind", "rego")

    assert (again.exit_code, again.stderr) == (
        2,
        "there is a policy 'no-secrets' already\n    choose another name\n",
    )
    assert not (root / "policies" / "no_secrets.rego").exists()
