"""The rules: each turns the evidence of one project into findings.

One policy, one stem: ``tier_boundary.py`` (the rule), ``tier_boundary.md`` (its page, whose
examples are run as tests) and ``tier_boundary_test.py``; nothing else stands here.
``judging.canon.POLICIES`` lists them all.
"""
