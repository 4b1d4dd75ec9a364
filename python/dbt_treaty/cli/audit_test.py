from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from dbt_treaty.cli.group import dbt_treaty


def test_an_audit_in_both_formats(root: Path) -> None:
    text = CliRunner().invoke(dbt_treaty, ["audit"])
    assert text.exit_code == 0, text.output
    assert text.stdout.splitlines()[1].split() == ["orders", "1/3", "0/3", "0/3", "1/3", "2"]

    done = CliRunner().invoke(dbt_treaty, ["audit", "--format", "json", "--output", "audit.json"])
    assert (done.exit_code, done.stdout) == (0, "")
    told = json.loads((root / "audit.json").read_text())
    assert [each["domain"] for each in told["domains"]] == ["orders"]
    assert told["domains"][0]["scores"] == {
        "domain ownership": 1,
        "data as a product": 0,
        "self-serve platform": 0,
        "federated governance": 1,
    }
    assert told["lighthouse"] is None
    assert told["next_investment"]["key"] == "contracts"


def test_there_is_nothing_to_audit_before_dbt_ran(root: Path) -> None:
    (root / "target" / "manifest.json").unlink()
    assert CliRunner().invoke(dbt_treaty, ["audit"]).exit_code == 3
