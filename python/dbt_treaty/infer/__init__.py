"""From a table to the draft of its contract: what the data suggests, with its evidence.

A profile (``profile``) says what is known of a table; ``draft`` makes of it a contract's text in
which every guess carries its evidence and a confidence, and what only a person can decide is a
TODO.
"""
