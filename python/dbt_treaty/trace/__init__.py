"""Answers about the column graph: what a column is made of, and what a change to it touches."""
