"""A native contract's access: the roles that may read, whose names become part of SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dbt_treaty.contracts.model import Access
from dbt_treaty.contracts.sheet import Sheet
from dbt_treaty.documents.document import DataPath
from dbt_treaty.documents.quotation import quote

# dbt puts the names of grantees into SQL as they are. Two hyphens would begin a comment there.
_ROLE = re.compile(r"(?=.{1,100}\Z)[A-Za-z0-9_](?:[.@:-]?[A-Za-z0-9_])*")
_ALLOWED = "allowed: letters, digits and _, with single . @ : or - between them, at most 100"


def read_access(sheet: Sheet, said: Mapping[str, Any] | None, views: list[Any] | None) -> Access:
    """The section as written; problems are noted on the sheet.

    Where it names roles, the consumer of each view is one as well: it alone may read the view.
    """
    said = said or {}
    items = Sheet.items(said.get("roles"))
    told = [_role(sheet, text, ("access", "roles", at)) for at, text in items]
    roles = tuple(dict.fromkeys(role for role in told if role is not None))
    for at, view in sheet.items(views) if roles else ():
        consumer = view.get("consumer")
        if consumer and not names_a_role(consumer):
            sheet.refuse(
                ("views", at, "consumer"),
                f"{quote(consumer)} is no role, and with access.roles a view is granted to its "
                "consumer",
                _ALLOWED,
            )
    return Access(roles=roles, purposes=Sheet.texts(said.get("purposes")))


def names_a_role(text: str) -> bool:
    """Whether a text can be nothing but a role's name where dbt puts it into SQL."""
    return _ROLE.fullmatch(text) is not None


def _role(sheet: Sheet, text: str, path: DataPath) -> str | None:
    if sheet.is_placeholder(text, path):
        return None
    if not names_a_role(text):
        sheet.refuse(path, f"{quote(text)} is no name of a role", _ALLOWED)
    return text
