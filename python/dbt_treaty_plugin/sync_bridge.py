"""``dbt run-operation sync_contracts``: Python plans, the package's macros render, Python keeps."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbt_treaty.errors import TreatyError
from dbt_treaty.sync.dbt_command import DbtCommand
from dbt_treaty.sync.job import ModelFacts
from dbt_treaty.sync.plan import Outcome, Plan, finish, make_plan
from dbt_treaty.sync.system_errors import telling_system_errors
from dbt_treaty.sync.trial import facts_of, try_parse
from dbt_treaty_plugin.dbt_internals import Invocation, invocation_of, refuse


@dataclass(frozen=True)
class RunningSync:
    """One sync as Jinja drives it: ``jobs``, ``keep`` for each, then ``finish``."""

    plan: Plan
    dbt: DbtCommand
    jobs: list[dict[str, Any]]

    def keep(self, job: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
        """Take one job's rendered entry: one version of a model."""
        self.plan.take(str(job["key"]), entry)

    def finish(self, check: bool) -> Outcome:
        """Try and keep what was rendered. A user's error ends the command without a traceback."""
        try:
            with telling_system_errors():
                return finish(self.plan, self.dbt, check=check)
        except TreatyError as error:
            raise refuse(str(error)) from None


def begin_sync(graph: Mapping[str, Any], ref: Any) -> RunningSync:
    """Plan a sync of the running command's project; ``graph`` and ``ref`` are Jinja's."""
    invocation = invocation_of(ref)
    try:
        with telling_system_errors():
            adapter = invocation.config.credentials.type
            plan = make_plan(invocation.root, _rendered_settings(invocation), adapter)
            dbt, package = _same_dbt(invocation), plan.project.name
            if _names_are_in_doubt(graph, package, invocation.config.models):
                facts = try_parse(plan.project, plan.outline(), dbt).facts
            else:
                facts = _facts(graph, package)
    except TreatyError as error:
        raise refuse(str(error)) from None
    return RunningSync(plan, dbt, plan.jobs(facts))


def _facts(graph: Mapping[str, Any], package: str) -> Mapping[str, ModelFacts]:
    return {
        node["original_file_path"]: facts_of(node["config"])
        for node in graph["nodes"].values()
        if node["resource_type"] == "model" and node["package_name"] == package
    }


def _names_are_in_doubt(graph: Mapping[str, Any], package: str, models: Any) -> bool:
    """Whether a relation's name that dbt resolved may be what sync wrote before, and no longer what
    the project says: a generated file's beats that of ``models`` in dbt_project.yml, and stays
    where a model's ``config()`` says none any more.
    """
    nodes = (node for node in graph["nodes"].values() if node["package_name"] == package)
    written = {node["original_file_path"]: _written_alias(node) for node in nodes}
    known = any(alias not in (None, Path(path).stem) for path, alias in written.items())
    return known or (any(written.values()) and _says_alias(models))


def _written_alias(node: Mapping[str, Any]) -> Any:
    meta = node["config"].get("meta") or {}
    return ((meta.get("dbt_treaty") or {}).get("promised") or {}).get("alias")


def _says_alias(settings: Any) -> bool:
    return isinstance(settings, Mapping) and any(
        key in ("alias", "+alias") or _says_alias(value) for key, value in settings.items()
    )


def _same_dbt(invocation: Invocation) -> DbtCommand:
    """The dbt that is running, with the profile, target and variables it was given."""
    config = invocation.config
    profiles = Path(config.args.profiles_dir).resolve()
    options = ["--profiles-dir", str(profiles), "--target", config.target_name]
    options += ["--profile", config.profile_name]
    # Variables may be secret, and any user of the machine can read a command line.
    told = json.dumps(["--vars", json.dumps(config.cli_vars, default=str)])
    program = (sys.executable, "-m", "dbt_treaty_plugin.told_dbt")
    return DbtCommand(program, tuple(options), told)


def _rendered_settings(invocation: Invocation) -> dict[str, Any]:
    """The keys of ``dbt_project.yml`` that sync reads, as dbt rendered them."""
    config = invocation.config
    return {
        "name": config.project_name,
        "profile": config.profile_name,
        "model-paths": config.model_paths,
        "seed-paths": config.seed_paths,
        "snapshot-paths": config.snapshot_paths,
        "analysis-paths": config.analysis_paths,
        "macro-paths": config.macro_paths,
        "test-paths": config.test_paths,
        "packages-install-path": config.packages_install_path,
        "target-path": str(invocation.target),
    }
