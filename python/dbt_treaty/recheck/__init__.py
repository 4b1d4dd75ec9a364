"""A check after a small change: what the change can't touch is kept from the check before.

A check leaves behind what it found, and of each node of the manifest a digest of its text. Where
only the SQL of a few models is another one now, and everything else is what it was (configuration,
contracts, exceptions, the day, our own code), only these models, what is made of them and what
these are made of are read. Wherever it can't be shown that no other finding can have changed, the
whole project is checked, as if nothing had been kept.
"""
