from __future__ import annotations

import pytest

from dbt_treaty.evidence.config_call import config_line


@pytest.mark.parametrize(
    ("raw", "key", "line"),
    [
        ("{{ config(access='public') }}", "access", 1),
        ("select 1\n{{ config(\n  a=1,\n  access='public'\n) }}", "access", 4),
        ("{{ config(a=1) }}\n{{ config(access=2) }}", "access", 2),
        ("{{ config({'access': 1}) }}", "access", 1),
        ('{{ config(\n  {"access": 1}) }}', "access", 2),
        ("{{ config(a=f(1),\n access=2) }}", "access", 2),
        ("{{ config(a=')',\n access=2) }}", "access", 2),
        ("{{ config(my_access=2) }}", "access", 0),
        ("{{ config(a=1) }} access = 2", "access", 0),
        ("{{ config(a=(access == 2)) }}", "access", 0),
        ("{{ my_config(access=2) }}", "access", 0),
        ("{{ config(access=2", "access", 1),
        ("select 1", "access", 0),
        ("", "access", 0),
    ],
)
def test_where_config_sets_a_key(raw: str, key: str, line: int) -> None:
    assert config_line(raw, key) == line
