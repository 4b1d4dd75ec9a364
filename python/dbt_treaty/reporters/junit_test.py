from __future__ import annotations

from dbt_treaty.findings import Report
from dbt_treaty.reporters.conftest import REPORT
from dbt_treaty.reporters.junit import render_junit

EXPECTED = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="dbt-treaty" tests="6" failures="1" errors="0" skipped="4">
  <testsuite name="dbt-treaty" tests="6" failures="1" errors="0" skipped="4">
    <testcase classname="dbt-treaty" name="check">
      <system-out>The policy retention is off.
Lineage: 2 of 3 models analysed, 7 of 9 columns resolved.
1 error, 1 warning, 1 excepted.</system-out>
    </testcase>
    <testcase classname="dbt-treaty.own-rule" name="the whole project" \
file="orders/dbt_project.yml">
      <skipped message="No owner.">warn the whole project
mend: Name one.</skipped>
    </testcase>
    <testcase classname="dbt-treaty.pii-unmasked" \
name="orders/models/product/customer dim.sql:7 email" \
file="orders/models/product/customer dim.sql">
      <failure message="customer_dim.email is not masked." type="error">\
error orders/models/product/customer dim.sql:7
mend: Write `{{ dbt_treaty.mask('email', 'tokenize') }}`.
from: raw.users.email → customer_dim.email</failure>
    </testcase>
    <testcase classname="dbt-treaty.tier-boundary" name="orders/models/derived/segments.sql" \
file="orders/models/derived/segments.sql">
      <skipped message="segments reads clicks.">warn orders/models/derived/segments.sql
excepted: granted by @web-team until 2027-01-31</skipped>
    </testcase>
    <testcase classname="dbt-treaty.lineage" name="scored">
      <skipped message="not resolved: python" />
    </testcase>
    <testcase classname="dbt-treaty.lineage" name="b.c">
      <skipped message="not resolved: why" />
    </testcase>
  </testsuite>
</testsuites>
"""


def test_a_report() -> None:
    assert render_junit(REPORT, folder="orders") == EXPECTED


def test_nothing_found_is_one_test_that_passes() -> None:
    assert '<testsuites name="dbt-treaty" tests="1" failures="0" errors="0" skipped="0">' in (
        render_junit(Report())
    )
