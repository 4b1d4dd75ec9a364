"""Findings that a project had when it adopted the gate: recorded, shown, and only ever fewer."""
