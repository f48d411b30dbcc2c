"""B3: how many twin pairs a second are played and compared, and how many the bare requests would allow."""

from collections.abc import Iterator
from itertools import count

from benchmarks.bare import Spy, bare, host, play, world
from benchmarks.measure import Cost, Effort, Row, call, cpu, in_turns, ratio
from unseen.model import Act, Fact, Thing, _json
from unseen.promises import NeverLearns
from unseen.targets.transport import InProcess
from unseen.world import World

_PROMISE = NeverLearns("everyone except Ana", Fact("whether", Act("Ana", "save", Thing("video", "recipe"))))


def rows(effort: Effort) -> Iterator[Row]:
    """A scenario with one promise, as the plugin plays and judges it; all its requests, bare."""
    own, others = count(1), count(10**6)
    pairs = requests = 0

    def ours() -> Cost:
        seed = next(own)
        _judged(world(InProcess(host()), seed))  # by now the platform knows its paths, as it does below
        made = world(InProcess(host()), seed)
        _json.cache_clear()
        return call(lambda: _judged(made))

    def theirs() -> Cost:
        nonlocal pairs, requests
        spy = Spy(host())
        pairs = _judged(world(spy, next(others)))
        requests = len(spy.sent)
        return call(bare(host(), spy.sent))

    mine, alone = in_turns(effort.rounds * 3 if effort.rounds > 1 else 1, ours, theirs)
    yield Row(
        "B3",
        f"twin pairs a second, each of {requests // pairs} requests; what these alone would allow",
        f"{pairs / cpu(mine):.1f}/s",
        f"{pairs / cpu(alone):.1f}/s",
        ratio([cost.cpu for cost in alone], [cost.cpu for cost in mine]),
        sign="≥",
        bar=0.5,
    )


def _judged(made: World) -> int:
    """Play and judge; returns the number of pairs that were compared."""
    play(made)
    made.promise(_PROMISE)
    ((_, judgement),) = made.judgements
    assert not judgement.findings
    # one world is the scenario itself, one is told again, and each of the others is held against that
    return judgement.census.worlds - 1
