"""A check after a change says what a check of everything would: the same report, to the letter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from dbt_treaty.recheck import region
from dbt_treaty.recheck.conftest import SOURCES, Model, check, left_behind, whole, write

MODELS = 7
COLUMNS = ("id", "email", "total", "doc")
QUERIES = (
    "select id, email from {p}",
    "select * from {p}",
    "select ID as id, EMAIL from {p}",
    "select x.id, y.email as doc from {p} as x join {q} as y on x.id = y.id",
    "select id, sha256(email) as email, total from {p}",
    "select to_json(x) as doc, 1 as id from {p} as x",
    "select count(*) as total, max(email) as email from {p} group by id",
    "select * from {p}\nunion all\nselect * from {q}",
    "with a as (select * from {p}), b as (select id, total from {q})\n"
    "select a.*, b.total as t from a join b using (id)",
    "select doc, id from {p}",
    "select id from {p}, {q}",
    "select email as total, row_number() over (partition by id order by total) as id from {p}",
    "select id, email from {p} where exists (select 1 from {q} as q where q.total > 1)",
    "select id from from {p}",
    "select * exclude (email) from {p}",
    "select id, nothing_known(email) as email from {p}",
    "select id, email from shop_derived.m1",
    "select * from elsewhere.things",
    "select id, email from read_csv('a.csv') cross join {p}",
)


@pytest.fixture(autouse=True, scope="module")
def part_of_a_small_project() -> Iterator[None]:
    """It may be most of it: these have few models."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(region, "MOST", 1.0)
        yield


@st.composite
def models(draw: st.DrawFn, at: int) -> Model:
    earlier = [*SOURCES, *(f"m{number}" for number in range(at))]
    parents = st.lists(st.sampled_from(earlier[-5:]), min_size=1, max_size=2, unique=True)
    tags = st.dictionaries(st.sampled_from(COLUMNS), st.just(["PII"]), max_size=1)
    tier = st.sampled_from(["derived", "derived", "product"])
    query = st.sampled_from(QUERIES)
    return Model(f"m{at}", draw(query), tuple(draw(parents)), draw(tier), draw(tags))


projects = st.tuples(*(models(at) for at in range(MODELS)))
names = st.sampled_from([f"m{number}" for number in range(MODELS)])
changes = st.dictionaries(names, st.sampled_from(QUERIES), min_size=1, max_size=2)


@given(projects, changes)
@settings(max_examples=120, deadline=None)
def test_whatever_changes_the_report_is_that_of_a_whole_check(
    project: tuple[Model, ...], queries: Mapping[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, project)
        first = whole(root)
        left = left_behind(root)
        write(root, project, queries)
        again = check(root)
        event("the whole was checked" if left_behind(root) != left else "the change was checked")
        assert again == whole(root)
        write(root, project)
        assert check(root) == first


OPEN = Model("open", "select * from {p}", ("unknown",))
LISTED = Model("listed_again", "select id, email, total from {p}", ("listed",))
PRODUCT = Model("sold", "select id, email from {p}", ("listed_again",), "product")
STAR = Model("all_of_it", "select * from {p}", ("listed_again",), "product")
APART = Model("apart", "select id from {p}", ("listed",))


EPHEMERAL = {"relation_name": None, "config": {"materialized": "ephemeral"}}


# What is there, what changes, and whether the change alone is looked at then.
CASES = {
    "another column": (
        (LISTED, PRODUCT, APART),
        {"listed_again": "select id, total from {p}"},
        True,
    ),
    "a tag that comes along": ((LISTED, APART), {"apart": "select id, email from {p}"}, True),
    "a mask on the way": (
        (LISTED, PRODUCT, APART),
        {"listed_again": "select id, sha256(email) as email from {p}"},
        True,
    ),
    "a column that a star downstream takes along": (
        (LISTED, STAR, APART),
        {"listed_again": "select id, email, total, 1 as one from {p}"},
        True,
    ),
    "a query that can't be read": ((LISTED, PRODUCT, APART), {"listed_again": "select from"}, True),
    "a comment alone": ((LISTED, PRODUCT, APART), {"apart": "-- a\nselect id from {p}"}, True),
    "two models at once": (
        (LISTED, PRODUCT, STAR, APART),
        {"apart": "select total from {p}", "all_of_it": "select 1 as one, email from {p}"},
        True,
    ),
    "a resource that it reads by name": (
        (LISTED, PRODUCT, APART),
        {"apart": "select id from shop_derived.listed_again"},
        False,
    ),
    "a table of nobody": ((LISTED, PRODUCT, APART), {"apart": "select id from a.b"}, True),
    "another spelling of a column that is not listed": (
        (
            OPEN,
            Model("a", "select ID from {p}", ("open",)),
            Model("b", "select id from {p}", ("open",), "product"),
        ),
        {"a": "select total from {p}"},
        False,
    ),
    "another column of a whole row that others read": (
        (
            OPEN,
            Model("a", "select total from {p}", ("open",)),
            Model("b", "select to_json(x) as doc from {p} as x", ("open",), "product"),
        ),
        {"a": 'select "#" from {p}'},
        False,
    ),
    "a whole row of which others read more": (
        (
            OPEN,
            Model("a", 'select "#" from {p}', ("open",)),
            Model("b", "select to_json(x) as doc from {p} as x", ("open",), "product"),
        ),
        {"b": "select to_json(x) as document from {p} as x"},
        True,
    ),
    "an ephemeral model whose text stands in its reader's": (
        (
            Model("brief", "select id, email from {p}", ("listed",), more=EPHEMERAL),
            Model(
                "reader",
                'select id, email from (select id, email from "w"."shop_raw"."listed") as x',
                ("brief",),
                "product",
            ),
        ),
        {"brief": "select id, email as email from {p}"},
        True,
    ),
    "a column of which the properties of what it reads speak": (
        (
            Model("open", "select * from {p}", ("unknown",), tags={"promised": ["PII"]}),
            Model("a", "select id from {p}", ("open",)),
        ),
        {"a": "select PROMISED from {p}"},
        True,
    ),
    "the line at which a foreign table is read": (
        (LISTED, Model("a", "select id from {p}", ("foreign",))),
        {"a": "select id,\n1 as one\nfrom {p}"},
        False,
    ),
}


@pytest.mark.parametrize(("project", "queries", "alone"), CASES.values(), ids=CASES)
def test_a_change(
    project: tuple[Model, ...], queries: Mapping[str, str], alone: bool, tmp_path: Path
) -> None:
    write(tmp_path, project)
    whole(tmp_path)
    left = left_behind(tmp_path)
    assert left is not None
    write(tmp_path, project, queries)
    again = check(tmp_path)
    assert (left_behind(tmp_path) == left) is alone
    assert again == whole(tmp_path)
