from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dbt_treaty.findings import Coverage, Finding, Report, Severity, Unresolved
from dbt_treaty.reporters.line import Line, render_lines
from dbt_treaty.reporters.text import coverage_sentence, render_text, short_name, summary

UNMASKED = Finding(
    policy="pii-unmasked",
    severity=Severity.ERROR,
    resource="model.customer.customer_dim",
    message="customer_dim.email brings PII into the product tier, where other domains read it, and "
    "its contract promises no mask.",
    help="Give email a `mask:` in contracts/customer_dim.contract.yaml:7 and apply it in the "
    "model: `{{ dbt_treaty.mask('email', 'tokenize') }}`, or leave the column out.",
    column="email",
    path="models/product/customer_dim.sql",
    line=7,
    trail=(
        "source.customer.raw.users.email",
        "model.customer.users_clean.email_lower",
        "model.customer.customer_dim.email",
    ),
)
UNOWNED = Finding(
    policy="unknown-owner",
    severity=Severity.WARN,
    resource="seed.customer.days",
    message="The seed days has no tier: nobody can tell who may read it.",
    help="Move it.",
    path="seeds/days.csv",
)
BROKEN = Finding(
    "semver-bump", Severity.ERROR, "", "This policy is broken: KeyError: 'x'", "Report it."
)
REPORT = Report(
    (
        BROKEN,
        UNMASKED,
        replace(UNMASKED, column="phone", line=8, trail=("model.c.d.phone",)),
        UNOWNED,
    ),
    Coverage(12, 11, 88, 80, (Unresolved("model.customer.scored", None, "python model"),)),
    ("This project has no contracts.",),
)
EXPECTED = """\
the whole project

  error semver-bump
    This policy is broken: KeyError: 'x'
    mend: Report it.

models/product/customer_dim.sql

  error pii-unmasked models/product/customer_dim.sql:7
    customer_dim.email brings PII into the product tier, where other domains
    read it, and its contract promises no mask.
      raw.users.email
        → users_clean.email_lower
          → customer_dim.email
    mend: Give email a `mask:` in contracts/customer_dim.contract.yaml:7 and
          apply it in the model: `{{ dbt_treaty.mask('email', 'tokenize') }}`,
          or leave the column out.

  error pii-unmasked models/product/customer_dim.sql:8
    customer_dim.email brings PII into the product tier, where other domains
    read it, and its contract promises no mask.
    mend: Give email a `mask:` in contracts/customer_dim.contract.yaml:7 and
          apply it in the model: `{{ dbt_treaty.mask('email', 'tokenize') }}`,
          or leave the column out.

seeds/days.csv

  warn unknown-owner seeds/days.csv
    The seed days has no tier: nobody can tell who may read it.
    mend: Move it.

This project has no contracts.
Lineage: 11 of 12 models analysed, 80 of 88 columns resolved.
  scored: python model
3 errors, 1 warning.
"""


def test_a_report_in_a_log_of_80_columns() -> None:
    assert render_text(REPORT, width=80, color=False) == EXPECTED


def test_nothing_found_is_said() -> None:
    assert render_text(Report(), width=80, color=False) == (
        "Lineage: 0 of 0 models analysed, 0 of 0 columns resolved.\n0 errors, 0 warnings.\n"
    )


def test_colours_change_no_character() -> None:
    coloured = render_text(REPORT, width=80, color=True)

    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert _without_colour(coloured) == EXPECTED


def test_an_excepted_finding_says_by_what() -> None:
    report = Report((replace(UNOWNED, exception="days_for_now"),))

    text = render_text(report, width=80, color=False)

    assert "warn unknown-owner seeds/days.csv (excepted: days_for_now)\n" in text
    assert summary(report) == "0 errors, 0 warnings, 1 excepted."


def test_a_long_list_of_what_is_unresolved_is_cut_and_says_so() -> None:
    unresolved = tuple(Unresolved(f"model.m.m{n:02}", "c", "why") for n in range(13))

    lines = render_text(
        Report(coverage=Coverage(unresolved=unresolved)), width=80, color=False
    ).splitlines()

    assert lines[1:12] == [
        *(f"  m{n:02}.c: why" for n in range(10)),
        "  and 3 more (--format json lists them all)",
    ]


def test_names_cannot_move_the_cursor() -> None:
    hostile = replace(UNOWNED, message="a \x1b[2Jb\x07 \u202ec", path="x\x1b[31m.sql")

    text = render_text(Report((hostile,)), width=80, color=False)

    assert "a ?[2Jb? ?c" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_short_names() -> None:
    names = ["source.customer.raw.users.email", "model.customer.dim.v2.email", "odd"]

    assert [short_name(name) for name in names] == ["raw.users.email", "dim.v2.email", "odd"]


def test_code_is_not_broken_where_it_fits_a_line() -> None:
    text = "Write `{{ mask('a', 'b') }}` or `a b c d e f g h i j k l m n`, then go."

    assert list(Line(text, indent=2).wrap(26)) == [
        "  Write",
        "  `{{ mask('a', 'b') }}`",
        "  or `a b c d e f g h i j",
        "  k l m n`, then go.",
    ]


WORDS = st.lists(st.text("ab`ö漢", min_size=1, max_size=12), max_size=30)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(words=WORDS, width=st.integers(1, 60), indent=st.integers(0, 8), hang=st.integers(0, 8))
def test_wrapping_keeps_every_word_and_the_width(
    words: list[str], width: int, indent: int, hang: int
) -> None:
    rows = list(Line(" ".join(words), indent=indent, hang=hang).wrap(width))

    assert [word for row in rows for word in row.split()] == words
    for at, row in enumerate(rows):
        assert cell_len(row) <= width or len(row.split()) == 1 or not row.strip()
        assert not words or row.startswith(" " * (indent + (hang if at else 0)))


LINES = st.builds(
    Line,
    text=st.text("ab`ö漢 \x07", max_size=60),
    indent=st.integers(0, 8),
    style=st.sampled_from(["", "bold", "dim", "bold underline", "cyan"]),
    hang=st.integers(0, 8),
    label=st.sampled_from(["", "error", "mend:"]),
    label_style=st.sampled_from(["", "bold red", "green"]),
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(lines=st.lists(LINES, max_size=4), width=st.integers(40, 60))
def test_colours_are_as_rich_writes_them(lines: list[Line], width: int) -> None:
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system="standard")
    for line in lines:
        for at, row in enumerate(line.wrap(width)):
            text = Text(row)
            start = line.indent + (line.hang if at else 0)
            if line.label and not at:
                text.stylize(line.label_style, start, start + len(line.label))
                start += len(line.label)
            text.stylize(line.style, start)
            console.print(text, soft_wrap=True, highlight=False, markup=False, emoji=False)

    assert render_lines(lines, width=width, color=True) == out.getvalue()


def _without_colour(text: str) -> str:

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize(
    ("models", "said"),
    [
        ((), ""),
        (
            ("model.a.b",),
            " The contract of 1 Python model is checked when it is built, and no sooner.",
        ),
        (
            ("model.a.b", "model.a.c"),
            " The contracts of 2 Python models are checked when they are built, and no sooner.",
        ),
    ],
)
def test_contracts_that_only_a_build_can_check_are_told(models: tuple[str, ...], said: str) -> None:
    lineage = "Lineage: 3 of 4 models analysed, 8 of 9 columns resolved."
    assert coverage_sentence(Coverage(4, 3, 9, 8, checked_when_built=models)) == lineage + said
