"""
Search for leaks that nobody wrote a scenario for.

`search(Setup(make), Budget(seconds=60))` looks around every promise of a policy and returns a `Report` with
what was found, each a scenario. See docs/explore.md.
"""

from unseen.explore.batch import Make, Setup, find_seeds
from unseen.explore.findings import Batch, Found, Report, decode, encode
from unseen.explore.replay import Replayed, replay
from unseen.explore.search import Budget, search

__all__ = [
    "Batch",
    "Budget",
    "Found",
    "Make",
    "Replayed",
    "Report",
    "Setup",
    "decode",
    "encode",
    "find_seeds",
    "replay",
    "search",
]
