from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest

from dbt_treaty.errors import TreatyError
from dbt_treaty.vocabulary import read
from dbt_treaty.vocabulary.read import Mask, Transform, Vocabulary, read_vocabulary

SEEDS = Path(__file__).parents[3] / "seeds"


def test_the_tables_are_read_whole() -> None:
    vocabulary = read_vocabulary()

    assert vocabulary.transforms["count_distinct"] == Transform(
        passes=False, reason="a number of rows; no value of the column is returned"
    )
    assert vocabulary.transforms["sum over"].passes
    assert vocabulary.masks["dbt_treaty_tokenize"] == Mask(
        name="tokenize",
        keyed=True,
        reason="the package's own token with the mesh's key: equal values keep equal tokens",
    )


def test_an_installed_package_has_its_own_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "transform_classification.csv").write_text("transform,effect,reason\nf,pass,why\n")
    (tmp_path / "masks.csv").write_text("function,mask,keyed,reason\ng,redact,true,because\n")
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)

    assert read_vocabulary.__wrapped__() == Vocabulary(
        {"f": Transform(True, "why")}, {"g": Mask("redact", True, "because")}
    )


def test_a_broken_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "files", lambda _package: tmp_path)
    monkeypatch.setattr(read, "__file__", str(tmp_path / "a/b/c/read.py"))

    with pytest.raises(TreatyError, match="the vocabulary is missing\n    reinstall it: pip"):
        read_vocabulary.__wrapped__()


def test_every_row_is_well_formed() -> None:
    transforms = _rows("transform_classification.csv")
    masks = _rows("masks.csv")

    names = [row["transform"] for row in transforms]
    assert sorted(names) == sorted(set(names))
    assert {row["effect"] for row in transforms} == {"strip", "pass"}
    assert {row["keyed"] for row in masks} == {"true", "false"}
    assert {row["mask"] for row in masks} == {"sha256", "tokenize", "redact"}
    assert all(row["reason"] for row in [*transforms, *masks])
    assert all(name == name.lower().strip() for name in names)


def test_what_returns_a_value_passes_and_what_counts_strips() -> None:
    transforms = read_vocabulary().transforms
    passing = {name for name, transform in transforms.items() if transform.passes}
    stripping = set(transforms) - passing

    assert {
        "max",
        "min",
        "any_value",
        "first",
        "last",
        "array_agg",
        "group_concat",
        "mode",
    } <= passing
    assert {"sum over", "avg over", "median", "md5", "sha2", "coalesce", "logical_or"} <= passing
    assert {"count", "sum", "avg", "stddev", "corr", "row_number over", "count over"} <= stripping


def test_a_weak_hash_is_no_mask() -> None:
    assert read_vocabulary().masks.keys() & {"md5", "md5_digest", "sha", "sha1", "hash"} == set()


def test_every_mask_passes_the_tag_on() -> None:
    vocabulary = read_vocabulary()

    assert {name for name in vocabulary.masks if not _passes(name)} == set()


def _passes(name: str) -> bool:
    transform = read_vocabulary().transforms.get(name)
    return transform is None or transform.passes


def _rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
