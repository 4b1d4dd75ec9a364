"""What the Jinja macros are given for one contract, as plain data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dbt_treaty.contracts.logical_type import LogicalType, parse_type
from dbt_treaty.contracts.model import Contract, ContractColumn
from dbt_treaty.contracts.plain import to_plain
from dbt_treaty.contracts.public_tier import readers
from dbt_treaty.global_rules.choose import row_rules_of
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.sync.counted import Counted
from dbt_treaty.sync.dbt_project import GENERATED_FOLDER
from dbt_treaty.sync.sla_job import make_sla_job

# dbt renders a string of a properties file as Jinja, which also takes the last line end away and
# turns \r\n into \n, and evaluates a test's argument that looks like one of these calls even
# without braces (dbt.clients.jinja.add_rendered_test_kwargs).
_LIVE = re.compile(r"\{\{|\{%|\{#|\r|\n\Z|^\s*(env_var|ref|var|source|doc)\s*\(", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What dbt has resolved for a model: its materialization and alias, None where not known."""

    materialized: str | None = None
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A model of this project and a column of it; ``version`` where not its latest is meant."""

    model: str
    column: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The model that a contract binds: its file (relative to the project), group and references.

    ``references`` maps a contract column to what of this project it refers to;
    ``nested_arguments`` is dbt's flag of how a data test takes its arguments, where it is set;
    ``counted`` is what the completeness of its rows is counted against, where the contract says.
    """

    contract: Contract
    file: Path
    group: str | None
    references: Mapping[str, Reference]
    nested_arguments: bool | None = None
    counted: Counted | None = None

    @property
    def key(self) -> str:
        """What tells the versions of all models apart: ``order_facts.v2``."""
        return f"{self.contract.table}.v{self.contract.major}"

    @property
    def language(self) -> str:
        """What the model is written in, in dbt's words."""
        return "python" if self.file.suffix == ".py" else "sql"

    @property
    def generated_folder(self) -> Path:
        """Where sync writes for this model; the model of a view lies there itself."""
        folder = self.file.parent
        return folder if self.contract.view_of else folder / GENERATED_FOLDER


def make_job(
    target: Target, facts: ModelFacts, global_rules: Sequence[GlobalRule] = ()
) -> dict[str, Any]:
    """The job of one contract, JSON-able, every text of the contract inert to Jinja."""
    contract = target.contract
    return {
        "key": target.key,
        "contract": inert(to_plain(contract)),
        "description": twice_inert(_told(contract)),
        "checksum": contract.checksum,
        "model": contract.table,
        "version": contract.major,
        "defined_in": target.file.stem,
        "alias": facts.alias or target.file.stem,
        "materialized": facts.materialized,
        "language": target.language,
        "group": target.group,
        "nested_arguments": target.nested_arguments,
        "readers": list(readers(contract)),
        "primary_key": [column.name for column in contract.columns if column.primary_key],
        "row_rules": len(contract.row_rules),
        "global_rules": inert(row_rules_of(contract, global_rules)),
        "checks": [twice_inert(asdict(check)) for check in contract.checks],
        "sla": _sla(target),
        "columns": [_column(column, target) for column in contract.columns],
    }


def _told(contract: Contract) -> str:
    """The model's description: the contract's, and whom it is for, how it comes, who may read."""
    said = {
        "Made for": ", ".join(contract.consumers_intended) if contract.view_of is None else "",
        "Delivery": contract.delivery or "",
        "May be read by": ", ".join(contract.access.roles),
        "May be read for": ", ".join(contract.access.purposes),
    }
    lines = [f"{name}: {text.strip()}" for name, text in said.items() if text.strip()]
    return "\n\n".join(filter(None, [contract.description.strip(), "  \n".join(lines)]))


def _sla(target: Target) -> dict[str, Any]:
    """The levels; of the texts in them only a count query is the contract's."""
    job = make_sla_job(target.contract, target.counted)
    if "completeness" in job:
        job["completeness"]["query"] = twice_inert(job["completeness"]["query"])
    return job


def inert(value: Any) -> Any:
    """The same data with every text that dbt would evaluate spelled as a Jinja string literal.

    A contract's text is data. ``{{ "…" }}`` renders, once, to the text itself; Jinja reads the
    literal's escapes as JSON writes them.
    """
    if isinstance(value, str):
        return (
            f"{{{{ {json.dumps(value, ensure_ascii=False)} }}}}" if _LIVE.search(value) else value
        )
    if isinstance(value, Mapping):
        return {key: inert(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [inert(item) for item in value]
    return value


def twice_inert(value: Any) -> Any:
    """The same for what dbt renders twice.

    Inside of ``versions:`` it renders a description and a test's arguments while it reads the file,
    where a model's own keep until later (dbt.parser.schema_renderer), and then once more.
    """
    return inert(inert(value))


def _column(column: ContractColumn, target: Target) -> dict[str, Any]:
    job: dict[str, Any] = {
        "name": column.name,
        "description": inert(_description(column, target.contract)),
        "logical": plain_type(parse_type(column.type)),
        "required": column.required,
        "unique": column.unique,
        "primary_key": column.primary_key,
        "tags": list(column.tags),
        "accepted_values": twice_inert(list(column.accepted_values)),
        "pattern": twice_inert(column.pattern),
    }
    for bound in ("min", "max"):
        if getattr(column, bound) is not None:
            job[bound] = twice_inert(getattr(column, bound))
    if column.name in target.references:
        job["refers_to"] = asdict(target.references[column.name])
    return job


def _description(column: ContractColumn, contract: Contract) -> str:
    """A column's description, with what the contract's semantics say of it."""
    meaning = dict(contract.semantics).get(column.name, "")
    said = (column.description.strip(), meaning.strip())
    return "\n\n".join(text for text in said if text)


def plain_type(logical: LogicalType) -> dict[str, Any]:
    """A logical type as the data that macros/types/data_type.sql reads."""
    plain: dict[str, Any] = {"kind": logical.name}
    if logical.precision is not None:
        plain.update(precision=logical.precision, scale=logical.scale)
    if logical.element is not None:
        plain["item"] = plain_type(logical.element)
    if logical.fields:
        plain["fields"] = [[name, plain_type(kind)] for name, kind in logical.fields]
    return plain
