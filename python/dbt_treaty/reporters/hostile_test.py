"""Names and messages come from other people's files: in no format do they become markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dbt_treaty.findings import Coverage, Finding, Report, Severity, Unresolved
from dbt_treaty.reporters.github import render_github
from dbt_treaty.reporters.json_report import render_json
from dbt_treaty.reporters.junit import render_junit
from dbt_treaty.reporters.line import printable
from dbt_treaty.reporters.markdown import render_markdown
from dbt_treaty.reporters.place import shown_path
from dbt_treaty.reporters.sarif import render_sarif
from dbt_treaty.reporters.sarif_test import SCHEMA
from dbt_treaty.reporters.text import summary

SNIPPETS = [
    "::error::",
    "::stop-commands::x",
    "##[error]",
    "%0A",
    "]]>",
    "-->",
    "<!-- ",
    "<script>alert(1)</script>",
    "&amp;",
    "| a | b |\n|---|---|",
    "[link](https://example.com)",
    "![image](x)",
    "```\n",
    "# title\n",
    "\n- item",
    "\n\n    code",
    "\n===\n",
    "{0}",
    "{{ 1 }}",
    "@team",
    "\x1b[2J",
    "\x00",
    "\x85",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\r\n",
    "\ud800",
    "\\",
]
TEXTS = st.lists(
    st.sampled_from(SNIPPETS) | st.text("ab`_: ,%<>&[](){}#*~\"'\\\n\t\x0b", max_size=4)
).map("".join)
FINDINGS = st.builds(
    Finding,
    policy=TEXTS,
    severity=st.sampled_from([Severity.ERROR, Severity.WARN]),
    resource=TEXTS,
    message=TEXTS,
    help=TEXTS,
    column=st.none() | TEXTS,
    path=TEXTS,
    line=st.integers(0, 9),
    trail=st.lists(TEXTS, max_size=3).map(tuple),
    exception=st.none() | TEXTS,
)
REPORTS = st.builds(
    Report,
    st.lists(FINDINGS, max_size=3).map(tuple),
    st.builds(
        Coverage,
        unresolved=st.lists(st.builds(Unresolved, TEXTS, st.none() | TEXTS, TEXTS), max_size=2).map(
            tuple
        ),
    ),
    st.lists(TEXTS, max_size=2).map(tuple),
)
VALIDATOR = Draft202012Validator(SCHEMA)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
hostile = settings(max_examples=60, derandomize=True, deadline=None)
WORST = "".join(SNIPPETS)
WORST_REPORT = Report(
    (Finding(WORST, Severity.ERROR, WORST, WORST, WORST, WORST, WORST, 1, (WORST, WORST), WORST),),
    Coverage(unresolved=(Unresolved(WORST, WORST, WORST),)),
    (WORST,),
)


@hostile
@given(REPORTS)
@example(WORST_REPORT)
def test_json_gives_back_every_character(report: Report) -> None:
    told = json.loads(render_json(report).encode())

    assert [finding["message"] for finding in told["findings"]] == [
        finding.message for finding in report.findings
    ]
    assert told["notes"] == list(report.notes)


@hostile
@given(REPORTS)
@example(WORST_REPORT)
def test_sarif_is_valid_and_its_texts_are_plain(report: Report) -> None:
    log = json.loads(render_sarif(report).encode())
    (run,) = log["runs"]
    texts = list(_strings(log))

    assert list(VALIDATOR.iter_errors(log)) == []
    assert len(run["results"]) == len(report.findings)
    assert [text for text in texts if not text.replace("\n", "").isprintable()] == []
    for message in _messages(run):
        assert list(_placeholders(message)) == []
        assert re.search(r"(?<!\\)(\\\\)*\]\(", message) is None


@hostile
@given(REPORTS)
@example(WORST_REPORT)
def test_junit_is_xml_that_holds_the_texts(report: Report) -> None:
    suite = ElementTree.fromstring(render_junit(report).encode()).find("testsuite")  # noqa: S314 - our own

    assert suite is not None
    cases = list(suite)
    assert len(cases) == 1 + len(report.findings) + len(report.coverage.unresolved)
    assert {each.tag for each in suite.iter()} <= {
        "testsuite",
        "testcase",
        "system-out",
        "failure",
        "skipped",
    }
    for finding, case in zip(report.findings, cases[1:], strict=False):
        assert case[0].get("message") == printable(finding.message)
        assert case.get("classname") == f"dbt-treaty.{printable(finding.policy)}"


@hostile
@given(REPORTS)
@example(WORST_REPORT)
def test_github_reads_one_command_a_line(report: Report) -> None:
    *lines, last = render_github(report).encode().decode().splitlines()
    commands = [_command(line) for line in lines]

    assert last == summary(report)
    assert len(commands) == len(report.findings) + len(report.notes) + 1
    for finding, (kind, properties, data) in zip(report.findings, commands, strict=False):
        refused = finding.severity is Severity.ERROR and finding.exception is None
        assert kind == ("error" if refused else "warning")
        assert properties["title"] == shown_path(finding.policy)
        assert properties.keys() <= {"file", "line", "title"}
        assert data.split("\n")[0] == printable(finding.message)


@hostile
@given(REPORTS)
@example(WORST_REPORT)
def test_markdown_has_the_blocks_of_a_harmless_report(report: Report) -> None:
    blocks = READER.parse(render_markdown(report).encode().decode())
    inline = [child for block in blocks for child in block.children or ()]

    assert _shape(blocks) == _shape(READER.parse(render_markdown(_harmless(report))))
    assert {child.type for child in inline} <= {"text", "code_inline"}
    shown = "".join(child.content for child in inline)
    for text in (each.message for each in report.findings):
        assert _letters(printable(text)) in _letters(shown)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _messages(run: dict[str, Any]) -> Iterator[str]:
    for each in (*run["results"], *run["invocations"][0]["toolExecutionNotifications"]):
        yield from each["message"]["text"].split("\n")


def _placeholders(text: str) -> Iterator[str]:
    """What a reader of SARIF would fill in, `{{` and `}}` being braces."""
    for found in re.finditer(r"\{\{|\}\}|\{\d+\}", text):
        if found[0] not in ("{{", "}}"):
            yield found[0]


def _command(line: str) -> tuple[str, dict[str, str], str]:
    """A line as the runner of GitHub takes it apart."""
    assert line.startswith("::")
    head, data = line[2:].split("::", 1)
    kind, _, listed = head.partition(" ")
    properties = dict(each.split("=", 1) for each in listed.split(","))
    return kind, {name: _read(value) for name, value in properties.items()}, _read(data)


def _read(text: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def _harmless(report: Report) -> Report:
    def tame(text: str) -> str:
        return "x" if text else text

    findings = tuple(
        replace(
            each,
            policy="x",
            resource="x",
            message=tame(each.message),
            help=tame(each.help),
            column="x",
            path="x",
            trail=("x",) * len(each.trail),
            exception=None if each.exception is None else tame(each.exception),
        )
        for each in report.findings
    )
    unresolved = tuple(Unresolved("x", None, "x") for _ in report.coverage.unresolved)
    return Report(findings, Coverage(unresolved=unresolved), ("x",) * len(report.notes))


def _shape(blocks: list[Token]) -> list[tuple[str, str, str | None]]:
    """The blocks; of HTML, our own comment and nothing else."""
    return [
        (each.type, each.tag, each.content if each.type == "html_block" else None)
        for each in blocks
    ]


def _letters(text: str) -> str:
    return re.sub(r"[`\s\u200b]", "", text)
