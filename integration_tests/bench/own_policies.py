"""What policies take: all that ship, and ten of a project's own in SQL and in Rego."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bench.process import subject
from bench.table import show
from bench.turns import Variant, in_turn, median

POLICIES = Path(__file__).parent / "policies"
BUILT_IN = "built in"
LANGUAGES = {"SQL": ".sql", "Rego": ".rego"}
HEAD = ("policies", "how many", "wall s", "cpu s", "findings", "peak MB")
_SLOWEST = 3


def time_policies(folder: Path, python: Path, models: int, runs: int) -> None:
    """Measure what ships and each language in turn, and tell the policies that take longest."""
    ways: dict[str, Variant] = {BUILT_IN: partial(subject, python, "built_in_policies", folder)}
    ways |= {
        name: partial(subject, python, "own_policies", folder, str(POLICIES), suffix)
        for name, suffix in LANGUAGES.items()
    }
    measured = {name: median(each) for name, each in in_turn(ways, runs).items()}
    print(f"\n{models} models judged by policies, {runs} runs of each in turn")
    rows = [
        (
            *(name, str(run.told["policies"]), f"{run.wall:.2f}", f"{run.cpu:.2f}"),
            *(str(sum(run.told["counts"].values())), f"{run.peak:.0f}"),
        )
        for name, run in measured.items()
    ]
    show(HEAD, rows)
    for name in LANGUAGES:
        run = measured[name]
        longest = sorted(run.told["seconds"].items(), key=lambda each: -each[1])[:_SLOWEST]
        print(f"longest in {name}: " + ", ".join(f"{rule} {took:.2f} s" for rule, took in longest))
