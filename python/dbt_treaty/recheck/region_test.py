from dbt_treaty.recheck.region import named_in

PLACES = {"orders": ("a", "b"), "οδος": ("c",), "my table": ("d",)}


def test_a_name_that_stands_in_a_query_may_be_meant() -> None:
    assert named_in(PLACES, ["select * from x.orders"]) == {"a", "b", "d"}
    assert named_in(PLACES, ['select "ORDERS".id from y', "select 1"]) == {"a", "b", "d"}
    # What is no word may be written in more than one way.
    assert named_in(PLACES, ["select * from orders_again"]) == {"d"}


def test_a_name_is_folded_by_itself() -> None:
    # Of a sigma the lower case depends on what follows.
    assert named_in(PLACES, ["select * from `w`.`s`.`ΟΔΟΣ`o"]) == {"c", "d"}


def test_letters_written_as_numbers_may_be_any_name() -> None:
    everything = {"a", "b", "c", "d"}
    assert named_in(PLACES, [r"select * from `w`.`\x6frders`"]) == everything
    assert named_in(PLACES, ["select * from u&\"!006frders\" uescape '!'"]) == everything
