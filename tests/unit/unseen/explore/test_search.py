"""The search as a whole, on the reference platform with and without a leak planted in it."""

from dataclasses import dataclass

import pytest

from unseen.explore import Budget, Setup, search
from unseen.targets.stub import Stub, embedded


@dataclass(frozen=True)
class Planted:
    """The reference platform with a leak."""

    fault: str = ""

    def __call__(self) -> Stub:
        return embedded(fault=self.fault)


@pytest.mark.parametrize(
    ("fault", "surface"),
    [("badge-count-moves", "in-app notifications"), ("export-save-count", "analytics export")],
)
def test_a_planted_leak_is_found_and_is_short(fault: str, surface: str) -> None:
    """A leak is found without a hint, and told in no more acts than it needs."""
    report = search(Setup(Planted(fault)), Budget(seconds=60, findings=1))
    [found] = report.found

    assert found.surface == surface
    assert found.acts == 2
    assert report.exposed > 0


def test_nothing_is_found_where_nothing_leaks() -> None:
    """The reference platform as it is raises no alarm."""
    report = search(Setup(Planted(), only=("NOT-2",)), Budget(seconds=0, histories=12))

    assert report.found == ()
    assert report.histories >= 12
    assert report.exposed > 6
