"""In which regions a relation's data have to stay, and which places lie in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from dbt_treaty.project.model import Resource

REGION_MARK = "region:"


def regions_of(resource: Resource) -> tuple[str, ...]:
    """Every region that a relation is marked for, sorted: spelled as first said, each once.

    Its override, its contract, and tags ``region:…`` of the relation, its contract or a column.
    """
    said: dict[str, str] = {}
    for region in _said(resource):
        if region.strip():
            said.setdefault(region.strip().casefold(), region.strip())
    return tuple(said[key] for key in sorted(said))


def lies_in(
    place: str, region: str, inside: Iterable[str] = (), outside: Iterable[str] = ()
) -> bool:
    """Whether a cloud's region lies in the region of a mark, whatever their case.

    It does by its name: ``eu-west-1`` in ``eu-west-1``, in ``EU`` and in ``eu-west``. ``inside``
    and ``outside`` say more, each as ``EU: europe-*``; what is outside is not inside.

    Raises:
        ValueError: an entry of them is not of that form.
    """
    here, mark = place.strip().casefold(), region.strip().casefold()
    if any(mark == name and fnmatchcase(here, pattern) for name, pattern in _pairs(outside)):
        return False
    if here == mark or here.startswith(f"{mark}-"):
        return True
    return any(mark == name and fnmatchcase(here, pattern) for name, pattern in _pairs(inside))


def _said(resource: Resource) -> Iterator[str]:
    contract = resource.contract
    yield resource.region or ""
    yield (contract.region if contract else None) or ""
    tags = {*resource.tags, *(contract.tags if contract else ())}
    tags.update(tag for column in resource.columns.values() for tag in column.tags)
    tags.update(tag for column in (contract.columns if contract else ()) for tag in column.tags)
    for tag in sorted(tags):
        if tag.casefold().startswith(REGION_MARK):
            yield tag[len(REGION_MARK) :]


def _pairs(entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        region, colon, pattern = entry.casefold().partition(":")
        if not (colon and region.strip() and pattern.strip()):
            raise ValueError(f"{entry!r} is not of the form REGION: PATTERN, as in 'EU: europe-*'")
        yield region.strip(), pattern.strip()
