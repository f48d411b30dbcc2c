"""Secrets that can be told by time, with a clock that stands still unless the platform moves it."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from benchmarks.leaks.wrappers import LooksUpSavers, Wrapper
from platform_stub.hosting import create_host
from unseen.cli.timing import Measured, Request, measure, told
from unseen.model import Act, Fact, PolicyError, Thing
from unseen.promises import NeverLearns, Refused
from unseen.target import Target
from unseen.targets.stub import Stub
from unseen.targets.transport import InProcess
from unseen.timing import Measuring, TimingJudge
from unseen.world import World

RECIPE = Thing("video", "recipe")
SAVE = Act("Ana", "save", RECIPE)
PROMISE = NeverLearns("Cho", Fact("that", SAVE))

FEATURE = """\
Feature: Time

  @NOT-1
  Rule: A save is not told
    Scenario: Nobody can tell
      Given Cho has posted the "recipe" video
      When Ana saves the "recipe" video
      Then Cho never learns that Ana saved the "recipe" video
"""


class Clock:
    """Moves when it is told to, and a little, by chance, whenever it is read."""

    def __init__(self) -> None:
        self.now = 0.0
        self._chance = Random(3)

    def __call__(self) -> float:
        self.now += self._chance.random() * 1e-5
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def leaky(clock: Clock) -> Target:
    """A platform that looks something up when a video was saved."""
    return Stub(InProcess(LooksUpSavers(create_host(), clock.sleep)), "leaky", {})


def clean(clock: Clock) -> Target:
    """The same, without."""
    return Stub(InProcess(Wrapper(create_host())), "clean", {})


def judged(target: Target, judge: TimingJudge, acts: list[Act] | None = None) -> World:
    world = World(target, seed=1, judge=judge)
    for act in acts or [Act("Cho", "post", RECIPE), SAVE]:
        world.do(act)
    return world


def test_a_secret_that_takes_time_is_found(clock: Clock) -> None:
    """What somebody must never learn is told by a page that takes longer; the finding names the page."""
    judge = TimingJudge(Measuring(clock, Random(1), rounds=6, least=0.0005))
    world = judged(leaky(clock), judge)
    world.promise(PROMISE)

    found = {finding.surface: finding for finding in world.judgements[0][1].findings}
    assert "video page" in found
    assert found["video page"].message.startswith(
        'Cho can tell that Ana saved the "recipe" video: video page'
    )
    assert "profile" not in found
    assert any(each.surface == "reply to a comment" for each in judge.timed)


def test_nothing_is_found_where_nothing_takes_time(clock: Clock) -> None:
    """The platform as it is answers in the same time; what was measured is kept."""
    judge = TimingJudge(Measuring(clock, Random(1), rounds=5, least=0.0005))
    world = judged(clean(clock), judge)
    world.promise(PROMISE)

    assert world.judgements[0][1].findings == ()
    assert len(judge.timed) > 30
    assert all(each.compared.visible > 0.0005 for each in judge.timed)


def test_other_promises_are_let_be(clock: Clock) -> None:
    """Only what somebody must never learn is measured, and only until it is over."""
    over = TimingJudge(Measuring(clock, Random(1), rounds=5), lambda: True)
    world = judged(clean(clock), over)
    world.promise(Refused())
    world.promise(PROMISE)

    assert over.timed == []
    assert [judgement.findings for _, judgement in world.judgements] == [(), ()]


def test_whoever_did_it_knows(clock: Clock) -> None:
    """A promise to nobody else can be measured for nobody."""
    world = judged(clean(clock), TimingJudge(Measuring(clock, Random(1), rounds=5)))
    with pytest.raises(PolicyError, match="Ana knows it anyway"):
        world.promise(NeverLearns("Ana", Fact("that", SAVE)))


@pytest.fixture
def asked(tmp_path: Path) -> Request:
    """What is asked of the command."""
    file = tmp_path / "features" / "time.feature"
    file.parent.mkdir()
    file.write_text(FEATURE)
    return Request((str(file),), "stub", "seed", "", 1, 5, 0.0005, 1e9)


def test_the_command_tells_leaks_and_what_could_have_been_seen(clock: Clock, asked: Request) -> None:
    """Each surface once, with its numbers, then how small a difference would have been seen."""
    measured = measure(leaky(clock), asked, clock)
    text = told(measured, asked)

    assert measured.code == 1
    assert text.count("video page takes") == 1
    assert "would have been seen" in text
    assert "BROKEN" in text.splitlines()[-1]


def test_the_command_tells_how_little_a_pass_says(clock: Clock, asked: Request) -> None:
    """A pass has its power beside it; where nothing was measured, nothing is said to be kept."""
    measured = measure(clean(clock), asked, clock)
    assert measured.code == 0
    assert told(measured, asked).splitlines()[-1] == "✓ no leak by time was found; a smaller one may be there"

    nothing = measure(clean(clock), replace(asked, budget=-1.0), clock)
    assert nothing.code == 3
    assert "nothing was measured" in told(nothing, asked)
    assert "? why" in told(Measured((), 0, ("why",), 1), asked)
