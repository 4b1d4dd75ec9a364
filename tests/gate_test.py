"""The gate inside dbt: it holds however dbt is called, and refuses before anything is built."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from dbt_runs import KEY, DbtProject, copy_project, made_once, synced

pytestmark = pytest.mark.slow

Make = Callable[[dict[str, str]], DbtProject]

CONTRACT = """\
name: shop.product.{name}
version: "1.0.0"
owner: {{team: "@shop-team", on_call: shop-pager}}
retention_days: 30
schema:
  - {{name: id, type: integer, required: true}}
  - {{name: label, type: string, pattern: "."}}
sla: {{freshness: 1d, completeness: "99%", accuracy: "99%"}}
semantics: {{label: what people call it}}
"""
SHOP = {
    "dbt_treaty.yml": "domain: shop\n",
    "seeds/raw/users.csv": "id,email,nick\n1,a@example.com,ann\n",
    "seeds/raw/_seeds.yml": (
        "version: 2\nseeds:\n  - name: users\n"
        "    config: {column_types: {id: integer, email: varchar, nick: varchar}}\n"
        "    columns:\n      - {name: id}\n      - {name: email, config: {tags: [PII]}}\n"
        "      - {name: nick}\n"
    ),
    "models/product/item.sql": (
        "select cast(id as integer) as id, cast(nick as varchar) as label\n"
        "from {{ ref('users') }}\n"
    ),
    "models/derived/other.sql": "select count(*) as n from {{ ref('users') }}\n",
    "contracts/product/item.contract.yaml": CONTRACT.format(name="item"),
}
LEAK = ("models/product/item.sql", "cast(nick as varchar)", "cast(email as varchar)")


@pytest.fixture(scope="module")
def shop_template(templates: Path) -> Path:
    """A small synced project."""
    folder = templates / "gate_shop"
    return made_once(folder, lambda: synced(copy_project("small", folder, SHOP)))


@pytest.fixture
def shop(shop_template: Path, tmp_path: Path) -> DbtProject:
    import shutil

    shutil.copytree(shop_template, tmp_path / "shop", symlinks=True)
    return DbtProject(tmp_path / "shop")


@pytest.fixture
def leaking(shop: DbtProject) -> DbtProject:
    """The shop with an e-mail in its product."""
    shop.edit(*LEAK)
    return shop


def policies(project: DbtProject) -> list[tuple[str, str]]:
    return [(f["policy"], f["severity"]) for f in project.findings()]


REFUSED = [("pii-unmasked", "error"), ("undeclared-tag", "error")]
HELD = [("pii-unmasked", "warn"), ("undeclared-tag", "warn")]


@pytest.mark.parametrize(
    "command",
    [
        ["build"],
        ["build", "--select", "item"],
        ["build", "--exclude", "other"],
        ["build", "--no-write-json"],
        ["build", "--full-refresh"],
        ["build", "--empty"],
        ["build", "--no-partial-parse"],
        ["run"],
        ["test"],
    ],
    ids=" ".join,
)
def test_a_leak_is_refused_however_dbt_is_called(command: list[str], leaking: DbtProject) -> None:
    run = leaking.dbt_here(*command)
    assert run.exit == 2, run.output
    assert "dbt-treaty refused this build; nothing was built" in run.output
    assert "models/product/item.sql:1" in run.output
    assert leaking.tables() == []
    assert policies(leaking) == REFUSED


def test_the_program_ends_with_exit_code_2_and_a_report_that_fits_a_log(
    leaking: DbtProject,
) -> None:
    run = leaking.dbt("build")
    assert run.exit == 2
    report = run.output[run.output.index("dbt-treaty refused") : run.output.index("> in macro")]
    assert max(len(line) for line in report.splitlines()) <= 80
    assert "Traceback" not in run.output


HOOK = "update {{ this }} set label = (select max(email) from {{ ref('users') }})"


def test_a_hook_that_carries_an_email_is_refused(shop: DbtProject) -> None:
    shop.edit("models/product/item.sql", "select", f'{{{{ config(post_hook="{HOOK}") }}}}\nselect')
    run = shop.dbt_here("build")
    assert run.exit == 2, run.output
    assert "models/product/item.sql:1" in run.output
    assert shop.tables() == []
    assert policies(shop) == [("unknown-lineage", "error")]


def test_an_on_run_hook_is_held_whatever_is_selected(shop: DbtProject) -> None:
    hook = HOOK.replace("this", "ref('item')")
    shop.edit("dbt_project.yml", "name: small\n", f'name: small\non-run-end: ["{hook}"]\n')
    run = shop.dbt_here("build", "--select", "other")
    assert run.exit == 2, run.output
    assert shop.tables() == []
    assert policies(shop) == [("unknown-lineage", "error")]


def test_dbt_retry_is_held_as_well(shop: DbtProject) -> None:
    shop.edit("models/derived/other.sql", "count(*) as n", "nonsense(nick) as n")
    assert shop.dbt_here("build").exit == 1
    shop.edit("models/derived/other.sql", "nonsense(nick) as n", "count(*) as n")
    shop.edit(*LEAK)
    run = shop.dbt_here("retry")
    assert run.exit == 2, run.output
    assert policies(shop) == REFUSED


def test_what_is_not_selected_warns_and_what_it_reads_does_not(leaking: DbtProject) -> None:
    run = leaking.dbt_here("build", "--select", "other", "users").must_pass()
    assert "pii-unmasked" in run.output
    assert policies(leaking) == HELD
    assert leaking.tables() == ["main.other", "main.users"]
    leaking.edit("models/derived/reader.sql", "", "select id from {{ ref('item') }}\n")
    assert leaking.dbt_here("build", "--select", "reader").exit == 2


@pytest.mark.parametrize("command", [["compile"], ["docs", "generate"]], ids=" ".join)
def test_commands_that_build_nothing_report_and_go_on(
    command: list[str], leaking: DbtProject
) -> None:
    run = leaking.dbt(*command).must_pass()
    assert "pii-unmasked" in run.output
    assert policies(leaking) == REFUSED


def test_two_runs_in_one_process_are_judged_each_on_its_own(shop: DbtProject) -> None:
    shop.dbt_here("build").must_pass()
    shop.edit(*LEAK)
    assert shop.dbt_here("build").exit == 2
    shop.edit(LEAK[0], LEAK[2], LEAK[1])
    shop.dbt_here("build").must_pass()


def test_check_reports_from_what_the_gate_left(leaking: DbtProject) -> None:
    assert leaking.dbt_here("build").exit == 2
    run = leaking.treaty("check", "--format", "json")
    assert run.exit == 1
    assert json.loads(run.output)["findings"] == leaking.findings()
    compiled = leaking.root / "target/dbt_treaty/compiled/model.small.item.v1.sql"
    assert "cast(email as varchar)" in compiled.read_text()


@pytest.mark.thorough
def test_without_the_companion_the_hook_says_how_to_get_it(
    shop: DbtProject, tmp_path: Path
) -> None:
    hidden = tmp_path / "hidden" / "dbt_treaty_plugin"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("")
    run = shop.dbt("build", env={"PYTHONPATH": str(hidden.parent)})
    assert run.exit == 2
    assert "run `pip install dbt-treaty`" in run.output
    assert shop.tables() == []
    assert shop.dbt("run-operation", "sync_contracts", env={"PYTHONPATH": str(hidden.parent)}).exit
    project = shop.root / "dbt_project.yml"
    project.write_text(project.read_text() + "vars: {dbt_treaty: {gate: external}}\n")
    run = shop.dbt("build", env={"PYTHONPATH": str(hidden.parent)}).must_pass()
    assert "CI must run `dbt-treaty check`" in run.output


def test_a_gate_that_is_neither_here_nor_there_is_refused(shop: DbtProject) -> None:
    run = shop.dbt_here("build", "--vars", "{dbt_treaty: {gate: 'off'}}")
    assert run.exit == 2
    assert "allowed: plugin, external" in run.output


def test_a_broken_configuration_refuses_with_its_place(shop: DbtProject) -> None:
    shop.edit("dbt_treaty.yml", "domain: shop\n", "domain: shop\nlayuot: []\n")
    run = shop.dbt_here("build")
    assert run.exit == 2
    assert "dbt_treaty.yml:2:1" in run.output
    assert 'did you mean "layout"?' in run.output


def test_a_model_that_asks_the_warehouse_while_it_compiles_is_unresolved(
    shop: DbtProject,
) -> None:
    star = (
        "{%- set columns = adapter.get_columns_in_relation(ref('other')) -%}\n"
        "select 1 as id, 'x' as label {% for c in columns %}, {{ c.name }}{% endfor %}\n"
        "from {{ ref('other') }}\n"
    )
    shop.edit("models/derived/asking.sql", "", star)
    shop.dbt_here("build").must_pass()
    report = json.loads((shop.root / "target/dbt_treaty/findings.json").read_text())
    assert [u["resource"] for u in report["coverage"]["unresolved"]] == ["model.small.asking"]
    assert "depends on what the warehouse holds" in json.dumps(report["coverage"])
    shop.edit("models/product/asked.sql", "", "select id, label from {{ ref('asking') }}\n")
    shop.edit("contracts/product/asked.contract.yaml", "", CONTRACT.format(name="asked"))
    shop.sync().must_pass()
    assert shop.dbt_here("build").exit == 2
    assert policies(shop) == [("unknown-lineage", "error")]


def test_an_incremental_model_that_asks_for_itself_is_resolved(shop: DbtProject) -> None:
    shop.edit(
        "models/derived/growing.sql",
        "",
        "{{ config(materialized='incremental') }}\nselect id from {{ ref('users') }}\n"
        "{% if is_incremental() %}where id > (select max(id) from {{ this }}){% endif %}\n",
    )
    for _ in range(2):
        shop.dbt_here("build").must_pass()
        report = json.loads((shop.root / "target/dbt_treaty/findings.json").read_text())
        assert report["coverage"]["unresolved"] == []


def test_a_type_no_cast_decides_is_left_to_dbts_own_enforcement(shop: DbtProject) -> None:
    """The gate can't know what `nick` holds where nothing says its type; dbt's contract can."""
    shop.edit("seeds/raw/_seeds.yml", "nick: varchar}}", "nick: double}}")
    shop.edit("seeds/raw/users.csv", "ann", "1.5")
    shop.edit("models/product/item.sql", "cast(nick as varchar)", "nick")
    run = shop.dbt_here("build")
    assert run.exit == 1, run.output
    assert shop.findings() == []
    assert "This model has an enforced contract that failed" in run.output
    assert "main.item" not in shop.tables()


MASKED = {
    "models/product/item.sql": (
        "select cast(id as integer) as id, {{ dbt_treaty.mask('email', 'METHOD') }} as label\n"
        "from {{ ref('users') }}\n"
    ),
    "contracts/product/item.contract.yaml": CONTRACT.format(name="item").replace(
        "type: string,", "type: string, tags: [PII], mask: METHOD,"
    ),
}


def masked(project: DbtProject, method: str) -> DbtProject:
    for path, text in MASKED.items():
        (project.root / path).write_text(text.replace("METHOD", method))
    project.sync().must_pass()
    return project


def test_without_a_key_nothing_is_masked_and_nothing_built(
    shop: DbtProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    masked(shop, "tokenize")
    monkeypatch.delenv("DBT_ENV_SECRET_TREATY_KEY")
    run = shop.dbt_here("build")
    assert run.exit == 2
    assert "export DBT_ENV_SECRET_TREATY_KEY" in run.output
    assert shop.tables() == []
    shop.dbt_here("build", "--select", "other", "users").must_pass()
    shop.dbt_here("compile").must_pass()


@pytest.mark.parametrize(
    "method",
    [
        pytest.param("sha256", marks=pytest.mark.thorough),
        "tokenize",
        pytest.param("redact", marks=pytest.mark.thorough),
    ],
)
def test_a_mask_is_applied_and_its_key_is_found_nowhere(method: str, shop: DbtProject) -> None:
    import hashlib
    import hmac

    import duckdb

    masked(shop, method)
    shop.dbt("--debug", "build").must_pass()
    with duckdb.connect(str(shop.root / "target/small.duckdb")) as connection:
        (found,) = connection.execute("select label from main.item").fetchone() or ("",)
    plain = hmac.new(KEY.encode(), b"a@example.com", hashlib.sha256).hexdigest()
    token = hmac.new(KEY.encode(), b"tokenize:a@example.com", hashlib.sha256).hexdigest()
    expected = {"sha256": plain, "tokenize": f"tok_{token[:32]}", "redact": "a***@e***.com"}
    assert found == expected[method]
    for path in (*shop.root.rglob("target/**/*"), *shop.root.rglob("logs/*")):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path
