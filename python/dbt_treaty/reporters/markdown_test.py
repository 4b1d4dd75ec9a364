from __future__ import annotations

from dataclasses import replace

from dbt_treaty.findings import Coverage, Report, Severity, Unresolved
from dbt_treaty.reporters.conftest import OWN, REPORT, UNMASKED
from dbt_treaty.reporters.markdown import render_markdown

EXPECTED = """\
<!-- dbt-treaty: orders -->
## dbt-treaty: 1 error, 1 warning, 1 excepted.

### Errors

- `pii-unmasked` in `orders/models/product/customer dim.sql:7`: customer\\_dim.email is not masked.
  - mend: Write `{{ dbt_treaty.mask('email', 'tokenize') }}`.
  - from: raw.users.email → customer\\_dim.email

### Warnings

- `own-rule` in `the whole project`: No owner.
  - mend: Name one.

### Excepted

- `tier-boundary` in `orders/models/derived/segments.sql`: segments reads clicks.
  - excepted: granted by @&#8203;web-team until 2027-01-31

Lineage: 2 of 3 models analysed, 7 of 9 columns resolved.

- `scored`: python
- `b.c`: why

### Notes

- note: The policy retention is off.
"""


def test_a_report() -> None:
    assert render_markdown(REPORT, folder="orders") == EXPECTED


def test_nothing_found() -> None:
    assert render_markdown(Report()) == (
        "<!-- dbt-treaty -->\n## dbt-treaty: 0 errors, 0 warnings.\n\n"
        "Lineage: 0 of 0 models analysed, 0 of 0 columns resolved.\n"
    )


def test_a_folder_cannot_end_the_comment() -> None:
    assert render_markdown(Report(), folder="a--> b").startswith("<!-- dbt-treaty: a%2D%2D%3E%20b ")


def test_a_report_fits_a_comment_and_says_what_does_not() -> None:
    found = [replace(UNMASKED, message="x" * 5_000, line=n) for n in range(200)]
    found += [replace(OWN, severity=Severity.WARN)] * 9
    coverage = Coverage(
        unresolved=tuple(Unresolved(f"model.m.m{n}", "c", "w" * 5_000) for n in range(99))
    )

    text = render_markdown(Report(tuple(found), coverage, ("n" * 5_000,) * 30))

    shown = text.count("- `pii-unmasked` in")
    assert 60_000 - 2_000 < len(text) < 65_536
    assert (
        f"**{209 - shown} of 209 findings, {200 - shown} of them errors, do not fit here:** "
        in text
    )
    assert "- and 89 more (" in text
    assert "- and 20 more (" in text
