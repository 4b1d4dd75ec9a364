"""What functions do to tags, and which are masks, from the seeds."""

from __future__ import annotations

from docs_table import code, prose, table

from dbt_treaty.vocabulary.read import read_vocabulary


def transforms() -> str:
    """The transform classification, functions of one effect and one reason together."""
    groups: dict[tuple[bool, str], list[str]] = {}
    for name, transform in read_vocabulary().transforms.items():
        groups.setdefault((transform.passes, transform.reason), []).append(code(name))
    rows = (
        ("passes on" if passes else "strips", ", ".join(names), prose(reason))
        for (passes, reason), names in sorted(groups.items(), key=lambda group: group[0][0])
    )
    return table(("a tag", "functions", "why"), rows)


def masks() -> str:
    """The functions that count as an approved mask."""
    rows = (
        (code(name), code(mask.name), "yes" if mask.keyed else "no", prose(mask.reason))
        for name, mask in read_vocabulary().masks.items()
    )
    return table(("function", "mask", "keyed", "what it is"), rows)
