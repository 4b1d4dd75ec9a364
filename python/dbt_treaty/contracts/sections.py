"""The sections of a document that is read whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dbt_treaty.documents.document import Document
from dbt_treaty.documents.judge import judge
from dbt_treaty.documents.schema import load_schema
from dbt_treaty.errors import TreatyError


def sound_sections(document: Document, schema_file: Path) -> dict[str, Any]:
    """The document's mapping, as its format's schema wants it.

    Raises:
        TreatyError: with everything that does not fit the schema.
    """
    judgement = judge(document, load_schema(schema_file))
    if judgement.problems:
        raise TreatyError(judgement.problems)
    return judgement.fit if isinstance(judgement.fit, dict) else {}
