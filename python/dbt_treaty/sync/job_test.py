"""A contract's text is data: whatever dbt does with a string must give the string back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.sandbox import SandboxedEnvironment

from dbt_treaty.sync.job import inert

_PIECES = [*"{}%#'\"\\ \n\tab", "{{", "}}", "{%", "%}", "{#", "ref('x')", "é", "😀", "\x07"]
HOSTILE = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


@given(HOSTILE)
def test_jinja_renders_an_inert_text_to_the_text(text: str) -> None:
    rendered = SandboxedEnvironment(keep_trailing_newline=True).from_string(inert(text)).render()
    assert rendered == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, with 'quotes' and } and %}", "plain, with 'quotes' and } and %}"),
        ("{{ boom }}", '{{ "{{ boom }}" }}'),
        ("{% raw %}", '{{ "{% raw %}" }}'),
        (" env_var('HOME')", "{{ \" env_var('HOME')\" }}"),
        ("reference (see ref('x'))", "reference (see ref('x'))"),
    ],
)
def test_only_what_dbt_would_evaluate_is_spelled_otherwise(text: str, expected: str) -> None:
    assert inert(text) == expected


def test_data_keeps_its_shape() -> None:
    data: dict[str, Any] = {"a": ["{{x}}", 1, None, True], "b": {"c": ("y", 2.5)}}
    assert inert(data) == {"a": ['{{ "{{x}}" }}', 1, None, True], "b": {"c": ["y", 2.5]}}
