from dbt_treaty.contracts.translation import Translation
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import Place

TEXT = """\
info: {name: a, owner: b}
fields:
  - {title: id, marks: [x, y]}
"""


def test_what_is_put_keeps_its_place_and_its_files_name_for_it() -> None:
    source = parse(TEXT, "a.yaml")
    native = Translation(source)
    native.put(("name",), "a", ("info", "name"))
    native.put(("owner", "team"), "b", ("info", "owner"))
    native.put(("schema", 0), {}, ("fields", 0))
    native.put(("schema", 0, "tags"), ["x", "y"], ("fields", 0, "marks"))

    document = native.document()

    assert document.data == {"name": "a", "owner": {"team": "b"}, "schema": [{"tags": ["x", "y"]}]}
    assert document.value(("schema", 0, "tags", 1)) == Place("a.yaml", 3, 28)
    assert document.key(("owner", "team")) == Place("a.yaml", 1, 17)
    assert [
        document.spell(path)
        for path in (("schema", 0, "tags", 1), ("schema", 0, "type"), ("owner",), ("sla",), ())
    ] == ["fields[0].marks[1]", "fields[0].type", "info.owner", "sla", ""]


def test_a_mapping_adds_its_keys_and_a_list_takes_the_place_of_another() -> None:
    native = Translation(parse("a: {b: 1}\nc: [1]\n", "a.yaml"))
    native.put(("sla", "freshness"), "1d", ("a",))
    native.put(("sla",), {"accuracy": "99%"}, ("a",))
    native.put(("tags",), ["x", "y"], ("c",))
    native.put(("tags",), ["z"], ("c",))
    native.put(("tags", 1), "w", ("c", 0))

    assert native.data == {"sla": {"freshness": "1d", "accuracy": "99%"}, "tags": ["z", "w"]}
