from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.configuration.model import Configuration, PolicySetting
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.findings import Severity
from dbt_treaty.project.baseline import Announcement
from dbt_treaty.project.conftest import PATH, Repository, contract
from dbt_treaty.project.generated_header import SQL_COMMENT, Synced, render_header
from dbt_treaty.project.workspace import GeneratedFile, Workspace
from dbt_treaty.project.workspace_reader import read_workspace

BODY = "version: 2\n"
SYNCED = Synced("shop.product.orders", "1.0.0", "b" * 64)
GOOD = render_header("contracts/orders.contract.yaml", [SYNCED], BODY) + BODY

VIEW = render_header("contracts/a.yaml", [SYNCED], "select 1\n", SQL_COMMENT) + "select 1\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dbt_project.yml").write_text("name: shop\n")
    return tmp_path


def put(root: Path, path: str, text: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_no_project_no_workspace(tmp_path: Path) -> None:
    assert read_workspace(tmp_path, Configuration()) is None


def test_an_empty_project(root: Path) -> None:
    assert read_workspace(root, Configuration()) == Workspace(
        (), {}, no_baseline="the project lies in no git repository"
    )


def test_the_history_of_the_contracts(repository: Repository) -> None:
    block = 'deprecation: {previous_version: 2.x, sunset_date: "2026-12-31"}\n'
    repository.write(PATH, contract("3.0.0", block))
    configuration = read_configuration(repository.root)

    found = read_workspace(repository.root, configuration)

    assert found is not None
    assert found.baseline is not None
    assert found.baseline.name.startswith("the merge base with main (")
    assert [c.version for c in found.baseline.contracts] == ["2.1.0"]
    assert found.announced == {
        ("orders.product.order_facts", 3): Announcement(None, is_pending=True)
    }


def test_nobody_asks_git_where_no_policy_wants_to_know(repository: Repository) -> None:
    off = PolicySetting(Severity.OFF)
    policies = {"semver-bump": off, "missing-deprecation": off}

    found = read_workspace(repository.root, Configuration(policies=policies))

    assert found is not None
    assert (found.baseline, found.no_baseline) == (None, "")
    policies = {"semver-bump": off}
    asked = read_workspace(repository.root, Configuration(policies=policies))
    assert asked is not None
    assert asked.baseline is not None


def test_every_generated_file_and_no_other(root: Path) -> None:
    put(root, "models/product/_treaty/orders.yml", GOOD)
    put(root, "models/_treaty/edited.yml", GOOD + "# x\n")
    put(root, "models/_treaty/stranger.yaml", "version: 2\n")
    put(root, "models/_treaty/bytes.yml", b"\xff\xfe")
    put(root, "models/_treaty/view.sql", VIEW)
    put(root, "models/_treaty/worn.sql", VIEW.partition("\n")[2])
    put(root, "models/product/orders.sql", VIEW)
    put(root, "models/product/orders.yml", GOOD)
    put(root, "seeds/_treaty/orders.yml", GOOD)

    found = read_workspace(root, Configuration())

    assert found is not None
    assert dict(found.generated) == {
        "models/_treaty/bytes.yml": GeneratedFile("models/_treaty/bytes.yml", False, ()),
        "models/_treaty/edited.yml": GeneratedFile("models/_treaty/edited.yml", False, ("b" * 64,)),
        "models/_treaty/stranger.yaml": GeneratedFile("models/_treaty/stranger.yaml", False, ()),
        "models/_treaty/view.sql": GeneratedFile("models/_treaty/view.sql", True, ("b" * 64,)),
        "models/_treaty/worn.sql": GeneratedFile("models/_treaty/worn.sql", False, ()),
        "models/product/_treaty/orders.yml": GeneratedFile(
            "models/product/_treaty/orders.yml", True, ("b" * 64,)
        ),
    }


def test_the_projects_own_model_paths(root: Path) -> None:
    put(root, "dbt_project.yml", "name: shop\nmodel-paths: [transform, more]\n")
    put(root, "transform/_treaty/a.yml", GOOD)
    put(root, "more/deep/_treaty/b.yml", GOOD)
    put(root, "models/_treaty/c.yml", GOOD)

    found = read_workspace(root, Configuration())

    assert found is not None
    assert list(found.generated) == ["more/deep/_treaty/b.yml", "transform/_treaty/a.yml"]


def test_a_folder_beside_the_project(root: Path) -> None:
    put(root, "shop/dbt_project.yml", "model-paths: [../shared, 7]\n")
    put(root, "shared/_treaty/a.yml", GOOD)

    found = read_workspace(root / "shop", Configuration())

    assert found is not None
    assert [(file.intact, Path(path).name) for path, file in found.generated.items()] == [
        (True, "a.yml")
    ]


def test_a_project_file_that_cannot_be_read_has_dbts_own_paths(root: Path) -> None:
    put(root, "dbt_project.yml", "a: [")
    put(root, "models/_treaty/a.yml", GOOD)

    found = read_workspace(root, Configuration())

    assert found is not None
    assert list(found.generated) == ["models/_treaty/a.yml"]


def test_contracts_and_their_problems(root: Path) -> None:
    put(root, "contracts/orders.contract.yaml", "name: orders\nversion: 1.0.0\nowner: '@shop'\n")
    put(root, "contracts/broken.contract.yaml", "name: [")

    found = read_workspace(root, Configuration(domain="shop"))

    assert found is not None
    assert [contract.name for contract in found.contracts] == ["shop.product.orders"]
    assert {problem.place.path for problem in found.problems} == {"contracts/broken.contract.yaml"}
