"""The key: HMAC's blocks as the RFC has them, and every way in which a key is refused."""

import hashlib
import hmac
from pathlib import Path

import pytest

from dbt_treaty_plugin.session_masks.conftest import KEY, RFC_4231
from dbt_treaty_plugin.session_masks.key import (
    FILE_VARIABLE,
    KEY_VARIABLE,
    CannotMask,
    pads,
    read_key,
    without_key,
)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.delenv(FILE_VARIABLE, raising=False)


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "key"
    path.write_bytes(KEY.encode())
    path.chmod(0o600)
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    return path


def refused() -> str:
    with pytest.raises(CannotMask) as raised:
        read_key()
    return str(raised.value)


@pytest.mark.parametrize("case", RFC_4231)
def test_the_blocks_make_the_rfcs_digests(case: int) -> None:
    key, data, expected = RFC_4231[case]
    inner, outer = pads(key)
    made = hashlib.sha256(outer + hashlib.sha256(inner + data).digest()).hexdigest()
    assert made[: len(expected)] == expected
    assert made == hmac.new(key, data, hashlib.sha256).hexdigest()


def test_the_environments_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "ein Schlüssel, der paßt")
    assert read_key() == "ein Schlüssel, der paßt".encode()
    # Bytes that are no text are the key all the same.
    monkeypatch.setenv(KEY_VARIABLE, "sixteen bytes, or \udcff so")
    assert read_key() == b"sixteen bytes, or \xff so"


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_files_key_is_the_same_without_the_lines_end(key_file: Path, end: bytes) -> None:
    key_file.write_bytes(KEY.encode() + end)
    assert read_key() == KEY.encode()


def test_one_lines_end_alone_is_trimmed(key_file: Path) -> None:
    key_file.write_bytes(b" " + KEY.encode() + b" \n\n")
    assert read_key() == b" " + KEY.encode() + b" \n"


def test_no_key() -> None:
    assert refused() == (
        "the masks' key is not set, and an unsalted hash is no mask; export "
        "DBT_ENV_SECRET_TREATY_KEY (at least 16 characters, the same for every domain), or "
        "DBT_ENV_SECRET_TREATY_KEY_FILE with the path of a file that holds it"
    )


@pytest.mark.parametrize("key", ["short", " " * 40, "fifteen letters"])
def test_a_short_key(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, key)
    assert refused() == f"the key in {KEY_VARIABLE} has fewer than 16 characters"


def test_two_keys(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    assert refused() == f"both {KEY_VARIABLE} and {FILE_VARIABLE} are set; unset one of them"


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o620, 0o601])
def test_a_file_that_others_can_use(mode: int, key_file: Path) -> None:
    key_file.chmod(mode)
    assert f"has the mode {mode:04o}: others can read or change it; run `chmod 600`" in refused()


def test_a_link_is_judged_by_its_file(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = key_file.with_name("link")
    link.symlink_to(key_file)
    monkeypatch.setenv(FILE_VARIABLE, str(link))
    assert read_key() == KEY.encode()
    key_file.chmod(0o644)
    assert "has the mode 0644" in refused()


def test_files_that_hold_no_key(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key_file.write_bytes(b"short\n")
    assert refused() == f"the key in the file that {FILE_VARIABLE} names has fewer than 16 " + (
        "characters"
    )
    key_file.write_bytes(b"x" * 4097)
    assert refused().endswith("is longer than 4096 bytes: that is no key")
    monkeypatch.setenv(FILE_VARIABLE, str(key_file.parent))
    assert refused().endswith(("is not a file", "can't be read: Is a directory"))
    monkeypatch.setenv(FILE_VARIABLE, "/dev/zero")
    assert refused().endswith("is not a file")
    monkeypatch.setenv(FILE_VARIABLE, str(key_file.with_name("gone")))
    assert refused().endswith("can't be read: No such file or directory")


@pytest.mark.parametrize("mark", [".git", "dbt_project.yml"])
def test_a_file_in_a_repository(mark: str, key_file: Path) -> None:
    (key_file.parent / mark).touch()
    assert f"lies inside of {key_file.parent}, a repository or dbt project" in refused()


def test_a_message_without_the_key(key_file: Path) -> None:
    inner, outer = pads(KEY.encode())
    said = f"<{KEY}> <{inner.hex()}> <{outer.hex().upper()}> <{KEY.encode().hex()}>"
    assert without_key(said) == "<…> <…> <…> <…>"
    key_file.unlink()
    assert without_key("as it is") == "as it is"
