"""A product with thirty rules, and rows made to break each of them: for every engine alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

CONTRACT = r"""name: shop.product.sale
version: "1.0.0"
owner: {team: "@shop-team", on_call: shop-pager}
sla: {freshness: 1d, completeness: "99%", accuracy: "99%"}
semantics: {grain: one row for each sale}
schema:
  - {name: id, type: integer, primary_key: true}
  - {name: code, type: string, required: true, unique: true}
  - {name: shop_id, type: bigint, references: shops.id}
  - {name: "order", type: integer, required: true, max: 5}
  - {name: state, type: string, accepted_values: [new, old, "it's"]}
  - {name: paid, type: boolean, accepted_values: [true]}
  - {name: rate, type: "decimal(8,3)", accepted_values: ["0.500", 1.25]}
  - {name: tenth, type: float, accepted_values: [0.1]}
  - {name: moment, type: timestamp, accepted_values: ["2027-01-01T00:00:00"]}
  - {name: opened, type: timestamp, min: "2027-01-01T00:00:00", max: "2027-12-31T23:59:59"}
  - {name: day, type: date, min: "2027-01-01", max: "2027-12-31"}
  - {name: amount, type: "decimal(12,2)", min: 0, max: 1000}
  - {name: Quantity, type: integer, min: 1, max: 10}
  - {name: ratio, type: double, max: 0.5}
  - {name: zip, type: string, pattern: "^[0-9]{5}$"}
  - {name: path, type: string, pattern: '^\d+\.\w$'}
  - {name: "Group", type: string, accepted_values: ["1"]}
  - {name: email, type: string, tags: [PII]}
quality:
  row_rules:
    - {name: new_is_small, sql: "state <> 'new' or amount < 500"}
    - {name: has_at, sql: "email like '%@%' -- or else", severity: warn}
    - {name: no_braces, sql: "state <> '{{ 1 }}' and zip <> '00000'"}
    - {name: in_order, sql: "day <= cast(opened as date)"}
    - {sql: "Quantity <> 7"}
    - {name: either, sql: "\"order\" < 4 or paid is null"}
    - {name: mostly_even, sql: "id % 2 = 0 or id < 500", error_if: "10%"}
    - {name: seldom_odd, sql: "id <> 601", error_if: "1%"}
"""

TYPES = {
    "id": "'integer'",
    "code": "'string'",
    "shop_id": "'bigint'",
    "order": "'integer'",
    "state": "'string'",
    "paid": "'boolean'",
    "rate": "'decimal', 8, 3",
    "tenth": "'float'",
    "moment": "'timestamp'",
    "opened": "'timestamp'",
    "day": "'date'",
    "amount": "'decimal', 12, 2",
    "Quantity": "'integer'",
    "ratio": "'double'",
    "zip": "'string'",
    "path": "'string'",
    "Group": "'string'",
    "email": "'string'",
}
GOOD = {
    "id": "0",
    "code": "'c'",
    "shop_id": "1",
    "order": "1",
    "state": "'old'",
    "paid": "true",
    "rate": "0.5",
    "tenth": "'0.1'",
    "moment": "'2027-01-01 00:00:00'",
    "opened": "'2027-06-01 12:00:00'",
    "day": "'2027-06-01'",
    "amount": "10",
    "Quantity": "1",
    "ratio": "0.5",
    "zip": "'12345'",
    "path": "'1.a'",
    "Group": "'1'",
    "email": "'a@example.com'",
}

# The rules that a row breaks, and what is unlike a good row in it; the key is the row's id.
Bad = Mapping[int, tuple[tuple[str, ...], Mapping[str, str]]]
BAD: Bad = {
    1: (("code.required",), {"code": "null"}),
    2: (("code.unique",), {"code": "'twice'"}),
    4: (("code.unique",), {"code": "'twice'"}),
    6: (("shop_id.references",), {"shop_id": "99"}),
    8: (("order.required",), {"order": "null"}),
    10: (("order.max",), {"order": "6", "paid": "null"}),
    12: (("state.accepted_values",), {"state": "'its'"}),
    14: (("paid.accepted_values",), {"paid": "false"}),
    16: (("rate.accepted_values",), {"rate": "0.501"}),
    18: (("tenth.accepted_values",), {"tenth": "'0.2'"}),
    20: (("moment.accepted_values",), {"moment": "'2027-01-01 00:00:01'"}),
    22: (("opened.min",), {"opened": "'2026-12-31 23:59:59'", "day": "null"}),
    24: (("opened.max",), {"opened": "'2028-01-01 00:00:00'"}),
    26: (("day.min",), {"day": "'2026-12-31'"}),
    28: (("day.max",), {"day": "'2028-01-01'", "opened": "null"}),
    30: (("amount.min",), {"amount": "-0.01"}),
    32: (("amount.max",), {"amount": "1000.01"}),
    34: (("Quantity.min",), {"Quantity": "0"}),
    36: (("Quantity.max",), {"Quantity": "11"}),
    38: (("ratio.max",), {"ratio": "0.51"}),
    40: (("zip.pattern",), {"zip": "'1234a'"}),
    42: (("path.pattern",), {"path": "'1_a'"}),
    44: (("Group.accepted_values",), {"Group": "'2'"}),
    46: (("new_is_small",), {"state": "'new'", "amount": "500"}),
    48: (("has_at",), {"email": "'nobody'"}),
    50: (("no_braces",), {"zip": "'00000'"}),
    52: (("in_order",), {"day": "'2027-06-02'"}),
    54: (("rule_b2d4bfa8",), {"Quantity": "7"}),
    56: (("either",), {"order": "4"}),
    501: (("mostly_even",), {}),
    601: (("mostly_even", "seldom_odd"), {}),
    # One that breaks many at once, and one of NULLs, which breaks nothing but what forbids NULL.
    98: (
        ("order.max", "state.accepted_values", "amount.min", "zip.pattern", "has_at", "either"),
        {"order": "9", "state": "'?'", "amount": "-5", "zip": "''", "email": "'-'"},
    ),
    100: ((), dict.fromkeys(set(GOOD) - {"id", "code", "order"}, "null")),
    102: ((), {"state": "'it''s'", "rate": "1.25", "Quantity": "10", "order": "3"}),
}
NO_KEY = "null"  # a row without its key stands apart: it has no id to be told by


def rows(bad: Bad = BAD) -> list[dict[str, str]]:
    """The rows as SQL, by column: a good one, those given, and of any bad some whose key is."""
    made = [{**GOOD, "code": "'good'"}]
    for number, (_, said) in bad.items():
        made.append({**GOOD, "id": str(number), "code": f"'c{number}'", **said})
    if bad:
        made += [{**GOOD, "id": "900", "code": f"'k{at}'"} for at in (1, 2)]
        made.append({**GOOD, "id": NO_KEY, "code": "'k3'"})
    return made


def broken(bad: Bad = BAD) -> dict[str, int]:
    """How many rows break each rule."""
    counts: dict[str, int] = {"primary_key": 2, "id.required": 1} if bad else {}
    for rules, _ in bad.values():
        for rule in rules:
            counts[rule] = counts.get(rule, 0) + 1
    return counts


def model_sql(made: Sequence[Mapping[str, str]], materialized: str = "view") -> str:
    """The model's SELECT: the rows, cast to what the contract wants."""
    union = "\nunion all ".join(
        "select " + ", ".join(f"{value} as {name}_" for name, value in row.items()) for row in made
    )
    columns = ",\n".join(
        f"  {{{{ as_type('{name}_', {logical}) }}}} as "
        f"{{{{ dbt_treaty.column_reference('{name}') }}}}"
        for name, logical in TYPES.items()
    )
    head = f"{{{{ config(materialized='{materialized}') }}}}\n-- depends_on: "
    return f"{head}{{{{ ref('shops') }}}}\nselect\n{columns}\nfrom (\n{union}\n) as made\n"


AS_TYPE = (
    "{%- macro as_type(value, kind, precision=none, scale=none) -%}\n"
    "cast({{ value }} as {{ dbt_treaty.data_type("
    "{'kind': kind, 'precision': precision, 'scale': scale}) }})\n{%- endmacro -%}\n"
)
FILES = {
    "dbt_treaty.yml": "domain: shop\n"
    "policies: {pii-unmasked: off, mask-not-applied: off, retention: off}\n",
    "models/raw/shops.sql": "select cast(1 as bigint) as id "
    "union all select cast(null as bigint)\n",
    "macros/as_type.sql": AS_TYPE,
    "contracts/product/sale.contract.yaml": CONTRACT,
    "models/product/sale.sql": model_sql(rows()),
}
