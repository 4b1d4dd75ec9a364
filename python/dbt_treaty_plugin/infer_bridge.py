"""``dbt run-operation infer_contract``: macros ask the warehouse, Python drafts the contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.configuration.read import read_configuration
from dbt_treaty.contracts.load import load_contracts
from dbt_treaty.contracts.native_name import full_name
from dbt_treaty.errors import TreatyError, problem
from dbt_treaty.files.whole import write_file
from dbt_treaty.infer.draft import Draft, draft_contract
from dbt_treaty.infer.gathering import Gathering
from dbt_treaty.infer.relation import Relation, find_relation, missing
from dbt_treaty.infer.table_name import product_name
from dbt_treaty.project.ownership import Claim, Ownership
from dbt_treaty.project.resource import OVERRIDE_KEY
from dbt_treaty_plugin.dbt_internals import invocation_of, refuse


@dataclass(frozen=True)
class Drafted:
    """The draft's text; ``path`` is where it was written, empty where it is to be printed."""

    text: str
    path: str
    told: str


@dataclass(frozen=True)
class RunningInference:
    """One inference as Jinja drives it: columns, totals, rows and counts, then ``finish``."""

    said: str
    place: Relation
    root: Path
    graph: Mapping[str, Any]
    gathering: Gathering

    @property
    def measured(self) -> list[dict[str, Any]]:
        """What the queries measure of each column."""
        return self.gathering.measured

    @property
    def listed(self) -> list[dict[str, Any]]:
        """The columns whose values are counted one by one."""
        return self.gathering.listed

    def not_there(self) -> str:
        """What to say where the warehouse has no such table."""
        return missing(self.said, self.graph)

    def take_column(self, name: str, native: str) -> None:
        """Take a column and its type."""
        self.gathering.take_column(name, native)

    def take_totals(self, row: Iterable[Any]) -> None:
        """Take the one row of ``profile_query``."""
        self.gathering.take_totals(row)

    def take_row(self, row: Iterable[Any]) -> None:
        """Take a row of ``sample_query``."""
        self.gathering.take_row(row)

    def take_count(self, row: Iterable[Any]) -> None:
        """Take a row of ``value_counts_query``."""
        self.gathering.take_count(row)

    def finish(self, name: str | None, suggest_rules: bool, output: str | None) -> Drafted:
        """Draft, and write where a file is meant; a user's error ends without a traceback."""
        try:
            configuration = read_configuration(self.root)
            product = name or _product(self.place, configuration)
            draft = draft_contract(self.gathering.profile(), product, suggest_rules=suggest_rules)
            path = output or (_path(draft, configuration) if self.place.is_model else "")
            if path:
                _keep(draft, self.root, path, configuration)
            return Drafted(draft.text, path, _told(draft, path))
        except TreatyError as error:
            raise refuse(str(error)) from None


def begin_inference(said: Any, graph: Mapping[str, Any], ref: Any) -> RunningInference:
    """Find the table that ``said`` names; ``graph`` and ``ref`` are Jinja's."""
    invocation = invocation_of(ref)
    place = find_relation(str(said), graph, invocation.config.project_name)
    gathering = Gathering(str(said), invocation.config.credentials.type)
    return RunningInference(str(said), place, invocation.root, graph, gathering)


def _product(place: Relation, configuration: Configuration) -> str:
    """A model's contract stands in the model's own domain and tier: sync binds it there."""
    if not place.is_model or place.node is None:
        return product_name(place.identifier, configuration)
    said = place.node.get("config", {}).get("meta", {}).get(OVERRIDE_KEY) or {}
    claim = Claim(place.node["original_file_path"], True, None, said, None, frozenset())
    owner = Ownership(configuration).of(claim)
    return full_name(owner.domain, owner.tier, str(place.node["name"]))


def _path(draft: Draft, configuration: Configuration) -> str:
    contract = draft.contract
    own = contract.domain in (None, configuration.domain)
    folders = [configuration.contracts, None if own else contract.domain, contract.tier]
    return "/".join([*filter(None, folders), f"{contract.table}.contract.yaml"])


def _keep(draft: Draft, root: Path, path: str, configuration: Configuration) -> None:
    name = draft.contract.name.casefold()
    known = load_contracts(root, configuration).contracts
    other = next((each for each in known if each.name.casefold() == name), None)
    if other is not None:
        what = f"{draft.contract.name} has a contract already"
        raise TreatyError(problem(other.place, what, "nothing is written"))
    if not (root / path).resolve().is_relative_to(root.resolve()):
        raise TreatyError(problem(path, "leads out of the project", "name a file inside it"))
    if (root / path).exists():
        raise TreatyError(problem(path, "is there already", "name another `output`"))
    try:
        write_file(root / path, draft.text)
    except OSError as error:
        raise TreatyError(problem(path, f"can't be written: {error.strerror or error}")) from None


def _told(draft: Draft, path: str) -> str:
    contract = draft.contract
    return f"drafted {path}: {len(contract.columns)} columns, {len(contract.todos)} TODOs to write"
