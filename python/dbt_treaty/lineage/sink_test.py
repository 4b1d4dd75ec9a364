from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dbt_treaty.lineage.output import Column, Way
from dbt_treaty.lineage.sink import MANY, WAYS_PER_PARENT, Sink, bounded, least

CHAINS = st.lists(st.lists(st.sampled_from("abcdefghijkl"), max_size=6).map(tuple), max_size=300)


def ways(*chains: tuple[str, ...], parent: str = "x") -> tuple[Way, ...]:
    return tuple(("t", parent, "mod", chain) for chain in chains)


def harmless(chain: tuple[str, ...], strips: frozenset[str]) -> bool:
    """Whether some transform of the chain strips or masks."""
    return not strips.isdisjoint(chain)


@given(CHAINS, st.frozensets(st.sampled_from("abcdefghijkl")))
def test_no_dangerous_way_is_lost(chains: list[tuple[str, ...]], strips: frozenset[str]) -> None:
    distinct = ways(*dict.fromkeys(chains))
    kept = bounded(distinct)
    assert len(kept) <= WAYS_PER_PARENT
    before = any(not harmless(way[3], strips) for way in distinct)
    after = any(not harmless(way[3], strips) for way in kept)
    assert after or not before


def test_few_ways_stay_as_they_are() -> None:
    few = ways(("a",), ("a", "b"), ("b", "a"))
    assert bounded(few) == few


def test_too_many_ways_with_nothing_in_common_become_one_that_vouches_for_nothing() -> None:
    many = ways(*((f"f{i}", f"g{i}") for i in range(400)))
    assert bounded(many) == (("t", "x", "mod", (MANY,)),)


def test_what_all_ways_share_stays() -> None:
    many = ways(*(("sha256", f"f{i}") for i in range(400)))
    assert bounded(many) == (("t", "x", "mod", ("sha256", MANY)),)


def test_one_parent_does_not_cost_another() -> None:
    many = ways(*((f"f{i}",) for i in range(400)))
    other = ways(("lower",), parent="y")
    assert bounded(many + other)[-1:] == other


def test_least_keeps_one_chain_for_each_smallest_set() -> None:
    assert least([("a", "b"), ("b", "a", "c"), ("c",), ("b", "a")]) == [("c",), ("a", "b")]


def test_a_scan_stays_a_scan_and_a_doubt_stays_a_doubt() -> None:
    sink = Sink()
    sink.read(Column("a", (("t", "a", "copy", ()), ("t", "k", "scan", ())), "int"), ("lower",))
    sink.read(Column("b", (), None, "unknown schema", ("u",)), ())
    sink.read(Column("c", (("t", "c", "mod", ("f",)),)), None)
    made = sink.column("o")
    assert made.ways == (
        ("t", "a", "mod", ("lower",)),
        ("t", "k", "scan", ()),
        ("t", "c", "scan", ()),
    )
    assert (made.reason, made.suspects, made.type) == ("unknown schema", ("u",), None)


def test_reading_what_is_not_known_reads_every_column_it_may_be() -> None:
    sink = Sink()
    sink.read(Column("b", (), None, "unknown schema", ("u", "v")), None)
    assert sink.column("o").ways == (("u", "*", "scan", ()), ("v", "*", "scan", ()))
    assert sink.reason is None
