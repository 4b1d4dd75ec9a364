"""A project judged by policies of its own, of one language; only the judging is timed.

Told besides: the seconds of each policy, and how many findings it has; what it could not judge ends
the bench.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.subjects.told import Stopwatch, tell
from dbt_treaty.authored.load import authored_policies
from dbt_treaty.cli.evidence import read_evidence
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.project.collector import collector_paused
from dbt_treaty.project.policy_file import PolicyFile, PolicyFiles


def main(folder: Path, policies: Path, suffix: str) -> None:
    """Read the project as a check does; then judge by every policy of the suffix."""
    evidence = read_evidence(folder, Path("target"))
    paths = sorted(policies.glob(f"*{suffix}"))
    files = tuple(PolicyFile(path.name, path.read_text(encoding="utf-8")) for path in paths)
    watch, seconds, counts = Stopwatch(), dict[str, float](), dict[str, int]()
    with collector_paused(), watch.running():  # as a check does
        configured = Configuration(policy_paths=(".",))
        own = authored_policies(configured, PolicyFiles(files))
        for policy in own:
            begun = time.perf_counter()
            counts[policy.name] = len(list(policy.judge(evidence, policy.options)))
            seconds[policy.name] = time.perf_counter() - begun
    tell(watch, seconds=seconds, counts=counts, policies=len(files))


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
