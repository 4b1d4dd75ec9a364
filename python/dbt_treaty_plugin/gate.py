"""The gate inside ``dbt build``: compile, judge, write down, and say whether dbt may go on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dbt_treaty.check import check, hold
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.errors import TreatyError
from dbt_treaty.findings import Report, Severity
from dbt_treaty.project.workspace_reader import read_workspace
from dbt_treaty.reporters.json_report import render_json
from dbt_treaty.reporters.text import render_text
from dbt_treaty.sync.writing import write_file
from dbt_treaty_plugin import session_key
from dbt_treaty_plugin.dbt_internals import Invocation, current, refuse
from dbt_treaty_plugin.manifest_slice import slice_manifest

# These render the hook but build nothing.
REPORT_ONLY = frozenset({"compile", "generate", "show"})
_WIDTH = 76  # columns: dbt indents a refusal by up to four


@dataclass(frozen=True)
class Verdict:
    """What the hook does: ``refused`` ends the command, ``text`` is shown either way."""

    refused: bool
    text: str


_judging = False


def gate(which: str, selected: Sequence[str]) -> Verdict:
    """Judge the running command's project.

    ``which`` is dbt's name of the command; ``selected`` the unique ids it will run (empty:
    everything). Whatever goes wrong here is a refusal: a gate that fails open is none.
    """
    global _judging  # noqa: PLW0603 - `mask` must know that SQL is compiled to be read, not run
    invocation = current()
    _judging = True
    try:
        report = _judge(invocation, selected)
    except TreatyError as error:
        return Verdict(which not in REPORT_ONLY, f"dbt-treaty cannot judge this project:\n{error}")
    except Exception as error:
        raise refuse(f"dbt-treaty's gate failed and refuses: {type(error).__name__}: {error}") from error
    finally:
        _judging = False
    refused = report.count(Severity.ERROR) > 0 and which not in REPORT_ONLY
    if not report.findings:
        return Verdict(False, render_text(report, width=_WIDTH, color=False))
    return Verdict(refused, _headline(refused) + render_text(report, width=_WIDTH, color=False))


def mask_refusal(method: str, adapter: str, which: str) -> str | None:
    """Why ``dbt_treaty.mask`` must refuse now; None while SQL is only read and not run."""
    if _judging or which in REPORT_ONLY:
        return None
    return session_key.refusal(method, adapter)


def _judge(invocation: Invocation, selected: Sequence[str]) -> Report:
    configuration = read_configuration(invocation.root)
    manifest = slice_manifest(invocation)
    workspace = read_workspace(invocation.root, configuration)
    checked = check(manifest, configuration, root=str(invocation.root), workspace=workspace)
    report = hold(checked.report, checked.project, selected)
    _write_down(invocation, manifest, report)
    return report


def _write_down(invocation: Invocation, manifest: dict[str, Any], report: Report) -> None:
    """Leave what was judged and found: dbt's own manifest has no compiled code after a refusal."""
    folder = invocation.target / "dbt_treaty"
    write_file(folder / "manifest.json", json.dumps(manifest))
    write_file(folder / "findings.json", render_json(report))
    for uid, node in manifest["nodes"].items():
        if "compiled_code" in node:
            write_file(folder / "compiled" / f"{uid}.sql", node["compiled_code"])


def _headline(refused: bool) -> str:
    return "dbt-treaty refused this build; nothing was built\n\n" if refused else ""
