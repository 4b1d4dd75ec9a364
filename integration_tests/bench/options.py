"""What `make bench` is asked for."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from typing import Literal

Part = Literal["lineage", "policies", "check", "profile", "gate", "quality"]
PARTS: tuple[Part, ...] = ("lineage", "policies", "check", "profile", "gate", "quality")
_USUAL: tuple[Part, ...] = ("lineage", "policies", "check", "gate", "quality")


@dataclass(frozen=True, slots=True)
class Options:
    """``sizes`` are models in a manifest, ``builds`` models in a project that dbt builds, ``rows``
    those of a table that rules are kept over.
    """

    parts: tuple[Part, ...]
    sizes: tuple[int, ...]
    builds: int
    runs: int
    rows: tuple[int, ...]
    compiled: bool = False
    peers: bool = False


_PRESETS = {
    "usual": Options(_USUAL, sizes=(100, 1_000), builds=60, runs=3, rows=(1_000_000,)),
    "smoke": Options(PARTS, sizes=(30,), builds=30, runs=1, rows=(100_000,)),
    "full": Options(
        PARTS,
        sizes=(100, 1_000, 5_000, 10_000),
        builds=500,
        runs=5,
        rows=(1_000_000, 3_000_000, 10_000_000),
    ),
}


def options(arguments: list[str]) -> Options:
    """Read the arguments; argparse ends the bench where they make no sense."""
    given = _parser().parse_args(arguments)
    preset = _PRESETS[given.preset]
    return replace(
        preset,
        parts=tuple(given.only or preset.parts),
        sizes=tuple(given.models or preset.sizes),
        builds=given.build_models or preset.builds,
        runs=given.runs or preset.runs,
        rows=tuple(given.rows or preset.rows),
        compiled=given.compiled,
        peers=given.peers,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make bench",
        description="Measures lineage, policies, checks, gate and row rules, as ratios in a run.",
    )
    size = parser.add_mutually_exclusive_group()
    parser.set_defaults(preset="usual")
    for name, told in (
        ("smoke", "small and once: does it run at all"),
        ("full", "up to 10,000 models, and every table"),
    ):
        size.add_argument(f"--{name}", action="store_const", const=name, dest="preset", help=told)
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these tables and no others")
    parser.add_argument("--models", nargs="+", type=int, help="sizes of manifests")
    parser.add_argument("--build-models", type=int, help="size of the project that dbt builds")
    parser.add_argument("--rows", nargs="+", type=int, help="sizes of the table with rules")
    parser.add_argument("--runs", type=int, help="how often each is measured")
    parser.add_argument("--compiled", action="store_true", help="with compiled sqlglot as well")
    parser.add_argument("--peers", action="store_true", help="with what others need as well")
    return parser
