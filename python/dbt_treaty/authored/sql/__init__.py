"""Policies in SQL: a query over the project as tables; each row it returns is a finding."""
