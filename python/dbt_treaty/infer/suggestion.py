"""A guess: a key of the contract, its value, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``value`` is YAML, on one line; ``active`` is false for what stands as a comment only."""

    key: str
    value: str
    evidence: str
    confidence: str
    active: bool = True

    def line(self) -> str:
        """``required: true  # 1,000 of 1,000 rows have a value; confidence high``."""
        why = f"{self.evidence}; confidence {self.confidence}"
        said = f"{self.key}: {self.value}"
        return f"{said}  # {why}" if self.active else f"# {said}? {why}"
