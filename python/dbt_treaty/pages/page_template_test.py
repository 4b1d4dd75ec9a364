from __future__ import annotations

import pytest

from dbt_treaty.pages.page_template import Rendered, Template

TEMPLATE = Template({"users": ("model.m.users", "w.s.users"), "crm.users": ("source.m.c", "w.c.u")})


def test_a_model_is_rendered_as_dbt_would() -> None:
    raw = (
        "{{ config(meta={'a': {'b': [1, true, none]}}, x=false) }}\n"
        "select {{ dbt_treaty.mask('email', 'redact') }} as e\n"
        "from {{ ref('users') }}, {{ source('crm', 'users') }}, {{ ref('users') }}"
    )

    assert TEMPLATE.render(raw) == Rendered(
        sql="\nselect dbt_treaty_redact(cast(email as text)) as e\n"
        "from w.s.users, w.c.u, w.s.users",
        parents=("model.m.users", "source.m.c"),
        config={"meta": {"a": {"b": [1, True, None]}}, "x": False},
    )


@pytest.mark.parametrize("raw", ["{{ var('x') }}", "{{ ref('nobody') }}", "{{ (1) }}"])
def test_what_a_page_cannot_do_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match="page"):
        TEMPLATE.render(raw)
