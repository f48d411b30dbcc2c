"""Relations between what was asked: each holds or is broken whatever the secret is."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.compare import View, as_view
from unseen.model import Finding, Observation
from unseen.oracles.metamorphic import (
    Release,
    as_sessions,
    differencing,
    existence,
    former_tie,
    sessions,
    stricter,
    undone,
    vanished,
)

NEVER = "GET /videos/[nobody]"


def seen(request: str, status: int = 200, body: str = "{}", **headers: str) -> Observation:
    return Observation("Cho", "video page", "video", request, status, headers, body.encode())


def view(*observations: Observation) -> View:
    return as_view(observations)


def refusals(*observations: Observation, own: Iterable[str] = ()) -> list[Finding]:
    return list(existence(view(*observations), "Cho", {"recipe", "song"}, str, frozenset(own)))


class TestExistence:
    def test_one_refusal_for_all(self) -> None:
        """What is hidden and what never was are refused alike; what is shown is no refusal."""
        assert refusals(seen("GET /videos/[recipe]", 404), seen(NEVER, 404), seen("GET /videos/[song]")) == []

    @pytest.mark.parametrize(
        ("refusal", "pointer"),
        [
            (seen("GET /videos/[recipe]", 403), "status"),
            (seen("GET /videos/[recipe]", 404, '{"error":"hidden"}'), "/error"),
            (seen("GET /videos/[recipe]", 403, "{} "), "status"),
            (seen("GET /videos/[recipe]", 404, cache="HIT"), "header cache"),
        ],
    )
    def test_another_status_or_body_tells(self, refusal: Observation, pointer: str) -> None:
        """Another status, another word, another size, another header: any of them tells that it exists."""
        first, *_ = refusals(refusal, seen(NEVER, 404))
        assert (first.oracle, first.relation, first.pointer) == ("metamorphic", "existence", pointer)
        assert first.message == "Cho can tell that `recipe` exists: it is refused unlike what never was"
        assert first.remedy

    def test_ones_own_may_be_refused_otherwise(self) -> None:
        """Who owns a thing knows that it is there."""
        assert refusals(seen("GET /videos/[recipe]", 403), seen(NEVER, 404), own=["recipe"]) == []

    def test_nothing_to_compare_with(self) -> None:
        """Without a request for what never was, or on another path, nothing can be said."""
        assert refusals(seen("GET /videos/[recipe]", 403), seen("GET /people/[nobody]", 404)) == []
        assert refusals(seen("GET /me/copy", 403), seen(NEVER, 404)) == []


def test_what_depends_on_who_asked_before() -> None:
    """Any difference between the same requests, before and after others have made theirs, is a finding."""
    (found,) = sessions(view(seen("a", body='{"n":1}')), view(seen("a", body='{"n":2}')), "Cho", str)
    assert (found.relation, found.pointer, found.here, found.there) == ("sessions", "/n", "1", "2")


def test_what_is_left_of_something_undone() -> None:
    """What was done and undone leaves nothing behind."""
    (found,) = undone(view(seen("a", etag="2")), view(seen("a", etag="1")), "Cho", "that Ana saved it", str)
    assert found.message == "Cho can tell that Ana saved it, although it was undone: video page differs"
    assert found.fingerprint == "undone · every surface · header etag"


def test_what_a_former_follower_keeps() -> None:
    """Who unfollowed is shown what somebody is shown who never followed."""
    (found,) = former_tie(view(seen("a")), view(seen("a", 404)), "Dev", "Ana", str)
    assert (found.relation, found.pointer) == ("former tie", "status")


class TestStricter:
    @pytest.mark.parametrize(
        ("told", "strict"),
        [
            (seen("a", body='["Ana"]'), seen("a", body='["Ana", "Ana"]')),
            (seen("a", 404), seen("a", body="[]")),
        ],
    )
    def test_more_under_a_stricter_setting(self, told: Observation, strict: Observation) -> None:
        """More values of the owner, or an answer in place of a refusal, is more."""
        (found,) = stricter(view(told), view(strict), "Cho", "Ana", lambda body: body.count(b"Ana"), str)
        assert (found.relation, found.surface) == ("stricter", "video page")

    def test_less_or_other_is_not_more(self) -> None:
        """Less, a refusal, and what is about somebody else are as they should be."""
        told = view(seen("a", body='["Ana"]'), seen("b"), seen("c", body="[1]"))
        strict = view(seen("a", body="[]"), seen("b", 404), seen("c", body="[2]"), seen("d"))
        assert not list(stricter(told, strict, "Cho", "Ana", lambda body: body.count(b"Ana"), str))


def test_one_circumstance_explains_a_finding() -> None:
    """What is gone once everything but one circumstance is as before was caused by that."""
    one = Finding("twins", "search", "/a", "Cho", "m")
    other = Finding("twins", "digest", "/a", "Cho", "m")
    assert vanished([one, other], [other]) == [one]
    assert as_sessions(one).fingerprint == "sessions · search · /a"


def test_figures_that_subtract() -> None:
    """Two different figures closer than the smallest group leave fewer people than it."""
    assert list(differencing([100, 50, 100, 120], 50)) == [(100, 120)]
    assert list(differencing([0, 50, 100], 50)) == []


class TestRelease:
    @given(st.integers(1, 2000), st.integers(0, 10**6))
    def test_steps(self, least: int, people: int) -> None:
        """A figure is never more than the people, nothing below the smallest group, and itself a step."""
        release = Release(least)
        figure = release.of(people)
        assert figure <= people
        assert (figure == 0) == (people < least)
        assert release.is_step(figure)
        assert people < figure * 2.5 or not figure

    @pytest.mark.parametrize("figure", [49, 51, 99, 150, 300, 999])
    def test_figures_that_no_release_gives(self, figure: int) -> None:
        """k-1, and anything between two steps, is told of no group."""
        assert not Release(50).is_step(figure)

    @pytest.mark.parametrize(("people", "figure"), [(49, 0), (50, 50), (51, 50), (99, 50), (100, 100)])
    def test_at_k(self, people: int, figure: int) -> None:
        """At k-1, k and k+1."""
        assert Release(50).of(people) == figure
