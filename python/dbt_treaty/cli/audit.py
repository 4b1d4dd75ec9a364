"""``dbt-treaty audit``: how far each domain has come, from evidence."""

from __future__ import annotations

import click

from dbt_treaty.check import judged
from dbt_treaty.cli.answer import Answer
from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.options import Folders, answers, in_project
from dbt_treaty.reporters.audit_json import render_audit_json
from dbt_treaty.reporters.audit_text import render_audit_text
from dbt_treaty.scorecard.score import audit as audited
from dbt_treaty.scorecard.surroundings import read_surroundings


@click.command(short_help="Score each domain by the four principles of a mesh.")
@answers(noun="audit")
@in_project
def audit(answer: Answer, folders: Folders) -> None:
    """Score each domain, three marks for each of the four principles, from what can be seen.

    Looks at CODEOWNERS, contracts, versions, subscriptions, CI files, git's history, the findings
    of every policy and the coverage of lineage. What can't be seen is not met. Names the domain
    that others can copy, and what to do next.

    \b
    Example:
      dbt-treaty audit
      dbt-treaty audit --format json --output audit.json
    """
    with spinner():
        evidence = read_evidence(folders.project, folders.target)
        told = audited(evidence, judged(evidence).report, read_surroundings(folders.project))
    answer.write(answer.in_text_or_json(render_audit_text, render_audit_json, told))
