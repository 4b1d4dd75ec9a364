"""Answers from elsewhere that the lineage engine's are held against; used by tests only."""
