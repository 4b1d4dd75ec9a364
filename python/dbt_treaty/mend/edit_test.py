from __future__ import annotations

import pytest
import yaml

from dbt_treaty.mend.column_tags import ContractTags, PropertyTags
from dbt_treaty.mend.edit import Edit, Edited, make_edit
from dbt_treaty.mend.pin import Pin
from dbt_treaty.mend.splice import CannotSplice

EMAIL = PropertyTags("models", "users", "email", ("PII",))
BOTH = PropertyTags("models", "users", "email", ("PII", "region:EU"))
CONTRACT = ContractTags("email", ("PII",))
PIN = Pin("orders.product.order_facts", "^2.1")

# What a file says, and what it says afterwards. Lines that are the same stand once: `+` is new,
# `~` takes the place of the line before it.
CASES: dict[str, tuple[Edit, str]] = {
    "a column in a block": (
        EMAIL,
        """\
# Ours.
models:
  - name: users   # the users
    columns:
      - name: email   # as typed
+        tags: [PII]
        description: E-mail

      # what follows
      - name: phone
""",
    ),
    "a column in braces": (
        EMAIL,
        """\
models:
- name: users
  columns:
  - {name: email, description: "E-mail"}  # as typed
~  - {name: email, description: "E-mail", tags: [PII]}  # as typed
""",
    ),
    "a column in another case": (
        EMAIL,
        """\
models: [{name: users, columns: [{name: EMAIL}]}]
~models: [{name: users, columns: [{name: EMAIL, tags: [PII]}]}]
""",
    ),
    "tags in brackets": (
        BOTH,
        """\
models:
  - name: users
    columns:
      - name: email
        tags: [contact]   # for support
~        tags: [contact, PII, "region:EU"]   # for support
""",
    ),
    "no tags in brackets": (
        EMAIL,
        """\
models:
  - name: users
    columns:
      - name: email
        tags: []
~        tags: [PII]
""",
    ),
    "tags in lines": (
        BOTH,
        """\
models:
  - name: users
    columns:
      - name: email
        tags:
          - contact   # for support
+          - PII
+          - "region:EU"

      - name: phone
""",
    ),
    "a tag alone": (
        EMAIL,
        """\
models:
  - name: users
    columns:
      - name: email
        tags: contact
~        tags: [contact, PII]
""",
    ),
    "tags in the config": (
        EMAIL,
        """\
models:
  - name: users
    columns:
      - name: email
        config:
          meta: {a: 1}
+          tags: [PII]
""",
    ),
    "a file that has its tags in configs": (
        EMAIL,
        """\
models:
  - name: users
    columns:
      - {name: phone, config: {tags: [PII]}}
      - name: email
+        config: {tags: [PII]}
        description: E-mail
""",
    ),
    "a new column in such a file": (
        EMAIL,
        """\
models:
  - name: orders
    columns:
      - {name: phone, config: {tags: [PII]}}
  - name: users
+    columns:
+      - name: email
+        config: {tags: [PII]}
""",
    ),
    "a config in braces": (
        EMAIL,
        """\
models:
  - name: users
    columns:
      - {name: email, config: {tags: [contact]}}
~      - {name: email, config: {tags: [contact, PII]}}
""",
    ),
    "a model without the column": (
        EMAIL,
        """\
models:
  - name: users
    columns:
      - name: id
        data_tests:
          - unique
          - not_null   # always
+      - name: email
+        tags: [PII]

  - name: orders
""",
    ),
    "a model without columns": (
        EMAIL,
        """\
models:
  - name: users
+    columns:
+      - name: email
+        tags: [PII]
    description: |
      Users.

      All of them.
  - name: orders
""",
    ),
    "a model without columns in braces": (
        EMAIL,
        """\
models: [{name: users}]
~models: [{name: users, columns: [{name: email, tags: [PII]}]}]
""",
    ),
    "a file without the model": (
        EMAIL,
        """\
version: 2
models:
  - name: orders
    description: >
      Orders.
+  - name: users
+    columns:
+      - name: email
+        tags: [PII]

sources: []
""",
    ),
    "a file without models": (
        EMAIL,
        """\
version: 2
sources: []
+
+models:
+  - name: users
+    columns:
+      - name: email
+        tags: [PII]
""",
    ),
    "no file": (
        EMAIL,
        """\
+version: 2
+
+models:
+  - name: users
+    columns:
+      - name: email
+        tags: [PII]
""",
    ),
    "a contract's column": (
        CONTRACT,
        """\
name: customer.product.users
schema:
  - {name: id, type: string}
  - {name: email, type: string, mask: sha256}  # hashed
~  - {name: email, type: string, mask: sha256, tags: [PII]}  # hashed
sla: {freshness: 1d}
""",
    ),
    "a first pin": (
        PIN,
        """\
domain: loyalty
# nothing read yet
+
+consumers:
+  - {source: orders.product.order_facts, pin: "^2.1"}
""",
    ),
    "another pin": (
        Pin("orders.product.order_facts", "^2.1", "marketing"),
        """\
consumers:
  - source: customer.product.customer_dim
    pin: "^3.0"   # not 4
+  - {domain: marketing, source: orders.product.order_facts, pin: "^2.1"}

policies: {}
""",
    ),
    "pins in brackets": (
        PIN,
        """\
consumers: [{source: a.product.b, pin: "1"}]
~consumers: [{source: a.product.b, pin: "1"}, {source: orders.product.order_facts, pin: "^2.1"}]
""",
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_what_is_added_and_nothing_else(title: str) -> None:
    edit, script = CASES[title]
    lines = script.splitlines(keepends=True)
    old = "".join(line for line in lines if line[0] not in "+~")
    kept = [
        line
        for at, line in enumerate(lines)
        if lines[at + 1 : at + 2] == [] or lines[at + 1][0] != "~"
    ]
    new = "".join(line[1:] if line[0] in "+~" else line for line in kept)

    assert make_edit(old, edit) == Edited(new, changed=True)


@pytest.mark.parametrize("title", CASES)
def test_a_second_time_changes_nothing(title: str) -> None:
    edit, script = CASES[title]
    old = "".join(line for line in script.splitlines(keepends=True) if line[0] not in "+~")
    once = make_edit(old, edit)

    assert make_edit(once.text, edit) == Edited(once.text, changed=False)


def test_a_key_with_nothing_behind_it() -> None:
    edited = make_edit("consumers:\npolicies: {}\n", PIN)

    assert yaml.safe_load(edited.text) == {
        "consumers": [{"source": "orders.product.order_facts", "pin": "^2.1"}],
        "policies": {},
    }


def test_line_ends_stay_as_they_are() -> None:
    old = "models:\r\n  - name: users\r\n    columns:\r\n      - name: email\r\n"

    assert make_edit(old, EMAIL).text == f"{old}        tags: [PII]\r\n"


def test_a_file_that_ends_without_a_line_end() -> None:
    assert make_edit("domain: a", PIN).text == (
        'domain: a\n\nconsumers:\n  - {source: orders.product.order_facts, pin: "^2.1"}\n'
    )


@pytest.mark.parametrize(
    ("edit", "text", "reason"),
    [
        (EMAIL, "models: [", "not YAML"),
        (EMAIL, "- a\n", "no mapping"),
        (EMAIL, "models: []\nat: !mine x\n", "lets one line be added"),
        (EMAIL, "models: []\nat: 2026-02-30\n", "lets one line be added"),
        (EMAIL, "models: [{name: users, name: users}]\nmodels: []\n", "lets one line be added"),
        (EMAIL, "models: {users: {}}\n", "where a list is meant"),
        (EMAIL, "models: [users]\n", "more than mappings"),
        (EMAIL, "models:\n", "is empty"),
        (EMAIL, "{models: []}\n", "written in braces"),
        (EMAIL, "models:\n  - name: users\n    columns:\n", "is empty"),
        (EMAIL, "models:\n  - name: users\n    versions: [{v: 1}]\n", "has versions"),
        (EMAIL, "a: &a [x]\nmodels:\n  - {name: users, tags: *a}\n", "has anchors"),
        (EMAIL, "models: [{name: users, columns: [{name: email, tags: {a: 1}}]}]\n", "are no list"),
        (BOTH, "models: [{name: users, columns: [{name: email, tags: [PII]}]}]\n", "by now"),
        (CONTRACT, "schema: [{name: id, type: string}]\n", "no such column"),
        (PIN, "consumers: none\n", "where a list is meant"),
    ],
)
def test_what_can_not_be_changed_safely(edit: Edit, text: str, reason: str) -> None:
    with pytest.raises(CannotSplice, match=reason):
        make_edit(text, edit)
