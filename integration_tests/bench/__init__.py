"""`make bench`: how fast the lineage is, how exact, and what the gate costs."""
