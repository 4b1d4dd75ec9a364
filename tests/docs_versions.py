"""The table of the rules of semantic versioning, from the rules themselves."""

from __future__ import annotations

from docs_table import code, prose, table

from dbt_treaty.evolution.rules import RULES


def semver_rules() -> str:
    """Every rule: its name, its level, when it applies and why it weighs so."""
    rows = ((code(rule.name), rule.level.word, prose(rule.when), prose(rule.why)) for rule in RULES)
    return table(("rule", "level", "applies where", "because"), rows)
