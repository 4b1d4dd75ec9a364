from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.conftest import CONTRACT, write_manifest
from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.project.generated_header import render_header

NEW = """\
version: 2

models:
  - name: order_facts
    columns:
      - name: email
        tags: [PII]
"""
DIFF = """\
--- a/models/derived/_orders.yml
+++ b/models/derived/_orders.yml
@@ -4,4 +4,5 @@
     # what people gave us
     columns:
       - name: email   # as typed
+        tags: [PII]
         description: E-mail
"""
OLD = """\
version: 2
models:
  - name: order_facts
    # what people gave us
    columns:
      - name: email   # as typed
        description: E-mail
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["fix", *arguments])


def properties(root: Path, text: str = OLD, path: str = "models/derived/_orders.yml") -> Path:
    """A properties file that the manifest says declares the email, without tags."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    write_manifest(root, patch_path=f"orders://{path}", columns={"email": {"name": "email"}})
    return root / path


def test_a_tag_is_written_and_nothing_else(root: Path) -> None:
    path = properties(root)

    result = run()

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "added  PII to order_facts.email in models/derived/_orders.yml\n",
        "",
    )
    assert path.read_text(encoding="utf-8") == OLD.replace(
        "typed\n", "typed\n        tags: [PII]\n"
    )


def test_a_dry_run_shows_the_difference_and_writes_nothing(root: Path) -> None:
    path = properties(root)

    result = run("--dry-run")

    told = "would add  PII to order_facts.email in models/derived/_orders.yml\n"
    assert (result.exit_code, result.stdout) == (1, DIFF + told)
    assert path.read_text(encoding="utf-8") == OLD


def test_a_second_time_writes_nothing(root: Path) -> None:
    path = properties(root)
    run()
    once = path.read_text(encoding="utf-8")

    result = run()

    assert (result.exit_code, result.stdout) == (
        0,
        "there   PII to order_facts.email in models/derived/_orders.yml: run `dbt compile` to have "
        "it seen\n",
    )
    assert path.read_text(encoding="utf-8") == once


def test_a_model_without_a_file_gets_one(root: Path) -> None:
    assert run().exit_code == 0
    assert (root / "models/derived/_derived.yml").read_text(encoding="utf-8") == NEW


def test_nothing_to_write(root: Path) -> None:
    write_manifest(root, columns={"email": {"name": "email", "tags": ["PII"]}})

    result = run()

    assert (result.exit_code, result.stdout) == (0, "Nothing to write.\n")


def test_generated_files_are_never_touched(root: Path) -> None:
    text = render_header("contracts/a.contract.yaml", [], OLD) + OLD
    path = properties(root, text)

    result = run()

    assert (result.exit_code, result.stdout) == (
        1,
        "Nothing to write.\n"
        "left    models/derived/_orders.yml: adding PII to order_facts.email: "
        "the file is generated\n",
    )
    assert path.read_text(encoding="utf-8") == text


def test_a_link_out_of_the_project_is_not_followed(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = properties(root)
    outside = tmp_path_factory.mktemp("outside") / "mine.yml"
    outside.write_text(OLD, encoding="utf-8")
    path.unlink()
    path.symlink_to(outside)

    assert "the file lies outside of the project" in run().stdout
    assert outside.read_text(encoding="utf-8") == OLD


def test_what_needs_a_decision_is_listed_with_the_reason(root: Path) -> None:
    properties(root)
    (root / "contracts").mkdir()
    (root / "contracts" / "o.contract.yaml").write_text(
        CONTRACT.replace("sla: {freshness: 1d}\n", ""), encoding="utf-8"
    )

    result = run()

    left = [line for line in result.stdout.splitlines() if line.startswith("left")]
    assert result.exit_code == 1
    assert left[0] == (
        "left    contracts/o.contract.yaml:1: incomplete-contract: only its owner knows what is "
        "missing"
    )
