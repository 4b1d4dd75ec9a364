from dbt_treaty.contracts.todo import find_todos, is_todo


def test_words_and_placeholders_that_say_that_something_is_to_be_written() -> None:
    texts = (
        *("TODO", "todo: ask", "owner TBD", "(fixme)", "<team>", " <the team> "),
        *("todos", "mastodon", "a <b> c", "x < 1 and y > 2", "", "array<string>"),
    )
    assert [text for text in texts if is_todo(text)] == list(texts[:6])


def test_paths_are_those_of_the_interface_and_data_is_no_prose() -> None:
    plain = {
        "table": "todo",
        "columns": [
            {"name": "todo", "type": "string", "accepted_values": ["todo"], "tags": ["a", "TBD"]}
        ],
        "semantics": {"min": "TODO"},
        "place": {"path": "todo/a.contract.yaml"},
        "row_rules": [{"sql": "a <> 'it''s todo'", "description": "todo"}, {"sql": "1 -- TODO"}],
    }
    assert find_todos(plain) == (
        "schema.todo.tags[1]",
        "semantics.min",
        "quality.row_rules[0].description",
        "quality.row_rules[1].sql",
    )
