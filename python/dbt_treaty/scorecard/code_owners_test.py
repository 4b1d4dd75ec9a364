from __future__ import annotations

import pytest

from dbt_treaty.scorecard.code_owners import parse_code_owners


@pytest.mark.parametrize(
    ("text", "path", "owned"),
    [
        ("* @org/all", "models/a/b.sql", True),
        ("", "models/a.sql", False),
        ("# models/ @org/a", "models/a.sql", False),
        ("[Section]\nmodels/ @org/a # why", "models/a/b.sql", True),
        ("models/ @a", "models/a/b.sql", True),
        ("models/ @a", "other/models/a.sql", True),
        ("/models/ @a", "other/models/a.sql", False),
        ("models/orders @a", "models/orders/x/y.sql", True),
        ("models/orders @a", "other/models/orders/x.sql", False),
        ("models/orders/* @a", "models/orders/x.sql", True),
        ("models/orders/* @a", "models/orders/x/y.sql", False),
        ("models/**/product/ @a", "models/orders/deep/product/x.sql", True),
        ("models/**/product/ @a", "models/product/x.sql", True),
        ("models/** @a", "models/x/y.sql", True),
        ("*.sql a@example.com", "models/x.sql", True),
        ("*.sql a@example.com", "models/x.yml", False),
        ("* @a\nmodels/orders/", "models/orders/x.sql", False),
        ("models/orders/\n* @a", "models/orders/x.sql", True),
        ("* nobody", "x.sql", False),
        (r"my\ folder/ @a", "my folder/x.sql", True),
    ],
)
def test_the_last_line_that_fits_wins(text: str, path: str, owned: bool) -> None:
    assert parse_code_owners("CODEOWNERS", text).owned(path) is owned
