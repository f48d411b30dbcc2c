"""Histories and their twins."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_stub.groups import band
from unseen.history import (
    COUNTED,
    DAY,
    MINUTE,
    Variation,
    actors,
    another_age,
    blocks,
    closing,
    double_of,
    drop,
    expand,
    family,
    is_undone,
    moments,
    now,
    secret,
    swap,
    titles,
    told,
    variations,
)
from unseen.model import Act, Fact, Thing

RECIPE = Thing("video", "recipe")
PEOPLE = ("Ana", "Ben", "Cho")
VERBS = ("save", "unsave", "move", "like", "unlike", "comment", "view", "share")


def ties():
    return st.builds(
        Act,
        st.sampled_from(PEOPLE),
        st.sampled_from(["follow", "befriend", "ask-to-follow", "block", "mute"]),
        st.builds(Thing, st.just("person"), st.sampled_from(PEOPLE)),
    )


def settings():
    return st.builds(
        Act,
        st.sampled_from(PEOPLE),
        st.just("set"),
        st.just(Thing("setting", "account privacy")),
        st.sampled_from(["private", "public"]).map(lambda value: (("value", value),)),
    )


def deeds():
    named = st.builds(
        Act,
        st.sampled_from(PEOPLE),
        st.sampled_from(VERBS),
        st.sampled_from([RECIPE, Thing("video", "ramen")]),
    )
    crowds = st.builds(
        Act, st.just(""), st.sampled_from(["save", "like"]), st.just(RECIPE), st.just(()), st.integers(1, 9)
    )
    return named | crowds


WAITS = st.integers(0, 40).map(lambda days: Act("", "wait", Thing("days", "", days)))
HISTORIES = st.lists(ties() | settings() | deeds() | WAITS, max_size=8)
PATTERNS = st.builds(Act, st.sampled_from(["", *PEOPLE]), st.sampled_from(VERBS), st.just(RECIPE))


def play(history, variation=Variation(), doubles=(), hidden=frozenset()):  # noqa: B008
    return list(told(history, variation, doubles, hidden))


def numbered(history, pairs):
    """What was told, by number of the act of the history that it belongs to."""
    times = {at: number for number, at in enumerate(moments(history))}
    found = {}
    for at, act in pairs:
        found.setdefault(times[at], []).append(act)
    return found


@given(HISTORIES)
def test_moments_never_go_back_and_now_is_after_them(history):
    """Acts happen one after the other, and looking comes last."""
    times = [*moments(history), now(history)]
    assert times == sorted(set(times))


def test_days_that_pass_move_what_comes_after():
    """A wait counts from its own place on; without acts a world is a minute old."""
    history = [
        Act("Ana", "save", RECIPE),
        Act("", "wait", Thing("days", "", 2)),
        Act("Ana", "unsave", RECIPE),
    ]
    assert moments(history) == [MINUTE, 2 * DAY + 2 * MINUTE, 2 * DAY + 3 * MINUTE]
    assert now([]) == MINUTE


@given(HISTORIES, PATTERNS)
def test_dropping_acts_moves_no_other_act(history, pattern):
    """Everything but the secret happens in both worlds, at the same moments and in the same order."""
    acts = secret(history, pattern)
    doubles = actors(history, acts)
    here = numbered(history, play(history, doubles=doubles, hidden=acts))
    there = numbered(history, play(history, drop(acts), doubles, acts))
    assert there == {number: done for number, done in here.items() if number not in acts}


@given(HISTORIES, PATTERNS)
def test_a_swap_changes_who_and_nothing_else(history, pattern):
    """The twin has as many acts at the same moments; the secret ones are done by doubles or other crowds."""
    acts = secret(history, pattern)
    doubles = actors(history, acts)
    here = numbered(history, play(history, doubles=doubles, hidden=acts))
    there = numbered(history, play(history, swap(history, acts), doubles, acts))
    assert here.keys() == there.keys()
    for number, done in here.items():
        if number not in acts:
            assert there[number] == done
            continue
        for one, other in zip(done, there[number], strict=True):
            assert (one.verb, one.thing, one.crowd) == (other.verb, other.thing, other.crowd)
            assert other.detail("of") == "others" if one.crowd else other.actor == double_of(one.actor)


@given(HISTORIES, st.sets(st.sampled_from(PEOPLE)).map(sorted))
def test_a_double_has_the_ties_and_settings_of_the_person(history, doubles):
    """What a person arranged, and others towards them, is there for the double too, between doubles also."""
    done = {act for _, act in play(history, doubles=doubles)}
    arranged = [
        act for act in done if act.verb in ("set", "follow", "accept", "ask-to-follow", "block", "mute")
    ]

    def stand_ins(name):
        return [name, double_of(name)] if name in doubles else [name]

    for act in arranged:
        if "double" in act.actor or "double" in act.thing.name:
            continue
        for actor in stand_ins(act.actor):
            for name in stand_ins(act.thing.name) if act.thing.kind == "person" else [act.thing.name]:
                assert replace(act, actor=actor, thing=replace(act.thing, name=name)) in done


@given(HISTORIES)
def test_without_doubles_a_history_is_told_as_it_is(history):
    """The empty variation is the history, in primitive acts."""
    assert [act for _, act in play(history)] == [part for act in history for part in expand(act)]


@pytest.mark.parametrize(
    ("verb", "members"),
    [
        ("unsave", {"save", "unsave", "move"}),
        ("befriend", {"follow", "befriend", "ask-to-follow", "unfollow"}),
        ("view", {"view"}),
    ],
)
def test_what_undoes_an_act_belongs_to_its_secret(verb, members):
    """Saving and unsaving are one secret; what nothing undoes is alone."""
    assert family(verb) == members


def test_a_secret_is_found_by_actor_family_and_thing():
    """Somebody else's act, another video, and what the platform does are not part of it."""
    history = [
        Act("Ana", "save", RECIPE),
        Act("Ana", "like", RECIPE),
        Act("Ben", "save", RECIPE),
        Act("Ana", "save", Thing("video", "ramen")),
        Act("", "save", RECIPE, (), 80),
        Act("Ana", "unsave", RECIPE),
        Act("the platform", "save", RECIPE),
    ]
    assert secret(history, Act("Ana", "save", RECIPE)) == {0, 5}
    assert secret(history, Act("Ana", "save", Thing("video"))) == {0, 3, 5}
    assert secret(history, Act("", "save", RECIPE)) == {0, 2, 4, 5}
    assert secret(history, Act("", "save", RECIPE, (), 80)) == {4}
    assert secret(history, Act("Ana", "save", Thing("comment", "recipe"))) == frozenset()


@pytest.mark.parametrize(
    ("aspect", "act", "relations"),
    [
        ("that", Act("Ana", "save", RECIPE), ["drop", "swap"]),
        ("whether", Act("Ana", "save", RECIPE), ["drop", "swap"]),
        ("who", Act("", "save", RECIPE), ["swap"]),
        ("how many", Act("", "save", RECIPE), ["drop"]),
        ("that", Act("Ana", "like", RECIPE), ["swap"]),
        ("that", Act("Ana", "set", Thing("setting", "account privacy")), ["drop"]),
        ("that", Act("Ben", "save", RECIPE), []),
    ],
)
def test_a_fact_is_examined_by_the_twins_that_can_break_it(aspect, act, relations):
    """Existence by dropping, identity by swapping, and only swapping where the number may be seen."""
    history = [
        Act("Ana", "save", RECIPE),
        Act("Ana", "like", RECIPE),
        Act("Ana", "set", Thing("setting", "account privacy"), (("value", "private"),)),
    ]
    assert [twin.relation for twin in variations(history, Fact(aspect, act))] == relations


def test_every_counted_verb_is_swapped_only():
    """No twin of an act that may be counted leaves it out."""
    for verb in COUNTED:
        history = [Act("Ana", verb, RECIPE)]
        assert [twin.relation for twin in variations(history, Fact("that", history[0]))] == ["swap"]


def test_actors_are_named_once_and_a_crowd_is_nobody():
    """Doers come in order of appearance."""
    history = [
        Act("Ben", "save", RECIPE),
        Act("", "save", RECIPE, (), 9),
        Act("Ana", "save", RECIPE),
        Act("Ben", "unsave", RECIPE),
    ]
    assert actors(history, frozenset({0, 1, 2, 3})) == ("Ben", "Ana")


def test_added_acts_come_at_the_end():
    """A world in which more happened differs after everything else."""
    history = [Act("Ana", "save", RECIPE)]
    more = Act("", "save", RECIPE, (), 900)
    assert play(history, Variation("add", added=(more,))) == [(MINUTE, history[0]), (2 * MINUTE, more)]


@pytest.mark.parametrize(
    ("act", "parts"),
    [
        (
            Act("Ana", "befriend", Thing("person", "Cho")),
            ["Ana follow Cho", "Cho accept Ana", "Cho follow Ana", "Ana accept Cho"],
        ),
        (
            Act("Ana", "follow", Thing("person", "Cho"), (("way", "tie"),)),
            ["Ana follow Cho", "Cho accept Ana"],
        ),
        (Act("Ana", "follow", Thing("person", "Cho")), ["Ana follow Cho"]),
        (
            Act("Ana", "save", Thing("videos", "chess", 2)),
            ["Ana save chess video 1", "Ana save chess video 2"],
        ),
        (Act("", "wait", Thing("days", "", 3)), []),
    ],
)
def test_an_act_is_made_of_primitive_acts(act, parts):
    """Friends follow and accept each other, videos by number are so many videos, waiting is nothing to do."""
    assert [f"{part.actor} {part.verb} {part.thing.name}" for part in expand(act)] == parts


def test_a_comment_without_words_has_words():
    """What the policy leaves open is filled in, what it says is kept, and a crowd says what it likes."""
    said = Act("Ana", "comment", RECIPE, (("text", "hi"),))
    crowd = Act("", "comment", RECIPE, (), 9)
    (filled,) = expand(Act("Ana", "comment", RECIPE))
    assert filled.detail("text")
    assert [*expand(said), *expand(crowd)] == [said, crowd]


@given(st.integers(1, 30))
def test_there_are_as_many_other_videos_of_a_topic(count):
    """Of the titles about a topic, no more than half are those that something is done with."""
    thing = Thing("videos", "chess", count)
    assert len(set(titles(thing))) == 2 * count
    assert [part.thing.name for part in expand(Act("Ana", "save", thing))] == titles(thing)[:count]


def test_a_block_becomes_a_closed_account():
    """In the twin of the blocked, whoever blocked them closed the account at that very moment."""
    history = [
        Act("Cho", "block", Thing("person", "Ana")),
        Act("Cho", "block", Thing("person", "Ben")),
        Act("Pia", "block", Thing("person", "Ben")),
    ]
    assert blocks(history, "Ben") == {1, 2}
    assert blocks(history, "Ben", "Pia") == {2}
    twin = closing(history, blocks(history, "Ben", "Cho"))
    assert twin.relation == "close"
    acts = play(history, twin)
    assert [at for at, _ in acts] == moments(history)
    assert [act for _, act in acts] == [history[0], Act("Cho", "close", Thing("account")), history[2]]


def test_what_was_taken_back_is_dropped():
    """Nothing is left of a like that was taken back, be it counted: its twin has never been liked."""
    like, unlike = (Act("Ana", verb, RECIPE) for verb in ("like", "unlike"))
    follow, unfollow = (Act("Ana", verb, Thing("person", "Cho")) for verb in ("follow", "unfollow"))

    for history, relations in (
        ([like], ["swap"]),
        ([unlike], ["swap"]),
        ([like, unlike], ["drop", "swap"]),
        ([like, unlike, like], ["swap"]),
        ([follow, unfollow], ["drop", "swap"]),
    ):
        twins = variations(history, Fact("that", history[0]))
        assert [twin.relation for twin in twins] == relations
        assert all(twin.without == frozenset(range(len(history))) for twin in twins if twin.without)


def test_what_is_deleted_belongs_to_what_was_posted():
    """A comment that its author deletes, a video that is gone: both acts are the secret."""
    comment = Act("Ana", "comment", RECIPE)
    gone = Act("Ana", "delete", Thing("comment", "Ana"))
    post, taken_down = Act("Cho", "post", RECIPE), Act("Cho", "delete", RECIPE)

    assert secret([post, comment, gone], comment) == {1, 2}
    assert secret([post, comment, Act("Cho", "delete", Thing("comment", "Ana"))], comment) == {1}
    assert secret([post, taken_down], post) == {0, 1}
    assert secret([post, taken_down], taken_down) == {1}
    assert is_undone([post, comment, gone], {1, 2})
    assert not is_undone([post, comment, comment, gone], {1, 2, 3})
    assert is_undone([post, comment, comment, gone, gone], {1, 2, 3, 4})
    assert is_undone([post, taken_down], {0, 1})
    [_, swapped] = variations([post, comment, gone], Fact("that", comment))
    double = "Ana's double"
    assert dict(swapped.instead)[2] == Act(double, "delete", Thing("comment", double))


def test_who_came_and_went_is_one_secret():
    """Coming online and going offline belong together."""
    here, gone = (
        Act("Ana", verb, Thing("presence", what))
        for verb, what in (("arrive", "online"), ("leave", "offline"))
    )
    assert secret([here, gone], here) == {0, 1}
    assert is_undone([here, gone], {0, 1})


@given(st.integers(0, 110))
def test_another_age_is_of_the_same_rules(age):
    """Nobody comes of age in a twin, and nobody changes the group that they count in."""
    other = another_age(age)
    assert abs(other - age) == 1
    assert (other >= 18) is (age >= 18)
    assert band(other) == band(age)
