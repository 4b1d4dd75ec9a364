"""The gate inside ``dbt build``: compile, judge, write down, and say whether dbt may go on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dbt_treaty.check import check, hold
from dbt_treaty.compliance.keep import keep_journal
from dbt_treaty.errors import TreatyError
from dbt_treaty.files.whole import write_file
from dbt_treaty.findings import Report, Severity
from dbt_treaty.judging.configured import configured
from dbt_treaty.ledger.ledger_file import read_ledger, write_ledger
from dbt_treaty.project.workspace_reader import read_workspace
from dbt_treaty.reporters.json_report import render_json
from dbt_treaty.reporters.text import render_text
from dbt_treaty_plugin.dbt_internals import Invocation, invocation_of, refuse
from dbt_treaty_plugin.last_judgement import remember
from dbt_treaty_plugin.manifest_slice import slice_manifest
from dbt_treaty_plugin.session_masks.bind import refusal
from dbt_treaty_plugin.session_masks.masked_nodes import refuse_masks, view_refusal

# These render the hook but build nothing.
REPORT_ONLY = frozenset({"compile", "generate", "show"})
_WIDTH = 76  # columns: dbt indents a refusal by up to four


@dataclass(frozen=True)
class Verdict:
    """What the hook does: ``refused`` ends the command, ``text`` is shown either way."""

    refused: bool
    text: str


class _Judging:
    """Whether SQL is being compiled to be read and not run; ``mask`` asks."""

    now = False


def gate(which: str, selected: Sequence[str], ref: Any) -> Verdict:
    """Judge the running command's project.

    ``which`` is dbt's name of the command; ``selected`` the unique ids it will run (empty:
    everything); ``ref`` Jinja's own. Whatever goes wrong here is a refusal: a gate that fails
    open is none.
    """
    invocation = invocation_of(ref)
    builds = which not in REPORT_ONLY
    try:
        manifest, report = _judge(invocation, selected, builds=builds)
    except TreatyError as error:
        return Verdict(builds, f"dbt-treaty cannot judge this project:\n{error}")
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise refuse(f"dbt-treaty's gate failed and refuses: {what}") from error
    unmasked = refuse_masks(invocation.adapter.type(), manifest["nodes"], selected)
    text = render_text(report, width=_WIDTH, color=False)
    if builds and report.count(Severity.ERROR):
        return Verdict(True, f"dbt-treaty refused this build; nothing was built\n\n{text}")
    return Verdict(True, unmasked) if builds and unmasked else Verdict(False, text)


def mask_refusal(
    method: str, adapter: str, which: str, model: Mapping[str, Any] | None = None
) -> str | None:
    """Why ``dbt_treaty.mask`` must refuse now; None while SQL is only read and not run.

    ``model`` is Jinja's own: the node that is being compiled, where there is one.
    """
    if _Judging.now or which in REPORT_ONLY:
        return None
    return refusal(method, adapter) or view_refusal(model)


def _judge(
    invocation: Invocation, selected: Sequence[str], *, builds: bool
) -> tuple[dict[str, Any], Report]:
    configuration = configured(invocation.root)
    _Judging.now = True
    try:
        manifest = slice_manifest(invocation, remember=builds)
    finally:
        _Judging.now = False
    workspace = read_workspace(invocation.root, configuration, invocation.config.model_paths)
    ledger = read_ledger(invocation.target)
    checked = check(
        manifest, configuration, root=str(invocation.root), workspace=workspace, ledger=ledger
    )
    write_ledger(invocation.target, ledger)
    report = hold(checked.report, checked.project, _resources(invocation, selected))
    # What only reports refuses nothing, so it caught nothing.
    unkept = (
        keep_journal(
            report,
            workspace,
            configuration,
            root=invocation.root,
            target=invocation.target,
            today=checked.evidence.today,
        )
        if builds
        else None
    )
    if unkept:
        report = replace(report, notes=(*report.notes, unkept))
    _write_down(invocation, manifest, report)
    remember(invocation, manifest, checked.report, checked.evidence)
    return manifest, report


def _resources(invocation: Invocation, selected: Sequence[str]) -> set[str]:
    """What is selected, with a test standing for what it tests."""
    resources = set(selected)
    for uid in selected:
        node = invocation.manifest.nodes.get(uid)
        if node is not None and str(node.resource_type) == "test":
            resources.update(node.depends_on.nodes)
    return resources


def _write_down(invocation: Invocation, manifest: dict[str, Any], report: Report) -> None:
    """Leave what was judged and found: dbt's own manifest has no compiled code after a refusal."""
    folder = invocation.target / "dbt_treaty"
    write_file(folder / "manifest.json", json.dumps(manifest, default=str), durable=False)
    write_file(folder / "findings.json", render_json(report), durable=False)
    compiled = {
        folder / "compiled" / f"{uid}.sql": node["compiled_code"]
        for uid, node in manifest["nodes"].items()
        if "compiled_code" in node
    }
    for path, sql in compiled.items():
        if not path.is_file() or path.read_bytes() != sql.encode():
            write_file(path, sql, durable=False)
    for left in set(folder.glob("compiled/*.sql")) - compiled.keys():
        left.unlink()
