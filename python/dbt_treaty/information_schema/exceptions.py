"""``exceptions``: the grants by which findings may stand."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.policy import Evidence
from dbt_treaty.exceptions.model import Grant
from dbt_treaty.information_schema.table import Row, Table, columns_of

_COLUMNS = columns_of(
    """
    name VARCHAR: its name in its file, else the file's
    policy VARCHAR: the policy it excepts from; null where only its name may say
    granted_by VARCHAR: who granted it
    reason VARCHAR: why
    ticket VARCHAR: the ticket; empty where there is none
    granted_on DATE: the day it says it was granted
    expires TIMESTAMP: when it ends, in UTC
    holds BOOLEAN: whether it holds today
    scope_models VARCHAR[]: patterns of models it covers; empty: any
    scope_columns VARCHAR[]: patterns of columns; empty: any
    scope_domains VARCHAR[]: patterns of domains; empty: any
    scope_paths VARCHAR[]: patterns of files; empty: any
    scope_marks VARCHAR[]: patterns of marks, such as `region:EU`; empty: any
    added_by VARCHAR: who committed it; null where git does not tell
    added_on DATE: when it was committed; null where git does not tell, or it is not committed
    path VARCHAR: its file
    line INTEGER: its first line
    """
)


def _rows(evidence: Evidence) -> Iterator[Row]:
    holding = {(grant.place, grant.name): grant.policy for grant in evidence.grants}
    for grant in evidence.workspace.exceptions.grants if evidence.workspace else ():
        key = (grant.place, grant.name)
        yield _row(grant, holding.get(key, grant.policy) or None, key in holding)


def _row(grant: Grant, policy: str | None, holds: bool) -> Row:
    scope, added = grant.scope, grant.added
    return (
        *(grant.name, policy, grant.granted_by, grant.reason, grant.ticket),
        *(grant.granted_on, grant.expires.replace(tzinfo=None), holds),
        *(scope.models, scope.columns, scope.domains, scope.paths, scope.marks),
        *((added.by or None, added.on) if added else (None, None)),
        *(grant.place.path, grant.place.line),
    )


EXCEPTIONS = Table(
    "exceptions", "the grants by which findings may stand for a while", _COLUMNS, _rows
)
