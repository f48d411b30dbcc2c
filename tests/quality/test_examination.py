"""What an examination may leave out: nothing that could end otherwise."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from unseen.cli.examine import _AT_ONCE, _Examination, can_affect, examine, ids_for
from unseen.cli.planted import Round, asked_by, play, play_round, row_of, the_policy
from unseen.model import PolicyError, Verdict
from unseen.record import Result
from unseen.targets.stub import PlantedFault, fault_list, planted

FAULTS = {fault.slug: fault for fault in fault_list()}
LEAK, HARMLESS = FAULTS["guide-silent"], FAULTS["server-header"]
SAMPLE = [each.id for each in the_policy()][::14]
"""Scenarios of every part of the policy."""


@pytest.fixture(scope="module")
def asked() -> dict[str, tuple[frozenset[str], Result]]:
    """What the scenarios of the sample ask of a platform without a fault, and how they end."""
    return {scenario: (what, result) for scenario, what, result in asked_by(SAMPLE)}


def test_watching_changes_nothing(asked: dict[str, tuple[frozenset[str], Result]]) -> None:
    """Scenarios end on a platform that is watched as on one that is not."""
    assert [result for _, result in asked.values()] == play("", SAMPLE)


@pytest.mark.parametrize("scenario", SAMPLE)
def test_what_is_left_out_would_end_as_without_a_fault(
    scenario: str, asked: dict[str, tuple[frozenset[str], Result]]
) -> None:
    """A scenario that a fault is said not to affect ends with it as without it, to the last finding."""
    what, kept = asked[scenario]
    here = [fault for fault in FAULTS.values() if not fault.profile]
    spared = [fault.slug for fault in here if not can_affect(fault.changes, what)]

    assert spared
    assert all(play(slug, [scenario]) == [kept] for slug in spared[:: max(1, len(spared) // 3)])


def test_python_asks_for_some_by_itself() -> None:
    """A fault that is made otherwise affects every scenario, whatever was asked."""
    assert can_affect(frozenset({"ranking.__init__"}), frozenset())
    assert not can_affect(frozenset({"ranking.rate"}), frozenset({"ranking.appeal", "views.rate"}))


def test_a_complete_examination_finds_what_playing_everything_finds() -> None:
    """Leaving out what cannot differ changes no row but for how many were played."""
    faults = [FAULTS["scopes-ignored"], HARMLESS]
    ids = ids_for(FAULTS["scopes-ignored"]) + SAMPLE[:8]
    rows = list(examine(faults, complete=True, ids=ids, workers=2))
    everything = [row_of(fault, play(fault.slug, ids)) for fault in faults]

    assert [replace(row, judged=len(ids)) for row in rows] == everything
    assert rows[0].judged < len(ids)


def test_a_leak_is_played_until_all_it_names_broke() -> None:
    """When every clause that a leak names broke, what is left of them is not needed."""
    ids = ids_for(LEAK)
    results = play_round(Round((LEAK.slug,), tuple(ids), LEAK.breaks))

    assert len(results) < len(ids)
    assert row_of(LEAK, results).missed == ()


def test_whoever_raises_the_alarm_is_found_among_many() -> None:
    """When changes planted together raise an alarm, each is planted alone, and the culprit named."""
    ids = ids_for(LEAK)
    rows = list(examine([replace(LEAK, benign=True), HARMLESS], ids=ids, workers=1))

    assert [(row.fault.slug, row.is_right, row.judged) for row in rows] == [
        ("guide-silent", False, len(ids)),
        ("server-header", True, len(ids)),
    ]


class Pool:
    """Does at once, in this process, what it is asked to; only what is planted alone is harmless."""

    def map(self, _: Callable[..., Any], rounds: Iterable[Round]) -> Iterator[list[Result]]:
        """The results of each round."""
        for each in rounds:
            verdict = Verdict.KEPT if len(each.slugs) == 1 else Verdict.BROKEN
            yield [Result(scenario, verdict, "") for scenario in each.ids]


def test_an_alarm_of_several_together_is_no_silence() -> None:
    """When changes raise an alarm together and none of them alone, the alarm still counts."""
    pool: Any = Pool()
    told: list[tuple[int, int]] = []
    benign: Sequence[PlantedFault] = [FAULTS["server-header"], FAULTS["reordered-keys"]]
    ids = [each.id for each in the_policy()][: _AT_ONCE + 1]
    rows = list(_Examination(pool, ids, lambda *count: told.append(count)).usual(benign))

    assert [row.is_right for row in rows] == [False, True]
    assert told[0] == (_AT_ONCE, len(ids))
    assert told[-1] == (3 * len(ids), 3 * len(ids))


def test_what_clashes_is_not_planted_at_once() -> None:
    """Two faults that change the same cannot be planted together, and the message says what."""
    with pytest.raises(PolicyError, match=r"two of them change `views\.performance`"):
        planted(["body-extra-field", "saves-as-zero"])
