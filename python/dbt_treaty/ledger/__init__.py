"""Each query's lineage made once: remembered from the run before, by several processes, or here.

What is remembered is kept by content. A query is known by its text and dialect; beside its lineage
stand all the relations it asked for and what it saw of each. It is believed while every question
has the same answer, and so only models whose SQL or whose parents' columns changed are read anew.
"""
