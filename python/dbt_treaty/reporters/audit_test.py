"""An audit for people and for programs."""

from __future__ import annotations

import json

from dbt_treaty.reporters.audit_json import render_audit_json
from dbt_treaty.reporters.audit_text import render_audit_text
from dbt_treaty.scorecard.model import PRINCIPLES, Audit, DomainAudit, Investment, Mark


def mark(principle: str, *, met: bool) -> Mark:
    question = f"Is {principle} something that can be seen in all of this domain?"
    return Mark(principle, f"key of {principle}", question, met, "2 files", "Do it.")


ORDERS = DomainAudit("orders", tuple(mark(each, met=True) for each in PRINCIPLES), ("web",))
WEB = DomainAudit("web", tuple(mark(each, met=False) for each in PRINCIPLES[2:]))
AUDIT = Audit((ORDERS, WEB), "orders", Investment(WEB.marks[0], ("web",)))


def test_for_people_in_80_columns() -> None:
    told = render_audit_text(AUDIT, width=80, color=False)

    assert told == (
        "domain  ownership  product  platform  governance  total\n"
        "orders        1/3      1/3       1/3         1/3      4\n"
        "web           0/3      0/3       0/3         0/3      0\n"
        "\n"
        "Lighthouse: orders, 4 of 12. Others can copy what it does.\n"
        "Next investment: self-serve platform. Is self-serve platform something that can\n"
        "  be seen in all of this domain? Not in web.\n"
        "  Do it.\n"
        "\n"
        "orders: 4 of 12\n"
        "  domain ownership, 1 of 3\n"
        "    yes Is domain ownership something that can be seen in all of this domain?\n"
        "        2 files.\n"
        "  data as a product, 1 of 3\n"
        "    yes Is data as a product something that can be seen in all of this domain?\n"
        "        2 files.\n"
        "  self-serve platform, 1 of 3\n"
        "    yes Is self-serve platform something that can be seen in all of this domain?\n"
        "        2 files.\n"
        "  federated governance, 1 of 3\n"
        "    yes Is federated governance something that can be seen in all of this\n"
        "        domain?\n"
        "        2 files.\n"
        "\n"
        "web: 0 of 12\n"
        "  domain ownership, 0 of 3\n"
        "  data as a product, 0 of 3\n"
        "  self-serve platform, 0 of 3\n"
        "    no  Is self-serve platform something that can be seen in all of this domain?\n"
        "        2 files.\n"
        "  federated governance, 0 of 3\n"
        "    no  Is federated governance something that can be seen in all of this\n"
        "        domain?\n"
        "        2 files.\n"
    )


def test_for_programs() -> None:
    told = json.loads(render_audit_json(AUDIT))

    assert (told["schema_version"], told["lighthouse"]) == (1, "orders")
    assert told["next_investment"] == {**told["domains"][1]["marks"][0], "domains": ["web"]}
    assert told["domains"][0]["marks"][0] == {
        "principle": "domain ownership",
        "key": "key of domain ownership",
        "question": "Is domain ownership something that can be seen in all of this domain?",
        "met": True,
        "seen": "2 files",
        "mend": "",
    }


def test_nothing_to_tell() -> None:
    nothing = "No domain has a model or a contract here: there is nothing to audit.\n"
    assert render_audit_text(Audit((), None, None), width=80, color=False) == nothing
    done = render_audit_text(Audit((ORDERS,), None, None), width=80, color=False)
    assert "Lighthouse: none yet." in done
    assert "Every mark is met" in done
