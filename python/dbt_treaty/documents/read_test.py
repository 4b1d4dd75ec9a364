import json
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dbt_treaty.documents.document import Document, Spot
from dbt_treaty.documents.read import MAX_BYTES, parse, read
from dbt_treaty.documents.text import UNPRINTABLE
from dbt_treaty.errors import Place, TreatyError

CASES = yaml.safe_load(Path(__file__).with_name("fixtures").joinpath("bad_yaml.yaml").read_text())

bounded = settings(max_examples=150, derandomize=True, deadline=None)
texts = st.text(max_size=30).filter(lambda text: not UNPRINTABLE.search(text))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**60), 10**60),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
)
plain_data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=15,
).filter(lambda data: data is not None)


def problems_of(text: str) -> str:
    with pytest.raises(TreatyError) as caught:
        parse(text, "file.yaml")
    return str(caught.value)


def read_problems(path: Path, root: Path) -> str:
    with pytest.raises(TreatyError) as caught:
        read(path, root)
    return str(caught.value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_bad_yaml_is_told_in_plain_words(case: dict[str, str]) -> None:
    assert problems_of(case["file"]) == case["says"].rstrip("\n")


def test_a_document_keeps_the_place_of_every_key_and_value() -> None:
    text = "# a comment\nname: orders\ntags: [PII, &eu EU]\nowner:\n  team: *eu\n"
    place = lambda line, column: Place("o.yaml", line, column)  # noqa: E731 - a word for the table
    assert parse(text, "o.yaml") == Document(
        path="o.yaml",
        data={"name": "orders", "tags": ["PII", "EU"], "owner": {"team": "EU"}},
        spots={
            (): Spot(None, place(2, 1)),
            ("name",): Spot(place(2, 1), place(2, 7), "orders"),
            ("tags",): Spot(place(3, 1), place(3, 7)),
            ("tags", 0): Spot(None, place(3, 8), "PII"),
            ("tags", 1): Spot(None, place(3, 13), "EU"),
            ("owner",): Spot(place(4, 1), place(5, 3)),
            ("owner", "team"): Spot(place(5, 3), place(5, 9), "EU"),
        },
    )


def test_words_mean_what_yaml_1_2_says() -> None:
    text = """
    words: [no, yes, on, off, y, N, true, False, NULL, ~, "", '1', !!str 2]
    numbers: [1, -1, +1, 0, 1.5, .5, 1e3, 1., 730]
    texts: [0x1F, 0o17, 012, 1_000, 12:30, 2027-03-31, 2027-03-31T10:00:00Z, 1.0.0, ., -, 1e, 99.9%]
    nothing:
    """.replace("., -,", "., '-',")
    assert parse(text, "f").data == {
        "words": ["no", "yes", "on", "off", "y", "N", True, False, None, None, "", "1", "2"],
        "numbers": [1, -1, 1, 0, 1.5, 0.5, 1000.0, 1.0, 730],
        "texts": [
            *("0x1F", "0o17", "012", "1_000", "12:30", "2027-03-31", "2027-03-31T10:00:00Z"),
            *("1.0.0", ".", "-", "1e", "99.9%"),
        ],
        "nothing": None,
    }


def test_the_deepest_nesting_allowed_is_read() -> None:
    data = parse("[" * 64 + "]" * 64, "f").data
    for _ in range(63):
        assert isinstance(data, list)
        data = data[0]
    assert data == []


def test_nesting_without_end_is_stopped_at_its_beginning() -> None:
    said = "file.yaml:1:65: lists and mappings nested deeper than 64\n    write it flatter"
    assert problems_of("[" * (MAX_BYTES - 1)) == said


def test_control_characters_are_named() -> None:
    assert problems_of("a: \x00\nb: x\x85y\x00\nc: \u202e\n") == (
        "file.yaml:1:4: U+0000 (a control character) stands in the file\n    remove it\n"
        "file.yaml:2:5: U+0085 (a control character) stands in the file\n    remove it\n"
        "file.yaml:3:4: U+202E (right-to-left override) stands in the file\n    remove it"
    )


def test_a_text_may_not_hold_half_a_character() -> None:
    assert problems_of("a: \ud800") == (
        "file.yaml:1:4: U+D800 (a control character) stands in the file\n    remove it"
    )


def test_a_byte_order_mark_and_any_line_end_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: a\r\nversion: b\r\n")
    document = read(path, tmp_path)
    assert (document.data, document.key(("version",))) == (
        {"name": "a", "version": "b"},
        Place("a.yaml", 2, 1),
    )


def test_files_that_can_t_be_read(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "secret.yaml").write_text("name: a")
    (root / "latin.yaml").write_bytes(b"name: a\nowner: Jos\xe9\n")
    (root / "large.yaml").write_bytes(b"#" * (2 * 1024 * 1024))
    (root / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "dangling.yaml").symlink_to(root / "nothing.yaml")
    (root / "circle.yaml").symlink_to(root / "circle.yaml")
    (root / "folder.yaml").mkdir()
    os.mkfifo(root / "pipe.yaml")
    names = ["latin", "large", "out", "dangling", "folder", "pipe", "missing"]
    there = "see that it is there, and that you may read it"
    a_file = "put a file there, or give it another name"
    assert [read_problems(root / f"{name}.yaml", root) for name in names] == [
        "latin.yaml:2: not UTF-8 text: the byte 0xe9 fits no character\n"
        "    save the file with the encoding UTF-8",
        "large.yaml: the file has 2,097,152 bytes; at most 1,048,576 (1 MiB) are read\n"
        "    split it",
        "out.yaml: a link that leads out of the project\n    put the file itself into the project",
        f"dangling.yaml: can't be read: No such file or directory\n    {there}",
        f"folder.yaml: is a folder\n    {a_file}",
        f"pipe.yaml: is no regular file\n    {a_file}",
        f"missing.yaml: can't be read: No such file or directory\n    {there}",
    ]
    assert read_problems(root / "circle.yaml", root).startswith("circle.yaml: can't be read: ")


def test_a_text_too_large_is_refused_before_it_is_parsed() -> None:
    said = (
        "file.yaml: the file has 1,048,577 bytes; at most 1,048,576 (1 MiB) are read\n    split it"
    )
    assert problems_of("#" * (MAX_BYTES + 1)) == said


def test_an_absent_entry_stands_where_its_parent_does() -> None:
    document = parse("owner:\n  team: a\n", "f")
    assert (document.key(("owner", "on_call", 3)), document.value(("owner", "on_call"))) == (
        Place("f", 1, 1),
        Place("f", 2, 3),
    )


@bounded
@given(plain_data)
def test_json_is_read_as_what_it_is(data: object) -> None:
    assert parse(json.dumps(data, ensure_ascii=False), "f").data == data


@bounded
@given(plain_data)
def test_every_place_is_where_the_value_stands(data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    document = parse(text, "f")
    lines = text.split("\n")
    for path, spot in document.spots.items():
        value = data
        for step in path:
            value = value[step]  # type: ignore[index] # the path is the document's
        begun = json.dumps(value, ensure_ascii=False, indent=1).split("\n")[0]
        assert lines[spot.value.line - 1][spot.value.column - 1 :].startswith(begun)
        if spot.key:
            key = json.dumps(path[-1], ensure_ascii=False)
            assert lines[spot.key.line - 1][spot.key.column - 1 :].startswith(key)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab1 :-?[]{},&*!|>'\"%@`#\n\t\\.<~")), max_size=40))
def test_no_text_raises_anything_but_treaty_error(text: str) -> None:
    try:
        parse(text, "f")
    except TreatyError as error:
        assert error.problems
