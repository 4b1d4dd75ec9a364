"""Tags along lineage: what a column carries, from where, and whether a mask stood on the way."""
