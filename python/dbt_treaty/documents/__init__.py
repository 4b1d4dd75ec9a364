"""YAML text as plain data in which every key and value keeps its place.

Reads a file (``read``), and judges what it read by a JSON Schema (``judge``); both say what is
wrong in plain words, with file, line and column, and all of it at once.
"""
