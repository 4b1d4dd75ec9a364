"""Which policies' silence says nothing."""

from __future__ import annotations

from collections.abc import Iterable

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.findings import Finding


def silent_policies(findings: Iterable[Finding], configuration: Configuration) -> frozenset[str]:
    """The policies that were not asked, since they are off, or that could not answer.

    What they found before is not mended because they don't find it now.
    """
    off = {name for name, each in configuration.policies.items() if each.is_off}
    return frozenset(off | {finding.policy for finding in findings if finding.unjudged})
