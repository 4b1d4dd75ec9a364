"""What a step from one version to the next allows: https://semver.org/spec/v2.0.0.html"""

from __future__ import annotations

from dbt_treaty.contracts.version import Version
from dbt_treaty.evolution.level import Level


def allowed(before: Version, after: Version) -> Level | None:
    """The largest change that the step from ``before`` to ``after`` may bring; None: no step up.

    A pre-release has promised nothing of its own (item 9), so what its numbers announce may still
    come: after 3.0.0-rc.1 anything, after 2.5.0-rc.1 what is minor, after 2.4.1-rc.1 a patch. In
    0.y.z anything may change at any time (item 4), but pins do read it: ``^0.2`` takes every 0.2.z,
    so what breaks wants the next 0.y, and all else the next 0.y.z. ``^0.0.3`` takes that one alone,
    so in 0.0.z any step allows anything.
    """
    if after.precedence <= before.precedence:
        return None
    step = _step(before, after)
    if before.prerelease:
        step = max(step, _announced(before))
    return step if after.major or step is Level.MAJOR else _early(after, step)


def raised(before: Version, needed: Level) -> str:
    """The next release that allows a change."""
    if before.prerelease and _announced(before) >= needed:
        return f"{before.major}.{before.minor}.{before.patch}"
    if before.major == 0:
        grows = needed is Level.MAJOR and before.minor > 0
        return f"0.{before.minor + 1}.0" if grows else f"0.{before.minor}.{before.patch + 1}"
    return {
        Level.MAJOR: f"{before.major + 1}.0.0",
        Level.MINOR: f"{before.major}.{before.minor + 1}.0",
        Level.PATCH: f"{before.major}.{before.minor}.{before.patch + 1}",
    }[needed]


def _step(before: Version, after: Version) -> Level:
    """Which number went up; between pre-releases of one version none does."""
    if after.major > before.major:
        return Level.MAJOR
    return Level.MINOR if after.minor > before.minor else Level.PATCH


def _announced(version: Version) -> Level:
    if version.patch:
        return Level.PATCH
    return Level.MINOR if version.minor else Level.MAJOR


def _early(after: Version, step: Level) -> Level:
    if after.minor == 0 or step is Level.MINOR:
        return Level.MAJOR
    return Level.MINOR
