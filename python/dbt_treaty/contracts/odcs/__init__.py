"""The Open Data Contract Standard, version 3: documents as contracts, and contracts as documents.

https://bitol-io.github.io/open-data-contract-standard
"""
