from __future__ import annotations

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.onboard.newcomer import ALLOWED, Newcomer, read_newcomer


def faults(domain: str = "loyalty", team: str = "@loyalty-team", on_call: str = "pager") -> str:
    with pytest.raises(TreatyError) as error:
        read_newcomer(domain, team, on_call)
    return str(error.value)


@pytest.mark.parametrize(
    "team", ["@loyalty-team", "@acme/loyalty.team", "team@loyalty.example.com"]
)
@pytest.mark.parametrize("name", ["loyalty", "l", "order", "a_1", "a" * 40])
def test_what_fits(name: str, team: str) -> None:
    assert read_newcomer(name, team, "loyalty pager: 1") == Newcomer(name, team, "loyalty pager: 1")


def test_nobody_need_be_paged() -> None:
    assert read_newcomer("loyalty", "@loyalty", None) == Newcomer("loyalty", "@loyalty", None)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("Loyalty", 'did you mean "loyalty"?; '),
        ("loyalty-programme", 'did you mean "loyalty_programme"?; '),
        ("../loyalty", 'did you mean "loyalty"?; '),
        ("1st", ""),
        ("", ""),
        ("größe", 'did you mean "gr_e"?; '),
        ("a" * 41, f'did you mean "{"a" * 40}"?; '),
        ("a\n", 'did you mean "a"?; '),
    ],
)
def test_a_name_that_is_none(name: str, question: str) -> None:
    assert faults(name).partition(" can't be that of a domain and its dbt project\n    ")[2] == (
        f"{question}allowed: {ALLOWED}"
    )


@pytest.mark.parametrize("name", ["dbt", "dbt_treaty", "dbt_duckdb"])
def test_dbts_own_names(name: str) -> None:
    assert "is one that dbt keeps for its own packages" in faults(name)


@pytest.mark.parametrize("name", ["on", "yes", "null", "true"])
def test_a_name_that_yaml_reads_as_something_else(name: str) -> None:
    assert "is no text in YAML" in faults(name)


@pytest.mark.parametrize("team", ["", "@", "@a b", "TODO", '@a"b', "@a\n", "@a/b/c", "a@b"])
def test_an_owner_that_is_none(team: str) -> None:
    assert "is no owner" in faults(team=team)


def test_everything_that_does_not_fit_is_told() -> None:
    assert faults("Loyalty", "loyalty-team", "TODO").splitlines() == [
        '--on-call "TODO" names nobody',
        "    name who is paged, such as loyalty-pager",
        '--owner "loyalty-team" is no owner',
        '    did you mean "@loyalty-team"?; '
        "allowed: @team, @organisation/team or an e-mail address",
        'the name "Loyalty" can\'t be that of a domain and its dbt project',
        f'    did you mean "loyalty"?; allowed: {ALLOWED}',
    ]


@pytest.mark.parametrize("pager", [" ", "a\nb", "x" * 101])
def test_a_pager_that_is_none(pager: str) -> None:
    assert faults(on_call=pager).startswith("--on-call")
