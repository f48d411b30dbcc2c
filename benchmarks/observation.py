"""
B2: looking at everything through recorder and oracles, and the bare calls of the application beneath.

What is seen is new to the oracles each time: a payload that a world has judged already costs less.
"""

from collections.abc import Iterator

from benchmarks.bare import Spy, bare, host, play, world
from benchmarks.measure import Cost, Effort, Row, call, cpu, in_turns, ratio
from unseen.targets.transport import InProcess
from unseen.world import World

READERS = ("Ana", "Cho", "Ben", "a logged-out visitor")


def rows(effort: Effort) -> Iterator[Row]:
    """Every surface, about everybody and everything, once for each reader, in a world that is new."""
    spy = Spy(host())
    noted = world(spy)
    play(noted)
    before = len(spy.sent)
    _look(noted)
    sent = spy.sent[before:]

    def ours() -> Cost:
        made = world(InProcess(host()))
        play(made)
        return call(lambda: _look(made))

    def theirs() -> Cost:
        app = host()
        play(world(InProcess(app)))
        return call(bare(app, sent))

    mine, others = in_turns(effort.rounds * 5 if effort.rounds > 1 else 1, ours, theirs)
    yield Row(
        "B2",
        f"{len(sent)} observations in process; bare ASGI calls of the same requests",
        f"{cpu(mine) / len(sent) * 1e6:.0f} µs each",
        f"{cpu(others) / len(sent) * 1e6:.0f} µs each",
        ratio([cost.cpu for cost in mine], [cost.cpu for cost in others]),
        sign="≤",
        bar=2.0,
    )


def _look(made: World) -> None:
    live = made.live()
    for reader in READERS:
        live.view(reader)
