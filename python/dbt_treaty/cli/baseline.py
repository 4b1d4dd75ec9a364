"""``dbt-treaty baseline``: record what an old project is known to break, and let it shrink."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from dbt_treaty.check import judged
from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.fitted import fitted
from dbt_treaty.cli.options import project_dir_option, target_dir_option
from dbt_treaty.errors import EXIT_FINDINGS, Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.files.whole import write_file
from dbt_treaty.judging.silent import silent_policies
from dbt_treaty.known_findings.identity import why_never
from dbt_treaty.known_findings.model import FILE_NAME, KnownFindings
from dbt_treaty.known_findings.progress import PolicyProgress, progress, sentence
from dbt_treaty.known_findings.record import Recorded, record
from dbt_treaty.known_findings.text import render_known
from dbt_treaty.project.folders import PROJECT_FILE
from dbt_treaty.reporters.columns import columns
from dbt_treaty.reporters.place import shown_place

_MOST_SHOWN = 10
_COLUMNS = ("policy", "start", "added", "left")


@click.command(short_help="Hold an old project to what is new alone.")
@project_dir_option
@target_dir_option
@click.option("--grow", metavar="REASON", help="Record what is new as well, and say why.")
@click.option("--dry-run", is_flag=True, help="Only say what would change; write nothing.")
@click.pass_context
def baseline(
    context: click.Context, project_dir: Path, target_dir: Path, grow: str | None, dry_run: bool
) -> None:
    """Record today's errors in dbt_treaty_baseline.json, so that the gate refuses what is new.

    What is in the file is still shown, as a warning. The next run takes out what is mended; nothing
    comes in but with --grow and a reason. Commit the file.

    Reads what `dbt compile` left, as `dbt-treaty check` does. The exit code is 1 where errors are
    left that the file does not hold.

    \b
    Example:
      dbt-treaty baseline --dry-run
    """
    if grow is not None and not grow.strip():
        raise TreatyError(Problem(Place("--grow"), "has no reason", "say why it may grow"))
    with spinner():
        evidence = read_evidence(project_dir, target_dir)
        findings = judged(evidence).report.findings
    old = _old(evidence, project_dir)
    unjudged = silent_policies(findings, evidence.project.configuration)
    made = record(findings, old, evidence.today, unjudged=unjudged, grow=(grow or "").strip())
    if made.known is not None and not dry_run:
        _write(project_dir / FILE_NAME, render_known(made.known))
    _tell(made, old, dry_run=dry_run)
    if made.refusing:
        context.exit(EXIT_FINDINGS)


def _old(evidence: Evidence, root: Path) -> KnownFindings | None:
    if evidence.workspace is None:
        what = f"there is no {PROJECT_FILE} here, so no project that could have a baseline"
        raise TreatyError(Problem(Place(str(root)), what, "name its folder with --project-dir"))
    return evidence.workspace.known


def _write(path: Path, text: str) -> None:
    try:
        write_file(path, text)
    except OSError as error:
        what = f"can't be written: {error.strerror}"
        raise TreatyError(Problem(Place(FILE_NAME), what)) from None


def _tell(made: Recorded, old: KnownFindings | None, *, dry_run: bool) -> None:
    if made.known is None:
        _say("There is no error to record: the gate can hold this project to everything.")
    else:
        _tell_change(made, old, dry_run=dry_run)
        _say(sentence(made.known))
        _tell_table(progress(made.known))
    for name in made.unjudged:
        _say(f"kept    {name}: it is off or can't judge, so nobody knows what is mended")
    _tell_refusing(made)


def _tell_change(made: Recorded, old: KnownFindings | None, *, dry_run: bool) -> None:
    would = "would have " if dry_run else ""
    if old is None or made.added:
        _say(f"{would}added    {_counted(made.added)} to {FILE_NAME}")
    if made.mended:
        _say(f"{would}removed  {_counted(made.mended)} that {_is(made.mended)} mended")


def _tell_table(told: Iterable[PolicyProgress]) -> None:
    rows = [_COLUMNS, *((p.policy, str(p.start), str(p.added), str(p.left)) for p in told)]
    click.echo(columns(rows, indent=2), nl=False)


def _tell_refusing(made: Recorded) -> None:
    for finding in made.never:
        place = shown_place(finding, "")
        _say(f"never   {place}: {finding.policy}: can't be recorded: {why_never(finding)}")
    fresh = [finding for finding in made.refusing if finding not in made.never]
    for finding in fresh[:_MOST_SHOWN]:
        _say(f"new     {shown_place(finding, '')}: {finding.policy}: {finding.message}")
    if len(fresh) > _MOST_SHOWN:
        _say(f"new     and {len(fresh) - _MOST_SHOWN} more: `dbt-treaty check` lists them")
    if fresh:
        _say(f"Mend {'it' if len(fresh) == 1 else 'them'}, or record with --grow and a reason.")


def _counted(number: int) -> str:
    return f"{number} finding" if number == 1 else f"{number} findings"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _say(text: str) -> None:
    click.echo(fitted(text, sys.stdout))
