"""A sealed file is read as it was written, and in no other state."""

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.files.sealed import read_sealed, write_sealed


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "kept"
    for payload in (b"", b"payload", bytes(range(256)) * 100):
        assert write_sealed(path, b"me", payload)
        assert read_sealed(path, b"me") == payload


def test_another_maker_is_not_believed(tmp_path: Path) -> None:
    write_sealed(tmp_path / "kept", b"me, version 1", b"payload")
    assert read_sealed(tmp_path / "kept", b"me, version 2") is None


def test_what_another_user_or_machine_wrote_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    assert write_sealed(tmp_path / "kept", b"me", b"payload")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
    assert read_sealed(tmp_path / "kept", b"me") is None
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    assert read_sealed(tmp_path / "kept", b"me") == b"payload"
    key = tmp_path / "theirs/dbt-treaty/seal.key"
    assert len(key.read_bytes()) == 32
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_key_that_is_none_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    write_sealed(tmp_path / "kept", b"me", b"payload")
    (tmp_path / "dbt-treaty/seal.key").write_bytes(b"short")
    assert read_sealed(tmp_path / "kept", b"me") is None
    assert write_sealed(tmp_path / "kept", b"me", b"payload")
    assert read_sealed(tmp_path / "kept", b"me") == b"payload"


def test_without_a_place_for_the_key_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert not write_sealed(tmp_path / "kept", b"me", b"payload")
    assert read_sealed(tmp_path / "kept", b"me") is None
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_what_is_not_there_or_no_file_is_none(tmp_path: Path) -> None:
    assert read_sealed(tmp_path / "missing", b"me") is None
    assert read_sealed(tmp_path, b"me") is None


def test_a_place_that_can_not_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not write_sealed(tmp_path / "file" / "kept", b"me", b"payload")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_change_goes_unseen(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "kept"
    write_sealed(path, b"me", b"some payload")
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(1, 255))
    cut, flipped = whole[:at], bytearray(whole)
    flipped[at] ^= other
    for content in (cut, bytes(flipped), whole + bytes([other])):
        path.write_bytes(content)
        assert read_sealed(path, b"me") is None
