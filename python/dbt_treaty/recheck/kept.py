"""What a check leaves behind for the next one, as a file beside dbt's artifacts."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import msgspec

import dbt_treaty
from dbt_treaty.files.sealed import read_sealed, write_sealed
from dbt_treaty.findings import Coverage, Finding
from dbt_treaty.ledger.ledger_file import engine_mark
from dbt_treaty.lineage.model import QueryLineage, Relation
from dbt_treaty.recheck.digest import digest as digest_of
from dbt_treaty.vocabulary.read import read_vocabulary

KEPT_FILE = Path("dbt_treaty", "check.kept")  # in dbt's target folder
_SOURCES = (".py", ".csv", ".json")
Name = tuple[str | None, str | None, str]  # database, schema, and what it is called there


class KeptResource(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A resource as the queries see it, and what its own query says.

    ``names`` are those under which it may be read. ``columns`` and ``complete`` are what it was
    found to have (see ``lineage.Relation``), ``listed`` is its entry in ``ColumnGraph.columns``.
    ``unlisted`` are the columns of it that are read, or suspected, though it does not list them.
    """

    names: tuple[Name, ...] = ()
    columns: dict[str, str | None] | None = None
    complete: bool = False
    listed: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    lineage: QueryLineage | None = None

    def relations(self, id_: str) -> tuple[Relation, ...]:
        """It as a query may read it, under each of its names."""
        return tuple(Relation(id_, *name, self.columns, self.complete) for name in self.names)


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What a check found, and what it rests on.

    ``circumstances`` is the digest of everything but the manifest's nodes, ``texts`` has that of
    each of these, and ``frames`` that of all of a model or snapshot which is not its SQL. ``needs``
    has for each resource all that it sees: what dbt knows of and what feeds its columns. ``places``
    has the unique ids of all that is called by a name, in lower case. ``shared`` are the resources
    that are one table with another one, ``open`` those of which columns are read that they do not
    list. ``findings`` are those before exceptions and the record of known findings are looked at;
    ``notes`` leave out what is said of that record.
    """

    circumstances: bytes
    texts: dict[str, bytes]
    frames: dict[str, bytes]
    needs: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, ...]]
    shared: tuple[str, ...]
    open: tuple[str, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    notes: tuple[str, ...]
    resources: dict[str, msgspec.Raw]

    def resource(self, id_: str) -> KeptResource:
        """One resource; what is not asked for is never decoded."""
        return _resource.decode(self.resources[id_])


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Kept)
_resource = msgspec.msgpack.Decoder(KeptResource)


def packed(resource: KeptResource) -> msgspec.Raw:
    """A resource as ``Kept.resources`` has it."""
    return msgspec.Raw(_encoder.encode(resource))


def read_kept(target: Path) -> Kept | None:
    """What the check before left in dbt's target folder; None where it can't be believed."""
    payload = read_sealed(target / KEPT_FILE, maker_mark())
    if payload is None:
        return None
    try:
        return _decoder.decode(payload)
    except msgspec.MsgspecError:
        return None


def write_kept(target: Path, kept: Kept) -> None:
    """Leave it in dbt's target folder, where it can be written down and put there."""
    try:
        payload = _encoder.encode(kept)
    except (TypeError, ValueError, OverflowError):
        return forget(target)
    write_sealed(target / KEPT_FILE, maker_mark(), payload)


def forget(target: Path) -> None:
    """Take away what an earlier check left. What can't be is not believed where it does not fit."""
    with suppress(OSError):
        (target / KEPT_FILE).unlink()


@lru_cache(maxsize=1)
def maker_mark() -> bytes:
    """What identifies who judges: the findings of other code are never believed."""
    digest = hashlib.sha256(engine_mark() + digest_of(read_vocabulary()))
    folder = Path(dbt_treaty.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SOURCES and not path.stem.endswith("_test"):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.digest()
