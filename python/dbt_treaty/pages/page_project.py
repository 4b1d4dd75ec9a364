"""The projects that the pages of the policies show, judged like any other.

A page's example is a small mesh in YAML::

    configuration: {domain: orders}       # dbt_treaty.yml
    sources:
      customer.raw.users:                 # domain.tier.table; a bare name has no owner
        columns: {email: [PII]}           # each column and its tags
    models:
      customer.product.customer_dim:
        sql: select email from {{ source('customer_raw', 'users') }}
        columns: {email: [PII]}           # declared by hand, where there is no contract
        contract:                         # what sync generated the properties from
          schema: [{name: email, type: string, tags: [PII], mask: tokenize}]
        contract_on_disk: {…}             # laid over it: what has changed since (null: it is gone)
          # (the file of a later major is a model of its own name: customer_dim_v3, its contract
          # names the product, ref('customer_dim', v=3) reads it)
        edited: true                      # the generated file was edited by hand
    hooks: {on-run-end: [sql]}            # as dbt_project.yml has them
    contracts: {name: {…}}                # contracts on disk that are not synced
    exceptions: {file.yaml: {…}}          # grants
    baseline: {name: {…}}                 # the contracts that these are held against
    expect:                               # what the policy of the page finds
      - {resource: customer_dim, column: email, at: "models/…/customer_dim.sql:1"}

Parts of a contract that an example does not care for are filled in; ``sla: null`` leaves one out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dbt_treaty.column_graph.build import build
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.pages.page_folder import lay_out, lay_out_baseline
from dbt_treaty.pages.page_manifest import page_manifest
from dbt_treaty.project.baseline_reader import read_baseline
from dbt_treaty.project.git_baseline import Here
from dbt_treaty.project.manifest import read_project
from dbt_treaty.project.workspace_reader import read_workspace
from dbt_treaty.tags.propagate import propagate
from dbt_treaty.tags.transforms import classify


def page_project(page: Mapping[str, Any], root: Path) -> Evidence:
    """The evidence of a page's example, by the whole pipeline.

    Args:
        page: the example, decoded.
        root: an empty folder, which becomes the example's project.

    Raises:
        TreatyError: the example's configuration or its synced contracts can't be read.
        ValueError: the example is none.
    """
    synced = lay_out(page, root)
    configuration = read_configuration(root)
    project = read_project(page_manifest(page, synced), configuration, root=str(root))
    graph = build(project)
    classification = classify(configuration)
    tags = propagate(project, graph, classification)
    workspace = read_workspace(root, configuration)
    if workspace and "baseline" in page:
        here = Here(root, configuration, workspace.contracts)
        baseline = read_baseline(here, str(lay_out_baseline(page, root)))
        workspace = replace(workspace, baseline=baseline, no_baseline="")
    return Evidence(project, graph, tags, classification, workspace)
