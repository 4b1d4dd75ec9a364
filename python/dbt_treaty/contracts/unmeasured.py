"""The service levels of a contract that nothing can measure, and what they lack."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.contracts.model import Contract


def unmeasured(contract: Contract) -> Iterator[tuple[str, str]]:
    """Pairs of a level's name and what is to be added to the contract.

    Completeness is not among them: what its rows are counted against may be found by lineage.
    """
    sla = contract.sla
    if sla.freshness and not sla.freshness_column:
        yield "freshness", "name the timestamp that tells a row's age: sla.freshness.column"
    if sla.late_arrival_window and not sla.late_arrival_column:
        came = "" if sla.late_arrival_loaded else ", and when it came, where one does: .loaded"
        yield (
            "late_arrival_window",
            f"name the timestamp that tells when it happened: sla.late_arrival_window.column{came}",
        )
