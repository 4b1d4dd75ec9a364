from dbt_treaty.reporters.columns import columns


def test_names_to_the_left_and_numbers_to_the_right() -> None:
    rows = [("quarter", "caught", "share"), ("2026-Q4", "5", "62 %"), ("a\x1bb", "10", "-")]
    assert columns(rows, indent=2) == (
        "  quarter  caught  share\n  2026-Q4       5   62 %\n  a?b          10      -\n"
    )
