"""One policy in Rego, ready to be judged by."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dbt_treaty.authored.rego.question import Question, question_of
from dbt_treaty.authored.rego.seen import Seen, seen_of
from dbt_treaty.authored.rego.source import SAYS, Source
from dbt_treaty.errors import Place

SECONDS = 30  # that a policy may take, unless its option says otherwise


@dataclass(frozen=True, slots=True)
class Rules:
    """A policy: its package, the files that speak, and with them all files that it needs."""

    name: str
    package: tuple[str, ...]
    sources: tuple[Source, ...]
    needed: tuple[Source, ...]

    @property
    def question(self) -> Question:
        """What it asks."""
        asks = (mention for source in self.needed for mention in source.asks)
        return question_of(asks, self.words)

    @property
    def words(self) -> frozenset[str]:
        """The names and the texts that stand in it."""
        tokens = [token for source in self.needed for token in source.tokens]
        names = (token.text for token in tokens if token.kind == "name")
        return frozenset((*names, *(each.value for each in tokens if each.kind == "text")))

    @property
    def seen(self) -> Seen:
        """What it looks at, where its text says so."""
        return seen_of(source.tokens for source in self.needed)

    @property
    def place(self) -> Place:
        """The first rule that speaks."""
        spoken = ((source.file.path, each.line) for source in self.sources for each in source.says)
        return Place(*next(spoken))

    @property
    def region_asked(self) -> Place | None:
        """Where it asks for the region, unless it says itself what it is to be without one."""
        for source in self.needed:
            words = [token.text for token in source.tokens]
            negated = ["not", "input", ".", "compute_region"]
            if any(words[at : at + 4] == negated for at in range(len(words))):
                return None
        asked = (
            Place(source.file.path, each.line)
            for source in self.needed
            for each in source.asks
            if each.path[0] == "compute_region"
        )
        return next(asked, None)

    @property
    def query(self) -> str:
        """Each rule that speaks, in a list: of one that is undefined the list is empty."""
        data = "data" + "".join(f"[{json.dumps(part)}]" for part in self.package)
        spoken = {each.path[0] for source in self.sources for each in source.says}
        said = (f'"{rule}": [x | x := {data}.{rule}]' for rule in SAYS if rule in spoken)
        return f"{{{', '.join(said)}}}"
