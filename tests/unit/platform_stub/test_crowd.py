"""Crowds: what many do at once is what they do one after the other."""

import contextlib
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_stub.acts import CROWD_VERBS
from platform_stub.events import MemoryLog
from platform_stub.platform import Platform
from platform_stub.problems import Problem

TOPICS = {"knots": "sailing", "recipe": "cooking", "song": "", "stew": "cooking"}


def plain(value):
    """All that a value is made of, as something that can be compared."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return type(value)(map(plain, value)) if type(value) in (list, set) else tuple(map(plain, value))
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(type(value), "__slots__"):
        return {name: plain(getattr(value, name)) for name in type(value).__slots__}
    if hasattr(value, "__dict__"):
        return plain(vars(value))
    return value


def remembered(platform):
    """What a platform knows."""
    return plain({name: value for name, value in vars(platform.state).items() if name != "settings"})


def one_by_one(platform, verb, count, what, *, others):
    """What a crowd does, act by act."""
    first = 1_000_001 if others else 1
    for member in range(first, first + count):
        handle = f"crowd~{member}"
        platform.state.enlist(handle, platform.now)
        platform.acts.act(handle, verb, what)


def play(history, crowd, fault=None):
    """A world in which this happened, with crowds that act as *crowd* says."""
    log = MemoryLog()
    platform = Platform("seed", log=log, k=3, fault=fault)
    for who in ("ana", "ben"):
        platform.acts.sign_up(who, who.title(), 30)
    videos = {
        title: platform.acts.post("ana", title, topic, ["tutorial"] if title == "stew" else None)
        for title, topic in TOPICS.items()
    }
    platform.acts.save("ben", videos["song"])
    for day, (verb, what, count, others) in enumerate(history, 1):
        platform.turn_clock(f"2026-01-{1 + day // 2:02}T12:00:00Z")
        with contextlib.suppress(Problem):  # what nobody may do is done by nobody
            if verb == "set":
                platform.acts.change_settings("ana", {"account privacy": "private"})
            elif verb == "remove":
                platform.acts.remove_video("ana", videos[what])
            elif verb == "use":
                platform.acts.change_settings("ben", {"use of my saves": "off"})
            else:
                named = {"visit": "ana", "follow": "ana", "unfollow": "ana"}.get(verb, videos[what])
                crowd(platform, verb, count, named, others=others)
    return platform, list(log)


step = st.tuples(
    st.sampled_from([*CROWD_VERBS, "save", "save", "unsave", "locate", "set", "remove", "use"]),
    st.sampled_from(sorted(TOPICS)),
    st.integers(1, 4),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(history=st.lists(step, max_size=14))
def test_a_crowd_is_its_members_one_after_the_other(history):
    """After a crowd did something at once, the platform knows what it knows when each member did it alone."""
    at_once, kept = play(history, Platform.crowd)
    singly, kept_singly = play(history, one_by_one)

    assert kept == kept_singly
    assert remembered(at_once) == remembered(singly)


@settings(max_examples=50, deadline=None)
@given(history=st.lists(step, max_size=14))
def test_who_is_told_of_each_save_is_told_of_each_of_a_crowd(history):
    """Where a fault tells creators of saves, they are told of each save of a crowd."""
    at_once, _ = play(history, Platform.crowd, "notification-names-saver")
    singly, _ = play(history, one_by_one, "notification-names-saver")

    assert plain(at_once.state.inboxes) == plain(singly.state.inboxes)


@settings(max_examples=50, deadline=None)
@given(history=st.lists(step, max_size=14))
def test_a_log_with_crowds_tells_the_whole_world(history):
    """A platform opened on the log of another counts every save of a crowd as the other does."""
    first, kept = play(history, Platform.crowd)
    log = MemoryLog()
    log.append(kept)
    again = Platform("seed", log=log, k=3)

    assert plain(again.state.groups) == plain(first.state.groups)
    assert plain(again.state.videos) == plain(first.state.videos)


@pytest.mark.parametrize("fails_at", [1, 3])
def test_what_was_done_before_a_crowd_was_stopped_counts(fails_at):
    """When a member of a crowd is refused, the saves of those before are in the log and in all counts."""
    platform = Platform("seed", k=1)
    platform.acts.sign_up("ana", "Ana", 30)
    video = platform.acts.post("ana", "knots", "sailing")
    sees_video = platform.rules.sees_video
    platform.rules.sees_video = lambda me, found: me != f"crowd~{fails_at}" and sees_video(me, found)

    with pytest.raises(Problem):
        platform.crowd("save", 5, video)

    assert platform.state.videos[video].counted.total == fails_at - 1
    assert [event.verb for event in platform.log].count("save") == fails_at - 1
    platform.crowd("save", fails_at - 1, video)
    platform.acts.save("ana", video)
    assert platform.state.videos[video].counted.total == fails_at
