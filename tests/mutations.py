"""Every mutation of the example projects; what one is, ``mutation.py`` says."""

from __future__ import annotations

from boundary_mutations import BOUNDARIES
from contract_mutations import CONTRACT
from leak_mutations import LEAKS
from mask_mutations import MASKS
from mutation import Edit, Mutation
from version_mutations import VERSIONS

__all__ = ["MUTATIONS", "Edit", "Mutation"]

MUTATIONS: tuple[Mutation, ...] = (*CONTRACT, *LEAKS, *MASKS, *BOUNDARIES, *VERSIONS)
