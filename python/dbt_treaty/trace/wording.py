"""How columns, ways and tags of an answer are called where a person reads them."""

from __future__ import annotations

from dbt_treaty.column_graph.model import OTHERS
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.reporters.text import short_name
from dbt_treaty.trace.model import Node, Step, Tag

_UNLISTED = "* (columns not known)"


def column_name(ref: ColumnRef) -> str:
    """A column with its table, without kind and package: ``raw.users.email``."""
    return f"{short_name(ref.relation)}.{bare_name(ref)}"


def bare_name(ref: ColumnRef) -> str:
    """A column without its table."""
    return _UNLISTED if ref.column == OTHERS else ref.column


def owner_name(domain: str | None, tier: str | None) -> str:
    """``<domain>.<tier>``, as much of it as is known."""
    return ".".join(part for part in (domain, tier) if part) or "no owner"


def way_name(step: Step) -> str:
    """What happens on a way: ``mod lower, sha256 (mask: sha256)``."""
    if step.guess:
        return "not resolved"
    passed = f" {', '.join(step.transforms)}" if step.transforms else ""
    return f"{step.evolution}{passed}{f' (mask: {step.mask})' if step.mask else ''}"


def tag_names(node: Node) -> str:
    """The tags in brackets, each with what is special about it; empty where there are none."""
    names = ", ".join(_tag_name(tag) for tag in node.tags)
    return f"[{names}]" if names else ""


def _tag_name(tag: Tag) -> str:
    words = [tag.name]
    if tag.masked:
        words.append("masked")
    if tag.uncertain and not tag.declared:
        words.append("perhaps")
    elif not tag.declared:
        words.append("inherited")
    return " ".join(words)
