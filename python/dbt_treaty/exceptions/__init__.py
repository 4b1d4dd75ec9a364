"""Exceptions: grants by which a finding may stand for a while, as their files say."""
