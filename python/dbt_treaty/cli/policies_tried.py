"""``dbt-treaty test-policies``: are the examples of the policies' pages true?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from dbt_treaty.authored.policy_paths import NAME as POLICY_PATHS
from dbt_treaty.cli.options import project_dir_option
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import EXIT_FINDINGS, Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Policy
from dbt_treaty.judging.every_policy import policies_in
from dbt_treaty.pages.examples import read_examples
from dbt_treaty.pages.trial import Failure, Trial, try_alone, try_page
from dbt_treaty.reporters.policy_page import page

_OWN_FILES = (".sql", ".rego")


@dataclass(frozen=True, slots=True)
class Tried:
    """A policy and how it did; ``page`` is what failures name."""

    policy: Policy
    page: str
    trial: Trial | None
    failures: tuple[Failure, ...]


@click.command(name="test-policies", short_help="Run the examples of the policies' pages.")
@click.argument("names", metavar="[POLICY]...", nargs=-1)
@project_dir_option
@click.pass_context
def policies_tried(context: click.Context, names: tuple[str, ...], project_dir: Path) -> None:
    """Run what the policies' pages say fails and passes: of all policies, or of those named.

    Each example is laid out as a project and judged. What stands under Fails must be found as its
    `expect` says, and what stands under Passes must pass. The project's own policies have their
    page beside them; one without a page is only tried with an empty project.

    \b
    Example:
      dbt-treaty test-policies
      dbt-treaty test-policies no-secrets
    """
    policies = _chosen(policies_in(project_dir, read_configuration(project_dir)), names)
    widest = max(len(policy.name) for policy in policies)
    tried: list[Tried] = []
    for policy in policies:
        each = _tried(policy)
        if each.failures or policy.name != POLICY_PATHS:  # that one is no rule: it reads the others
            tried.append(each)
            click.echo("\n".join(_lines(each, widest)))
    click.echo(_summary(tried))
    if any(each.failures for each in tried):
        context.exit(EXIT_FINDINGS)


def _summary(tried: Sequence[Tried]) -> str:
    failed = sum(1 for each in tried if each.failures)
    bare = sum(1 for each in tried if each.trial is None and not each.failures)
    counts = ((len(tried) - failed - bare, "as the page says"), (failed, "failed"))
    told = [f"{count} {what}" for count, what in (*counts, (bare, "without examples")) if count]
    return f"{len(tried)} {'policy' if len(tried) == 1 else 'policies'}: {', '.join(told)}."


def _chosen(policies: Sequence[Policy], names: Iterable[str]) -> Sequence[Policy]:
    known = {policy.name: policy for policy in policies}
    wanted = list(dict.fromkeys(names))
    unknown = [name for name in wanted if name not in known]
    if unknown:
        allowed = f"policies: {', '.join(sorted(known))}"
        raise TreatyError(
            [
                Problem(
                    Place(""),
                    f"there is no policy {name!r}",
                    "\n    ".join(filter(None, (suggest(name, known), allowed))),
                )
                for name in unknown
            ]
        )
    return [known[name] for name in wanted] if wanted else policies


def _tried(policy: Policy) -> Tried:
    text = policy.page if policy.origin else page(policy.name)
    failures = try_alone(policy) if policy.origin else ()
    if failures:  # its page has nothing to add
        return Tried(policy, _page_of(policy), None, failures)
    if not read_examples(text):
        # A page that somebody wrote, and that proves nothing, is a slip.
        slips = try_page(policy, text).failures if text and _is_file(policy) else ()
        return Tried(policy, _page_of(policy), None, slips)
    trial = try_page(policy, text)
    return Tried(policy, _page_of(policy), trial, trial.failures)


def _is_file(policy: Policy) -> bool:
    return PurePosixPath(policy.origin).suffix in _OWN_FILES


def _page_of(policy: Policy) -> str:
    if _is_file(policy):
        return PurePosixPath(policy.origin).with_suffix(".md").as_posix()
    return f"the page of {policy.name}"


def _lines(tried: Tried, widest: int) -> Iterator[str]:
    mark = "FAIL" if tried.failures else "ok" if tried.trial else "-"
    trial = tried.trial
    told = f"{trial.fails} Fails, {trial.passes} Passes" if trial else "has no page with examples"
    if any(failure.place for failure in tried.failures):
        told = "can't judge"
    yield f"{mark:<4}  {tried.policy.name:<{widest}}  {told}"
    for failure in tried.failures:
        yield f"      {failure.place or Place(tried.page, failure.line)}: {failure.what}"
        if failure.help:
            yield f"          {failure.help}"
