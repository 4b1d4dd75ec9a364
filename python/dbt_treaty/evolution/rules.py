"""The rules of semantic versioning for contracts: the one table, and what a project makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dbt_treaty.configuration.model import Configuration
from dbt_treaty.documents.suggestion import suggest
from dbt_treaty.errors import Place, Problem, TreatyError
from dbt_treaty.evolution.level import BY_WORD, Level

Levels = Mapping[str, Level]
PATCH, MINOR, MAJOR = Level.PATCH, Level.MINOR, Level.MAJOR


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of change: its name, the level that ships, when it applies, and why it weighs so."""

    name: str
    level: Level
    when: str
    why: str


# Two thoughts decide: what a reader may have built on and can lose is major; what only binds the
# producer more, and that his data meets already, is a patch.
RULES: tuple[Rule, ...] = (
    # Columns
    Rule("column-added-optional", MINOR, "a new column that may be NULL", "nobody reads it yet"),
    Rule(
        "column-added-required",
        MAJOR,
        "a new column with required or primary_key",
        "older rows must be filled, and readers may take it that they were",
    ),
    Rule("column-dropped", MAJOR, "a column is gone", "whoever reads it no longer builds"),
    Rule(
        "column-renamed",
        MAJOR,
        "a column is gone and one that fits it is new (named in the migration notes, or alike)",
        "whoever reads the old name no longer builds",
    ),
    Rule(
        "columns-reordered",
        MINOR,
        "the columns that stay stand in another order",
        "a contract promises names, but a file or a UNION by position shows the order",
    ),
    # Types
    Rule(
        "type-widened",
        MAJOR,
        "a type of the same kind that holds every value the old one did (integer to bigint)",
        "a reader that passes the column on under a contract of its own no longer builds",
    ),
    Rule("type-narrowed", MAJOR, "a type of the same kind that holds less", "values are cut"),
    Rule("type-changed", MAJOR, "any other change of a type", "expressions on it change meaning"),
    # Keys and NULL
    Rule("required-added", MAJOR, "a column may no longer be NULL", "the NULL contract changed"),
    Rule("required-dropped", MAJOR, "a column may be NULL now", "the NULL contract changed"),
    Rule("unique-added", PATCH, "no value may stand twice now", "a check that tightens"),
    Rule("unique-dropped", MAJOR, "a value may stand twice now", "joins on it multiply rows"),
    Rule(
        "primary-key-changed",
        MAJOR,
        "a column joins or leaves the primary key",
        "what identifies a row is another thing",
    ),
    Rule("grain-added", MINOR, "semantics.grain is said for the first time", "documented"),
    Rule(
        "grain-changed",
        MAJOR,
        "semantics.grain is changed or taken away",
        "what a row stands for can't be compared word by word, so any other text counts",
    ),
    Rule("reference-added", PATCH, "references is new", "a check that tightens"),
    Rule(
        "reference-changed",
        MAJOR,
        "references names another column, or is gone",
        "joins lose rows",
    ),
    # Values
    Rule("default-added", MINOR, "a default is new", "an added value"),
    Rule(
        "default-changed",
        MAJOR,
        "a default is changed or taken away",
        "the same row is read as another value",
    ),
    Rule("values-listed", PATCH, "accepted_values is new", "a check that tightens"),
    Rule("value-removed", PATCH, "an accepted value is gone", "a check that tightens"),
    Rule(
        "value-added",
        MINOR,
        "an accepted value is new, and no reader is known to switch on the column",
        "an added value",
    ),
    Rule(
        "value-added-switched",
        MAJOR,
        "an accepted value is new, and a condition downstream reads the column, or that can't be "
        "told",
        "a CASE or a filter written for the old list passes the new value over",
    ),
    Rule(
        "values-unlisted",
        MAJOR,
        "accepted_values is gone",
        "any value may come, and no reader is ready for it",
    ),
    Rule("range-tightened", PATCH, "min or max is new or closer", "a check that tightens"),
    Rule("range-loosened", MAJOR, "min or max is gone or wider", "values come that never could"),
    Rule("pattern-added", PATCH, "a pattern is new", "a check that tightens"),
    Rule(
        "pattern-changed",
        MAJOR,
        "a pattern is another, or is gone",
        "whether it lets more through can't be told",
    ),
    Rule("check-added", PATCH, "a row rule or a check is new", "a check that tightens"),
    Rule("check-tightened", PATCH, "a row rule or a check goes from warn to error", "tightens"),
    Rule(
        "check-loosened",
        MAJOR,
        "a row rule or a check goes from error to warn",
        "rows come that never could",
    ),
    Rule("check-dropped", MAJOR, "a row rule or a check is gone", "rows come that never could"),
    Rule(
        "check-changed",
        MAJOR,
        "a row rule or a check of the same name asks for something else",
        "whether it lets more through can't be told",
    ),
    # Tags, masks and where the data may be
    Rule("tag-added", MINOR, "a tag is new, on a column or on the product", "marks more"),
    Rule(
        "tag-removed",
        MAJOR,
        "a tag is gone",
        "readers who handle the data by its tag no longer do",
    ),
    Rule("mask-added", MINOR, "a column is masked now", "shows less"),
    Rule(
        "mask-changed",
        MAJOR,
        "a mask is another, or is gone",
        "masked values no longer join, or the bare ones show",
    ),
    Rule(
        "region-changed",
        MAJOR,
        "region is new, another or gone",
        "who may compute where changes",
    ),
    Rule(
        "retention-shortened",
        MAJOR,
        "rows are kept for fewer days, or no longer for good",
        "rows that readers look back at go",
    ),
    Rule(
        "retention-lengthened",
        MINOR,
        "rows are kept for longer, or for good",
        "more rows; the policy retention judges whether they may be kept",
    ),
    # Service levels
    Rule("sla-tightened", MINOR, "a service level is new or stricter", "promises more"),
    Rule("sla-loosened", MAJOR, "a service level is weaker or gone", "promises less"),
    Rule(
        "sla-measure-added",
        MINOR,
        "a level says for the first time by which column or relation it is measured",
        "promises more",
    ),
    Rule(
        "sla-measure-changed",
        MAJOR,
        "a level is measured by another column or relation, or by none that is named",
        "the same number means another thing",
    ),
    # Who reads, and how
    Rule("access-widened", MINOR, "a role or purpose is let in, or all are", "lets more in"),
    Rule("access-narrowed", MAJOR, "a role or purpose is shut out", "who read may not"),
    Rule("delivery-added", MINOR, "delivery is new", "documented"),
    Rule(
        "delivery-changed",
        MAJOR,
        "delivery is another text, or is gone",
        "free text: what it means for a reader can't be told",
    ),
    Rule("quarantine-enabled", MINOR, "refused rows are kept now", "adds a table"),
    Rule(
        "quarantine-changed",
        MINOR,
        "where refused rows go, how many may, how long they stay, or whether they say why",
        "for the producer's own eyes",
    ),
    Rule("quarantine-disabled", MAJOR, "refused rows are no longer kept", "a table goes"),
    # Views for single consumers
    Rule("view-added", MINOR, "a view is new", "nobody reads it yet"),
    Rule("view-dropped", MAJOR, "a view is gone", "its consumer no longer builds"),
    Rule(
        "view-changed",
        PATCH,
        "a view that stays is told otherwise",
        "the view is held to a contract of its own, whose changes are judged as any product's",
    ),
    Rule(
        "view-rows-changed",
        MAJOR,
        "a view has another `where`, or one for the first time, or none any more",
        "rows go, or rows come that its consumer was not meant to see",
    ),
    Rule(
        "view-source-changed",
        MAJOR,
        "a column of a view shows another column, or the view another product",
        "the same name means another thing",
    ),
    # Words
    Rule("semantics-added", MINOR, "a meaning is told that was not", "a documented value"),
    Rule("semantics-dropped", MINOR, "a meaning is no longer told", "the data is the same"),
    Rule("wording-changed", PATCH, "other words in a description or meaning", "wording"),
    Rule(
        "owner-changed", PATCH, "another team, pager, reviewer or address", "the data is the same"
    ),
    Rule("audience-changed", PATCH, "consumers_intended is another list", "documents"),
    Rule(
        "kept-changed",
        PATCH,
        "another word of the file's own format (ODCS, LakeLogic) that this model has no place for",
        "nothing here acts on it",
    ),
    Rule("deprecation-changed", PATCH, "the deprecation block changes", "announces"),
    # The product
    Rule(
        "product-renamed",
        MAJOR,
        "the product's name is spelled in another case",
        "names are compared letter by letter in some warehouses",
    ),
    Rule(
        "version-withdrawn",
        MAJOR,
        "the last contract of a major is gone while the product lives on",
        "whoever is pinned to it has nothing to read",
    ),
    Rule(
        "product-withdrawn",
        MAJOR,
        "no contract of a product is left",
        "whoever reads it has nothing to read",
    ),
    Rule(
        "other-changed",
        MAJOR,
        "a part changed that no other rule speaks of",
        "what can't be judged is taken as dangerous",
    ),
)
BY_NAME: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in RULES})


def rule_levels(configuration: Configuration) -> Levels:
    """The level of every rule: as the project sets it, else as it ships.

    Raises:
        TreatyError: the configuration sets a rule that there is not; with every such one.
    """
    problems = list(rule_problems(configuration))
    if problems:
        raise TreatyError(problems)
    told = {name: BY_WORD[said.level] for name, said in configuration.semver.items()}
    return MappingProxyType({**{rule.name: rule.level for rule in RULES}, **told})


def rule_problems(configuration: Configuration) -> Iterator[Problem]:
    """What is set under ``semver`` and is no rule."""
    for name, said in configuration.semver.items():
        if name not in BY_NAME:
            question = suggest(name, BY_NAME)
            listing = f"allowed: {', '.join(sorted(BY_NAME))}"
            yield Problem(
                Place(configuration.path, said.line),
                f"there is no rule {name!r} of semantic versioning",
                f"{question}\n    {listing}" if question else listing,
            )


def eased_rules(configuration: Configuration) -> Iterator[str]:
    """One sentence for each rule that the project has weigh less than it ships."""
    for name, said in sorted(configuration.semver.items()):
        shipped = BY_NAME.get(name)
        if shipped and BY_WORD[said.level] < shipped.level:
            place = Place(configuration.path, said.line)
            yield (
                f"The semver rule {name} is {said.level} here ({place}); as it ships, it is "
                f"{shipped.level.word}."
            )
