"""dbt gets what standard input says, and the command line shows nothing of it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("told", ["", json.dumps(["--vars", json.dumps({"secret": "a b é"})])])
def test_dbt_parses_with_variables_that_no_command_line_shows(told: str, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "dbt_project.yml").write_text("name: small\nprofile: small\n")
    (tmp_path / "profiles.yml").write_text(
        "small: {target: dev, outputs: {dev: {type: duckdb, path: ':memory:'}}}\n"
    )
    (tmp_path / "models/m.sql").write_text(
        "{% do print('got ' ~ var('secret', 'none')) %} select 1"
    )
    command = [sys.executable, "-m", "dbt_treaty_plugin.told_dbt", "parse"]
    done = subprocess.run(
        [*command, "--project-dir", str(tmp_path), "--profiles-dir", str(tmp_path)],
        input=told,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert f"got {'a b é' if told else 'none'}" in done.stdout
