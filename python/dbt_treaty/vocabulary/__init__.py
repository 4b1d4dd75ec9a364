"""The vocabulary that SQL and Python share: which functions strip a tag, and which count as a mask.

Its tables are the dbt package's seeds; the wheel carries the same files inside this package.
"""
