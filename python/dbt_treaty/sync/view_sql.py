"""The model of a consumer's view: a file of SQL that sync writes beside its properties."""

from __future__ import annotations

import json

from dbt_treaty.contracts.model import ConsumerView, ViewColumn, ViewOf
from dbt_treaty.contracts.view_contract import is_masked
from dbt_treaty.project.generated_header import SQL_COMMENT, Synced, render_header
from dbt_treaty.sync.job import Target


def materialization(view: ConsumerView) -> str:
    """``table`` where the view masks: a reader's session has neither the function nor the key."""
    return "table" if is_masked(view) else "view"


def view_sql(target: Target, made_from: ViewOf) -> str:
    """The whole file of the model that a view is, by the target of its own contract.

    Its texts stand in string literals of a Jinja expression, which render to themselves; the SQL
    is spelled by ``macros/views/consumer_view.sql``.
    """
    contract = target.contract
    view = made_from.view
    product = made_from.product.rpartition(".")[2]
    columns = "".join(f"        {_literal(_column(column))},\n" for column in view.columns)
    where = f"    where={_literal(view.where)},\n" if view.where is not None else ""
    body = (
        f"\n{{{{ config(materialized={_literal(materialization(view))}) }}}}\n\n"
        "{{ dbt_treaty.consumer_view(\n"
        f"    ref({_literal(product)}, v={contract.major}),\n"
        f"    [\n{columns}    ],\n{where}) }}}}\n"
    )
    synced = Synced(contract.name, contract.version, contract.checksum)
    return render_header(contract.place.path, [synced], body, SQL_COMMENT) + body


def _column(column: ViewColumn) -> dict[str, str]:
    said = {"name": column.name, "as": column.shown_as, "mask": column.mask}
    return {key: value for key, value in said.items() if value}


def _literal(value: object) -> str:
    """A text, or a mapping of texts, as Jinja reads it: the escapes of both are JSON's."""
    return json.dumps(value, ensure_ascii=False)
