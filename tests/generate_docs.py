"""`make docs`: writes the generated parts of README.md and docs/ anew.

A generated part stands between `<!-- generated: name -->` and `<!-- end: name -->`; what is around
it is written by hand. With `--check` nothing is written: pages that are behind are named, and the
exit code is 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from docs_commands import commands
from docs_figures import compliance_figures
from docs_policies import policies, policy_options
from docs_policy_tables import policy_tables
from docs_rego import rego_input
from docs_reports import action_inputs, report, sarif
from docs_schemas import configuration_keys, contract_keys
from docs_versions import semver_rules
from docs_vocabulary import masks, transforms
from docs_warehouses import constraints, logical_types

ROOT = Path(__file__).resolve().parent.parent
MEND = "run `make docs` and commit what it writes"
BLOCKS: Mapping[str, Callable[[Path], str]] = {
    "action inputs": lambda page: action_inputs(),  # noqa: ARG005 - all are told where they are
    "commands": lambda page: commands(),  # noqa: ARG005
    "compliance figures": lambda page: compliance_figures(),  # noqa: ARG005
    "configuration keys": lambda page: configuration_keys(),  # noqa: ARG005
    "constraints": lambda page: constraints(),  # noqa: ARG005
    "contract keys": lambda page: contract_keys(),  # noqa: ARG005
    "logical types": lambda page: logical_types(),  # noqa: ARG005
    "masks": lambda page: masks(),  # noqa: ARG005
    "policies": policies,
    "policy options": lambda page: policy_options(),  # noqa: ARG005
    "policy tables": lambda page: policy_tables(),  # noqa: ARG005
    "rego input": lambda page: rego_input(),  # noqa: ARG005
    "semver rules": lambda page: semver_rules(),  # noqa: ARG005
    "report as github": lambda page: report("github", "text"),  # noqa: ARG005
    "report as json": lambda page: report("json", "json"),  # noqa: ARG005
    "report as junit": lambda page: report("junit", "xml"),  # noqa: ARG005
    "report as markdown": lambda page: report("markdown", "markdown"),  # noqa: ARG005
    "report as sarif": lambda page: sarif(),  # noqa: ARG005
    "report as text": lambda page: report("text", "text"),  # noqa: ARG005
    "transforms": lambda page: transforms(),  # noqa: ARG005
}
_BLOCK = re.compile(r"(<!-- generated: ([a-z ]+) -->\n).*?(<!-- end: \2 -->)", re.DOTALL)


def pages() -> list[Path]:
    """README.md, CONTRIBUTING.md and every page of docs/."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def generated(page: Path) -> str:
    """The page's text with each generated part as it should be."""
    text = page.read_text(encoding="utf-8")
    return _BLOCK.sub(lambda found: found[1] + BLOCKS[found[2]](page) + found[3], text)


def behind() -> list[Path]:
    """The pages that are not as they should be."""
    return [page for page in pages() if page.read_text(encoding="utf-8") != generated(page)]


def main(arguments: list[str]) -> int:
    """Write what is behind, or with `--check` only name it."""
    outdated = behind()
    for page in outdated:
        name = page.relative_to(ROOT).as_posix()
        if "--check" in arguments:
            sys.stderr.write(f"{name} is behind the code: {MEND}\n")
        else:
            page.write_text(generated(page), encoding="utf-8")
            sys.stdout.write(f"wrote {name}\n")
    return int(bool(outdated) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
