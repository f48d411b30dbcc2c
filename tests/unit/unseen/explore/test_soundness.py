"""Which histories have a twin that differs in the secret alone: nothing else may raise an alarm."""

from dataclasses import replace

import pytest

from unseen.explore.soundness import is_sound
from unseen.model import Act, Fact, Thing

RECIPE = Thing("video", "recipe")
POST = Act("Cho", "post", RECIPE)
SAVE = Act("Ana", "save", RECIPE)
LIKE = Act("Ana", "like", RECIPE)
UNLIKE = Act("Ana", "unlike", RECIPE)
AGES = {"Ana": 30, "Cho": 30, "Dev": 30, "Bo": 14}


def sets(who, name, value):
    return Act(who, "set", Thing("setting", name), (("value", value),))


def person(who, verb, whom, *details):
    return Act(who, verb, Thing("person", whom), details)


def sound(reader, fact, *acts):
    return is_sound(Fact("that", fact), [POST, *acts], reader, AGES)


def test_a_save_that_makes_a_group_is_the_declared_exception():
    """With 49 others one more save reaches the smallest group that is told of; with 48 it does not."""

    def apart(crowd, *acts):
        crowded = [POST, *acts, Act("", "save", RECIPE, crowd=crowd), SAVE]
        return is_sound(Fact("that", SAVE), crowded, "Cho", AGES)

    assert apart(48)
    assert not apart(49)
    assert apart(50)
    assert not apart(999)
    assert not apart(4, Act("the platform", "threshold", Thing("group", "", 5)))


def test_a_twin_that_differs_in_more_than_the_secret_is_not_sound():
    """A setting that governs what happens, a closed account, a figure on a profile: nothing to compare."""
    off = sets("Ana", "use of my saves", "off")
    quiet = Fact("that", off)

    assert is_sound(quiet, [POST, off], "Cho", AGES)
    assert not is_sound(quiet, [POST, off, SAVE], "Cho", AGES)
    assert not is_sound(Fact("that", LIKE), [POST, LIKE, Act("Ana", "close", Thing("account"))], "Dev", AGES)
    assert not is_sound(
        Fact("that", person("Ana", "follow", "Cho")), [person("Ana", "follow", "Cho")], "Dev", AGES
    )
    assert not is_sound(Fact("that", SAVE), [POST], "Cho", AGES)


def test_a_block_between_people_who_met_has_effects():
    """To the blocked it is as if the account were closed; others may notice what ends between the two."""
    block = person("Ana", "block", "Cho")
    fact = Fact("that", block)

    assert is_sound(fact, [POST, block], "Cho", AGES)
    assert is_sound(fact, [POST, block], "Dev", AGES)
    assert not is_sound(fact, [POST, block, SAVE], "Cho", AGES)
    assert not is_sound(fact, [POST, person("Ana", "follow", "Ben"), block], "Cho", AGES)
    assert not is_sound(fact, [POST, LIKE, block], "Dev", AGES)


def test_what_was_refused_counts_too():
    """Whoever was blocked and cannot follow would have followed in the twin; who signed out is nobody."""
    block = person("Ana", "block", "Ben")
    assert not sound("Dev", block, block, person("Ben", "ask-to-follow", "Ana"))
    assert not sound("Ben", block, block, Act("Ben", "log-out", Thing("account")))


def test_a_double_may_not_see_what_is_ones_own():
    """A like of one's own video has no twin: a double may be kept out. Nor has one of which a count tells."""
    own = Act("Cho", "like", RECIPE)

    assert not sound("Dev", own, own)
    assert sound("Dev", LIKE, LIKE)
    assert sound("Dev", LIKE, LIKE, UNLIKE)
    assert not sound("Cho", LIKE, LIKE, UNLIKE)


def test_what_was_taken_back_was_counted_while_it_lasted():
    """Whoever looked then, and every tool that the owner let in, may have been told the number."""
    scraping = Act("Dev", "ask", RECIPE, (("way", "scraping"),))
    grant = Act("Cho", "grant", Thing("tool", "StatApp"), (("scope", "list my videos"),))

    assert sound("Dev", LIKE, scraping, LIKE, UNLIKE, scraping)
    assert not sound("Dev", LIKE, LIKE, scraping, UNLIKE)
    assert sound("StatApp", LIKE, replace(grant, actor="Ben"), LIKE, UNLIKE)
    assert not sound("StatApp", LIKE, grant, LIKE, UNLIKE)


def test_a_tie_is_compared_only_when_it_is_gone():
    """How many somebody follows stands on their profile as long as they do."""
    follow, unfollow = person("Ana", "follow", "Ben"), person("Ana", "unfollow", "Ben")

    assert not sound("Dev", follow, follow)
    assert sound("Dev", follow, follow, unfollow)
    assert not sound("Dev", follow, person("Ben", "befriend", "Ana"), follow, unfollow)


def test_a_request_to_follow_is_compared_while_nobody_has_answered_it():
    """Whoever asks to follow a public account, and every friend, is a follower at once and is counted."""
    ask, befriend = person("Ana", "ask-to-follow", "Ben"), person("Ana", "befriend", "Ben")
    private = sets("Ben", "account privacy", "private")

    assert sound("Dev", ask, private, ask)
    assert not sound("Dev", ask, ask)
    assert not sound("Dev", ask, ask, private)
    assert not sound("Dev", ask, private, befriend)
    assert not sound("Dev", ask, private, ask, befriend)


@pytest.mark.parametrize(
    ("who", "values", "is_compared"),
    [
        ("Ana", ("private", "public"), True),
        ("Ana", ("private",), False),
        ("Ana", ("public", "private"), False),
        ("Bo", ("public", "private"), False),
    ],
)
def test_a_past_setting_is_compared_if_it_lasted_a_moment(who, values, is_compared):
    """A setting of an adult that was changed and changed back at once has left nothing to see."""
    acts = [sets(who, "account privacy", value) for value in values]
    assert sound("Dev", acts[0], *acts) is is_compared
    if is_compared:
        assert not sound("Dev", acts[0], acts[0], LIKE, *acts[1:])


def test_what_is_deleted_is_compared_if_nobody_else_touched_it():
    """A like of what is then deleted is a trace of its own."""
    diary = Thing("video", "diary")
    post, delete = Act("Ana", "post", diary), Act("Ana", "delete", diary)
    touched = Act("Ben", "like", diary)

    assert sound("Dev", post, post, delete)
    assert sound("Dev", delete, post, delete)
    assert not sound("Dev", post, post, touched, delete)
    assert not sound("Dev", delete, post, touched, delete)
    assert sound("Dev", post, post, touched)


def test_groups_by_age_are_not_compared():
    """With many savers of three creators, one save may reach a step in a group of which nothing is known."""
    others = [Act(who, "post", Thing("video", who)) for who in ("Pia", "Eve")]
    crowds = [Act("", "save", Thing("video", who), crowd=60) for who in ("recipe", "Pia", "Eve")]

    assert sound("Cho", SAVE, *others, *crowds[:2], SAVE)
    assert not sound("Cho", SAVE, *others, *crowds, SAVE)
