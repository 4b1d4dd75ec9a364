from __future__ import annotations

import pytest

from dbt_treaty.reporters.markdown_text import markdown_code, markdown_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("write `a_b | c` or a_b", "write `a_b | c` or a\\_b"),
        ("an odd ` and `code`", "an odd `  and  `code\\`"),
        ("@team #12 a@b.c", "@&#8203;team \\#&#8203;12 a@&#8203;b.c"),
        ("https://x www.x", "https:&#8203;//x www&#8203;.x"),
        ("<b>&amp;\n# x", "\\<b\\>\\&amp; \\# x"),
        ("a\x1b\u202e", "a??"),
    ],
)
def test_a_text(text: str, shown: str) -> None:
    assert markdown_text(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a", "`a`"), ("a`b", "``a`b``"), ("`a``", "``` `a`` ```"), ("\n", "`?`"), ("a\nb", "`a b`")],
)
def test_a_text_as_code(text: str, shown: str) -> None:
    assert markdown_code(text) == shown
