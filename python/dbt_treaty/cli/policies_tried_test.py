"""`dbt-treaty test-policies`: what it tells, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dbt_treaty.cli.group import dbt_treaty

SQL = "-- message: bad\nselect unique_id from {{ info_schema('models') }} where name = 'bad'\n"
PAGE = """\
# no-bad

## Fails

```yaml
models: {x.derived.bad: {sql: select 1 as a}}
expect: [{resource: bad, at: models/x/derived/bad.sql}]
```

## Passes

```yaml
models: {x.derived.good: {sql: select 1 as a}}
```
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dbt_treaty.yml").write_text("policy_paths: [rules/]\n")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "no_bad.sql").write_text(SQL)
    (tmp_path / "rules" / "no_bad.md").write_text(PAGE)
    return tmp_path


def run(root: Path, *names: str) -> Result:
    return CliRunner().invoke(dbt_treaty, ["test-policies", *names, "--project-dir", str(root)])


def test_policies_as_their_pages_say(root: Path) -> None:
    done = run(root, "no-bad", "tier-boundary")

    assert (done.exit_code, done.stdout) == (
        0,
        "ok    no-bad         1 Fails, 1 Passes\n"
        "ok    tier-boundary  5 Fails, 2 Passes\n"
        "2 policies: 2 as the page says.\n",
    )


def test_a_page_that_is_not_true(root: Path) -> None:
    (root / "rules" / "no_bad.md").write_text(PAGE.replace("resource: bad", "resource: worse"))
    done = run(root, "no-bad")

    at = "models/x/derived/bad.sql"
    assert (done.exit_code, done.stdout) == (
        1,
        "FAIL  no-bad  1 Fails, 1 Passes\n"
        f"      rules/no_bad.md:6: {{resource: worse, at: {at}}} is expected, and not found\n"
        f"      rules/no_bad.md:6: {{resource: bad, at: {at}, message: bad, severity: error}} is "
        "found, and not expected\n"
        "1 policy: 1 failed.\n",
    )


def test_a_policy_that_is_broken_fails_with_and_without_a_page(root: Path) -> None:
    (root / "rules" / "no_bad.sql").write_text("copy (from {{ info_schema('models') }}) to 'x'")
    (root / "rules" / "typo.sql").write_text("select nme from {{ info_schema('models') }}")
    done = run(root, "no-bad", "typo")

    assert done.exit_code == 1
    assert done.stdout.splitlines()[:4] == [
        "FAIL  no-bad  can't judge",
        "      rules/no_bad.sql:1: This policy can't judge: this is a COPY and no SELECT.",
        "          write one SELECT that returns the rows that violate the policy",
        "FAIL  typo    can't judge",
    ]
    typo = "      rules/typo.sql:1: This policy can't judge: DuckDB refuses it: Binder Error: "
    assert typo in done.stdout
    assert 'Referenced column "nme" not found' in done.stdout
    assert done.stdout.endswith("2 policies: 2 failed.\n")


def test_a_policy_without_a_page_is_told(root: Path) -> None:
    (root / "rules" / "no_bad.md").unlink()
    done = run(root, "no-bad")

    assert (done.exit_code, done.stdout) == (
        0,
        "-     no-bad  has no page with examples\n1 policy: 1 without examples.\n",
    )


def test_a_page_without_examples_fails(root: Path) -> None:
    (root / "rules" / "no_bad.md").write_text("# no-bad\n")
    done = run(root, "no-bad")

    assert done.exit_code == 1
    assert "rules/no_bad.md: has no example under Fails\n" in done.stdout


def test_a_name_that_is_none(root: Path) -> None:
    done = run(root, "no-bed", "tier-boundary")

    assert done.exit_code == 2
    assert done.stderr.startswith("there is no policy 'no-bed'\n    did you mean \"no-bad\"?\n")


@pytest.mark.parametrize("text", ["policy_paths: [gone/]\n"])
def test_a_folder_that_is_not_there_fails(root: Path, text: str) -> None:
    (root / "dbt_treaty.yml").write_text(text)
    done = run(root, "policy-paths")

    assert done.exit_code == 1
    assert "the folder" in done.stdout


def test_all_that_ships_is_as_its_page_says(tmp_path: Path) -> None:
    done = run(tmp_path)

    assert done.exit_code == 0, done.stdout
    assert "FAIL" not in done.stdout
    assert done.stdout.splitlines()[-1].endswith(" as the page says.")
