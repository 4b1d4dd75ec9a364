"""A domain's first minutes: a new dbt project with its first product, or what an old one lacks."""
