"""
B2: looking at everything through recorder and oracles, and the bare calls of the application beneath.

Every round has other people, and nothing that is seen was read or judged before. On both sides the platform
was asked for the same paths before, so that it knows where each leads.
"""

from collections.abc import Iterator
from itertools import count

from benchmarks.bare import Spy, bare, host, play, world
from benchmarks.measure import Cost, Effort, Row, call, cpu, in_turns, ratio
from unseen.model import _json
from unseen.targets.transport import InProcess
from unseen.world import World

READERS = ("Ana", "Cho", "Ben", "a logged-out visitor")


def rows(effort: Effort) -> Iterator[Row]:
    """Every surface, about everybody and everything, once for each reader, in a world that is new."""
    own, others = count(1), count(10**6)
    requests = 0

    def ours() -> Cost:
        seed = next(own)
        known = world(InProcess(host()), seed)  # by now the platform knows its paths, as it does below
        play(known)
        _look(known)
        made = world(InProcess(host()), seed)
        play(made)
        _json.cache_clear()
        return call(lambda: _look(made))

    def theirs() -> Cost:
        nonlocal requests
        seed = next(others)
        spy = Spy(host())
        noted = world(spy, seed)
        play(noted)
        before = len(spy.sent)
        _look(noted)
        requests = len(spy.sent) - before
        app = host()
        play(world(InProcess(app), seed))
        return call(bare(app, spy.sent[before:]))

    mine, alone = in_turns(effort.rounds * 5 if effort.rounds > 1 else 1, ours, theirs)
    yield Row(
        "B2",
        f"{requests} observations in process; bare ASGI calls of the same requests",
        f"{cpu(mine) / requests * 1e6:.0f} µs each",
        f"{cpu(alone) / requests * 1e6:.0f} µs each",
        ratio([cost.cpu for cost in mine], [cost.cpu for cost in alone]),
        sign="≤",
        bar=2.0,
    )


def _look(made: World) -> None:
    live = made.live()
    for reader in READERS:
        live.view(reader)
