from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.onboard.existing_project import plan_additions, project_name, write_additions
from dbt_treaty.onboard.package_source import PackageSource

PACKAGE = PackageSource('  - local: "../treaty"', "dbt-treaty")
FILES = {
    "packages.yml": "packages: []\n",
    "dbt_treaty.yml": "domain: shop\n",
    "contracts/product/.gitkeep": "",
    "exceptions/README.md": "# Exceptions\n",
    "requirements.txt": "dbt-treaty\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dbt_project.yml").write_text("name: shop\n", encoding="utf-8")
    return tmp_path


def write(root: Path, path: str, text: str = "") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def test_all_is_added_where_nothing_stands(root: Path) -> None:
    additions = plan_additions(root, FILES, PACKAGE)
    write_additions(root, additions)

    assert (additions.added, additions.left) == (FILES, {})
    assert {path: (root / path).read_text(encoding="utf-8") for path in FILES} == FILES


def test_what_stands_is_left_under_any_of_its_names(root: Path) -> None:
    write(root, "dbt_treaty.yaml", "contracts: promises\n")
    write(root, "promises/mine.contract.yaml")
    write(root, "requirements.txt", "dbt-duckdb\n")
    write(root, "dependencies.yml", "packages:\n  - package: dbt-labs/dbt_utils\n")

    additions = plan_additions(root, FILES, PACKAGE)

    assert additions.added == {"exceptions/README.md": "# Exceptions\n"}
    assert additions.left == {
        "dbt_treaty.yaml": "is there",
        "promises/": "is there",
        "requirements.txt": "is there; add to it\n    dbt-treaty",
        "dependencies.yml": 'is there; add to its `packages:`\n      - local: "../treaty"',
    }


@pytest.mark.parametrize(
    "entry",
    [
        "git: https://github.com/dbt-treaty/dbt-treaty.git",
        "git: git@example.com:a/dbt-treaty",
        "package: acme/dbt_treaty",
        "local: treaty",
    ],
)
def test_a_project_that_has_the_package(root: Path, entry: str) -> None:
    write(root, "treaty/dbt_project.yml", "name: dbt_treaty\n")
    write(root, "packages.yml", f"packages:\n  - package: dbt-labs/dbt_utils\n  - {entry}\n")

    assert plan_additions(root, FILES, PACKAGE).left == {"packages.yml": "has the package"}


def test_packages_that_can_not_be_read(root: Path) -> None:
    write(root, "packages.yml", "packages: [")

    with pytest.raises(TreatyError, match=r"packages.yml: is not YAML that can be read"):
        plan_additions(root, FILES, PACKAGE)


def test_what_came_meanwhile_is_kept_and_nothing_added(root: Path) -> None:
    additions = plan_additions(root, FILES, PACKAGE)
    write(root, "requirements.txt", "mine\n")

    with pytest.raises(TreatyError, match="has come into being meanwhile; nothing is added"):
        write_additions(root, additions)

    assert {p.name for p in root.rglob("*") if p.is_file()} == {
        "dbt_project.yml",
        "requirements.txt",
    }
    assert (root / "requirements.txt").read_text(encoding="utf-8") == "mine\n"


def test_no_link_leads_out_of_the_project(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "sub").symlink_to(outside)
    additions = plan_additions(root, {"sub/a.yml": "a"}, PACKAGE)

    with pytest.raises(TreatyError, match="a link that leads out of the project"):
        write_additions(root, additions)

    assert list(outside.iterdir()) == []


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(TreatyError, match=r"dbt_project.yml: there is no dbt project here"):
        project_name(tmp_path)
