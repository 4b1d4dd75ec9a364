"""``dbt-treaty lineage``: where a model or a column comes from, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce, wraps
from types import MappingProxyType
from typing import Any

import click

from dbt_treaty.cli.answer import Answer
from dbt_treaty.cli.evidence import read_evidence, spinner
from dbt_treaty.cli.options import Folders, answers, in_project
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.lineage.model import ColumnRef
from dbt_treaty.reporters.text import coverage_sentence
from dbt_treaty.trace.answer import both, downstream, upstream, whole_project
from dbt_treaty.trace.formats import FORMATS, Page
from dbt_treaty.trace.model import Trace
from dbt_treaty.trace.target import find_target

_DIRECTIONS: Mapping[str, Callable[[Evidence, Sequence[ColumnRef], int | None], Trace]] = (
    MappingProxyType({"upstream": upstream, "downstream": downstream, "both": both})
)
_TELLS_COVERAGE = ("text", "json")  # on standard output, as a part of the answer


def _directed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the command the ways to go as one argument ``direction``; None where none is named."""

    @wraps(command)
    def called(*args: Any, up: bool, down: bool, both_ways: bool, **others: Any) -> Any:
        one = "upstream" if up else "downstream" if down else None
        direction = "both" if both_ways or (up and down) else one
        return command(*args, direction=direction, **others)

    options = (
        click.option("--upstream", "up", is_flag=True, help="Only what it is made of."),
        click.option("--downstream", "down", is_flag=True, help="Only what is made of it."),
        click.option("--both", "both_ways", is_flag=True, help="Both, as without any of these."),
    )
    return reduce(lambda made, option: option(made), reversed(options), called)


@click.command(short_help="Show where a model or a column comes from, and where it goes.")
@click.argument("name", metavar="[MODEL[.COLUMN]]", required=False)
@_directed
@click.option("--depth", type=click.IntRange(min=1), help="How many steps to go at most.")
@answers(FORMATS)
@click.option(
    "--namespace",
    help="What OpenLineage calls the warehouse, such as snowflake://account "
    "(default: the adapter's name).",
)
@in_project
def lineage(
    name: str | None,
    *,
    direction: str | None,
    depth: int | None,
    answer: Answer,
    namespace: str | None,
    folders: Folders,
) -> None:
    """Show what a model or a column is made of, and what is made of it.

    Each step says how a value travels (copy: as it is; mod: computed, with the functions on the
    way; scan: only read), and each column which tags it carries. A model can be named as
    customer_dim, customer_dim.v2, customer.product.customer_dim or by dbt's unique id, a source as
    raw.users. Without a name, the formats for programs give the whole project.

    Reads manifest.json with compiled SQL, as `dbt-treaty check` does. How much of the lineage is
    known is always told: in the answer, and on standard error where its format has no place for it.

    \b
    Example:
      dbt-treaty lineage customer_dim.email --upstream
      dbt-treaty lineage raw.users --downstream --depth 2
      dbt-treaty lineage --format openlineage --output lineage.json
    """
    if name is None:
        _want_no_more_than_all(answer.format_name, direction, depth)
    if namespace is not None and answer.format_name != "openlineage":
        raise _bad_usage("--namespace is OpenLineage's", "add --format openlineage")
    with spinner():
        evidence = read_evidence(folders.project, folders.target)
        trace = _trace(evidence, name, direction or "both", depth)
        text = FORMATS[answer.format_name](trace, evidence, Page(answer.canvas, namespace))
    sentence = coverage_sentence(trace.coverage)
    answer.write(text, sentence)
    if answer.output is None and answer.format_name not in _TELLS_COVERAGE:
        click.echo(sentence, err=True)


def _trace(evidence: Evidence, name: str | None, direction: str, depth: int | None) -> Trace:
    if name is None:
        return whole_project(evidence)
    return _DIRECTIONS[direction](evidence, find_target(evidence, name).columns, depth)


def _want_no_more_than_all(format_name: str, direction: str | None, depth: int | None) -> None:
    """Without a name the whole project is told, and only to programs."""
    if format_name == "text":
        raise _bad_usage(
            "name a model or a column, or choose a format for programs",
            "dbt-treaty lineage MODEL.COLUMN, or dbt-treaty lineage --format json",
        )
    if direction is not None or depth is not None:
        raise _bad_usage(
            "a direction and a depth begin at a model or a column, and none is named",
            "name one, or leave them out for the whole project",
        )


def _bad_usage(what: str, help_: str) -> TreatyError:
    return TreatyError(Problem(Place(""), what, help_))
