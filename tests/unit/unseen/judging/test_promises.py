"""Each promise is kept on the clean platform and broken where something leaks, or fails to appear."""

import pytest

from unseen import promises as p
from unseen.model import Act, Content, Fact, Metric, Place, Thing

RECIPE = Thing("video", "recipe")
SAVE = Act("Ana", "save", RECIPE)
LIKE = Act("Ana", "like", RECIPE)
COMMENT = Act("Ana", "comment", RECIPE)
FOLLOW = Act("Ana", "follow", Thing("person", "Cho"))
SAVERS = Act("", "save", RECIPE)
DAY = Act("", "wait", Thing("days", "", 1))
SAVED_BY_ANA = Fact("that", SAVE)
PRIVATE = Act("Ana", "set", Thing("setting", "account privacy"), (("value", "private"),))
OPT_OUT = Act("Ana", "set", Thing("setting", "use of my saves"), (("value", "off"),))
GRANT = Act("Ana", "grant", Thing("tool", "StatApp"), (("scope", "copy my activity"),))


def look(who, surface):
    return Act(who, "look", Thing("surface", surface))


def ask(who, data, **details):
    told = (("did", "save"), ("data", data), *details.items())
    return Act(who, "ask", Thing("fact", "recipe"), told)


TARGET = Act("Cho", "target", RECIPE, (("did", "save"),))


BLOCK = Act("Cho", "block", Thing("person", "Ben"))
CLOSE = Act("Cho", "close", Thing("account"))
LIKED_BACK = Act("Cho", "like", Thing("video", "reply"))
FILTER = Act("Cho", "set", Thing("setting", "comment filter"), (("value", "spoiler"),))

STATEMENT = "Creators are never told who saved their videos"

# promise, acts, the leak that breaks it, and where it shows
CASES = {
    "never learns of a save, by a notice": (
        [SAVE],
        p.NeverLearns("Cho", SAVED_BY_ANA),
        "notification-names-saver",
        "push",
    ),
    "never learns of a save, by a tag": (
        [SAVE],
        p.NeverLearns("Cho", SAVED_BY_ANA),
        "etag-changes",
        "in-app notifications",
    ),
    "never learns of a save, by an identifier": (
        [SAVE],
        p.NeverLearns("Cho", SAVED_BY_ANA),
        "sequential-id-gap",
        "reply to an act",
    ),
    "never learns of a save, a day later": (
        [SAVE],
        p.NeverLearns("Cho", SAVED_BY_ANA),
        "digest-mentions-saves",
        "digest",
    ),
    "never learns of an undone save": (
        [SAVE, Act("Ana", "unsave", RECIPE)],
        p.NeverLearns("everyone except Ana", SAVED_BY_ANA),
        "save-unsave-residue",
        "video page",
    ),
    "never learns who saved": (
        [SAVE],
        p.NeverLearns("everyone except Ana", Fact("who", SAVERS)),
        "body-extra-field",
        "creator analytics",
    ),
    "never learns of a private like": (
        [PRIVATE, LIKE],
        p.NeverLearns("a stranger", Fact("that", LIKE)),
        "private-likes-shown",
        "video page",
    ),
    "never learns that a crowd saved": (
        [Act("", "save", RECIPE, (), 9)],
        p.NeverLearns("everyone", Fact("that", SAVERS)),
        "badge-count-moves",
        "in-app notifications",
    ),
    "cannot see a fact": (
        [SAVE],
        p.DoesNotSee("Cho", SAVED_BY_ANA),
        "list-order-by-saves",
        "creator analytics",
    ),
    "cannot see a fact at a place": (
        [SAVE],
        p.DoesNotSee("Cho", SAVED_BY_ANA, Place("creator analytics")),
        "body-extra-field",
        "creator analytics",
    ),
    "cannot see how many": (
        [SAVE],
        p.DoesNotSee("everyone except Ana", Fact("how many", SAVERS)),
        "export-save-count",
        "analytics export",
    ),
    "cannot see a figure": (
        [SAVE],
        p.DoesNotSee("Cho", Metric("saves")),
        "saves-as-zero",
        "creator analytics",
    ),
    "cannot see a comment that is filtered": (
        [
            Act("Cho", "set", Thing("setting", "comment filter"), (("value", "spoiler"),)),
            Act("Ana", "comment", RECIPE, (("text", "what a spoiler"),)),
        ],
        p.DoesNotSee("a stranger", Content(Thing("comment"))),
        "filtered-comments-open",
        "filtered comments",
    ),
    "cannot see videos of one who blocked": (
        [Act("Cho", "block", Thing("person", "Ben"))],
        p.DoesNotSee("Ben", Content(RECIPE), Place("video page", "recipe")),
        "blocked-still-sees",
        "video page",
    ),
    "never learns of being blocked": (
        [LIKED_BACK, BLOCK],
        p.NeverLearns("Ben", Fact("that", BLOCK)),
        "block-told",
        "profile",
    ),
    "cannot see that one is blocked": (
        [BLOCK],
        p.DoesNotSee("Ben", Fact("that", BLOCK), Place("profile")),
        "block-told",
        "profile",
    ),
    "never learns from the reply to a block": (
        [Act("Ben", "save", RECIPE), BLOCK],
        p.NeverLearns("Cho", Fact("that", Act("Ben", "save", RECIPE))),
        "block-reveals-saver",
        "reply to an act",
    ),
    "a blocker might as well have closed the account": (
        [LIKED_BACK, BLOCK],
        p.SameAsIf(Place("every surface"), "Ben", CLOSE, happened=True),
        "counter-includes-ignored",
        "in-app notifications",
    ),
    "whoever did not block might close the account": (
        [LIKE],
        p.SameAsIf(Place("settings screen"), "Ben", CLOSE, happened=True),
        None,
        None,
    ),
    "the words of a filter are a setting": (
        [FILTER],
        p.SettingIs("comment filter", "spoiler", "Cho", changeable=True),
        "setting-not-stored",
        "settings screen",
    ),
    "can tell only the like": (
        [SAVE, LIKE],
        p.TellsOnly("Cho", Fact("that", LIKE)),
        "notification-names-saver",
        "in-app notifications",
    ),
    "can tell only the like, beside a view": (
        [Act("Ana", "view", RECIPE), LIKE],
        p.TellsOnly("a stranger", Fact("that", LIKE)),
        "likes-not-public",
        "every surface",
    ),
    "is not notified of a save": (
        [SAVE],
        p.NotNotified("Cho", SAVED_BY_ANA),
        "notification-anonymous-saver",
        "email",
    ),
    "is not notified of anything": ([SAVE, DAY], p.NotNotified("Cho"), "digest-mentions-saves", "digest"),
    "looks the same as if it had not happened": (
        [SAVE],
        p.SameAsIf(Place("creator analytics"), "Cho", SAVE),
        "body-extra-field",
        "creator analytics",
    ),
    "looks the same as if more had happened": (
        [SAVE],
        p.SameAsIf(Place("video page", "recipe"), "everyone", Act("", "save", RECIPE, (), 40), happened=True),
        "counter-below-k",
        "video page",
    ),
    "nothing identifies the saver": (
        [SAVE, look("Cho", "creator analytics")],
        p.Unidentified("Cho", "Ana"),
        "body-extra-field",
        "creator analytics",
    ),
    "a tool is refused": (
        [SAVE, GRANT, ask("StatApp", "who")],
        p.Refused("no permission covers it"),
        "app-serves-savers",
        "app interface",
    ),
    "an audience of savers is refused": (
        [SAVE, TARGET],
        p.Refused("saving history is not a targeting choice"),
        "promotion-accepts-savers",
        "reply to an act",
    ),
    "sees that somebody liked": (
        [LIKE],
        p.Sees("Cho", Fact("that", LIKE), Place("video page")),
        "likes-not-public",
        "video page",
    ),
    "sees a video": ([], p.Sees("Ben", Content(RECIPE), Place("For You")), None, None),
    "is notified of a like": (
        [LIKE],
        p.Notified("Cho", Fact("that", LIKE)),
        "like-notice-missing",
        "in-app notifications",
    ),
    "is notified of a comment": (
        [COMMENT],
        p.Notified("Cho", Fact("that", COMMENT)),
        "comment-notice-missing",
        "in-app notifications",
    ),
    "is notified of a follower": ([FOLLOW], p.Notified("Cho", Fact("that", FOLLOW)), None, None),
    "is shown exactly so many likes": (
        [SAVE, LIKE],
        p.Shown("everyone", 1, "likes", RECIPE),
        "save-moves-like-count",
        "video page",
    ),
    "is recommended as much as before": (
        [SAVE, DAY],
        p.Recommended(RECIPE, "as much"),
        "recommendation-shift",
        "For You",
    ),
    "saves are not used of one who said no": (
        [OPT_OUT, SAVE],
        p.Used("Ana", "saves", "ranking", used=False),
        "opt-out-ignored",
        "purpose log",
    ),
    "saves are used of one who did not": ([SAVE], p.Used("Ana", "saves", "ranking"), None, None),
    "the help page tells": ([], p.Tells("help page", "everyone", STATEMENT), "help-page-silent", "help page"),
    "the help page does not tell": (
        [],
        p.Tells("help page", "everyone", "Saves are public", tells=False),
        None,
        None,
    ),
    "a setting has its default": (
        [FOLLOW],
        p.SettingIs("saved-video visibility", "only me", "Ana", changeable=True),
        "default-public",
        "settings screen",
    ),
    "everything matches its schema": ([SAVE], p.Conforms("Cho"), "body-extra-field", "creator analytics"),
}


@pytest.mark.parametrize(("acts", "promise"), [case[:2] for case in CASES.values()], ids=CASES)
def test_the_clean_platform_keeps_it(play, happened, acts, promise):
    """Nothing is found where nothing is wrong, and something was looked at."""
    judgement = play.judged(happened(acts), promise)
    assert [finding.message for finding in judgement.findings] == []
    assert judgement.census.observations


LEAKS = {name: case for name, case in CASES.items() if case[2]}


@pytest.mark.parametrize(("acts", "promise", "fault", "surface"), LEAKS.values(), ids=LEAKS)
def test_a_leaky_platform_breaks_it(play, happened, acts, promise, fault, surface):
    """The finding says where, to whom, and how to mend it, and quotes no identity."""
    world = happened(acts, fault)
    judgement = play.judged(world, promise)
    assert judgement.findings, fault
    assert surface in {None, *[finding.surface for finding in judgement.findings]}
    for finding in judgement.findings:
        assert finding.message
        assert finding.remedy
        assert "zwyr" not in repr(finding)
