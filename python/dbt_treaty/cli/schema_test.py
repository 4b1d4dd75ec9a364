from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from dbt_treaty.cli.group import dbt_treaty


@pytest.mark.parametrize(
    ("what", "fits", "does_not"),
    [
        ("configuration", {"domain": "orders"}, {"domains": "orders"}),
        ("contract", None, 1),
        ("exception", {"granted_by": "x", "reason": "y", "expires": "2027-01-31"}, {"until": 1}),
    ],
)
def test_a_schema_is_printed_that_judges(what: str, fits: object, does_not: object) -> None:
    result = CliRunner().invoke(dbt_treaty, ["schema", what])
    schema = json.loads(result.stdout)

    assert result.exit_code == 0
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert fits is None or validator.is_valid(fits)
    assert not validator.is_valid(does_not)


def test_another_schema_there_is_not() -> None:
    assert CliRunner().invoke(dbt_treaty, ["schema", "manifest"]).exit_code == 2
