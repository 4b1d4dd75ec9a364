"""Hand-written entries and groups are found with their places; generated ones do not count."""

from dbt_treaty.errors import Place
from dbt_treaty.sync.conftest import Make
from dbt_treaty.sync.dbt_project import read_dbt_project
from dbt_treaty.sync.handwritten import HandWritten, read_handwritten

BOTH = """\
version: 2

models:
  - name: item
    columns: [{name: models}]
  - description: nameless
  - {name: order, versions: [{v: 1}]}
groups:
- owner: {name: us}
  name: shop
sources:
  - {name: erp, tables: [{name: parts}, {description: nameless}]}
  - {name: empty}
"""


def test_entries_and_groups_wherever_properties_lie(make: Make) -> None:
    root = make(
        {
            "models/product/all.yml": BOTH,
            "macros/groups.yaml": "groups: [{name: other}]\r\n",
            "models/product/_treaty/item.yml": "models: [{name: generated}]\n",
            "models/broken.yml": "models: [",
            "models/odd.yml": "models: {name: not_a_list}\ngroups: text\n",
            "models/empty.yml": "",
        }
    )
    assert read_handwritten(read_dbt_project(root)) == HandWritten(
        models={
            "item": Place("models/product/all.yml", 4),
            "order": Place("models/product/all.yml", 7),
        },
        groups={
            "shop": Place("models/product/all.yml", 10),
            "other": Place("macros/groups.yaml", 1),
        },
        sources={("erp", "parts")},
    )
