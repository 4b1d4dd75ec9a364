"""``cross-region``: data that have to stay in a region are read there alone."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.evidence.reads import Read, reads_of
from dbt_treaty.evidence.regions import REGION_MARK, lies_in, regions_of
from dbt_treaty.findings import Finding, Severity

NAME = "cross-region"
_INSIDE = (
    *("EU: europe-*", "EU: westeurope", "EU: northeurope", "EU: france*", "EU: germany*"),
    *("EU: italy*", "EU: poland*", "EU: spain*", "EU: sweden*"),
)
# London and Zürich: in Europe, and not in the Union.
_OUTSIDE = ("EU: eu-west-2", "EU: eu-central-2", "EU: europe-west2", "EU: europe-west6")


def judge(evidence: Evidence, options: Options) -> Iterator[Finding]:
    """One finding for each region of each relation that is read from outside that region.

    Any read counts, whatever becomes of the values. Where this project computes is what
    ``compute_region`` says; where that says nothing, no region is known to hold it.
    """
    marked = {id_: regions_of(each) for id_, each in evidence.project.resources.items()}
    place = evidence.project.configuration.compute_region
    lists = (options["inside"], options["outside"])
    if not any(marked.values()):
        return
    for read in reads_of(evidence):
        for region in marked[read.parent.id]:
            if place is None or not lies_in(place, region, *lists):
                yield _finding(evidence, read, region)


def _finding(evidence: Evidence, read: Read, region: str) -> Finding:
    configuration, at = evidence.project.configuration, read.place
    where = f"computes in {configuration.compute_region}"
    if configuration.compute_region is None:
        where = "computes in a region that is not known"
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=read.resource_id,
        message=f"{read.reader.name} {where} and reads {full_name(read.parent)}, whose data stay "
        f"in {region}.",
        help=_mend(configuration.path or "dbt_treaty.yml", configuration.compute_region, region),
        path=at.path,
        line=at.line,
        marks=(f"{REGION_MARK}{region}",),
    )


def _mend(path: str, place: str | None, region: str) -> str:
    if place is None:
        return f"Say in {path} where this project computes: `compute_region: eu-west-1`."
    return (
        f"Compute it in {region} and hand over what may leave, or have an exception granted for "
        "a time (see `dbt-treaty explain cross-region`)."
    )


POLICY = Policy(
    NAME,
    Severity.ERROR,
    judge,
    "reading, in any way, a relation marked for a region from compute outside it",
    {"inside": _INSIDE, "outside": _OUTSIDE},
)
