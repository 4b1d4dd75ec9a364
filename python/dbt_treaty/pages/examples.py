"""The examples of a policy's page: what it says fails, and what it says passes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml

FAILS, PASSES = "Fails", "Passes"
Kind = Literal["Fails", "Passes"]
_HEADING = re.compile(r"## +(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Example:
    """One example: the line of the page at which its text begins, and the text."""

    kind: Kind
    line: int
    text: str

    def project(self) -> Mapping[str, Any]:
        """The example decoded.

        Raises:
            ValueError: it is no YAML, or none of a project.
        """
        try:
            found = yaml.safe_load(self.text)
        except yaml.YAMLError as error:
            raise ValueError(" ".join(str(error).split())) from None
        if not isinstance(found, Mapping):
            raise ValueError("an example is a mapping: models, sources, expect …")
        return found


def read_examples(page: str) -> tuple[Example, ...]:
    """Every block of YAML under the headings Fails and Passes, in the page's order."""
    return tuple(_examples(page))


def _examples(page: str) -> Iterator[Example]:
    heading, begun, kept = "", 0, list[str]()
    for number, line in enumerate(page.splitlines(), 1):
        if begun:
            if line.startswith("```"):
                yield from _example(heading, begun, kept)
                begun, kept = 0, []
            else:
                kept.append(line)
        elif line.startswith("```"):
            # Of another language it is passed over whole, headings in it and all.
            begun = number + 1
            heading = heading if line.strip() == "```yaml" else f"{heading} in another language"
        elif found := _HEADING.match(line):
            heading = found[1]
        heading = heading if begun else heading.removesuffix(" in another language")
    if begun:
        yield from _example(heading, begun, kept)


def _example(heading: str, line: int, kept: list[str]) -> Iterator[Example]:
    if heading == FAILS:
        yield Example("Fails", line, "\n".join(kept))
    elif heading == PASSES:
        yield Example("Passes", line, "\n".join(kept))
