"""The model that sync writes for a view, in which no text of a contract is Jinja."""

import re
from pathlib import Path

from jinja2.nativetypes import NativeEnvironment

from dbt_treaty.project.generated_header import GeneratedHeader, Synced, parse_header
from dbt_treaty.sync.conftest import CONTRACT, Make, make_targets
from dbt_treaty.sync.job import Target
from dbt_treaty.sync.view_sql import view_sql

VIEWS = """\
views:
  - name: item_for_sales
    consumer: sales
    columns: [id, {name: label, as: tag, mask: redact}]
    where: "label <> '{{ 1/0 }} %} é \\\\ \\" #}\\n' -- \\r😀"
  - {name: item_ids, consumer: sales, columns: [id]}
"""
WHERE = "label <> '{{ 1/0 }} %} é \\ \" #}\n' -- \r😀"


def view_targets(make: Make, views: str) -> list[Target]:
    _, targets = make_targets(make({"contracts/product/item.contract.yaml": CONTRACT + views}))
    return [target for target in targets if target.contract.view_of]


def texts(make: Make) -> list[str]:
    listed = view_targets(make, VIEWS)
    return [view_sql(t, t.contract.view_of) for t in listed if t.contract.view_of]


def test_the_whole_file(make: Make) -> None:
    (target,) = view_targets(make, "views: [{name: item_ids, consumer: sales, columns: [id]}]\n")
    assert target.file == Path("models/product/_treaty/item_ids.sql")
    assert target.contract.view_of is not None
    text = view_sql(target, target.contract.view_of)
    path = "contracts/product/item.contract.yaml"
    synced = Synced("shop.product.item_ids", "1.2.0", target.contract.checksum)
    assert parse_header(text) == GeneratedHeader(path, (synced,), intact=True)
    header, _, body = text.partition("\n\n")
    assert [line.partition(" ")[0] for line in header.splitlines()] == ["--"] * 3
    assert body == (
        '{{ config(materialized="view") }}\n\n'
        "{{ dbt_treaty.consumer_view(\n"
        '    ref("item", v=1),\n'
        "    [\n"
        '        {"name": "id"},\n'
        "    ],\n"
        ") }}\n"
    )


def test_jinja_reads_back_what_the_contract_says(make: Make) -> None:
    said: list[object] = []

    class Package:
        @staticmethod
        def consumer_view(*given: object, **named: object) -> str:
            said.append((given, named))
            return ""

    for text in texts(make):
        NativeEnvironment().from_string(text).render(
            dbt_treaty=Package,
            ref=lambda name, v: f"{name} {v}",
            config=lambda **named: said.append(named),
        )
    assert said == [
        {"materialized": "table"},
        (
            ("item 1", [{"name": "id"}, {"name": "label", "as": "tag", "mask": "redact"}]),
            {"where": WHERE},
        ),
        {"materialized": "view"},
        (("item 1", [{"name": "id"}]), {}),
    ]


def test_a_text_stands_on_one_line_of_a_literal(make: Make) -> None:
    (line,) = re.findall(r"^    where=.*$", texts(make)[0], flags=re.MULTILINE)
    assert line.startswith("    where=\"label <> '{{ 1/0 }} %} é")
    assert line.endswith('-- \\r😀",')
