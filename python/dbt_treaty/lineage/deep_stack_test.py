from __future__ import annotations

import sys
import threading

import pytest

from dbt_treaty.lineage.deep_stack import FRAMES, on_deep_stack


def depth(levels: int) -> int:
    return 0 if levels == 0 else 1 + depth(levels - 1)


def test_it_goes_deeper_than_usual_and_leaves_all_as_it_was() -> None:
    before = sys.getrecursionlimit(), threading.stack_size()
    with pytest.raises(RecursionError):
        depth(before[0] + 100)
    assert on_deep_stack(lambda: depth(FRAMES // 2)) == FRAMES // 2
    assert (sys.getrecursionlimit(), threading.stack_size()) == before


def test_too_deep_is_too_deep() -> None:
    with pytest.raises(RecursionError):
        on_deep_stack(lambda: depth(FRAMES * 2))


def test_errors_come_through() -> None:
    with pytest.raises(ZeroDivisionError):
        on_deep_stack(lambda: 1 // 0)
