"""The timing oracle as a searcher: what can be told by how long replies take, as `unseen timing` does it."""

import time
from random import Random

from benchmarks.leaks.plants import Plant
from benchmarks.leaks.players import Outcome, run, scenarios
from unseen.timing import Measuring, TimingJudge
from unseen.world import World

CLASSES = frozenset({"L38", "L40"})
"""Classes of leak that show in time; `L39` shows in length, which every byte comparison sees."""


def search(plant: Plant, budget: float) -> Outcome | None:
    """
    Measure promise after promise until a difference is there twice, for so many seconds of processor time.

    None for a leak of a class that does not show in time: nobody would look for it so.
    """
    if not plant.benign and plant.leak_class not in CLASSES:
        return None
    target = plant.target()
    began, spent = time.perf_counter(), time.process_time()

    def is_over() -> bool:
        found = judge.timed and judge.timed[-1].compared.differs
        return bool(found) or time.process_time() - spent > budget

    judge = TimingJudge(Measuring(time.perf_counter, Random(1)), is_over)
    acts = played = 0
    for planned in scenarios(plant.profile):
        if is_over():
            break
        played += 1
        _, _, acts = run(planned, lambda: World(target, seed=1, judge=judge))
    leaks = [each.finding for each in judge.timed if each.compared.differs]
    took = time.perf_counter() - began, time.process_time() - spent
    said = f"timing: {leaks[0].message}" if leaks else ""
    return Outcome("timing", plant.slug, bool(leaks), *took, acts if leaks else 0, said, played)
