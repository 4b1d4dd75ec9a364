import random

import pytest

from dbt_treaty.contracts.version import Version, parse_version

# The order that item 11 of the specification gives, and what follows from it.
ASCENDING = [
    *("0.0.0", "0.0.1", "0.1.0", "0.9.9", "0.10.0", "1.0.0-1", "1.0.0-2", "1.0.0-10"),
    *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"),
    *("1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "2.0.0-0a", "2.0.0", "10.0.0"),
]


def test_versions_are_ordered_as_the_specification_says() -> None:
    shuffled = random.Random(1).sample(ASCENDING, len(ASCENDING))  # noqa: S311 - no secret
    assert sorted(shuffled, key=lambda text: parse_version(text).precedence) == ASCENDING


def test_build_metadata_counts_for_nothing() -> None:
    assert parse_version("1.2.3-rc.1+build.5") == Version(1, 2, 3, ("rc", "1"))


@pytest.mark.parametrize(
    "text",
    [
        *("", "1", "1.2", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.3 ", "1.2.3\n", "1.2.x"),
        *("\u0661.2.3", "9999999999.0.0", "1.0.0-" + "a" * 300),
    ],
)
def test_what_is_no_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no MAJOR"):
        parse_version(text)
