from __future__ import annotations

import pytest

from dbt_treaty.contracts.version import parse_version
from dbt_treaty.evolution.bump import allowed, raised
from dbt_treaty.evolution.level import Level

PATCH, MINOR, MAJOR = Level.PATCH, Level.MINOR, Level.MAJOR


@pytest.mark.parametrize(
    ("before", "after", "level"),
    [
        ("2.1.0", "2.1.0", None),
        ("2.1.0", "2.0.9", None),
        ("2.1.0", "2.1.0+build.7", None),
        ("2.1.0", "2.1.0-rc.1", None),
        ("2.1.0", "2.1.1", PATCH),
        ("2.1.0", "2.1.7", PATCH),
        ("2.1.0", "2.2.0", MINOR),
        ("2.1.0", "2.4.3", MINOR),
        ("2.1.0", "3.0.0", MAJOR),
        ("2.1.0", "5.2.1", MAJOR),
        # A pre-release is held to what its numbers announce, and so is what follows it.
        ("2.1.0", "2.1.1-rc.1", PATCH),
        ("2.1.0", "2.2.0-rc.1", MINOR),
        ("2.1.0", "3.0.0-rc.1", MAJOR),
        ("2.1.1-rc.1", "2.1.1-rc.2", PATCH),
        ("2.1.1-rc.1", "2.1.1", PATCH),
        ("2.1.1-rc.1", "2.2.0", MINOR),
        ("2.2.0-rc.1", "2.2.0", MINOR),
        ("2.2.0-rc.1", "2.2.1", MINOR),
        ("3.0.0-rc.1", "3.0.0-rc.2", MAJOR),
        ("3.0.0-rc.1", "3.0.0", MAJOR),
        ("3.0.0-rc.1", "3.0.1", MAJOR),
        # Initial development: 0.y is what a pin reads as a major.
        ("0.2.0", "0.2.1", MINOR),
        ("0.2.0", "0.3.0", MAJOR),
        ("0.2.0", "1.0.0", MAJOR),
        ("0.0.1", "0.0.2", MAJOR),
        ("0.0.1", "0.1.0", MAJOR),
        ("0.2.0-rc.1", "0.2.0", MAJOR),
        ("0.2.1-rc.1", "0.2.1", MINOR),
    ],
)
def test_what_a_step_allows(before: str, after: str, level: Level | None) -> None:
    assert allowed(parse_version(before), parse_version(after)) is level


@pytest.mark.parametrize(
    ("before", "versions"),
    [
        ("2.1.3", ("2.1.4", "2.2.0", "3.0.0")),
        ("2.1.3-rc.1", ("2.1.3", "2.2.0", "3.0.0")),
        ("2.2.0-rc.1", ("2.2.0", "2.2.0", "3.0.0")),
        ("3.0.0-rc.1", ("3.0.0", "3.0.0", "3.0.0")),
        ("0.2.4", ("0.2.5", "0.2.5", "0.3.0")),
        ("0.0.4", ("0.0.5", "0.0.5", "0.0.5")),
    ],
)
def test_the_next_version_allows_what_it_is_named_for(
    before: str, versions: tuple[str, str, str]
) -> None:
    old = parse_version(before)
    assert tuple(raised(old, level) for level in Level) == versions
    steps = [allowed(old, parse_version(version)) or 0 for version in versions]
    assert all(step >= level for step, level in zip(steps, Level, strict=True))
