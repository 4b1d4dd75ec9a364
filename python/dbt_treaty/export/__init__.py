"""Contracts written out for others: as ODCS, as a JSON Schema of a row, as a page to read."""
