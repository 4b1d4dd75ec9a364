"""``cross-region``: data that have to stay in a region are read there alone."""

from __future__ import annotations

from collections.abc import Iterator

from dbt_treaty.evidence.naming import full_name
from dbt_treaty.evidence.policy import Evidence, Options, Policy
from dbt_treaty.evidence.reads import Read, reads_of
from dbt_treaty.evidence.regions import REGION_MARK, lies_in, regions_of
from dbt_treaty.findings import Finding, Severity
from dbt_treaty.project.model import Project

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
    ``compute_region`` says; where that says nothing, no region is known to hold it, and where it
    depends on a target that is not known, every one of its regions has to.
    """
    marked = {id_: regions_of(each) for id_, each in evidence.project.resources.items()}
    places = evidence.project.regions
    lists = (options["inside"], options["outside"])
    if not any(marked.values()):
        return
    for read in reads_of(evidence):
        for region in marked[read.parent.id]:
            outside = tuple(place for place in places if not lies_in(place, region, *lists))
            if outside or not places:
                yield _finding(evidence, read, region, outside)


def _finding(evidence: Evidence, read: Read, region: str, outside: tuple[str, ...]) -> Finding:
    at = read.place
    where = "computes in a region that is not known"
    if outside:
        sure = evidence.project.target is not None or len(evidence.project.regions) == 1
        where = f"{'computes' if sure else 'may compute'} in {' or '.join(outside)}"
    return Finding(
        policy=NAME,
        severity=Severity.ERROR,
        resource=read.resource_id,
        message=f"{read.reader.name} {where} and reads {full_name(read.parent)}, whose data stay "
        f"in {region}.",
        help=_mend(evidence.project, region),
        path=at.path,
        line=at.line,
        marks=(f"{REGION_MARK}{region}",),
    )


def _mend(project: Project, region: str) -> str:
    configuration = project.configuration
    path = configuration.path or "dbt_treaty.yml"
    if configuration.compute_regions and not project.regions:
        say = f"`compute_region: {{{project.target}: eu-west-1}}`"
        return f"Say in {path} where the target {project.target} computes: {say}."
    if not project.regions:
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
    rests_on="text",
)
