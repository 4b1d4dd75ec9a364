from __future__ import annotations

import pytest

from bench.options import PARTS, Options, options


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], Options(("lineage", "check", "gate"), (100, 1_000), builds=60, runs=3)),
        (["--smoke"], Options(PARTS, (30,), builds=30, runs=1)),
        (["--full"], Options(PARTS, (100, 1_000, 5_000, 10_000), builds=500, runs=5)),
        (
            ["--only", "lineage", "--models", "5", "9", "--runs", "2", "--peers", "--compiled"],
            Options(("lineage",), (5, 9), builds=60, runs=2, compiled=True, peers=True),
        ),
        (["--smoke", "--build-models", "8"], Options(PARTS, (30,), builds=8, runs=1)),
    ],
)
def test_arguments_and_presets(arguments: list[str], found: Options) -> None:
    assert options(arguments) == found


def test_two_presets_are_one_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options(["--smoke", "--full"])

    assert "not allowed with argument --smoke" in capsys.readouterr().err
