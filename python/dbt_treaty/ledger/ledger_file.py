"""The ledger as a file between two runs."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

import dbt_treaty.lineage
from dbt_treaty.files.sealed import read_sealed, write_sealed
from dbt_treaty.ledger.ledger import Ledger
from dbt_treaty.ledger.record import Record

LEDGER_FILE = Path("dbt_treaty", "lineage.ledger")  # in dbt's target folder

# What decides a query's lineage besides the query: our own code, and the parser's.
_PARSERS = ("sqlglot", "sqlglotc", "sqlglotrs")

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[Record])


def read_ledger(target: Path) -> Ledger:
    """What the run before left in dbt's target folder; nothing where it can't be believed."""
    payload = read_sealed(target / LEDGER_FILE, engine_mark())
    if payload is None:
        return Ledger()
    try:
        return Ledger(_decoder.decode(payload))
    except msgspec.MsgspecError:
        return Ledger()


def write_ledger(target: Path, ledger: Ledger) -> None:
    """Keep what this run used in dbt's target folder, where that is not what it has already."""
    if ledger.changed:
        # Half of a surrogate pair, which an artifact may have in a name, can't be written down.
        with suppress(UnicodeEncodeError):
            write_sealed(target / LEDGER_FILE, engine_mark(), _encoder.encode(ledger.records))


@lru_cache(maxsize=1)
def engine_mark() -> bytes:
    """What identifies the engine: a lineage made by another one is never believed."""
    digest = hashlib.blake2b(digest_size=32)
    for each in _PARSERS:
        digest.update(f"{each} {_version(each)}\n".encode())
    for folder in (Path(dbt_treaty.lineage.__file__).parent, Path(__file__).parent):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.name.encode() + b"\n" + path.read_bytes())
    return digest.digest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
