"""Judges a project: every policy turns the evidence of one project into findings.

One policy, one stem: ``tier_boundary.py`` (the rule), ``tier_boundary.md`` (its page, whose
examples are run as tests) and ``tier_boundary_test.py``. ``canon.POLICIES`` lists them all, and
``judge.judge`` applies them.
"""
