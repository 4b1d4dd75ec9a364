"""Every condition over a row that contracts and the platform's rules hold, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dbt_treaty.contracts.model import Contract
from dbt_treaty.documents.quotation import quote
from dbt_treaty.errors import Place
from dbt_treaty.global_rules.model import GlobalRule
from dbt_treaty.global_rules.read import COLUMN

STANDS_IN = "treaty_column"
_RULE = (
    "write one condition over the columns of this table, such as amount >= 0; what needs more is a "
    "check (quality.checks), or a dbt test of your own beside the model"
)
_FILTER = "write one condition over the columns of the product, such as status = 'paid'"
_KNOW_FUNCTION = (
    "if it writes nothing and reads nothing but its arguments, list it under transforms: in "
    "dbt_treaty.yml; else "
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A text that should be one condition over ``columns``.

    ``subject`` begins a sentence about it. ``advice`` is what to write instead, and
    ``own_function`` what to do where it calls a function that nobody knows.
    """

    place: Place
    subject: str
    sql: str
    columns: tuple[str, ...]
    advice: str
    own_function: str


def conditions_of(contracts: Iterable[Contract]) -> Iterator[Condition]:
    """Each contract's row rules, then the filters of its views; a draft has none."""
    for contract in contracts:
        columns = tuple(column.name for column in contract.columns)
        if not columns:
            continue  # there is nothing yet that a rule could be about
        path, first = contract.place.path, contract.place.line
        for rule in contract.row_rules:
            place = Place(path, rule.line or first)
            subject = f"the row rule {rule.name or quote(' '.join(rule.sql.split()))}"
            yield _row_rule(place, subject, rule.sql, columns)
        for view in contract.views:
            if view.where is not None:
                place, subject = Place(path, view.line or first), f"the view {view.name}: its where"
                own = f"{_KNOW_FUNCTION}filter in a model of the product's own"
                yield Condition(place, subject, view.where, columns, _FILTER, own)


def platform_conditions(rules: Iterable[GlobalRule]) -> Iterator[Condition]:
    """The platform's rules that are SQL, each with a name in the place of its column's."""
    for rule in rules:
        if rule.sql is not None:
            sql = rule.sql.replace(COLUMN, STANDS_IN)
            yield _row_rule(rule.place, f"the rule {rule.name}", sql, (STANDS_IN,))


def _row_rule(place: Place, subject: str, sql: str, columns: tuple[str, ...]) -> Condition:
    own = f"{_KNOW_FUNCTION}write a dbt test of your own beside the model"
    return Condition(place, subject, sql, columns, _RULE, own)
