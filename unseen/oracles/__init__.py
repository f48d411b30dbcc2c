"""
Judges of what was seen: pure functions from observations to findings.

When each is asked is decided in `unseen.judging` and by the world.
"""
