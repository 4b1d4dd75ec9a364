"""What the pages say is there: links, commands, macros, keys and policies."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from docs_page import anchors, code, links
from docs_policies import FOLDER, page_of
from docs_schemas import Key, keys, schemas
from generate_docs import BLOCKS, MEND, ROOT, generated, pages

from dbt_treaty.cli.group import dbt_treaty
from dbt_treaty.judging.canon import POLICIES

PAGES = [
    *pages(),
    *sorted(FOLDER.glob("*.md")),
    ROOT / "integration_tests" / "mesh" / "README.md",
    ROOT / "python" / "dbt_treaty" / "lineage" / "fixtures" / "README.md",
]
MACROS = {path.stem for path in (ROOT / "macros").rglob("*.sql")}
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
SOURCES = [
    path
    for path in sorted((ROOT / "python").rglob("*.py"))
    if not path.name.endswith("_test.py") and path.name != "conftest.py"
]
by_name = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_generated_parts_are_as_the_code_has_them(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == generated(page), MEND


def test_every_generated_part_stands_somewhere() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in pages())

    assert set(re.findall(r"<!-- generated: ([a-z ]+) -->", text)) == BLOCKS.keys()


@by_name
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not link.startswith("https://")] == [
        link
        for link in links(page)
        if not link.startswith("https://") and _leads_somewhere(page, link)
    ]


def _leads_somewhere(page: Path, link: str) -> bool:
    path, _, fragment = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not fragment or fragment in anchors(target))


@by_name
def test_every_command_is_there(page: Path) -> None:
    assert [line for line in code(page) if _fault_in_command(line)] == []


def _fault_in_command(line: str) -> str | None:
    """What is wrong with a command line of ours, of dbt's or of make's; None for anything else."""
    if not re.match(r"(dbt|dbt-treaty|make) [a-z-]", line):
        return None
    words = shlex.split(line.split(" > ", maxsplit=1)[0])
    if words[0] == "make":
        return None if words[1] in TARGETS else f"no target {words[1]}"
    group = dbt_treaty if words[0] == "dbt-treaty" else _dbt()
    if words[1] == "run-operation" and words[2] not in MACROS:
        return f"no macro {words[2]}"
    command = group
    for word in words[1:]:
        if isinstance(command, click.Group) and not word.startswith("-"):
            found = command.get_command(click.Context(command), word)
            if found is None:
                return f"no command {word}"
            command = found
    options = {each for parameter in command.params for each in parameter.opts} | {"--help"}
    unknown = [word for word in words[2:] if word.startswith("--") and word not in options]
    return f"no option {unknown[0]}" if unknown else None


def _dbt() -> click.Group:
    from dbt.cli.main import cli

    return cli


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("dbt-treaty chek", "no command chek"),
        ("dbt-treaty check --from json", "no option --from"),
        ("dbt run-operation infer_contracts", "no macro infer_contracts"),
        ("dbt docs serv", "no command serv"),
        ("dbt biuld", "no command biuld"),
        ("make docs-chek", "no target docs-chek"),
        ("dbt-treaty check --format json --output treaty.json", None),
        ("dbt docs generate", None),
    ],
)
def test_a_command_that_is_not_there_is_noticed(line: str, fault: str | None) -> None:
    assert _fault_in_command(line) == fault


@by_name
def test_every_macro_is_there(page: Path) -> None:
    called = {name for line in code(page) for name in re.findall(r"dbt_treaty\.(\w+)\(", line)}

    assert called - MACROS == set()


def _keys() -> Iterator[Key]:
    for schema in schemas():
        yield from keys(schema)


@pytest.mark.parametrize("key", list(_keys()), ids=lambda key: key.path)
def test_every_key_is_described(key: Key) -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in pages())

    assert key.schema.get("description", "").endswith(".")
    assert f"`{key.path}`" in text, MEND


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_every_policy_has_page_test_and_mention(policy: object) -> None:
    page = page_of(getattr(policy, "name", ""))

    assert page.is_file()
    assert page.with_name(f"{page.stem}_test.py").is_file()
    for where in (ROOT / "README.md", ROOT / "docs" / "policies.md"):
        assert f"/{page.name})" in where.read_text(encoding="utf-8"), MEND


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_everything_public_says_what_it_is(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    named = [("the module", tree), *_public(tree)]

    assert [name for name, node in named if not ast.get_docstring(node)] == []


def _public(
    node: ast.Module | ast.ClassDef,
) -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    for child in node.body:
        if isinstance(child, ast.FunctionDef | ast.ClassDef) and not child.name.startswith("_"):
            yield child.name, child
            if isinstance(child, ast.ClassDef):
                yield from _public(child)


def test_the_documentation_has_every_page_of_the_readme() -> None:
    linked = {Path(link.split("#")[0]).name for link in links(ROOT / "README.md")}

    assert {page.name for page in (ROOT / "docs").glob("*.md")} <= linked


def test_the_conflicts_of_sync_are_worded_as_sync_words_them() -> None:
    page = (ROOT / "docs" / "sync.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| ", page.split("## Conflicts")[1], re.MULTILINE)
    said = [
        node.value
        for path in (ROOT / "python" / "dbt_treaty" / "sync").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]

    parts = [part.strip() for row in rows for part in re.split("[…,]", row) if part.strip()]
    assert len(rows) == 13
    assert [part for part in parts if not any(part in text for text in said)] == []
