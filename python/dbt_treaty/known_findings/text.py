"""The file of a record: one line a finding, each with a digest of what stands in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from dbt_treaty.known_findings.model import Entry, KnownFindings, Recording

VERSION = 1
VERSION_KEY = "dbt_treaty_baseline"
SEAL_KEY = "seal"
_DIGITS = 16


def render_known(known: KnownFindings) -> str:
    """The record as JSON: sorted, one line a finding, so that two branches merge by lines."""
    recorded = _lines(sealed(plain_recording(each)) for each in known.recordings)
    entries = sorted(known.entries, key=lambda entry: entry.identity)
    findings = _lines(sealed(plain_entry(each)) for each in entries)
    head = f'{{"{VERSION_KEY}": {VERSION},\n'
    return f'{head}"recorded": [\n{recorded}],\n"findings": [\n{findings}]}}\n'


def plain_recording(recording: Recording) -> dict[str, Any]:
    """A recording as data that JSON can hold."""
    findings = {name: recording.findings[name] for name in sorted(recording.findings)}
    return {"on": str(recording.on), "reason": recording.reason, "findings": findings}


def plain_entry(entry: Entry) -> dict[str, Any]:
    """An entry as data that JSON can hold."""
    identity = entry.identity
    return {
        "policy": identity.policy,
        "resource": identity.resource,
        "column": identity.column,
        "path": entry.path,
        "marks": list(identity.marks),
        "since": str(entry.since),
        "count": entry.count,
    }


def sealed(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The data with its digest, by which a line that was edited by hand is told."""
    return {**plain, SEAL_KEY: seal(plain)}


def seal(plain: Mapping[str, Any]) -> str:
    """The digest of a line's data without its own digest."""
    text = json.dumps({key: plain[key] for key in sorted(plain) if key != SEAL_KEY})
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _lines(plain: Iterable[Mapping[str, Any]]) -> str:
    text = ",\n".join(json.dumps(each) for each in plain)
    return f"{text}\n" if text else ""
