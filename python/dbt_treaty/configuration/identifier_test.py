from dbt_treaty.configuration.identifier import is_identifier


def test_names_are_plain_ascii_words_of_63_characters_at_most() -> None:
    names = (
        "a",
        "_",
        "Order_Facts2",
        "a" * 63,
        "",
        "2a",
        "a" * 64,
        "a-b",
        "a b",
        "é",
        "a\n",
        "a.b",
    )
    assert [name for name in names if is_identifier(name)] == ["a", "_", "Order_Facts2", "a" * 63]
