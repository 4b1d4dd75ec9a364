from __future__ import annotations

from functools import partial

from bench.process import Run
from bench.turns import in_turn, median


def test_variants_alternate() -> None:
    order: list[str] = []

    def note(name: str) -> Run:
        order.append(name)
        return Run(wall=float(len(order)), cpu=0.0, peak=0.0)

    found = in_turn({"a": partial(note, "a"), "b": partial(note, "b")}, 2)

    assert order == ["a", "b", "a", "b"]
    assert {name: [each.wall for each in runs] for name, runs in found.items()} == {
        "a": [1.0, 3.0],
        "b": [2.0, 4.0],
    }


def test_each_figure_has_its_own_median() -> None:
    runs = [
        Run(1.0, 9.0, 5.0, {"n": 1}),
        Run(7.0, 2.0, 6.0, {"n": 2}),
        Run(3.0, 4.0, 1.0, {"n": 3}),
    ]

    assert median(runs) == Run(3.0, 4.0, 5.0, {"n": 3})
