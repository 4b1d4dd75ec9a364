"""``dbt-treaty validate``: can all that people write be read, and are the contracts whole?"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from dbt_treaty.cli.fitted import fitted
from dbt_treaty.cli.history import History
from dbt_treaty.cli.options import project_dir_option, target_dir_option
from dbt_treaty.cli.report_card import Card, exit_code
from dbt_treaty.cli.screen import screen
from dbt_treaty.configuration.model import Configuration
from dbt_treaty.contracts.load import Loaded, load_contracts
from dbt_treaty.contracts.unacted import unacted
from dbt_treaty.errors import EXIT_FINDINGS, TreatyError
from dbt_treaty.evidence.known_contracts import KnownContract
from dbt_treaty.exceptions.read import read_exceptions
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.global_rules.read import read_global_rules
from dbt_treaty.judging.configured import configured
from dbt_treaty.judging.weights import Weights
from dbt_treaty.policies.incomplete_contract import judge_contract
from dbt_treaty.project.policy_file_reader import read_policy_files
from dbt_treaty.project.warehouse import warehouse_of
from dbt_treaty.reporters.line import Line, render_lines
from dbt_treaty.reporters.text import finding_lines
from dbt_treaty.sync.ambiguous_rules import ambiguous_rules
from dbt_treaty.sync.unfit_rules import unfit_global_rules, unfit_rules

_ENDINGS = (".contract.yaml", ".odcs.yaml")


@click.command(short_help="Check configuration, contracts, exceptions.")
@project_dir_option
@target_dir_option
@click.option(
    "--baseline",
    metavar="[REF|DIR|MANIFEST]",
    is_flag=False,
    flag_value="",
    help="Compare versions too; without a value, with the merge base with the main branch.",
)
@click.option("--model", is_flag=True, help="Compare the contracts with what dbt compiled, too.")
@click.option("--policies", is_flag=True, help="Judge what dbt compiled by all other policies.")
@click.pass_context
def validate(
    context: click.Context,
    project_dir: Path,
    target_dir: Path,
    baseline: str | None,
    model: bool,
    policies: bool,
) -> None:
    """Read the configuration, every contract and every exception, and say all that is wrong.

    Needs no dbt and no warehouse. A contract that lacks a required part is a draft: it is named,
    and the exit code is 1 unless it lies in a private tier.

    Rules are read in the SQL of the warehouse that dbt's manifest names. Where there is none, a
    rule that warehouses read differently is a warning.

    With --baseline, --model or --policies it ends with the four lines of a report card: are the
    contracts well-formed, do their versions say what changed, are the models in step with them, and
    what do the other policies say. What was asked and can't be judged is no pass: it has an exit
    code of its own.

    \b
    Example:
      dbt-treaty validate --project-dir domains/orders
      dbt-treaty validate --baseline origin/main --model --policies
    """
    configuration = configured(project_dir)
    loaded = load_contracts(project_dir, configuration)
    warehouse = warehouse_of(project_dir / target_dir)
    rules = read_global_rules(project_dir, configuration)
    unfit = unfit_rules(loaded.contracts, configuration, warehouse)
    unfit += unfit_global_rules(rules, loaded.contracts, configuration, warehouse)
    unfit += read_exceptions(project_dir, configuration).problems
    unfit += read_policy_files(project_dir, configuration).problems
    loaded = replace(loaded, problems=(*loaded.problems, *unfit))
    drafts = _drafts(loaded, configuration)
    for finding in drafts:
        where = f"{finding.path}:{finding.line}" if finding.line else finding.path
        _say(f"{where}: {finding.severity.value}: {finding.message}\n    {finding.help}\n")
    for contract in loaded.contracts:
        kept = unacted(contract)
        if kept:
            _say(f"{contract.place}: kept, and acted on by nothing: {', '.join(kept)}.\n")
    for doubt in ambiguous_rules(loaded.contracts, rules, configuration, warehouse):
        _say(f"{doubt.place}: warning: {doubt.what}\n    {doubt.help}\n")
    for path in loaded.ignored:
        _say(f"{path} is not read: a contract's name ends in {' or '.join(_ENDINGS)}.")
    _say(_summary(loaded, configuration, len(drafts)))
    if model or policies or baseline is not None:
        history = History(project_dir, target_dir, configuration, loaded.contracts)
        card = Card(history, loaded, tuple(drafts), baseline, model, policies)
        context.exit(_show(card))
    if loaded.problems:
        raise TreatyError(loaded.problems)
    if any(finding.severity is Severity.ERROR for finding in drafts):
        context.exit(EXIT_FINDINGS)


def _show(card: Card) -> int:
    """Shows what is behind each mark, then the card itself; the exit code it comes to."""
    marks = card.marks()
    if card.loaded.problems:
        told = "\n\n".join(str(problem) for problem in card.loaded.problems)
        click.echo(fitted(told, sys.stderr), err=True)
    findings = [finding for mark in marks[1:] for finding in mark.findings]
    lines = [line for finding in findings for line in finding_lines(finding)]
    lines += [Line(note) for note in dict.fromkeys(n for mark in marks for n in mark.notes)]
    canvas = screen()
    click.echo(render_lines(lines, width=canvas.width, color=canvas.color))
    for mark in marks:
        _say(str(mark))
    return exit_code(marks)


def _say(text: str) -> None:
    click.echo(fitted(text, sys.stdout))


def _drafts(loaded: Loaded, configuration: Configuration) -> list[Finding]:
    """What ``incomplete-contract`` says, as heavy as the configuration has it."""
    found = (judge_contract(KnownContract(contract, None)) for contract in loaded.contracts)
    drafts = [finding for finding in found if finding is not None]
    weighed = Weights(configuration, contracts=loaded.contracts).weighed(drafts)
    return sorted(weighed, key=lambda finding: finding.order)


def _summary(loaded: Loaded, configuration: Configuration, drafts: int) -> str:
    problems = _counted(len(loaded.problems), "problem")
    if not loaded.contracts and not loaded.problems:
        return (
            f"No contracts under {configuration.contracts}/: "
            f"a contract is a file there whose name ends in {' or '.join(_ENDINGS)}."
        )
    counts = [_counted(len(loaded.contracts), "contract")]
    if drafts:
        counts.append(_counted(drafts, "draft"))
    return ", ".join([*counts, problems])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
