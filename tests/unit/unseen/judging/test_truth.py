"""Of the clean platform, a promise that is true is kept, and one that is not is broken."""

import pytest

from unseen import promises as p
from unseen.model import Act, Content, Fact, Metric, Place, Thing

RECIPE = Thing("video", "recipe")
SAVE = Act("Ana", "save", RECIPE)
LIKE = Act("Ana", "like", RECIPE)
COMMENT = Act("Ana", "comment", RECIPE)
FOLLOW = Act("Ana", "follow", Thing("person", "Cho"))
DAY = Act("", "wait", Thing("days", "", 1))
SAVED_BY_ANA = Fact("that", SAVE)
GRANT = Act("Ana", "grant", Thing("tool", "StatApp"), (("scope", "copy my activity"),))

RESEARCH = Act("the platform", "appoint", Thing("person", "Ria"), (("value", "researcher"),))

STATEMENT = "Creators are never told who saved their videos"


def ask(who, data, **details):
    told = (("did", "save"), ("data", data), *details.items())
    return Act(who, "ask", Thing("fact", "recipe"), told)


TARGET = Act("Cho", "target", RECIPE, (("did", "save"),))


WRONG = {
    "not seen": (
        [],
        p.Sees("Ben", Content(RECIPE), Place("Following")),
        'Ben cannot see the "recipe" video on Following',
    ),
    "not seen anywhere": ([SAVE], p.Sees("Cho", SAVED_BY_ANA), "on any surface"),
    "not all who liked": (
        [
            LIKE,
            Act("Ben", "set", Thing("setting", "account privacy"), (("value", "private"),)),
            Act("Ben", "like", RECIPE),
        ],
        p.Sees("a stranger", Fact("who", Act("", "like", RECIPE))),
        "a stranger cannot see who liked",
    ),
    "not listed under a name": (
        [RESEARCH, LIKE],
        p.Sees("Ria", Fact("that", LIKE), Place("research data")),
        "Ria cannot see that Ana liked",
    ),
    "no figure": (
        [LIKE],
        p.Sees("Cho", Fact("how many", Act("", "like", RECIPE)), Place("in-app notifications")),
        "how many people liked",
    ),
    "not as many videos": (
        [Act("Ana", "save", Thing("videos", "chess", 3))],
        p.Sees("Ana", Content(Thing("videos", "chess", 4)), Place("saved collection", "Ana")),
        "4 videos about chess",
    ),
    "no notice": ([SAVE], p.Notified("Cho", SAVED_BY_ANA), "gets 0 notices"),
    "a notice to a bystander": ([LIKE], p.Notified("Ben", Fact("that", LIKE)), "gets 0 notices"),
    "another figure": ([LIKE], p.Shown("Cho", 2, "likes", RECIPE), "is shown 1 likes"),
    "no such figure": ([SAVE], p.Shown("Cho", 1, "saves", RECIPE), "never meets the saves"),
    "another direction": (
        [SAVE, DAY],
        p.Recommended(RECIPE, "more"),
        "recommended as much to people who play no part as before",
    ),
    "no less than another": (
        [Act("", "like", RECIPE, (), 90), DAY],
        p.Recommended(RECIPE, "less", "Ben", Thing("video", "ramen")),
        'recommended more to Ben than the "ramen" video',
    ),
    "used after all": (
        [SAVE],
        p.Used("Ana", "saves", "ranking", used=False),
        "says that Ana's saves were used",
    ),
    "not used": ([], p.Used("", "likes", "ranking"), "does not say that likes were used"),
    "not told": ([], p.Tells("help page", "everyone", "Cows fly"), "does not tell"),
    "told after all": ([], p.Tells("help page", "Cho", STATEMENT, tells=False), "the help page tells Cho"),
    "another value": (
        [FOLLOW],
        p.SettingIs("saved-video visibility", "everyone", "Ana"),
        "is only me for Ana, not everyone",
    ),
    "changeable after all": (
        [FOLLOW],
        p.SettingIs("saved-video visibility", "only me", "Ana", changeable=False),
        "can change",
    ),
    "no such setting": ([FOLLOW], p.SettingIs("wallpaper", "blue", "Ana"), "not on the settings screen"),
    "not refused": ([SAVE], p.Refused(), "does not refuse Ana"),
    "refused for another reason": (
        [SAVE, TARGET],
        p.Refused("it is raining"),
        "but not because it is raining",
    ),
    "a collection that is not there": (
        [SAVE],
        p.Sees("Ana", Content(Thing("collection", "plans"))),
        'the "plans" collection',
    ),
    "a figure that is there": (
        [LIKE],
        p.DoesNotSee("Cho", Metric("likes")),
        "Cho can see the number of likes",
    ),
    "a profile that is there": (
        [FOLLOW],
        p.DoesNotSee("Ben", Content(Thing("person", "Cho"))),
        'the "Cho" person',
    ),
    "another who did it too": (
        [LIKE, Act("Ben", "like", RECIPE)],
        p.NeverLearns("Ana", Fact("who", Act("", "like", RECIPE))),
        "names Ben",
    ),
    "a like that is public": ([LIKE], p.NeverLearns("Ben", Fact("that", LIKE)), "names Ana"),
}


@pytest.mark.parametrize(("acts", "promise", "why"), WRONG.values(), ids=WRONG)
def test_a_promise_that_is_not_true_of_the_clean_platform_is_broken(play, happened, acts, promise, why):
    """What the policy gets wrong is found without any leak, and said in plain words."""
    judgement = play.judged(happened(acts), promise)
    assert why in judgement.findings[0].message


RIGHT = {
    "how many liked": (
        [LIKE],
        p.Sees("Ben", Fact("how many", Act("", "like", RECIPE)), Place("video page", "recipe")),
    ),
    "whether somebody liked": ([LIKE], p.Sees("Ben", Fact("whether", LIKE))),
    "that a crowd liked": (
        [Act("", "like", RECIPE, (), 5)],
        p.Sees("Ben", Fact("who", Act("", "like", RECIPE)), Place("video page")),
    ),
    "who blocked, by what is gone": (
        [Act("Ana", "block", Thing("person", "Ben"))],
        p.Sees("Ben", Fact("that", Act("Ana", "block", Thing("person", "Ben")))),
    ),
    "what is listed under a name": (
        [RESEARCH, Act("Ana", "repost", RECIPE)],
        p.Sees("Ria", Fact("that", Act("Ana", "repost", RECIPE)), Place("research data")),
    ),
    "one's own collection": ([SAVE], p.Sees("Ana", SAVED_BY_ANA, Place("saved collection", "Ana"))),
    "a collection by name": (
        [Act("Ana", "save", RECIPE, (("collection", "plans"),))],
        p.Sees("Ana", Content(Thing("collection", "plans")), Place("saved collection", "Ana")),
    ),
    "as many videos": (
        [Act("Ana", "save", Thing("videos", "chess", 3))],
        p.Sees("Ana", Content(Thing("videos", "chess", 3)), Place("saved collection", "Ana")),
    ),
    "a comment without words": (
        [COMMENT],
        p.Sees("Ben", Content(Thing("comment")), Place("comments", "recipe")),
    ),
    "a profile": ([FOLLOW], p.Sees("Ben", Content(Thing("person", "Cho")))),
    "more than another": (
        [Act("", "like", RECIPE, (), 90), DAY],
        p.Recommended(RECIPE, "more", "Ben", Thing("video", "ramen")),
    ),
    "videos of a topic": (
        [Act("Ana", "save", Thing("videos", "chess", 3)), DAY],
        p.Recommended(Thing("videos", "chess", 0), "more", "Ana"),
    ),
    "savers who do not know of each other": (
        [SAVE, Act("Ben", "save", RECIPE)],
        p.NeverLearns("everyone", Fact("who", Act("", "save", RECIPE))),
    ),
    "likes": ([LIKE], p.Used("", "likes", "ranking")),
    "the same wherever": ([SAVE], p.SameAsIf(Place("every surface"), "Cho", SAVE)),
    "nothing when only time passed": ([SAVE, DAY], p.NotNotified("everyone except Ana")),
    "a notice of a request to follow": (
        [
            Act("Cho", "set", Thing("setting", "account privacy"), (("value", "private"),)),
            Act("Ana", "ask-to-follow", Thing("person", "Cho")),
        ],
        p.Notified("Cho", Fact("that", Act("Ana", "ask-to-follow", Thing("person", "Cho")))),
    ),
    "a visitor who asks is refused": (
        [SAVE, ask("a logged-out visitor", "who", way="scraping")],
        p.Refused("collecting data without permission"),
    ),
    "a tool that two let in": (
        [
            SAVE,
            GRANT,
            Act("Ben", "grant", Thing("tool", "StatApp"), (("scope", "list my videos"),)),
            ask("StatApp", "whether", of="Ana"),
        ],
        p.Refused("no permission covers it"),
    ),
}


@pytest.mark.parametrize(("acts", "promise"), RIGHT.values(), ids=RIGHT)
def test_a_promise_that_is_true_of_the_clean_platform_is_kept(play, happened, acts, promise):
    """What the policy gets right raises no alarm."""
    assert [finding.message for finding in play.judged(happened(acts), promise).findings] == []


def test_a_setting_that_is_locked_cannot_be_changed(play):
    """Trying to change it fails, and the screen says so."""
    world = play.world()
    world.introduce("Bo", 14)
    assert play.judged(world, p.SettingIs("downloads", "off", "Bo", changeable=False)).findings == ()
    assert play.judged(world, p.SettingIs("downloads", "off", "Bo", changeable=True)).findings != ()
