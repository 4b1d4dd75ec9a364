"""``dbt-treaty quarantine``: the rows that a model's contract refused, with their reasons."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from dbt_treaty.cli.dbt_options import dbt_options, runs_dbt
from dbt_treaty.cli.fitted import fitted
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.sync.dbt_command import find_dbt

_ANSWER = re.compile(r"dbt-treaty:([0-9a-f]+)\s*$", re.MULTILINE)
_NONE = "no model has one: `quarantine: {enabled: true}` in a contract makes one at the next sync"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_STORY = ("treaty_reasons", "treaty_run_id", "treaty_contract_version", "treaty_rejected_at")
Answer = Mapping[str, Any]


@click.command(short_help="List the rows that a contract refused.")
@click.argument("model")
@runs_dbt
@click.option("--version", type=int, help="The model's version (default: its latest).")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def quarantine(
    model: str,
    project_dir: Path,
    profiles_dir: Path | None,
    version: int | None,
    limit: int,
    form: str,
    **said: str | None,
) -> None:
    """List the rows in the quarantine of MODEL, the latest first, each with the rules it breaks.

    Asks the warehouse, through dbt. A column that is tagged or has a mask is shown as three stars.

    \b
    Example:
      dbt-treaty quarantine order_facts --limit 50 --format json
    """
    root = project_dir.resolve()
    wanted = {"model": model, "version": version, "most": limit}
    answer = _ask(root, dbt_options(root, profiles_dir, said), said["program"], wanted)
    if answer["total"] is None:
        known = answer["known"]
        listed = f"with a quarantine: {', '.join(known)}" if known else _NONE
        advice = suggest(model, known) or listed
        of = f" of version {version}" if version is not None else ""
        raise TreatyError(Problem(Place(""), f"no model {model}{of} has a quarantine", advice))
    text = json.dumps(_plain(answer), indent=2, ensure_ascii=False) if form == "json" else None
    click.echo(fitted(text or _text(model, answer), sys.stdout))


def _ask(
    root: Path, options: tuple[str, ...], program: str | None, wanted: Mapping[str, Any]
) -> Answer:
    dbt = find_dbt(program, options)
    # Nothing is written: a manifest without compiled SQL must not take the place of a full one.
    asked = ("dbt_treaty.show_quarantine", "--args", json.dumps(wanted))
    arguments = (*asked, "--no-write-json")
    done = dbt.run("run-operation", *arguments, folder=root, cwd=root)
    found = _ANSWER.findall(done.stdout)
    if done.returncode != 0 or not found:
        told = "\n    ".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        what = f"dbt could not read the quarantine:\n    {told}"
        raise TreatyError(Problem(Place(""), what, "mend what dbt names"))
    answer: Answer = json.loads(bytes.fromhex(found[-1]))
    return answer


def _plain(answer: Answer) -> dict[str, Any]:
    rows = [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]
    told = [{**_others(row), **_story(row)} for row in rows]
    return {"relation": answer["relation"], "total": answer["total"], "rows": told}


def _others(row: Mapping[str, str | None]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name.lower() not in _STORY}


def _story(row: Mapping[str, str | None]) -> dict[str, Any]:
    """Our own columns, whatever case the warehouse has them in; reasons as a list."""
    lowered = {name.lower(): value for name, value in row.items()}
    story: dict[str, Any] = {name: lowered.get(name) for name in _STORY}
    reasons = story["treaty_reasons"]
    story["treaty_reasons"] = json.loads(reasons) if reasons else None
    return story


def _text(model: str, answer: Answer) -> str:
    total, shown = answer["total"], len(answer["rows"])
    if not total:
        return f"{model}: nothing in quarantine ({answer['relation']})"
    lines = [f"{model}: {total} row{'s' * (total != 1)} in quarantine ({answer['relation']})"]
    for row in _plain(answer)["rows"]:
        reasons = row["treaty_reasons"]
        said = ", ".join(reasons) if reasons else "reasons are not kept"
        lines.append(
            f"\n{row['treaty_rejected_at']}  run {row['treaty_run_id']}, "
            f"contract {row['treaty_contract_version']}\n  breaks  {said}"
        )
        values = (f"{name}={_shown(value)}" for name, value in _others(row).items())
        lines.append(f"  row     {', '.join(values)}")
    if shown < total:
        lines.append(f"\n{total - shown} more: --limit {total}")
    return "\n".join(lines)


def _shown(value: str | None) -> str:
    """A value for a terminal: none of what one would act on, and of a long text its beginning."""
    if value is None:
        return "NULL"
    plain = _UNSEEN.sub(" ", value)
    return plain if len(plain) <= 80 else f"{plain[:79]}…"
