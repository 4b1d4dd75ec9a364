"""An audit: the four principles of a mesh, each domain's marks, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

# The four principles that a data mesh is defined by, in the words of those who coined it.
PRINCIPLES = (
    "domain ownership",
    "data as a product",
    "self-serve platform",
    "federated governance",
)
MOST = 3  # marks of one principle


@dataclass(frozen=True, slots=True)
class Mark:
    """One question, whether the evidence answers it with yes, and what was seen.

    ``key`` is the same for every domain, ``question`` what is asked; ``mend`` is the next step
    where the answer is no. What can't be seen is not met.
    """

    principle: str
    key: str
    question: str
    met: bool
    seen: str
    mend: str


@dataclass(frozen=True, slots=True)
class DomainAudit:
    """A domain's marks, three for each principle; ``consumers`` are other domains that read it."""

    domain: str
    marks: tuple[Mark, ...]
    consumers: tuple[str, ...] = ()

    def score(self, principle: str) -> int:
        """How many of a principle's marks are met, out of three."""
        return sum(mark.met for mark in self.marks if mark.principle == principle)

    @property
    def total(self) -> int:
        """All marks that are met, out of twelve."""
        return sum(mark.met for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Investment:
    """What would raise the whole most: a mark that is missing, and the domains that lack it."""

    mark: Mark
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """All domains by name, the one that others can copy (None: none has a product that is read or
    promised), and the next investment (None: every mark is met).
    """

    domains: tuple[DomainAudit, ...]
    lighthouse: str | None
    next: Investment | None
