"""The manifest decoded, held and nothing else: what memory is compared with."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.subjects.told import Stopwatch, tell


def main(folder: Path) -> None:
    """Decode, with the standard library."""
    watch = Stopwatch()
    with watch.running():
        manifest = json.loads((folder / "target" / "manifest.json").read_text())
    tell(watch, nodes=len(manifest["nodes"]))


main(Path(sys.argv[1]))
