"""What makes a finding the same one tomorrow, in another line of its file."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable

from dbt_treaty.findings import Finding

# Where a message points to (`models/a.sql:7:3`, "line 7", "lines 7 and 9"), and how far off a day
# is, which is another number tomorrow.
_PASSING = re.compile(r"(?<=:)\d+|\b(lines?) \d+(?:(?:, | and | to |-)\d+)*|\b\d+ (days?)\b")


def fingerprints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """One for each finding, all different.

    Made of the policy, the resource (its file where there is none), the column and the message
    without its line numbers and counts of days. The message counts: a tool that closed one of two
    findings on a column for good would otherwise hide the other once the first is mended. Those
    that are alike in all of these are numbered.
    """
    seen: Counter[str] = Counter()
    made = []
    for finding in findings:
        identity = (
            finding.policy,
            finding.resource or finding.path,
            finding.column,
            _PASSING.sub(r"\1\2", finding.message),
        )
        digest = hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32]
        seen[digest] += 1
        made.append(f"{digest}:{seen[digest]}")
    return tuple(made)
