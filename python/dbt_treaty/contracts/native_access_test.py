"""Roles become part of SQL: only names that can be nothing else are let in."""

import pytest

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import Access, Contract
from dbt_treaty.contracts.native import read_native
from dbt_treaty.contracts.public_tier import is_public, readers
from dbt_treaty.contracts.view_contract import view_contract
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import TreatyError

CONTRACT = """\
name: {name}
schema: [{{name: order_id, type: integer}}]
access:
  roles: {roles}
  purposes: [billing; drop table orders]
"""
VIEWS = "views:\n  - {name: v, columns: [order_id], consumer: %s}\n"
ALLOWED = "allowed: letters, digits and _, with single . @ : or - between them, at most 100"


def read(roles: str, more: str = "", name: str = "orders.product.order_facts") -> Contract:
    text = CONTRACT.format(name=name, roles=roles) + more
    (contract,) = read_native(parse(text, "a.contract.yaml"), Home(None, None))
    return contract


@pytest.mark.parametrize(
    "role",
    ["analyst", "Analyst_2", "data-team", "group:analysts@example.com", "a.b", "1st", "a" * 100],
)
def test_a_role_is_kept_as_it_is_written(role: str) -> None:
    assert read(f"['{role}', auditor, '{role}']").access == Access(
        (role, "auditor"), ("billing; drop table orders",)
    )


@pytest.mark.parametrize(
    "role",
    [
        *("analyst, public", "analyst; drop table orders", "x with grant option", "a--b", "--"),
        *('"analyst"', "`analyst`", "analyst'", "a/**/b", "a\nb", "analyst\n", "(a)", "@analyst"),
        *("{{ role }}", "änalyst", "a" * 101, " analyst", "analyst-", "group analysts", "$x"),
    ],
)
def test_what_could_be_more_than_a_name_is_refused_in_its_place(role: str) -> None:
    written = role.encode("unicode_escape").decode().replace('"', r"\"").replace(r"\x", r"\u00")
    with pytest.raises(TreatyError) as caught:
        read(f'[analyst, "{written}"]')
    (problem,) = caught.value.problems
    assert (str(problem.place), problem.what.split(": ", 1)[0], problem.help) == (
        "a.contract.yaml:4:20",
        "access.roles[1]",
        ALLOWED,
    )
    assert problem.what.endswith("is no name of a role")


def test_every_role_that_does_not_fit_is_told_at_once() -> None:
    with pytest.raises(TreatyError) as caught:
        read("[a b, c, d e]")
    assert [problem.what for problem in caught.value.problems] == [
        'access.roles[0]: "a b" is no name of a role',
        'access.roles[2]: "d e" is no name of a role',
    ]


def test_a_role_that_is_still_to_be_written_is_granted_nothing() -> None:
    contract = read("[analyst, '<role>']")
    assert contract.access.roles == ("analyst",)
    assert contract.todos == ("access.roles[1]",)


def test_of_a_view_its_consumer_alone_may_read() -> None:
    product = read("[analyst, auditor]", VIEWS % "finance")
    view = view_contract(product, product.views[0])
    assert view.access == Access(("finance",), product.access.purposes)
    open_to_all = read("[]", VIEWS % "'@finance team'")
    assert view_contract(open_to_all, open_to_all.views[0]).access == open_to_all.access


def test_a_consumer_who_could_not_be_granted_anything_is_refused() -> None:
    with pytest.raises(TreatyError) as caught:
        read("[analyst]", VIEWS % "'@finance team'")
    assert str(caught.value) == (
        'a.contract.yaml:7:46: views[0].consumer: "@finance team" is no role, and with '
        f"access.roles a view is granted to its consumer\n    {ALLOWED}"
    )


@pytest.mark.parametrize(
    ("domain", "tier", "public"),
    [
        ("orders", "product", True),
        (None, "product", True),
        ("platform", "curated", True),
        ("orders", "curated", False),
        ("orders", "derived", False),
        (None, None, False),
    ],
)
def test_only_what_is_published_has_readers(
    domain: str | None, tier: str | None, public: bool
) -> None:
    assert is_public(domain, tier) is public
    name = ".".join(part for part in (domain or "orders", tier or "raw", "order_facts"))
    assert readers(read("[analyst]", name=name)) == (("analyst",) if public else ())
