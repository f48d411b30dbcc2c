"""Judges of what was seen: pure functions from observations to findings. `unseen.judging` says when each is asked."""
