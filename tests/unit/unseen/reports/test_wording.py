"""The words of all reports."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.model import Finding, Verdict
from unseen.record import Breach, Header, Planned, Problem, Result, Run, read
from unseen.reports.wording import MEANINGS, SIGNS, earlier, ground, headline, many, ranges, replay, sentence

LEAKY = Path(__file__).with_name("leaky.ndjson")


def run(*verdicts: Verdict, **more: object) -> Run:
    plans = tuple(Planned(str(number), "F", "R", "S", "f.feature", number) for number in range(len(verdicts)))
    results = tuple(Result(plan.id, verdict) for plan, verdict in zip(plans, verdicts, strict=True))
    return replace(Run(Header(planned=plans), results, finished="x"), **more)


def test_every_verdict_has_sign_and_meaning() -> None:
    """No two verdicts look alike, and each is explained."""
    assert len({SIGNS[verdict] for verdict in Verdict}) == len(Verdict)
    assert set(MEANINGS) == set(Verdict)


@pytest.mark.parametrize(
    ("given_run", "words"),
    [
        (run(Verdict.KEPT), "every promise that was tested is kept: no leak found in 0 twin histories"),
        (run(Verdict.BROKEN), "0 findings break 1 scenario"),
        (run(Verdict.KEPT, Verdict.INCONCLUSIVE), "1 scenario of 2 got no verdict, and none is broken"),
        (run(Verdict.KEPT, finished=""), "nothing broken was found, but the run did not end as it should"),
        (run(), "nothing was judged"),
        (run(recorded_problems=(Problem("x"),)), "nothing was judged: 1 problem to mend first"),
        (run(Verdict.NOT_APPLICABLE), "nothing was found kept: every scenario is not applicable"),
        (read(LEAKY), "4 findings break"),
    ],
)
def test_headline(given_run: Run, words: str) -> None:
    """The headline says what the verdict rests on."""
    assert headline(given_run).startswith(words)


def test_never_more_than_was_found() -> None:
    """What *kept* rests on is counted: histories, observations, masked paths."""
    assert ground(run()) == "no leak found in 0 twin histories, 0 observations, 0 masked paths"


def test_many() -> None:
    """A number stands with its noun in the right form."""
    assert [many(1, "clause"), many(1204, "clause"), many(2, "history", "histories")] == [
        "1 clause",
        "1,204 clauses",
        "2 histories",
    ]


def test_replay() -> None:
    """The command to play again names what differs from the defaults, and can be pasted into a shell."""
    asked = Run(Header(target="http://h", profile="counted", fault="x", seed=7))

    assert (
        replay(asked, "my features/a.feature", "my features/a.feature")
        == "unseen audit 'my features/a.feature' --target http://h --profile counted --fault x --seed 7"
    )
    assert replay(Run(Header(target="stub", profile="seed", seed=1))) == "unseen audit --seed 1"


@pytest.mark.parametrize(
    ("ids", "text"),
    [
        ([], ""),
        (["NOT-1"], "NOT-1"),
        (["NOT-1", "NOT-2"], "NOT-1, 2"),
        (["NOT-1", "NOT-2", "NOT-3", "NOT-5"], "NOT-1–3, 5"),
        (["NOT-1", "NOT-2", "NOT-3", "SET-4"], "NOT-1–3, SET-4"),
        (["own", "NOT-3", "own", "NOT-4"], "own, NOT-3, own, NOT-4"),
    ],
)
def test_ranges(ids: list[str], text: str) -> None:
    """Neighbouring clause ids are drawn together."""
    assert ranges(ids) == text


@given(st.lists(st.integers(1, 40), unique=True))
def test_ranges_lose_nothing(numbers: list[int]) -> None:
    """Every clause id can be read back from its range."""
    text = ranges(f"NOT-{number}" for number in numbers)

    read_back: list[int] = []
    for part in filter(None, text.removeprefix("NOT-").split(", ")):
        start, _, end = part.partition("–")
        read_back += range(int(start), int(end or start) + 1)
    assert read_back == numbers


@pytest.mark.parametrize(
    ("text", "said"), [("", ""), ("cho can tell", "Cho can tell."), ("why?", "Why?"), (" x. ", "X.")]
)
def test_sentence(text: str, said: str) -> None:
    """A message becomes a sentence once, whatever it ends with."""
    assert sentence(text) == said


def test_earlier() -> None:
    """A finding at the place of an earlier one refers to it; one elsewhere to none."""
    findings = [
        Finding("twins", "push", "/items/0/text", "Cho", "Cho can tell"),
        Finding("twins", "search", "/hits", "Cho", "Cho can tell"),
        Finding("schema", "push", "/items/3", "Cho", "`text` is not in the schema"),
        Finding("canary", "push", "/items/1/text", "Cho", "Cho receives the handle of Ana"),
    ]
    breaches = [Breach(str(number), found, (), (), ()) for number, found in enumerate(findings)]

    assert earlier(breaches) == (0, 0, 1, 1)
    assert earlier([]) == ()
