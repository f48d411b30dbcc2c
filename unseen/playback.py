"""A history played on a session of its own: what readers find in it afterwards, and what happens next."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from unseen.compare import View, as_view
from unseen.history import DAY, MINUTE
from unseen.model import Act, Observation
from unseen.recorder import Recorder
from unseen.target import Subjects

Outcomes = Mapping[tuple[float, int], tuple[Act, bool]]
"""Each act of a world and whether it was refused, by its moment and its place among those of that moment."""

Found = dict[tuple[str, str, Subjects], View]
"""What readers found on a surface, about these subjects."""


def play_out(
    acts: Iterable[tuple[float, Act]], perform: Callable[[Act, float], Sequence[Observation]]
) -> Outcomes:
    """Let every act happen at its moment, in this order."""
    outcomes: dict[tuple[float, int], tuple[Act, bool]] = {}
    before, place = 0.0, 0
    for at, act in acts:
        before, place = at, place + 1 if at == before else 0
        replies = perform(act, at)
        outcomes[at, place] = act, bool(replies) and min(seen.status for seen in replies) >= 400
    return outcomes


class Playback:
    """
    One session after its history was played; time passes in it only when it is told to.

    `outcomes` tell of each act of the history whether the platform let it happen; `found` keeps what readers
    found in a world that stays as it is, see `shared`.
    """

    def __init__(
        self,
        recorder: Recorder,
        subjects: Subjects,
        surfaces: Sequence[str],
        at: float,
        outcomes: Outcomes | None = None,
        found: Found | None = None,
    ) -> None:
        self._recorder = recorder
        self._subjects = subjects
        self._surfaces = surfaces
        self._found = found
        self.at = at
        self.outcomes = outcomes or {}

    @property
    def names(self) -> tuple[str, ...]:
        """The people, videos and tools that a reader can name here."""
        return (*self._subjects.people, *self._subjects.videos, *self._subjects.tools)

    def view(self, reader: str, surfaces: Iterable[str] | None = None) -> View:
        """Everything the reader finds on these surfaces (None: on every one), at this moment."""
        wanted = self._surfaces if surfaces is None else surfaces
        if self._found is None:
            looks = (self._recorder.look(reader, surface, self._subjects, self.at) for surface in wanted)
            return as_view(list(chain.from_iterable(looks)))
        view: View = {}
        for surface in wanted:
            asked = reader, surface, self._subjects
            if asked not in self._found:
                self._found[asked] = as_view(self._recorder.look(*asked, self.at))
            view |= self._found[asked]
        return view

    def received(self, reader: str) -> View:
        """Everything that reached the reader so far, as replies or by looking."""
        return as_view([seen for seen in self._recorder.trace if seen.reader == reader])

    def about(self, subjects: Subjects) -> "Playback":
        """The same session, to look at these subjects only."""
        return Playback(self._recorder, subjects, self._surfaces, self.at, self.outcomes, found=self._found)

    def shared(self) -> "Playback":
        """
        The same session, for all who only look: nobody acts in it, and no time passes.

        Whoever looks again finds what they found, and the platform is asked once.
        """
        return Playback(self._recorder, self._subjects, self._surfaces, self.at, self.outcomes, found={})

    def turned(self, other: "Playback") -> Iterator[tuple[float, Act]]:
        """
        The acts of this world, with their moments, that were refused here and not in the other, or the other
        way round; acts that one of the two is without are not among them.
        """
        for (at, place), (act, refused) in self.outcomes.items():
            if (at, place) in other.outcomes and other.outcomes[at, place][1] != refused:
                yield at, act

    def wait(self, days: float) -> None:
        """Let days pass."""
        self._go_on(days * DAY)

    def act(self, act: Act) -> View:
        """Let somebody do something now, and return what they were told."""
        self._go_on(MINUTE)
        return as_view(self._recorder.perform(act, self.at))

    def _go_on(self, seconds: float) -> None:
        if self._found is not None:
            raise ValueError("nobody acts in a world that others look at, and no time passes there")
        self.at += seconds
