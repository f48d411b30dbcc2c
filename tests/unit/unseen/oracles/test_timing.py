"""Two samples of seconds beside each other."""

import math
from random import Random

import pytest

from unseen.oracles.timing import compare, finding


def sample(mean: float, count: int = 60, spread: float = 0.1, seed: int = 1) -> list[float]:
    """Measurements as a machine gives them: around a mean, with some far too slow."""
    chance = Random(seed)
    return [mean + chance.gauss(0, spread) + (chance.random() < 0.05) * 20 for _ in range(count)]


def test_a_difference_is_found() -> None:
    """A difference of some standard errors beyond the least is one, whichever way it goes."""
    for here, there in ((2.0, 1.0), (1.0, 2.0)):
        found = compare(sample(here), sample(there, seed=2), 0.2)
        assert found.differs
        assert abs(found.difference) == pytest.approx(1.0, abs=0.1)


def test_chance_is_none() -> None:
    """Two samples of one thing never differ, in two thousand comparisons."""
    assert not any(
        compare(sample(1.0, 20, seed=number), sample(1.0, 20, seed=number + 10_000), 0.0).differs
        for number in range(2000)
    )


def test_a_small_difference_is_no_leak() -> None:
    """What is not beyond the least is none, however certain it is."""
    found = compare([1.1] * 30, [1.0] * 30, 0.2)
    assert (found.differs, found.t) == (False, -math.inf)
    assert compare([1.3] * 30, [1.0] * 30, 0.2).t == math.inf
    assert compare([1.0] * 30, [1.0] * 30, 0.0).t == 0.0


def test_what_could_have_been_seen() -> None:
    """Four of five differences of the size that is printed are found."""
    visible = compare(sample(1.0), sample(1.0, seed=2), 0.2).visible
    found = [
        compare(sample(1.0 + visible, seed=number), sample(1.0, seed=number + 1000), 0.2).differs
        for number in range(300)
    ]
    assert sum(found) / len(found) > 0.7


def test_too_few_measurements() -> None:
    """Of three measurements nothing can be said."""
    with pytest.raises(ValueError, match="too few measurements: 3 and 4"):
        compare([1.0] * 3, [1.0] * 4, 0.0)


def test_the_finding_says_what_is_learned_and_how_it_was_measured() -> None:
    """The message is for whoever reads the policy; numbers are beside it."""
    told = finding(
        compare([0.003] * 30, [0.001] * 30, 0.0),
        surface="video page",
        reader="Cho",
        relation="drop",
        secret="that Ana saved it",
    )
    assert told.message == "Cho can tell that Ana saved it: video page takes 2 ms longer"
    assert told.here == "3 ms in 24 measurements"
    assert told.fingerprint == "timing · video page · time"
    assert told.remedy
