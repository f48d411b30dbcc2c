from dataclasses import replace

from unseen.evidence.again import differences
from unseen.model import Assessed, Assessment, Finding, Verdict
from unseen.record import Header, Planned, Result, Run, Step

FINDING = Finding("twins", "search", "/videos/0", "Cho", "Cho can tell")
KEPT = Result("a", Verdict.KEPT, steps=(Step("Then", "t", 3, "kept"),))
BROKEN = Result("a", Verdict.BROKEN, steps=(Step("Then", "t", 3, "broken", (FINDING,)),))


def run(*results: Result) -> Run:
    return Run(Header(planned=tuple(Planned(each.id, "F", "R", "S", "f", 1) for each in results)), results)


def how(then: Result, now: Result) -> list[str]:
    return [each.how for each in differences(run(then), run(now))]


def test_same() -> None:
    """Seconds are no difference, nor is a scenario that got no verdict then."""
    assert how(BROKEN, replace(BROKEN, seconds=9.0)) == []
    assert how(Result("a", Verdict.NOT_TESTED, "the run ended before its turn"), KEPT) == []


def test_verdict() -> None:
    """Another verdict is named, with the reason it is given now."""
    assert how(KEPT, replace(KEPT, verdict=Verdict.INCONCLUSIVE, reason="no")) == [
        "was kept, is inconclusive: no"
    ]
    assert how(KEPT, BROKEN) == ["was kept, is broken"]


def test_findings() -> None:
    """A finding that is gone, has come or says something else is named by its fingerprint."""
    other = replace(BROKEN, steps=(Step("Then", "t", 3, "broken", (replace(FINDING, here="x"),)),))
    two = replace(
        BROKEN, steps=(Step("Then", "t", 3, "broken", (FINDING, replace(FINDING, surface="push"))),)
    )
    assert how(BROKEN, other) == ["a finding is gone: twins · search · /videos/*: Cho can tell"]
    assert how(BROKEN, two) == ["a finding has come: twins · push · /videos/*: Cho can tell"]


def test_marks_and_scenarios() -> None:
    """A claim that is marked differently counts, and a scenario that is not there any more."""
    mark = Assessed("a claim", "x", Assessment.KEPT, "y")
    marked = replace(KEPT, steps=(Step("Then", "t", 3, "kept", assessed=(mark,)),))
    assert how(KEPT, marked) == ["claims are marked differently"]
    (gone,) = differences(run(KEPT), run())
    assert "is not among the scenarios any more" in gone.how
