"""The report card of a pull request: four lines on its contracts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dbt_treaty.check import judged
from dbt_treaty.cli.evidence import read_evidence
from dbt_treaty.cli.history import History, diff_report
from dbt_treaty.contracts.load import Loaded
from dbt_treaty.errors import EXIT_BAD_INPUT, EXIT_FINDINGS, TreatyError
from dbt_treaty.findings import Finding, Report, Severity
from dbt_treaty.policies import (
    contract_mismatch,
    contract_overridden,
    incomplete_contract,
    missing_deprecation,
    semver_bump,
    stale_properties,
)

OK, FAILED, NOT_JUDGED, NOT_ASKED = "ok", "FAILED", "not judged", "not asked"
# Whose findings have a line of their own; the last line has everybody else's.
_FORM = (incomplete_contract.NAME,)
_SEMVER = (semver_bump.NAME, missing_deprecation.NAME)
_MODEL = (stale_properties.NAME, contract_overridden.NAME, contract_mismatch.NAME)
_WIDTH = len("model in step")


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of the card; ``exit_code`` is 0 where nothing is wrong or nobody asked."""

    name: str
    verdict: str
    told: str
    exit_code: int = 0
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name:<{_WIDTH}}  {self.verdict:<{len(NOT_JUDGED)}}  {self.told}"


@dataclass(frozen=True)  # no slots: the judgement of the whole project is made once, if asked for
class Card:
    """What is asked of a project whose contracts are loaded.

    ``baseline`` is None where nobody asked for semver, and empty for the merge base.
    """

    history: History
    loaded: Loaded
    drafts: tuple[Finding, ...]
    baseline: str | None
    model: bool
    policies: bool

    def marks(self) -> tuple[Mark, ...]:
        """The four lines, in their order."""
        return (
            self._well_formed(),
            self._semver(),
            self._judged("model in step", "--model", _MODEL, asked=self.model),
            self._judged("policies", "--policies", None, asked=self.policies),
        )

    def _well_formed(self) -> Mark:
        name = "well-formed"
        if self.loaded.problems:
            told = f"{_counted(len(self.loaded.problems), 'problem')}: {self.loaded.problems[0]}"
            return Mark(name, FAILED, told.split("\n", maxsplit=1)[0], EXIT_BAD_INPUT)
        return _mark(name, self.drafts, _counted(len(self.loaded.contracts), "contract"))

    def _semver(self) -> Mark:
        name = "semver"
        if self.baseline is None:
            return Mark(name, NOT_ASKED, "--baseline")
        if self.loaded.problems:
            return Mark(name, NOT_JUDGED, "the contracts don't load", EXIT_BAD_INPUT)
        try:
            report = diff_report(self.history, self.baseline or None)
        except TreatyError as error:
            return _not_judged(name, error)
        return _mark(name, report.findings, f"against {report.baseline}", report.notes)

    def _judged(
        self, name: str, option: str, policies: tuple[str, ...] | None, *, asked: bool
    ) -> Mark:
        if not asked:
            return Mark(name, NOT_ASKED, option)
        if isinstance(self._report, TreatyError):
            return _not_judged(name, self._report)
        others = (*_FORM, *_SEMVER, *_MODEL)
        found = [
            finding
            for finding in self._report.findings
            if (finding.policy in policies if policies else finding.policy not in others)
        ]
        told = f"by {(self.history.target / 'manifest.json').as_posix()}"
        return _mark(name, found, told, self._report.notes)

    @cached_property
    def _report(self) -> Report | TreatyError:
        try:
            evidence = read_evidence(self.history.root, self.history.target)
        except TreatyError as error:
            return error
        return judged(evidence).report


def exit_code(marks: Iterable[Mark]) -> int:
    """What cannot be read weighs most, then findings, then what could not be judged."""
    codes = {mark.exit_code for mark in marks} - {0}
    order = (EXIT_BAD_INPUT, EXIT_FINDINGS)
    return next((code for code in order if code in codes), max(codes, default=0))


def _mark(name: str, findings: Iterable[Finding], told: str, notes: tuple[str, ...] = ()) -> Mark:
    found = tuple(findings)
    errors = sum(f.severity is Severity.ERROR and f.standing is None for f in found)
    warnings = sum(f.severity is Severity.WARN for f in found)
    if errors:
        return Mark(
            name, FAILED, f"{_counted(errors, 'error')}, {told}", EXIT_FINDINGS, found, notes
        )
    also = f", {_counted(warnings, 'warning')}" if warnings else ""
    return Mark(name, OK, f"{told}{also}", findings=found, notes=notes)


def _not_judged(name: str, error: TreatyError) -> Mark:
    problem = error.problems[0]
    where = f"{problem.place}: " if problem.place.path else ""
    advice = f"; {problem.help}" if problem.help else ""
    return Mark(name, NOT_JUDGED, f"{where}{problem.what}{advice}", error.exit_code)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
