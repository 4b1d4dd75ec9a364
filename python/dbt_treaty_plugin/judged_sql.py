"""Holds the SQL that dbt is about to run against the SQL that the gate has judged.

dbt renders a model again when its turn comes. Jinja that asks the clock, chance, the thread or the
warehouse may give other SQL then. A literal more or less is no matter; a column that comes from
elsewhere was judged by nobody.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any

from dbt_treaty_plugin.dbt_internals import Invocation, invocation_id, invocation_of, refuse
from dbt_treaty_plugin.last_judgement import LAST

if TYPE_CHECKING:
    from dbt_treaty.lineage.model import OutputColumn, QueryLineage
    from dbt_treaty.lineage.relations import Relations

_ONE_AT_A_TIME = Lock()  # dbt builds in several threads; what they share here is read in one


def refuse_other_sql(node: Any, context: dict[str, Any]) -> None:
    """Refuse a node whose columns would come from elsewhere than the gate was shown.

    What the gate could not compile it has reported as unresolved, and nothing is held here.
    """
    if LAST.invocation != invocation_id():
        return  # no gate has run in this command
    judged = LAST.judged.get(node.unique_id)
    if judged is None or node.compiled_code in (None, judged):
        return
    with _ONE_AT_A_TIME:
        others = list(_differences(node, judged, invocation_of(context["ref"])))
    if others:
        raise refuse(
            f"dbt-treaty refused {node.name}: dbt is about to run other SQL than was judged; its "
            f"Jinja gave something else this time. Not as judged: {', '.join(others)}. Have it "
            "give the same SQL whenever it is rendered: no chance, no threads, and of the clock "
            "no more than a value"
        )


def _differences(node: Any, judged: str, invocation: Invocation) -> Iterator[str]:
    """What of the SQL's lineage is not as it was judged, in words."""
    relations, dialect = _relations(invocation), invocation.adapter.type()
    before, now = (_lineage(sql, dialect, relations) for sql in (judged, node.compiled_code))
    was, is_now = (Counter(map(_source, query.columns)) for query in (before, now))
    others = (is_now - was) + (was - is_now)
    yield from (f"column {name}" for name in dict.fromkeys(name for name, *_ in others))
    if _tables(before) != _tables(now):
        yield "the tables that it reads"
    if (before.reason, before.complete) != (now.reason, now.complete):
        yield "what can be told of it"
    # dbt puts each batch's own bounds around what a microbatch reads.
    if getattr(node.config, "incremental_strategy", None) != "microbatch" and (
        before.row_scans != now.row_scans
    ):
        yield "what chooses its rows"


def _source(column: OutputColumn) -> tuple[Any, ...]:
    return column.name, column.edges, column.type, column.reason, column.suspects


def _tables(query: QueryLineage) -> set[str]:
    """What is read. Under `--defer` a parent has another name as long as it is not built."""
    return {read.relation or read.name for read in query.reads}


def _lineage(sql: str, dialect: str, relations: Relations) -> QueryLineage:
    from dbt_treaty.lineage.analyse import analyse  # noqa: PLC0415 - few commands come so far

    return analyse(sql, dialect, relations)


def _relations(invocation: Invocation) -> Relations:
    """The relations of the project as the gate has left them, read once in a command."""
    if LAST.relations is None:
        from dbt_treaty.column_graph.reading import Surroundings  # noqa: PLC0415 - see above
        from dbt_treaty.judging.configured import configured  # noqa: PLC0415
        from dbt_treaty.lineage.relations import Relations  # noqa: PLC0415
        from dbt_treaty.project.manifest import read_project  # noqa: PLC0415

        manifest = json.loads((invocation.target / "dbt_treaty/manifest.json").read_text("utf-8"))
        project = read_project(manifest, configured(invocation.root), root=str(invocation.root))
        LAST.relations = Relations(Surroundings(project).relations())
    return LAST.relations
