"""Nothing reaches anybody unrecorded."""

import pytest

from unseen.model import Act, Observation, Person, Thing
from unseen.recorder import Recorder
from unseen.target import Subjects, TargetError

ANA = Person("Ana", "ana.z", "Ana Z", "a@example.org", "+1", "bio")


class FakeSession:
    """Answers everything with numbered payloads, lists lazily, and remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.closed = 0

    def _answer(self, *asked):
        self.asked.append(asked)
        number = len(self.asked)
        yield Observation("Ana", "comments", "comments", f"{number}a", 200, {}, b"")
        yield Observation("Ana", "comments", "comments", f"{number}b", 200, {}, b"")

    def join(self, person, at):
        return self._answer("join", person, at)

    def perform(self, act, at):
        return self._answer("perform", act, at)

    def look(self, reader, surface, subjects, at):
        return self._answer("look", reader, surface, subjects, at)

    def close(self):
        self.closed += 1


def test_everything_that_passes_is_kept_and_inspected_once_in_order():
    """Replies to signing up and to acts, and every page of a look, are in the trace and were inspected."""
    session, inspected = FakeSession(), []
    recorder = Recorder(session, inspected.extend)
    act = Act("Ana", "save", Thing("video", "recipe"))
    returned = [
        *recorder.join(ANA, 1.0),
        *recorder.perform(act, 2.0),
        *recorder.look("Ana", "comments", Subjects(), 3.0),
    ]
    assert session.asked == [
        ("join", ANA, 1.0),
        ("perform", act, 2.0),
        ("look", "Ana", "comments", Subjects(), 3.0),
    ]
    assert [seen.request for seen in returned] == ["1a", "1b", "2a", "2b", "3a", "3b"]
    assert recorder.trace == inspected == returned


def test_what_was_recorded_outlives_the_session():
    """Closing gives the world back once and keeps the trace."""
    session = FakeSession()
    recorder = Recorder(session, lambda seen: None)
    recorder.look("Ana", "comments", Subjects(), 0.0)
    recorder.close()
    assert (session.closed, len(recorder.trace)) == (1, 2)


def test_the_message_of_a_failure_is_redacted() -> None:
    """A platform's failure may quote an address with a handle in it; what goes on from here does not."""

    class Failing:
        def perform(self, act: Act, at: float) -> list[Observation]:
            raise TargetError("the platform failed with 500 on GET /people/zwyrana")

    recorder = Recorder(Failing(), lambda seen: None, lambda text: text.replace("zwyrana", "[Ana's handle]"))

    with pytest.raises(TargetError, match=r"\[Ana's handle\]$") as caught:
        recorder.perform(Act("Ana", "save", Thing("video", "recipe")), 0.0)

    assert caught.value.__cause__ is None
