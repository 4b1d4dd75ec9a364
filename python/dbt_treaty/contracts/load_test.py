from pathlib import Path

import pytest

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.load import Loaded, current, load_contracts, load_file, load_or_raise
from dbt_treaty.errors import Place, Problem, TreatyError

ACCEPTANCE = Path(__file__).parents[3].parent / "shared" / "acceptance" / "contracts"
ORDERS = Configuration(domain="orders")

BODY = """
owner: {team: "@orders-team", on_call: orders-pager}
schema: [{name: order_id, type: string, required: true}]
sla: {freshness: 15m, completeness: 99.9%, accuracy: 99%}
semantics: {order_id: UUID v4 of the order.}
"""


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def contract(name: str, version: str) -> str:
    return f"name: {name}\nversion: {version}{BODY}"


def names_of(loaded: Loaded) -> list[tuple[str, str, str]]:
    return [(each.name, each.version, str(each.place)) for each in loaded.contracts]


def test_contracts_are_found_everywhere_below_the_folder_and_sorted(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "contracts/order_facts-2.10.0.contract.yaml": contract("order_facts", "2.10.0"),
            "contracts/order_facts-2.9.0.contract.yml": contract("order_facts", "2.9.0"),
            "contracts/crm/derived/leads.Contract.YAML": contract("leads", "1.0.0"),
            "contracts/raw/x.odcs.yaml": contract("a.raw.d", "1.0.0"),
            "contracts/README.md": "# what lies here",
            "contracts/notes.yaml": "not: a contract",
            "models/x.contract.yaml": "elsewhere: 1",
        },
    )
    loaded = load_contracts(tmp_path, ORDERS)
    assert (names_of(loaded), loaded.problems, loaded.ignored) == (
        [
            ("a.raw.d", "1.0.0", "contracts/raw/x.odcs.yaml:1"),
            ("crm.derived.leads", "1.0.0", "contracts/crm/derived/leads.Contract.YAML:1"),
            ("orders.product.order_facts", "2.9.0", "contracts/order_facts-2.9.0.contract.yml:1"),
            (
                "orders.product.order_facts",
                "2.10.0",
                "contracts/order_facts-2.10.0.contract.yaml:1",
            ),
        ],
        (),
        ("contracts/notes.yaml",),
    )


def test_of_several_versions_in_one_major_the_highest_is_current(tmp_path: Path) -> None:
    versions = ("2.9.0", "2.10.0", "2.10.0-rc.1", "3.0.0-rc.1", "10.0.0")
    write(
        tmp_path,
        {f"contracts/{v}.contract.yaml": contract("order_facts", v) for v in versions}
        | {"contracts/b.contract.yaml": contract("a_facts", "2.0.0")},
    )
    loaded = load_contracts(tmp_path, ORDERS)
    assert [(each.table, each.version) for each in current(reversed(loaded.contracts))] == [
        ("a_facts", "2.0.0"),
        ("order_facts", "2.10.0"),
        ("order_facts", "3.0.0-rc.1"),
        ("order_facts", "10.0.0"),
    ]


def test_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    root = tmp_path / "project"
    write(outside, {"c.contract.yaml": contract("secret", "1.0.0")})
    write(
        root,
        {
            "contracts/a.contract.yaml": contract("order_facts", "1.0.0"),
            "contracts/b.contract.yaml": contract("orders.product.Order_Facts", "1.0.0+again"),
            "contracts/broken.contract.yaml": "name: @a",
            "contracts/lake.contract.yaml": "info: {}\nmodel: {}\n",
            "elsewhere/raw/d.contract.yaml": contract("linked", "1.0.0"),
        },
    )
    (root / "contracts" / "out").symlink_to(outside)
    (root / "contracts" / "out.contract.yaml").symlink_to(outside / "c.contract.yaml")
    (root / "contracts" / "crm").symlink_to(root / "elsewhere")
    (root / "contracts" / "round").symlink_to(root / "contracts")
    loaded = load_contracts(root, ORDERS)
    assert [each.name for each in loaded.contracts] == [
        "crm.raw.linked",
        "orders.product.order_facts",
        "orders.product.Order_Facts",
    ]
    assert [str(each) for each in loaded.problems] == [
        "contracts/b.contract.yaml:1: orders.product.Order_Facts 1.0.0+again stands in"
        " contracts/a.contract.yaml:1 already\n    raise the version, or remove one file",
        'contracts/broken.contract.yaml:1:7: not YAML: a text can\'t begin with "@": name: @a\n'
        "    put it in quotes",
        'contracts/lake.contract.yaml:1:1: info lacks the key "name"\n    add `name:`',
        'contracts/lake.contract.yaml:2:1: model lacks the key "fields"\n    add `fields:`',
        "contracts/out: a link that leads out of the project\n"
        "    put the folder itself into the project",
        "contracts/out.contract.yaml: a link that leads out of the project\n"
        "    put the file itself into the project",
    ]
    with pytest.raises(TreatyError) as caught:
        load_or_raise(root, ORDERS)
    assert caught.value.problems == loaded.problems


def test_no_folder_means_no_contracts_unless_another_is_named(tmp_path: Path) -> None:
    named = Configuration(contracts="contrats", path="dbt_treaty.yml")
    missing = Problem(
        Place("dbt_treaty.yml"),
        'the contracts folder "contrats" is not there',
        "make it, or mend the name",
    )
    assert (load_contracts(tmp_path, ORDERS), load_contracts(tmp_path, named)) == (
        Loaded(()),
        Loaded((), (missing,)),
    )


def test_the_whole_project_may_be_the_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "orders/product/order_facts.contract.yaml": contract("order_facts", "1.0.0"),
            "orders/target/b.contract.yaml": contract("crm.raw.b", "1.0.0"),
            "dbt_packages/other/c.contract.yaml": contract("c", "1.0.0"),
            "target/d.contract.yaml": contract("d", "1.0.0"),
            ".venv/e.contract.yaml": contract("e", "1.0.0"),
        },
    )
    loaded = load_or_raise(tmp_path, Configuration(contracts="."))
    assert [each.name for each in loaded] == ["crm.raw.b", "orders.product.order_facts"]


def test_one_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, {"draft.yaml": "name: order_facts\n"})
    (draft,) = load_file(tmp_path / "draft.yaml", tmp_path, ORDERS)
    assert (draft.name, draft.missing) == (
        "orders.product.order_facts",
        ("version", "owner", "schema", "sla", "semantics"),
    )


@pytest.mark.skipif(not ACCEPTANCE.is_dir(), reason="the acceptance contracts are not here")
def test_the_users_own_contracts_load_as_they_are(tmp_path: Path) -> None:
    files = sorted(ACCEPTANCE.glob("*.contract.yaml"))
    write(tmp_path, {f"contracts/{path.name}": path.read_text() for path in files})
    loaded = load_contracts(tmp_path, ORDERS)
    assert loaded.problems == ()
    assert [(each.name, each.version, each.missing, each.todos) for each in loaded.contracts] == [
        ("customer.product.customer_dim", "3.0.0", (), ()),
        ("orders.product.order_facts", "2.1.0", (), ()),
        ("orders.product.order_facts", "2.2.0", ("owner.on_call",), ()),
        ("orders.product.order_facts", "3.0.0", (), ()),
        ("payments.product.payment_facts", "2.0.0", (), ()),
    ]


def with_view(version: str, view: str, name: str = "order_facts") -> str:
    views = f"views: [{{name: {view}, consumer: finance, columns: [order_id]}}]\n" if view else ""
    return contract(name, version) + views


def test_a_view_is_a_contract_that_follows_its_products(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "contracts/old.contract.yaml": with_view("2.0.0", "left"),
            "contracts/new.contract.yaml": with_view("2.1.0", "stays"),
            "contracts/next.contract.yaml": with_view("3.0.0", "stays"),
        },
    )
    loaded = load_contracts(tmp_path, ORDERS)
    assert (loaded.problems, [(each.table, each.version) for each in loaded.contracts]) == (
        (),
        [
            ("left", "2.0.0"),
            *(("order_facts", version) for version in ("2.0.0", "2.1.0", "3.0.0")),
            *(("stays", version) for version in ("2.1.0", "3.0.0")),
        ],
    )
    assert [(each.table, each.version) for each in current(loaded.contracts)] == [
        ("order_facts", "2.1.0"),
        ("order_facts", "3.0.0"),
        ("stays", "2.1.0"),
        ("stays", "3.0.0"),
    ]


def test_a_view_takes_no_name_of_another_contract(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "contracts/a.contract.yaml": with_view("2.0.0", "Leads"),
            "contracts/b.contract.yaml": with_view("1.0.0", "shared", "visits"),
            "contracts/c.contract.yaml": with_view("1.0.0", "shared", "clicks"),
            "contracts/d.contract.yaml": contract("leads", "1.0.0"),
        },
    )
    advice = "give the view another name"
    assert load_contracts(tmp_path, ORDERS).problems == (
        Problem(
            Place("contracts/a.contract.yaml", 7),
            "the view orders.product.Leads has the name of the contract in "
            "contracts/d.contract.yaml:1",
            advice,
        ),
        Problem(
            Place("contracts/c.contract.yaml", 7),
            "the view orders.product.shared has the name of the contract in "
            "contracts/b.contract.yaml:7",
            advice,
        ),
    )


def test_what_is_a_folder_and_what_is_none(tmp_path: Path) -> None:
    (tmp_path / "contracts" / "a.contract.yaml").mkdir(parents=True)
    (problem,) = load_contracts(tmp_path, Configuration()).problems
    assert str(problem) == (
        "contracts/a.contract.yaml: is a folder, and has the name of a contract's file\n"
        "    put the file there, or rename the folder"
    )
    (tmp_path / "promises").write_text("")
    (problem,) = load_contracts(tmp_path, Configuration(contracts="promises")).problems
    assert str(problem) == (
        "promises: is a file, and contracts lie in a folder of this name\n"
        "    make it a folder, or name another with contracts: in dbt_treaty.yml"
    )
