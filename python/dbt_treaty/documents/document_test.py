from dbt_treaty.documents.document import spell


def test_a_path_is_spelt_as_a_person_writes_it() -> None:
    assert [spell(p) for p in ((), ("a",), ("a", 0, "b-c"), (0, "x"), ("a", "b c", 'd"'))] == [
        "",
        "a",
        "a[0].b-c",
        "[0].x",
        'a["b c"]["d\\""]',
    ]
