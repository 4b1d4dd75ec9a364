"""Names that every warehouse, file system and template takes as they are."""

from __future__ import annotations

import re

MAX_LENGTH = 63
ALLOWED = f"letters a-z and A-Z, digits and _, no digit first, at most {MAX_LENGTH} characters"
_IDENTIFIER = re.compile(rf"[A-Za-z_][A-Za-z0-9_]{{0,{MAX_LENGTH - 1}}}")


def is_identifier(text: str) -> bool:
    """Whether a name is safe unquoted: in SQL, in a path and in a template.

    63 is the shortest limit of the warehouses dbt reaches (PostgreSQL's NAMEDATALEN less one).
    """
    return _IDENTIFIER.fullmatch(text) is not None
