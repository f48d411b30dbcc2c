"""Whom the settings of a history let in: what the search must not take for a leak."""

import pytest

from unseen.explore.standing import may_learn
from unseen.model import Act, Fact, Thing
from unseen.world import LOGGED_OUT

RECIPE = Thing("video", "recipe")
POST = Act("Cho", "post", RECIPE)
SAVE = Act("Ana", "save", RECIPE)
LIKE = Act("Ana", "like", RECIPE)
AGES = {"Ana": 30, "Cho": 30, "Dev": 30, "Bo": 14}


def sets(who, name, value, collection=""):
    details = (("collection", collection),) if collection else ()
    return Act(who, "set", Thing("setting", name), (*details, ("value", value)))


def person(who, verb, whom, *details):
    return Act(who, verb, Thing("person", whom), details)


def learns(reader, act, *acts, tools=frozenset()):
    return may_learn(reader, Fact("that", act), [POST, *acts], AGES, set(tools))


@pytest.mark.parametrize("reader", ["Cho", "Dev", LOGGED_OUT])
def test_a_save_is_nobodys_business(reader):
    """At default settings nobody may learn of a save."""
    assert not learns(reader, SAVE, SAVE)


def test_whoever_did_it_knows():
    """No promise keeps a secret from the one whose it is, nor one of acts that never happened."""
    assert learns("Ana", SAVE, SAVE)
    assert learns("Cho", SAVE)


@pytest.mark.parametrize(
    ("setting", "reader", "admitted"),
    [
        (sets("Ana", "saved-video visibility", "everyone"), "Dev", True),
        (sets("Ana", "saved-video visibility", "friends"), "Dev", False),
        (sets("Ana", "saved-video visibility", "everyone", "plans"), "Dev", True),
        (person("Dev", "befriend", "Ana"), "Dev", False),
    ],
)
def test_a_collection_is_seen_by_whom_it_admits(setting, reader, admitted):
    """The saver's own setting decides, for all collections or for one."""
    assert learns(reader, SAVE, setting, SAVE) is admitted


def test_moderators_see_what_others_hide():
    """A moderator's desk shows hidden videos and saves; a researcher has no such thing."""
    for role, admitted in (("moderator", True), ("researcher", False)):
        appoint = Act("the platform", "appoint", Thing("person", "Dev"), (("value", role),))
        assert learns("Dev", SAVE, appoint, SAVE) is admitted


def test_friends_see_what_is_for_friends():
    """Friends follow each other, and one of the two following is no friendship."""
    opened = sets("Ana", "saved-video visibility", "friends")
    follow = person("Dev", "follow", "Ana")

    assert learns("Dev", SAVE, opened, person("Dev", "befriend", "Ana"), SAVE)
    assert not learns("Dev", SAVE, opened, follow, SAVE)
    assert not learns(
        "Dev", SAVE, opened, person("Dev", "befriend", "Ana"), person("Ana", "block", "Dev"), SAVE
    )


def test_a_list_that_was_shut_before_anybody_looked_is_shut():
    """What counts is each moment at which the reader does something, and the end."""
    opened, shut = (sets("Ana", "saved-video visibility", value) for value in ("everyone", "only me"))
    look = Act("Dev", "look", Thing("surface", "profile"))

    assert not learns("Dev", SAVE, opened, SAVE, shut)
    assert learns("Dev", SAVE, opened, SAVE, look, shut)


def test_likes_are_public_unless_the_account_is_not():
    """The owner is told of a private account's like, its followers see it, strangers and visitors do not."""
    private = sets("Ana", "account privacy", "private")
    follows = person("Ben", "follow", "Ana", ("way", "tie"))

    assert learns("Dev", LIKE, LIKE)
    assert not learns(LOGGED_OUT, LIKE, LIKE)
    assert learns("Cho", LIKE, private, LIKE)
    assert learns("Ben", LIKE, private, follows, LIKE)
    assert not learns("Dev", LIKE, private, LIKE)
    assert not learns("Dev", LIKE, private, person("Dev", "follow", "Ana"), LIKE)
    assert not learns("Cho", LIKE, person("Ana", "block", "Cho"), LIKE)


def test_children_start_private():
    """Under 18 every setting starts at its strictest."""
    like = Act("Bo", "like", RECIPE)

    assert not learns("Dev", like, like)
    assert learns("Dev", like, sets("Bo", "account privacy", "public"), like)


def test_a_filtered_comment_is_for_the_owner():
    """A comment with a word of the owner's list is seen by nobody else."""
    comment = Act("Ana", "comment", RECIPE, (("text", "what a spoiler"),))
    fact = Act("Ana", "comment", RECIPE)
    words = sets("Cho", "comment filter", "spoiler")

    assert learns("Dev", fact, comment)
    assert not learns("Dev", fact, words, comment)
    assert learns("Cho", fact, words, comment)


@pytest.mark.parametrize(
    ("act", "before", "reader", "admitted"),
    [
        (Act("Ana", "view", RECIPE), (), "Cho", False),
        (
            Act("Ana", "view", RECIPE),
            (sets("Ana", "post-view history", "on"), sets("Cho", "post-view history", "on")),
            "Cho",
            True,
        ),
        (person("Ana", "visit", "Cho"), (sets("Ana", "profile-view history", "on"),), "Cho", False),
        (
            person("Ana", "visit", "Cho"),
            (sets("Ana", "profile-view history", "on"), sets("Cho", "profile-view history", "on")),
            "Cho",
            True,
        ),
        (Act("Ana", "read", Thing("message", "Cho")), (), "Cho", False),
        (Act("Ana", "share", RECIPE), (), "Cho", True),
        (Act("Ana", "share", RECIPE), (), "Dev", False),
        (person("Ana", "message", "Cho"), (), "Cho", True),
        (person("Ana", "mute", "Cho"), (), "Cho", False),
        (person("Ana", "follow", "Cho"), (), "Dev", False),
        (
            person("Ana", "follow", "Cho"),
            (sets("Ana", "following-list visibility", "everyone"),),
            "Dev",
            True,
        ),
        (Act("Ana", "close", Thing("account")), (), "Dev", True),
        (Act("Ana", "dream", RECIPE), (), "Dev", True),
        (Act("", "save", RECIPE, crowd=3), (), "Dev", True),
    ],
)
def test_each_kind_of_act_has_its_audience(act, before, reader, admitted):
    """Histories and receipts need both sides; what the policy says nothing of may be learned."""
    assert learns(reader, act, *before, act) is admitted


def test_a_tool_gets_what_its_granter_lets_it_copy():
    """A permission to copy opens the granter's own acts, and one to list videos none."""
    copying, listing = (
        Act("Ana", "grant", Thing("tool", "StatApp"), (("scope", scope),))
        for scope in ("copy my activity", "list my videos")
    )
    ended = Act("Ana", "withdraw-grant", Thing("tool", "StatApp"))

    assert learns("StatApp", SAVE, copying, SAVE, tools={"StatApp"})
    assert not learns("StatApp", SAVE, listing, SAVE, tools={"StatApp"})
    assert not learns("StatApp", SAVE, copying, ended, SAVE, tools={"StatApp"})


def test_a_hidden_video_is_for_its_audience():
    """Only me, friends, followers of a private account; a deleted one is for nobody."""
    diary = Thing("video", "diary")
    fact = Act("Ana", "post", diary)
    for_friends = Act("Ana", "post", diary, (("audience", "friends"),))

    assert learns("Dev", fact, fact)
    assert not learns("Dev", fact, for_friends)
    assert learns("Dev", fact, person("Dev", "befriend", "Ana"), for_friends)
    assert not learns("Dev", fact, fact, Act("Ana", "delete", diary))
    assert not learns("Dev", fact, fact, Act("Ana", "close", Thing("account")))


ONLINE = Act("Ana", "arrive", Thing("presence", "online"))
BOTH_ON = [sets(who, "activity status", "on") for who in ("Ana", "Dev")]


@pytest.mark.parametrize(
    ("fact", "before", "admitted"),
    [
        (ONLINE, [person("Dev", "befriend", "Ana"), *BOTH_ON], True),
        (ONLINE, [person("Dev", "befriend", "Ana"), BOTH_ON[0]], False),
        (ONLINE, BOTH_ON, False),
        (Act("Ana", "locate", Thing("place", "Porto")), [sets("Ana", "location tag", "on")], True),
        (Act("Ana", "locate", Thing("place", "Porto")), [], False),
        (
            person("Ana", "sync", "Dev"),
            [sets(who, "suggestions and contact sync", "on") for who in AGES],
            True,
        ),
        (person("Ana", "sync", "Dev"), [sets("Ana", "suggestions and contact sync", "on")], False),
        (Act("Ana", "share", RECIPE, (("to", "Dev"),)), [], True),
        (Act("Ana", "share", RECIPE, (("to", "Eve"),)), [], False),
        (Act("Ana", "download", RECIPE), [sets("Cho", "downloads", "on")], False),
        (Act("Cho", "delete", RECIPE), [], True),
    ],
)
def test_what_devices_tell_is_for_whom_the_settings_admit(fact, before, admitted):
    """Who is online, where, whose number is known, what was sent or kept: by the words of the policy."""
    assert learns("Dev", fact, *before, fact) is admitted


def test_whoever_watches_a_story_is_shown_to_its_owner():
    """A story shows its viewers whatever the settings say, and only to whose it is."""
    story = Act("Cho", "post", Thing("video", "day"), (("way", "story"),))
    view = Act("Ana", "view", Thing("video", "day"))

    assert learns("Cho", view, story, view)
    assert not learns("Dev", view, story, view)
    assert not learns("Cho", Act("Ana", "view", RECIPE), Act("Ana", "view", RECIPE))


def test_what_was_taken_back_is_learned_by_nobody_later():
    """A like that is gone was seen by whoever was told of it, or looked in time, and by nobody else."""
    unlike = Act("Ana", "unlike", RECIPE)
    look = Act("Dev", "look", Thing("surface", "video page"))

    assert learns("Dev", LIKE, LIKE)
    assert not learns("Dev", LIKE, LIKE, unlike)
    assert not learns("Dev", LIKE, LIKE, unlike, look)
    assert learns("Dev", LIKE, LIKE, look, unlike)
    assert learns("Cho", LIKE, LIKE, unlike)


def test_a_tool_that_nobody_let_in_looks_at_what_anybody_may():
    """A public comment is no secret from it; a save is, and so is the comment of a private account."""
    comment = Act("Ana", "comment", RECIPE)

    assert learns("SaveSpy", comment, comment, tools={"SaveSpy"})
    assert not learns("SaveSpy", SAVE, SAVE, tools={"SaveSpy"})
    private = sets("Ana", "account privacy", "private")
    assert not learns("SaveSpy", comment, private, comment, tools={"SaveSpy"})
