from jsonschema import Draft202012Validator

from dbt_treaty.documents.judge import Judgement, judge
from dbt_treaty.documents.read import parse
from dbt_treaty.errors import Place, Problem

OWNER = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "required": ["team"],
            "properties": {"team": {"type": "string"}},
            "additionalProperties": False,
        },
    ]
}
SCHEMA = Draft202012Validator(
    {
        "type": "object",
        "properties": {
            "owner": OWNER,
            "size": {"type": "integer", "minimum": 1, "maximum": 9},
            "code": {"type": "string", "pattern": "^[a-z]$", "title": "one small letter"},
            "names": {"type": "array", "items": {"type": "string"}},
            "by_code": {
                "type": "object",
                "propertyNames": {"pattern": "^[a-z]$", "title": "one small letter"},
            },
        },
        "additionalProperties": False,
    }
)


def told(text: str) -> list[str]:
    return [str(problem) for problem in judge(parse(text, "f"), SCHEMA).problems]


def test_what_fits_is_left_and_every_path_is_still_the_documents() -> None:
    text = "ownr: a\nsize: big\nnames: [a, 1, b]\nowner: {team: a, tem: b}\n"
    assert judge(parse(text, "f"), SCHEMA) == Judgement(
        problems=(
            Problem(
                Place("f", 1, 1),
                'unknown key "ownr"',
                'did you mean "owner"?; allowed: owner, size, code, names, by_code',
            ),
            Problem(Place("f", 2, 7), 'size: wants a whole number; got the text "big"'),
            Problem(
                Place("f", 3, 12),
                "names[1]: wants text; got the number 1",
                'put it in quotes: "1"',
            ),
            Problem(
                Place("f", 4, 18),
                'unknown key "tem" in owner',
                'did you mean "team"?; allowed: team',
            ),
        ),
        fit={"names": ["a", None, "b"], "owner": {"team": "a"}},
    )


def test_of_alternatives_the_one_that_takes_the_type_speaks() -> None:
    assert [told(f"owner: {owner}") for owner in ('""', "{tem: a}", "[a]")] == [
        ["f:1:8: owner: is empty\n    give a value, or remove the key"],
        [
            'f:1:1: owner lacks the key "team"\n    add `team:`',
            'f:1:9: unknown key "tem" in owner\n    did you mean "team"?; allowed: team',
        ],
        ["f:1:8: owner: wants text or a mapping; got a list"],
    ]


def test_bounds_patterns_and_keys_are_told_by_their_titles() -> None:
    assert told("size: 0\ncode: AB\nby_code: {AB: 1}") == [
        "f:1:7: size: wants at least 1; got the number 0",
        'f:2:7: code: wants one small letter; got the text "AB"',
        'f:3:11: by_code: the key "AB" does not fit: it is not one small letter',
    ]


def test_a_document_of_another_kind_is_refused_whole() -> None:
    assert judge(parse("[a]", "f"), SCHEMA) == Judgement(
        (
            Problem(
                Place("f", 1, 1), "wants a mapping; got a list", "write its keys, such as `owner:`"
            ),
        ),
        None,
    )
