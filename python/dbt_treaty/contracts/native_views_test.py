"""Views as the native format has them."""

from dbt_treaty.contracts.home import Home
from dbt_treaty.contracts.model import ConsumerView, Contract, ViewColumn
from dbt_treaty.contracts.native import read_native
from dbt_treaty.documents.read import parse

CONTRACT = """\
name: orders.product.order_facts
schema:
  - {name: order_id, type: integer}
  - {name: amount, type: "decimal(12,2)"}
  - {name: email, type: string}
views:
  - name: order_facts_for_finance
    consumer: finance
    description: What was paid.
    columns:
      - order_id
      - {name: amount, as: gross_amount}
      - {name: email, as: email, mask: redact}
    where: status = 'paid'
  - {name: order_ids, consumer: "@audit team", columns: [order_id]}
"""


def read(text: str) -> Contract:
    (contract,) = read_native(parse(text, "a.contract.yaml"), Home("orders", "product"))
    return contract


def test_views_with_their_lines() -> None:
    columns = (
        ViewColumn("order_id"),
        ViewColumn("amount", "gross_amount"),
        ViewColumn("email", None, "redact"),
    )
    views = read(CONTRACT).views
    assert views == (
        ConsumerView(
            "order_facts_for_finance", "finance", columns, "status = 'paid'", "What was paid."
        ),
        ConsumerView("order_ids", "@audit team", (ViewColumn("order_id"),)),
    )
    assert [view.line for view in views] == [7, 15]
    assert [column.line for column in views[0].columns] == [11, 12, 13]
    assert [column.shown for column in views[0].columns] == ["order_id", "gross_amount", "email"]


def test_a_line_changes_no_checksum_and_every_word_of_a_view_does() -> None:
    checksum = read(CONTRACT).checksum
    assert read("# a comment\n" + CONTRACT).checksum == checksum
    others = [
        CONTRACT.replace("'paid'", "'open'"),
        CONTRACT.replace("gross_amount", "gross"),
        CONTRACT.replace("mask: redact", "mask: sha256"),
        CONTRACT.replace("consumer: finance", "consumer: sales"),
        CONTRACT.replace("name: order_ids", "name: ids"),
        CONTRACT.replace("What was paid", "What is paid"),
    ]
    assert len({checksum, *(read(text).checksum for text in others)}) == 1 + len(others)


def test_what_is_still_to_be_written_is_told_and_data_is_not() -> None:
    text = CONTRACT.replace("What was paid.", "TODO").replace("'paid'", "'todo'")
    assert read(text).todos == ("views[0].description",)
