"""What makes a template's SQL change by itself is found, wherever it stands."""

import pytest

from dbt_treaty_plugin.constant_text import environment_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select id from {{ ref('users') }}", ()),
        ("select random_id, flagship from {{ ref('graphs') }}", ()),
        ("{{ modules.re.sub('a', 'b', 'c') }}", ()),
        (
            "{{ env_var('REGION') }} {{ env_var( \"ZONE\" , 'eu') }} {{ env_var('REGION')}}",
            ("REGION", "ZONE"),
        ),
        ("{{ env_var(name) }}", None),
        ("{{ env_var('A' ~ name) }}", None),
        ("{{ run_started_at }}", None),
        ("{{ modules.datetime.datetime.now() }}", None),
        ("{{ modules.re.sub('a', 'b', modules.datetime.x) }}", None),
        ("{{ [1, 2] | random }}", None),
        ("{% for node in graph.nodes.values() %}{% endfor %}", None),
        ("{% if flags.FULL_REFRESH %}a{% endif %}", None),
        ("'{{ invocation_id }}'", None),
        ("{% if model.unique_id in selected_resources %}{% endif %}", None),
    ],
)
def test_a_template(text: str, expected: tuple[str, ...] | None) -> None:
    assert environment_of(text) == expected
