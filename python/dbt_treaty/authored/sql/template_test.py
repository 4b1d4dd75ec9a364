from __future__ import annotations

import pytest

from dbt_treaty.authored.sql.template import Query, render
from dbt_treaty.errors import TreatyError


def test_tables_are_named_once_and_lines_stay() -> None:
    text = (
        "select {'a': {'b': 1}} from {{ info_schema('models') }} a,\n"
        "{{info_schema(\n\"edges\")}} b, {{- info_schema('models') -}} c\nwhere 1"
    )

    assert render(text, "p.sql") == Query(
        "select {'a': {'b': 1}} from info_schema.\"models\" a,\n"
        'info_schema."edges"\n b, info_schema."models" c\nwhere 1',
        ("models", "edges"),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("select 1", "p.sql: the query names no table of the project, so it judges nothing"),
        (
            "\nfrom {{ info_schema('model') }}",
            "p.sql:2: the project has no table 'model'\n    did you mean \"models\"?",
        ),
        ("from {{ ref('models') }}", "p.sql:1: the template {{ ref('models') }} is not known"),
        ("from {{ info_schema(var('x')) }}", "p.sql:1: the template {{ info_schema(var("),
        ("from {{ info_schema('models'", "p.sql:1: the template {{ info_schema('models' is not"),
        (
            "from {{ info_schema('models') }}\n{% if true %}",
            "p.sql:2: the template {% if true %} is not known",
        ),
        ("{# a note #}\nselect 1", "p.sql:1: the template {# a note #} is not known"),
        (
            "from {{ info_schema('m\"; drop table x; --') }}",
            "p.sql:1: the project has no table 'm\"; drop table x; --'",
        ),
    ],
)
def test_other_templates_are_refused(text: str, problem: str) -> None:
    with pytest.raises(TreatyError) as caught:
        render(text, "p.sql")

    assert str(caught.value.problems[0]).startswith(problem)
