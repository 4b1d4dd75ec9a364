"""The team of an ODCS document as the native format's owner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dbt_treaty.contracts.odcs.words import entries
from dbt_treaty.contracts.translation import Translation
from dbt_treaty.documents.document import DataPath

REVIEWER = "reviewer"


def put_owner(native: Translation, data: Mapping[str, Any]) -> None:
    """Writes team and reviewers.

    Since 3.1 a team has a name. Before, it was a list of people: the one whose role is owner, and
    who has not left, answers for the product.
    """
    team = data.get("team")
    if isinstance(team, Mapping):
        if team.get("name"):
            native.put(("owner", "team"), team["name"], ("team", "name"))
        _put_reviewers(native, team.get("members"), ("team", "members"))
        return
    for path, member in entries(team, ("team",)):
        if _is(member, "owner") and not member.get("dateOut"):
            native.put(("owner", "team"), member["username"], (*path, "username"))
            break
    _put_reviewers(native, team, ("team",))


def _put_reviewers(native: Translation, members: Any, path: DataPath) -> None:
    told = [each for each in entries(members, path) if is_reviewer(each[1])]
    current = [(where, member) for where, member in told if not member.get("dateOut")]
    for at, (where, member) in enumerate(current):
        native.put(("owner", "reviewers", at), member["username"], (*where, "username"))


def is_reviewer(member: Mapping[str, Any]) -> bool:
    """Whether a member of a team is there to review changes."""
    return _is(member, REVIEWER)


def _is(member: Mapping[str, Any], role: str) -> bool:
    return str(member.get("role", "")).lower() == role and bool(member.get("username"))
