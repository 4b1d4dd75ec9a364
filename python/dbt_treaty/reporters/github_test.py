from __future__ import annotations

from dataclasses import replace

from dbt_treaty.findings import Coverage, Report, Severity, Unresolved
from dbt_treaty.reporters.conftest import EXCEPTED, OWN, REPORT
from dbt_treaty.reporters.github import render_github

EXPECTED = """\
::warning title=own-rule::No owner.%0Amend: Name one.
::error file=orders/models/product/customer dim.sql,line=7,title=pii-unmasked::\
customer_dim.email is not masked.%0Amend: Write `{{ dbt_treaty.mask('email', 'tokenize') }}`.\
%0Afrom: raw.users.email → customer_dim.email
::warning file=orders/models/derived/segments.sql,title=tier-boundary::\
segments reads clicks.%0Aexcepted: granted by @web-team until 2027-01-31
::notice title=dbt-treaty::The policy retention is off.
::notice title=lineage::Lineage: 2 of 3 models analysed, 7 of 9 columns resolved.\
%0Ascored: python%0Ab.c: why
1 error, 1 warning, 1 excepted.
"""


def test_a_report() -> None:
    assert render_github(REPORT, folder="orders") == EXPECTED


def test_a_resource_without_a_file_is_named() -> None:
    report = Report((replace(OWN, resource="source.a.b.c"),))

    assert render_github(report).startswith(
        "::warning title=own-rule::No owner.%0Ain: source.a.b.c%0A"
    )


def test_an_excepted_error_is_a_warning() -> None:
    report = Report((replace(EXCEPTED, severity=Severity.ERROR),))

    assert render_github(report).startswith("::warning ")


def test_a_long_list_of_what_is_unresolved_is_cut_and_says_so() -> None:
    coverage = Coverage(unresolved=tuple(Unresolved(f"model.m.m{n}", None, "w") for n in range(12)))

    lineage = render_github(Report(coverage=coverage)).splitlines()[0]

    assert lineage.count("%0A") == 11
    assert lineage.endswith("%0Aand 2 more (--format json lists them all)")
