"""Which model file sync writes for each version of a consumer's view, and what is in its way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dbt_treaty.contracts.model import Contract
from dbt_treaty.errors import Place, Problem
from dbt_treaty.sync.job import Target
from dbt_treaty.sync.version_files import Files, version_file

_JINJA = re.compile(r"[{}]")


def view_files(
    versions: Sequence[Contract], products: Mapping[tuple[str, int], Target], generated: Files
) -> Iterator[tuple[Contract, Path]]:
    """The file of each version of a view: beside its product, in the folder that sync writes to.

    ``products`` are by full name and major; ``generated`` are the models on disk that sync wrote.
    A version keeps its file when another comes or goes, and with the file its relation. A view
    whose product has no model has none either; of that, the product's problem speaks.
    """
    table = versions[0].table
    own = {v.major for v in versions if version_file(table, v.major) in generated}
    first = min((v.major for v in versions if v.major not in own), default=None)
    for contract in versions:
        product = products.get((made_from(contract), contract.major))
        if product is not None:
            major = contract.major
            stem = table if major == first else version_file(table, major)
            yield contract, product.generated_folder / f"{stem}.sql"


def view_hindrance(contract: Contract, files: Files) -> Problem | None:
    """Why the model of a view can't be written, or None; ``files`` are the models of the user."""
    found = files.get(contract.table) or files.get(version_file(contract.table, contract.major))
    if found:
        return Problem(
            contract.place,
            f"the view {contract.name} would be a second model of the name of "
            f"{found[0].as_posix()}, and sync writes its model itself",
            "give the view another name, or delete the model",
        )
    if _JINJA.search(contract.place.path):
        what = f"the file name {contract.place.path} has braces, which are Jinja where sync puts it"
        return Problem(Place(contract.place.path), what, "rename the file or its folder")
    return None


def made_from(contract: Contract) -> str:
    """The full name of the product that a view is made from; empty for what is no view."""
    return contract.view_of.product if contract.view_of else ""
