"""``dbt-treaty fix``: write what a finding asks for and nobody need decide."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dbt_treaty.check import judged
from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.fitted import fitted
from dbt_treaty.cli.options import project_dir_option, target_dir_option
from dbt_treaty.errors import EXIT_FINDINGS
from dbt_treaty.findings import Severity
from dbt_treaty.mend.apply import Outcome, make_texts, write_texts
from dbt_treaty.mend.fixes import Unfixed, find_fixes


@click.command(short_help="Write inherited tags and missing pins into your YAML.")
@project_dir_option
@target_dir_option
@click.option("--dry-run", is_flag=True, help="Only show the difference; write nothing.")
@click.pass_context
def fix(context: click.Context, project_dir: Path, target_dir: Path, dry_run: bool) -> None:
    """Write what findings ask for and nobody need decide, into your own YAML files.

    A tag that a column inherits is declared in the model's properties or in its contract; a
    product that is read gets a pin on its version. Comments, order and all other lines stay as they
    are, and generated files are never touched. What can't be written is listed, with the reason.

    Reads what `dbt compile` left, as `dbt-treaty check` does; run that again afterwards. The exit
    code is 1 where something is left (with --dry-run: where anything would change).

    \b
    Example:
      dbt-treaty fix --dry-run
    """
    with spinner():
        evidence = read_evidence(project_dir, target_dir)
        report = judged(evidence).report
        found = find_fixes(evidence, report)
        outcome = make_texts(project_dir, found.fixes)
    if not dry_run:
        write_texts(project_dir, outcome.texts)
    _tell(outcome, dry_run=dry_run)
    left = [*outcome.failed, *found.unfixed]
    _tell_left(left)
    errors = report.count(Severity.ERROR) and left
    if errors or (dry_run and outcome.texts):
        context.exit(EXIT_FINDINGS)


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    for text in outcome.texts:
        if dry_run:
            click.echo(text.diff(), nl=False)
    verb = "would add" if dry_run else "added"
    for text in outcome.texts:
        for each in text.done:
            _say(f"{verb}  {each.edit.what} in {text.path}")
    for each in outcome.present:
        _say(f"there   {each.edit.what} in {each.path}: run `dbt compile` to have it seen")
    done = [each for text in outcome.texts for each in text.done]
    if not dry_run:
        for after in dict.fromkeys(each.after for each in done if each.after):
            _say(f"then    {after}")
    if not done and not outcome.present:
        _say("Nothing to write.")


def _tell_left(left: Sequence[Unfixed]) -> None:
    for each in left:
        _say(f"left    {each.place}: {each.policy}: {each.reason}")


def _say(text: str) -> None:
    click.echo(fitted(text, sys.stdout))
