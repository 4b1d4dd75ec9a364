"""One report with everything a report can hold, for the tests of its formats."""

from __future__ import annotations

from dbt_treaty.findings import Coverage, Finding, Report, Severity, Unresolved

UNMASKED = Finding(
    policy="pii-unmasked",
    severity=Severity.ERROR,
    resource="model.customer.customer_dim",
    message="customer_dim.email is not masked.",
    help="Write `{{ dbt_treaty.mask('email', 'tokenize') }}`.",
    column="email",
    path="models/product/customer dim.sql",
    line=7,
    trail=("source.customer.raw.users.email", "model.customer.customer_dim.email"),
)
EXCEPTED = Finding(
    policy="tier-boundary",
    severity=Severity.WARN,
    resource="model.customer.segments",
    message="segments reads clicks.",
    help="",
    path="models/derived/segments.sql",
    exception="granted by @web-team until 2027-01-31",
)
OWN = Finding(
    policy="own-rule", severity=Severity.WARN, resource="", message="No owner.", help="Name one."
)
REPORT = Report(
    (OWN, UNMASKED, EXCEPTED),
    Coverage(
        3,
        2,
        9,
        7,
        (Unresolved("model.customer.scored", None, "python"), Unresolved("model.a.b", "c", "why")),
    ),
    ("The policy retention is off.",),
)
