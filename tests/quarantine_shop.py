"""A shop whose contracts set rows aside: models over one source that tests fill as they like."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from dbt_runs import DbtProject, Run

Row = tuple[Any, ...]  # id, status, amount, customer

CONTRACT = """\
name: shop.product.{name}
version: "1.2.0"
owner: {{team: "@shop-team", on_call: shop-pager}}
sla: {{freshness: 1d}}
semantics: {{grain: one row}}
schema:
  - {{name: id, type: integer, primary_key: true}}
  - {{name: status, type: string, accepted_values: [new, old]}}
  - {{name: amount, type: "decimal(12,2)", min: 0}}
  - {{name: customer, type: string, required: true}}
quality:
  row_rules:
    - {{name: new_is_paid, sql: "status <> 'new' or amount > 0 -- paid"}}
    - {{name: is_round, sql: "amount = round(amount)", severity: warn}}
quarantine: {quarantine}
"""
SELECT = "select id, status, amount, customer from {{ source('raw', 'orders') }} -- all of them\n"
SOURCE = """\
version: 2
sources:
  - name: raw
    schema: raw
    config: {meta: {dbt_treaty_override: {domain: shop, tier: raw}}}
    tables:
      - name: orders
        columns: [{name: id}, {name: status}, {name: amount}, {name: customer}]
"""
DEFAULT = "{enabled: true}"


def shop_files(models: dict[str, tuple[str, str]]) -> dict[str, str]:
    """A project of some models: by name, what stands in its config() and its quarantine."""
    files = {"dbt_treaty.yml": "domain: shop\n", "models/raw/_sources.yml": SOURCE}
    for name, (config, quarantine) in models.items():
        files[f"models/product/{name}.sql"] = f"{{{{ config({config}) }}}}\n{SELECT}"
        text = CONTRACT.format(name=name, quarantine=quarantine)
        files[f"contracts/product/{name}.contract.yaml"] = text
    return files


@dataclass(frozen=True)
class Shop:
    """The project with its database, a file of DuckDB's."""

    project: DbtProject
    text: ClassVar[str] = "varchar"  # the warehouse's word for it

    def query(self, sql: str) -> list[Row]:
        """What a query gives, or no rows where it gives none."""
        import duckdb

        file = self.project.root / "target" / "small.duckdb"
        file.parent.mkdir(exist_ok=True)
        with duckdb.connect(str(file)) as connection:
            answer = connection.execute(sql)
            return answer.fetchall() if answer.description else []

    def fill(self, *rows: Row) -> None:
        """Put these rows, and no others, into the source."""
        self.query("create schema if not exists raw")
        self.query("drop table if exists raw.orders")
        self.query(
            f"create table raw.orders (id integer, status {self.text}, amount decimal(12,2), "
            f"customer {self.text})"
        )
        if rows:
            values = (f"({', '.join(map(_literal, row))})" for row in rows)
            self.query(f"insert into raw.orders values {', '.join(values)}")

    def run(self, *arguments: str) -> Run:
        """Build in this process."""
        return self.project.dbt_here("run", *arguments)

    def published(self, name: str) -> list[Any]:
        """The ids of a table's rows, sorted."""
        return sorted(row[0] for row in self.query(f"select id from main.{name}"))

    def quarantined(
        self, name: str, schema: str = "main_quarantine"
    ) -> list[tuple[Any, list[str]]]:
        """Id and reasons of each refused row, sorted, those without an id last."""
        rows = self.query(f"select id, treaty_reasons from {schema}.{name}")
        told = [(row[0], json.loads(row[1])) for row in rows]
        return sorted(told, key=lambda row: (row[0] is None, row[0] or 0, row[1]))


def _literal(value: Any) -> str:
    return "null" if value is None else repr(value)


GOOD: Sequence[Row] = ((1, "new", 10, "a"), (2, "old", 0, "b"))
BAD: Sequence[Row] = (
    (3, "odd", -1, "c"),
    (4, "new", 0, "d"),
    (None, "old", 5, "e"),
    (6, "old", 6.5, None),
    (6, "old", 7, "g"),
)
REASONS: list[tuple[Any, list[str]]] = [
    (3, ["status.accepted_values", "amount.min"]),
    (4, ["new_is_paid"]),
    (6, ["customer.required", "primary_key"]),
    (6, ["primary_key"]),
    (None, ["id.required"]),
]
