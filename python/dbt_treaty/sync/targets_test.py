"""Each contract finds its one model, or the reason why it can't be synced is told."""

from pathlib import Path

import pytest

from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import current, load_contracts
from dbt_treaty.sync.conftest import CONTRACT, Make
from dbt_treaty.sync.dbt_project import read_dbt_project
from dbt_treaty.sync.handwritten import read_handwritten
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
            {"label": ("item", "label")},
            False,
        ),
        ("shop.product.part", "models/product/part.sql", "shop", {}, False),
    ]


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
    "a Python model": (
        {"models/product/item.sql": None, "models/product/item.py": ""},
        "models/product/item.py:1: a Python model: dbt does not parse an enforced contract on one",
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
    "two majors": (
        {"contracts/product/two.contract.yaml": CONTRACT.replace("1.2.0", "2.0.0")},
        "contracts/product/two.contract.yaml:1: contract shop.product.item 2.0.0 is for the model "
        f"item, which shop.product.item 1.2.0 in {ITEM} binds already",
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
