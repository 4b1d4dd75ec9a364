"""Who comes on board: the domain, its team and its pager, each fit for where it will stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dbt_treaty.contracts.todo import is_todo
from dbt_treaty.documents.quotation import quote
from dbt_treaty.errors import Problem, TreatyError, problem

LONGEST = 40  # <domain>_events_sample must be a table's name on every warehouse
ALLOWED = f"a letter, then letters, digits and _, all in lower case, at most {LONGEST} characters"
_NAME = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST - 1}}}")
_TEAM = re.compile(r"@[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LONGEST_PAGER = 100
# YAML 1.1 reads these as true, false or nothing, wherever they stand without quotes.
_YAML_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A domain, the team that owns it, and who is paged (None where nobody was named)."""

    domain: str
    team: str
    on_call: str | None


def read_newcomer(domain: str, team: str, on_call: str | None) -> Newcomer:
    """The newcomer that these texts name.

    Raises:
        TreatyError: with everything that does not fit.
    """
    faults = [
        *_told("the name", domain, _fault_in_name),
        *_told("--owner", team, _fault_in_team),
        *(_told("--on-call", on_call, _fault_in_pager) if on_call is not None else ()),
    ]
    if faults:
        raise TreatyError(faults)
    return Newcomer(domain, team, on_call)


def _told(
    what: str, text: str, fault: Callable[[str], tuple[str, str] | None]
) -> Iterator[Problem]:
    found = fault(text)
    if found:
        yield problem("", f"{what} {quote(text)} {found[0]}", found[1])


def _fault_in_name(name: str) -> tuple[str, str] | None:
    if not _NAME.fullmatch(name):
        near = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")[:LONGEST]
        question = f'did you mean "{near}"?; ' if _NAME.fullmatch(near) else ""
        return "can't be that of a domain and its dbt project", f"{question}allowed: {ALLOWED}"
    if name == "dbt" or name.startswith("dbt_"):
        return "is one that dbt keeps for its own packages", "choose a name without dbt"
    if name in _YAML_WORDS:
        return "is no text in YAML", "choose another name"
    return None


def _fault_in_team(team: str) -> tuple[str, str] | None:
    if _TEAM.fullmatch(team) or _EMAIL.fullmatch(team):
        return None
    question = f'did you mean "@{team}"?; ' if _TEAM.fullmatch(f"@{team}") else ""
    return "is no owner", f"{question}allowed: @team, @organisation/team or an e-mail address"


def _fault_in_pager(on_call: str) -> tuple[str, str] | None:
    if is_todo(on_call) or not on_call.strip():
        return "names nobody", "name who is paged, such as loyalty-pager"
    if not on_call.isprintable() or len(on_call) > _LONGEST_PAGER:
        return "does not fit", f"allowed: one line of at most {_LONGEST_PAGER} characters"
    return None
