"""Each contract finds its one model, or the reason why it can't be synced is told."""

from pathlib import Path

import pytest

from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import current, load_contracts
from dbt_treaty.project.generated_header import SQL_COMMENT, render_header
from dbt_treaty.sync.conftest import CONTRACT, Make
from dbt_treaty.sync.dbt_project import read_dbt_project
from dbt_treaty.sync.handwritten import read_handwritten
from dbt_treaty.sync.job import Reference
from dbt_treaty.sync.targets import Targets, find_targets

ITEM = "contracts/product/item.contract.yaml"


def found(root: Path) -> Targets:
    project, configuration = read_dbt_project(root), read_configuration(root)
    loaded = load_contracts(root, configuration)
    assert not loaded.problems
    contracts = current(loaded.contracts)
    return find_targets(contracts, project, configuration, read_handwritten(project))


def test_a_contract_with_its_file_group_and_references(make: Make) -> None:
    other = CONTRACT.replace("product.item", "product.order").replace(
        "type: string", "type: string, references: item.label"
    )
    far = other.replace("product.order", "product.part").replace(
        "references: item.label", "references: other.product.far.id"
    )
    root = make(
        {
            "dbt_project.yml": "name: small\n"
            "flags: {require_generic_test_arguments_property: false}\n",
            "contracts/product/order.contract.yaml": other,
            "contracts/product/part.contract.yaml": far,
            "models/product/deep/order.sql": "",
            "models/product/part.sql": "",
        }
    )
    targets = found(root)
    assert targets.problems == ()
    assert [
        (t.contract.name, t.file.as_posix(), t.group, t.references, t.nested_arguments)
        for t in targets.targets
    ] == [
        ("shop.product.item", "models/product/item.sql", "shop", {}, False),
        (
            "shop.product.order",
            "models/product/deep/order.sql",
            "shop",
            {"label": Reference("item", "label")},
            False,
        ),
        ("shop.product.part", "models/product/part.sql", "shop", {}, False),
    ]


TWO = CONTRACT.replace('"1.2.0"', '"2.0.0"')
HAND = "version: 2\nmodels:\n  - name: item\n    versions: [{v: 2}]\n"
HINDERED: dict[str, tuple[dict[str, str | None], str]] = {
    "no model": (
        {"models/product/item.sql": None, "models/product/items.sql": ""},
        f"{ITEM}:1: contract shop.product.item is for no model: no item.sql under the model paths "
        '(did you mean "items"?)',
    ),
    "two files of the name": (
        {"models/derived/item.py": ""},
        f"{ITEM}:1: contract shop.product.item could be for several models: "
        "models/derived/item.py, models/product/item.sql",
    ),
    "another place": (
        {"models/product/item.sql": None, "models/raw/item.sql": ""},
        f"{ITEM}:1: contract shop.product.item, but models/raw/item.sql lies in shop.raw",
    ),
    "an entry by hand": (
        {"models/all.yml": HAND},
        "models/all.yml:3: item has a hand-written entry, and dbt allows one entry a model",
    ),
    "versioned by hand, in files of other names": (
        {
            "models/all.yml": HAND,
            "models/product/item.sql": None,
            "models/product/item_v2.sql": "",
        },
        "models/all.yml:3: item has a hand-written entry, and dbt allows one entry a model",
    ),
    "a major with no file of its own": (
        {"contracts/product/two.contract.yaml": TWO},
        "contracts/product/two.contract.yaml:1: contract shop.product.item 2.0.0 is for no model: "
        "item.sql is the version that 1.2.0 in contracts/product/item.contract.yaml promises, and "
        "there is no item_v2.sql under the model paths\n    write the new version beside the old "
        "one, as models/product/item_v2.sql,",
    ),
    "an old file that has lost its contract": (
        {ITEM: TWO, "models/product/item_v2.sql": ""},
        "models/product/item.sql:1: no contract is for this file: shop.product.item has 2.0.0 in "
        f"{ITEM}, which item_v2.sql is for\n    delete the file where its version has ended,",
    ),
    "a version's file with an entry by hand": (
        {
            "contracts/product/two.contract.yaml": TWO,
            "models/product/item_v2.sql": "",
            "models/mine.yml": "models:\n  - name: item_v2\n",
        },
        "models/mine.yml:2: item_v2 has a hand-written entry, and dbt allows one entry a model\n"
        "    move what it says into contracts/product/two.contract.yaml and delete it; sync writes "
        "models/product/_treaty/item.yml for item_v2.sql",
    ),
    "a major that is made the latest and is not promised": (
        {"dbt_treaty.yml": "domain: shop\nlatest_versions: {Shop.product.item: 3}\n"},
        "dbt_treaty.yml:2: latest_versions: no contract promises shop.product.item 3\n"
        "    its majors: 1",
    ),
    "a product that is made the latest and is not there": (
        {"dbt_treaty.yml": "domain: shop\nlatest_versions: {shop.product.itm: 3}\n"},
        "dbt_treaty.yml:2: latest_versions: no contract promises shop.product.itm 3\n"
        "    name a product of this project",
    ),
    "a contract's file name with a line end": (
        {ITEM: None, "contracts/product/a\nmodels: x.contract.yaml": CONTRACT},
        "the file name 'contracts/product/a\\nmodels: x.contract.yaml' has characters that can't "
        "be shown",
    ),
}


@pytest.mark.parametrize("case", HINDERED)
def test_what_stands_in_the_way(case: str, make: Make) -> None:
    files, expected = HINDERED[case]
    targets = found(make(files))
    assert len(targets.problems) == 1
    assert expected in str(targets.problems[0])
    assert "\n    " in str(targets.problems[0]), "and the next step"


@pytest.mark.parametrize(
    "outside", ["a linked folder", "a linked _treaty", "a path that leads out"]
)
def test_nothing_is_written_outside_the_project(outside: str, make: Make, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "product").mkdir(parents=True)
    model = elsewhere / "product" / "item.sql"
    if outside == "a linked folder":
        model.write_text("")
        root = make({"models/product/item.sql": None})
        (root / "models").mkdir()
        (root / "models" / "product").symlink_to(elsewhere / "product")
    elif outside == "a linked _treaty":
        root = make()
        (root / "models" / "product" / "_treaty").symlink_to(elsewhere)
    else:
        model.write_text("")
        text = "name: small\nmodel-paths: [../elsewhere]\n"
        root = make({"models/product/item.sql": None, "dbt_project.yml": text})
    targets = found(root)
    assert targets.targets == ()
    assert "outside the project" in str(targets.problems[0])


def bound(root: Path) -> list[tuple[str, str]]:
    targets = found(root)
    assert targets.problems == ()
    return [(t.contract.version, t.file.name) for t in targets.targets]


@pytest.mark.parametrize(
    ("contracts", "files", "expected"),
    [
        (("1", "2"), ("item", "item_v2"), [("1.0.0", "item.sql"), ("2.0.0", "item_v2.sql")]),
        (("1", "2"), ("item_v1", "item_v2"), [("1.0.0", "item_v1.sql"), ("2.0.0", "item_v2.sql")]),
        (("1", "2"), ("item_v1", "item"), [("1.0.0", "item_v1.sql"), ("2.0.0", "item.sql")]),
        (("2",), ("item_v2",), [("2.0.0", "item_v2.sql")]),
        (("2",), ("item",), [("2.0.0", "item.sql")]),
        # A file of a version that is not promised yet is a model of its own.
        (("1",), ("item", "item_v2"), [("1.0.0", "item.sql")]),
        (
            ("1", "2", "3"),
            ("item", "item_v3", "item_v2"),
            [("1.0.0", "item.sql"), ("2.0.0", "item_v2.sql"), ("3.0.0", "item_v3.sql")],
        ),
    ],
)
def test_the_files_of_a_products_majors(
    make: Make, contracts: tuple[str, ...], files: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    root = make(
        {
            "models/product/item.sql": None,
            ITEM: None,
            **{f"models/product/{name}.sql": "" for name in files},
            **{
                f"contracts/product/{major}.contract.yaml": CONTRACT.replace(
                    "1.2.0", f"{major}.0.0"
                )
                for major in contracts
            },
        }
    )
    assert bound(root) == expected


def test_a_product_that_is_named_like_a_version_keeps_its_file(make: Make) -> None:
    other = CONTRACT.replace("product.item", "product.item_v2")
    root = make(
        {
            "contracts/product/other.contract.yaml": other,
            "contracts/product/two.contract.yaml": TWO,
            "models/product/item_v2.sql": "",
        }
    )
    assert [str(problem).split(":")[0] for problem in found(root).problems] == [
        "contracts/product/two.contract.yaml"
    ]


VIEWS = "views: [{name: for_sales, consumer: sales, columns: [id]}]\n"
GENERATED = "models/product/_treaty"


def files_of(targets: Targets) -> list[tuple[str, str]]:
    return [(target.key, target.file.as_posix()) for target in targets.targets]


def test_a_view_has_its_model_beside_its_product(make: Make) -> None:
    two = CONTRACT.replace("1.2.0", "2.0.0") + VIEWS
    one = make({ITEM: CONTRACT + VIEWS})
    assert (files_of(found(one)), found(one).problems) == (
        [("for_sales.v1", f"{GENERATED}/for_sales.sql"), ("item.v1", "models/product/item.sql")],
        (),
    )
    both = make(
        {
            ITEM: CONTRACT + VIEWS,
            "contracts/product/two.contract.yaml": two,
            "models/product/item_v2.sql": "",
        }
    )
    assert files_of(found(both))[:2] == [
        ("for_sales.v1", f"{GENERATED}/for_sales.sql"),
        ("for_sales.v2", f"{GENERATED}/for_sales_v2.sql"),
    ]
    # The first has gone: the second stays the file, and so the relation, that it was.
    header = render_header("a.yaml", [], "", SQL_COMMENT)
    late = make({f"{GENERATED}/for_sales_v2.sql": header})
    (late / ITEM).unlink()
    (late / "models/product/item.sql").unlink()
    assert files_of(found(late)) == [
        ("for_sales.v2", f"{GENERATED}/for_sales_v2.sql"),
        ("item.v2", "models/product/item_v2.sql"),
    ]


def test_what_is_in_the_way_of_a_view(make: Make) -> None:
    entry = "models: [{name: for_sales}]\n"
    root = make({ITEM: CONTRACT + VIEWS, "models/raw/for_sales.sql": "select 1 as id"})
    assert [str(problem) for problem in found(root).problems] == [
        f"{ITEM}:9: the view shop.product.for_sales would be a second model of the name of "
        "models/raw/for_sales.sql, and sync writes its model itself\n"
        "    give the view another name, or delete the model"
    ]
    assert [key for key, _ in files_of(found(root))] == ["item.v1"]
    (root / "models/raw/for_sales.sql").unlink()
    (root / "models/all.yml").write_text(entry)
    (told,) = found(root).problems
    assert str(told).startswith("models/all.yml:1: for_sales has a hand-written entry")
    (root / "models/all.yml").unlink()
    other = CONTRACT.replace("shop.product.item", "shop.product.part") + VIEWS.replace("sales", "x")
    (root / "contracts/product/{a}.contract.yaml").write_text(other)
    (root / "models/product/part.sql").write_text("select 1")
    assert [str(problem) for problem in found(root).problems] == [
        "contracts/product/{a}.contract.yaml: the file name contracts/product/{a}.contract.yaml "
        "has braces, which are Jinja where sync puts it\n    rename the file or its folder"
    ]


def test_a_view_waits_for_its_products_model(make: Make) -> None:
    targets = found(make({ITEM: CONTRACT + VIEWS, "models/product/item.sql": None}))
    assert (targets.targets, len(targets.problems)) == ((), 1)


def test_a_python_model_is_a_target_like_any_other(make: Make) -> None:
    root = make({"models/product/item.sql": None, "models/product/item.py": ""})
    (target,) = found(root).targets
    assert (target.file.as_posix(), target.language) == ("models/product/item.py", "python")
    (root / "models/product/item.py").rename(root / "models/product/item.sql")
    assert [each.language for each in found(root).targets] == ["sql"]
