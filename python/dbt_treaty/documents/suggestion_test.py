from dbt_treaty.documents.suggestion import suggest


def test_the_nearest_word_is_suggested_in_its_own_spelling() -> None:
    words = ("version", "owner", "onCall")
    assert [suggest(word, words) for word in ("verison", "oncall", "zzz", "", "v" * 10_000)] == [
        'did you mean "version"?',
        'did you mean "onCall"?',
        "",
        "",
        "",
    ]
