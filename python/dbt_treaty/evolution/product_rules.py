"""Rules of what is said about a product, and of the product itself."""

from __future__ import annotations

from dbt_treaty.evolution.rule import Rule, major, minor, patch

PRODUCT_RULES: tuple[Rule, ...] = (
    # Words
    minor("semantics-added", "a meaning is told that was not", "a documented value"),
    minor("semantics-dropped", "a meaning is no longer told", "the data is the same"),
    patch("wording-changed", "other words in a description or meaning", "wording"),
    patch("owner-changed", "another team, pager, reviewer or address", "the data is the same"),
    patch("audience-changed", "consumers_intended is another list", "documents"),
    patch(
        "kept-changed",
        "another word of the file's own format (ODCS, LakeLogic) that this model has no place for",
        "nothing here acts on it",
    ),
    patch("deprecation-changed", "the deprecation block changes", "announces"),
    # The product
    major(
        "product-renamed",
        "the product's name is spelled in another case",
        "names are compared letter by letter in some warehouses",
    ),
    major(
        "version-withdrawn",
        "the last contract of a major is gone while the product lives on",
        "whoever is pinned to it has nothing to read",
    ),
    major(
        "product-withdrawn",
        "no contract of a product is left",
        "whoever reads it has nothing to read",
    ),
    major(
        "other-changed",
        "a part changed that no other rule speaks of",
        "what can't be judged is taken as dangerous",
    ),
)
