"""The column graph of a project: every column, and how values travel between them.

Reads each model's lineage in the order of the project and joins it into one graph, in which what
can't be determined is an edge too.
"""
