"""One root cause is one finding."""

from unseen.model import Finding
from unseen.oracles.causes import one_per_cause, one_per_place


def finding(surface: str, pointer: str, *also: str, oracle: str = "twins", relation: str = "") -> Finding:
    return Finding(oracle, surface, pointer, "Cho", "m", relation=relation, also=also)


def test_one_cause_is_one_finding_and_hides_no_other() -> None:
    """One for each oracle and surface; where the rest differ is listed once with the first."""
    first, second = one_per_cause(
        [
            finding("comments", "/a", "/b"),
            finding("search", "/a"),
            finding("comments", "/c", "/a", "/b"),
            finding("comments", ""),
            finding("comments", "header etag"),
        ]
    )

    assert (first.pointer, first.also) == ("/a", ("/b", "/c", "header etag"))
    assert (second.surface, second.also) == ("search", ())
    assert len(one_per_cause([finding("comments", "/a"), finding("comments", "/a", oracle="schema")])) == 2


def test_a_header_that_differs_everywhere_is_one_finding() -> None:
    """Headers come from below the surfaces: where else one differs is told with it."""
    everywhere = [finding(surface, "header etag") for surface in ("comments", "search", "profile")]
    first, other = one_per_cause([*everywhere, finding("digest", "/a"), finding("digest", "header etag")])

    assert first.also == ("search: header etag", "profile: header etag")
    assert other.also == ("header etag",)
    assert {each.fingerprint for each in everywhere} == {"twins · every surface · header etag"}


def test_relations_are_causes_of_their_own() -> None:
    """Two metamorphic relations that do not hold on one surface are two findings; their names are told."""
    found = one_per_cause(
        [
            finding("search", "/a", oracle="metamorphic", relation="existence"),
            finding("search", "/a", oracle="metamorphic", relation="sessions"),
        ]
    )

    assert [each.fingerprint for each in found] == ["existence · search · /a", "sessions · search · /a"]


def test_sessions_that_are_mixed_up_are_one_cause() -> None:
    """Whose reply somebody is given is decided below all surfaces."""
    (one,) = one_per_cause(
        finding(surface, "/a", oracle="metamorphic", relation="sessions") for surface in ("search", "profile")
    )

    assert one.also == ("profile: /a",)


def test_oracles_that_see_the_same_place_make_one_finding() -> None:
    """The most telling oracle leads; the others are named with it; other places stay apart."""
    one, other, third = one_per_place(
        [
            finding("analytics", "/videos/0/savers", oracle="schema"),
            finding("analytics", "/videos/1/savers/0", oracle="canary"),
            finding("analytics", "/videos/2/savers/1"),
            finding("analytics", "/total", oracle="schema"),
            finding("search", "/videos/0/savers", oracle="schema"),
        ]
    )

    assert (one.oracle, one.seen_by) == ("twins", ("canary", "schema"))
    assert one.pointer == "/videos/2/savers/1"
    assert (other.pointer, other.seen_by) == ("/total", ())
    assert (third.surface, third.seen_by) == ("search", ())


def test_one_oracle_keeps_its_findings_apart() -> None:
    """Two findings of one oracle, and those without a place, are not taken for one."""
    two = [finding("analytics", "/a"), finding("analytics", "/a/b")]
    whole = [finding("analytics", "", oracle="witness"), finding("analytics", "", oracle="canary")]

    assert len(one_per_place(two)) == 2
    assert len(one_per_place(whole)) == 2
