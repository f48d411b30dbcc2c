"""A history played on a session of its own: what readers find in it afterwards, and what happens next."""

from collections.abc import Iterable, Sequence

from unseen.compare import View, as_view
from unseen.history import DAY, MINUTE
from unseen.model import Act, Observation
from unseen.recorder import Recorder
from unseen.target import Subjects


class Playback:
    """One session after its history was played; time passes in it only when it is told to."""

    def __init__(self, recorder: Recorder, subjects: Subjects, surfaces: Sequence[str], at: float) -> None:
        self._recorder = recorder
        self._subjects = subjects
        self._surfaces = surfaces
        self.at = at

    @property
    def names(self) -> tuple[str, ...]:
        """The people, videos and tools that a reader can name here."""
        return (*self._subjects.people, *self._subjects.videos, *self._subjects.tools)

    def view(self, reader: str, surfaces: Iterable[str] | None = None) -> View:
        """Everything the reader finds on these surfaces (None: on every one), at this moment."""
        seen: list[Observation] = []
        for surface in self._surfaces if surfaces is None else surfaces:
            seen += self._recorder.look(reader, surface, self._subjects, self.at)
        return as_view(seen)

    def received(self, reader: str) -> View:
        """Everything that reached the reader so far, as replies or by looking."""
        return as_view([seen for seen in self._recorder.trace if seen.reader == reader])

    def about(self, subjects: Subjects) -> "Playback":
        """The same session, to look at these subjects only."""
        return Playback(self._recorder, subjects, self._surfaces, self.at)

    def wait(self, days: float) -> None:
        """Let days pass."""
        self.at += days * DAY

    def act(self, act: Act) -> View:
        """Let somebody do something now, and return what they were told."""
        self.at += MINUTE
        return as_view(self._recorder.perform(act, self.at))
