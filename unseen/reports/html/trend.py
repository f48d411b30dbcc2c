"""How runs of the same policy went before this one: bars for the eye, a table for the rest. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from unseen.model import Verdict
from unseen.past import Change, PastRun, change

SHOWN = 24
"""So many runs at most, the last ones."""

_STEP, _WIDTH, _HEIGHT = 28, 20, 90


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar, in units of the drawing."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A run in the drawing: how many clauses had which verdict, from the bottom up."""

    run: PastRun
    x: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The runs before and this one, the last; what changed since the one before."""

    runs: tuple[PastRun, ...]
    bars: tuple[Bar, ...]
    change: Change
    width: int = 0
    height: int = _HEIGHT


def trend(past: Sequence[PastRun], this: PastRun) -> Trend | None:
    """The trend up to a run; None when nothing went before."""
    if not past:
        return None
    runs = (*past[-SHOWN + 1 :], this)
    most = max(len(run.clauses) for run in runs) or 1
    bars = tuple(Bar(run, number * _STEP, _pieces(run, most)) for number, run in enumerate(runs))
    return Trend(runs, bars, change(past[-1], this), len(runs) * _STEP)


def _pieces(run: PastRun, most: int) -> tuple[Piece, ...]:
    kept, broken = run.count(Verdict.KEPT), run.count(Verdict.BROKEN)
    rest = sum(run.count(each) for each in (Verdict.WAIVED, Verdict.INCONCLUSIVE))
    pieces, top = [], float(_HEIGHT)
    for kind, number in (("kept", kept), ("waived", rest), ("broken", broken)):
        height = round(number / most * _HEIGHT, 1)
        top = round(top - height, 1)
        if number:
            pieces.append(Piece(kind, top, height))
    return tuple(pieces)
