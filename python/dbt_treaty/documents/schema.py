"""A JSON Schema that the package publishes, ready to judge by."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator


@cache
def load_schema(path: Path) -> Draft202012Validator:
    """The validator of a schema file (JSON Schema 2020-12) that ships with the package."""
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
