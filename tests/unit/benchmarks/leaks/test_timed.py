"""The timing oracle as a searcher of the bench."""

from benchmarks.leaks import timed
from benchmarks.leaks.plants import chosen


def test_what_shows_in_time_only_is_found() -> None:
    """A leak that no payload shows is found by how long replies take, in an act or a few."""
    (plant,) = chosen(["around/looks-up-savers"])
    told = timed.search(plant, 20.0)

    assert told is not None
    assert told.found
    assert told.said.startswith("timing: ")
    assert told.steps


def test_what_does_not_show_in_time_is_not_measured() -> None:
    """Nobody would look for a field too many with a clock."""
    (plant,) = chosen(["body-extra-field"])
    assert timed.search(plant, 1.0) is None
