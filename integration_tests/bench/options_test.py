from __future__ import annotations

import pytest

from bench.options import PARTS, Options, options


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], Options(PARTS[:3] + PARTS[4:], (100, 1_000), 60, runs=3, rows=(1_000_000,))),
        (["--smoke"], Options(PARTS, (30,), builds=30, runs=1, rows=(100_000,))),
        (
            ["--full"],
            Options(
                PARTS,
                (100, 1_000, 5_000, 10_000),
                builds=500,
                runs=5,
                rows=(1_000_000, 3_000_000, 10_000_000),
            ),
        ),
        (
            ["--only", "lineage", "--models", "5", "9", "--runs", "2", "--peers", "--compiled"],
            Options(("lineage",), (5, 9), 60, 2, (1_000_000,), compiled=True, peers=True),
        ),
        (["--smoke", "--build-models", "8", "--rows", "5"], Options(PARTS, (30,), 8, 1, (5,))),
    ],
)
def test_arguments_and_presets(arguments: list[str], found: Options) -> None:
    assert options(arguments) == found


def test_two_presets_are_one_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options(["--smoke", "--full"])

    assert "not allowed with argument --smoke" in capsys.readouterr().err
