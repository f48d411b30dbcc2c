"""
Which scenarios a mutant can show itself in: those in which its function ever answers otherwise.

The functions of the rules, the ranking and the views only answer questions about the state. So whenever one
of them is called, all its mutants can be asked the same beside it; a mutant that answers alike throughout a
scenario has changed nothing that happened there. That is one run of the policy for all mutants at once.
"""

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from benchmarks.mutants import Made, exchanged

__all__ = ["TooLongError", "Watch", "limited"]

_PATIENCE = 2.0
"""Seconds of processor time after which an answer is taken never to come."""


class TooLongError(BaseException):
    """Something does not end."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises TooLongError inside when this much processor time has passed."""

    def give_up(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class Watch:
    """
    Asks mutants beside the functions that they are of.

    Attributes:
        infected: the mutants that have answered otherwise since `begin`.
    """

    def __init__(self, mutants: Mapping[str, Sequence[Made]]) -> None:
        self._mutants = mutants
        self._busy = False
        self.infected: set[str] = set()

    @contextmanager
    def on(self) -> Iterator[None]:
        """The functions of this process are watched, until the end."""
        with ExitStack() as stack:
            for several in self._mutants.values():
                stack.enter_context(exchanged(several[0].mutant, self._watched(several)))
            yield

    def begin(self) -> None:
        """Another scenario begins."""
        self.infected.clear()

    def _watched(self, several: Sequence[Made]) -> Callable[..., Any]:
        original = several[0].original

        def asked(*args: Any, **named: Any) -> Any:
            if self._busy:
                return original(*args, **named)
            args = tuple(_kept(each) for each in args)
            answer = _answer(original, args, named)
            left = [made for made in several if made.mutant.name not in self.infected]
            self._busy = True
            try:
                while left:
                    self._ask(left, args, named, answer)
            finally:
                self._busy = False
            return answer.given()

        return asked

    def _ask(self, left: list[Made], args: tuple[Any, ...], named: dict[str, Any], answer: "_Answer") -> None:
        """Ask one after the other, taken off the list, until one does not answer."""
        try:
            with limited(_PATIENCE):
                while left:
                    if _answer(left[-1].function, args, named) != answer:
                        self.infected.add(left[-1].mutant.name)
                    left.pop()
        except TooLongError:
            self.infected.add(left.pop().mutant.name)


class _Answer:
    """What a function returned or raised; comparable, and to be given as often as one likes."""

    def __init__(self, value: Any = None, raised: Exception | None = None) -> None:
        self.value = _kept(value)
        self.raised = raised

    def given(self) -> Any:
        if self.raised is not None:
            raise self.raised
        return _fresh(self.value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Answer) or type(self.raised) is not type(other.raised):
            return False
        if self.raised is not None and other.raised is not None:
            return self.raised.args == other.raised.args and vars(self.raised) == vars(other.raised)
        same = type(self.value) is type(other.value)
        return same and bool(self.value == other.value)

    __hash__ = None  # type: ignore[assignment]


class _Items(list[Any]):
    """What came out of an iterator."""


def _kept(value: Any) -> Any:
    return _Items(value) if isinstance(value, Iterator) else value


def _fresh(value: Any) -> Any:
    return iter(value) if isinstance(value, _Items) else value


def _answer(function: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> _Answer:
    try:
        return _Answer(function(*(_fresh(each) for each in args), **named))
    except Exception as error:
        return _Answer(raised=error)
