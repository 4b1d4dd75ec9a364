"""What is judged once for many comes to what is judged for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from dbt_treaty.authored.rego import inputs
from dbt_treaty.authored.rego.conftest import Judge

FIXTURES = Path(__file__).with_name("fixtures")
PAGE = """
configuration:
  {policy_paths: [policies], compute_region: us-east-1, relations: ["{domain}.{tier}"]}
sources:
  customer.raw.users: {columns: {id: [], email: [PII], mail: [PII]}}
models:
  customer.derived.a: {sql: "select id, email, mail from {{ source('customer_raw', 'users') }}"}
  customer.derived.b: {sql: "select id, email, mail from {{ ref('a') }}", columns: {mail: [PII]}}
  customer.product.c:
    sql: "select id as email, email as id from {{ ref('b') }}"
    columns: {id: [PII]}
  marketing.derived.d:
    sql: "{{ config(tags=['region:EU']) }} select id, email from {{ ref('a') }}"
  marketing.derived.e: {sql: "select id, email from {{ ref('b') }} join {{ ref('d') }} using (id)"}
  marketing.product.product:
    sql: "select id, email as x from {{ ref('d') }}"
    columns: {x: [PII]}
"""


@pytest.mark.parametrize("name", sorted(each.stem for each in FIXTURES.glob("*.rego")))
def test_with_and_without_marks(
    judge_by: Judge, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    files = {f"{name}.rego": (FIXTURES / f"{name}.rego").read_text(encoding="utf-8")}
    with_marks = judge_by(files, PAGE)
    monkeypatch.setattr(inputs, "fixed_texts", lambda _sources: None)

    assert judge_by(files, PAGE) == with_marks
    assert with_marks.findings


@pytest.mark.parametrize("name", sorted(each.stem for each in FIXTURES.glob("*.rego")))
def test_with_and_without_what_is_not_seen(
    judge_by: Judge, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    files = {f"{name}.rego": (FIXTURES / f"{name}.rego").read_text(encoding="utf-8")}
    narrow = judge_by(files, PAGE)
    monkeypatch.setattr(inputs, "narrowed", lambda document, _seen: document)

    assert judge_by(files, PAGE) == narrow
    assert narrow.findings
