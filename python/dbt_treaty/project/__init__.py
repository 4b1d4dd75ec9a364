"""A dbt project as frozen data, read from dbt's artifacts and the files beside them.

Everything dbt writes is taken apart here and nowhere else: who owns a resource, what it
promises, where in its file a column or a reference stands.
"""
