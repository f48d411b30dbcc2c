"""Each promise is kept on the clean platform and broken where something leaks, or fails to appear."""

import pytest

from unseen import promises as p
from unseen.model import Act, Content, Fact, Metric, Place, PolicyError, Thing

RECIPE = Thing("video", "recipe")
POST = Act("Cho", "post", RECIPE, (("topic", "cooking"),))
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


def ask(who, data, **details):
    told = (("did", "save"), ("data", data), *details.items())
    return Act(who, "ask", Thing("fact", "recipe"), told)


TARGET = Act("Cho", "target", RECIPE, (("did", "save"),))


def look(who, surface):
    return Act(who, "look", Thing("surface", surface))


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
        "video page",
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


def happened(play, acts, fault=""):
    world = play.posted(fault)
    world.do(Act("Cho", "post", Thing("video", "ramen"), (("topic", "cooking"),)))
    world.keyword = "given"
    world.do(Act("Ben", "post", Thing("video", "reply")))
    world.keyword = "when"
    world.promise(p.Conforms("Cho"))
    world.introduce("Ana")
    world.introduce("Ben")
    for act in acts:
        world.do(act)
    return world


@pytest.mark.parametrize(("acts", "promise"), [case[:2] for case in CASES.values()], ids=CASES)
def test_the_clean_platform_keeps_it(play, acts, promise):
    """Nothing is found where nothing is wrong, and something was looked at."""
    judgement = play.judged(happened(play, acts), promise)
    assert [finding.message for finding in judgement.findings] == []
    assert judgement.census.observations


LEAKS = {name: case for name, case in CASES.items() if case[2]}


@pytest.mark.parametrize(("acts", "promise", "fault", "surface"), LEAKS.values(), ids=LEAKS)
def test_a_leaky_platform_breaks_it(play, acts, promise, fault, surface):
    """The finding says where, to whom, and how to mend it, and quotes no identity."""
    world = happened(play, acts, fault)
    judgement = play.judged(world, promise)
    assert judgement.findings, fault
    assert surface in {None, *[finding.surface for finding in judgement.findings]}
    for finding in judgement.findings:
        assert finding.message
        assert finding.remedy
        assert "zwyr" not in repr(finding)


VACUOUS = {
    "a secret that never happened": ([], p.NeverLearns("Cho", SAVED_BY_ANA), "what the promise speaks of"),
    "a secret from its owner": ([SAVE], p.NeverLearns("Ana", SAVED_BY_ANA), "knows it anyway"),
    "a fact that never happened": ([], p.DoesNotSee("Cho", SAVED_BY_ANA), "what the promise speaks of"),
    "a comment nobody wrote": ([], p.DoesNotSee("Cho", Content(Thing("comment"))), "nobody comments"),
    "a thing no payload shows": (
        [],
        p.DoesNotSee("Cho", Content(Thing("group", "x"))),
        "no payload shows a group",
    ),
    "a place without its thing": (
        [SAVE],
        p.DoesNotSee("Cho", Content(RECIPE), Place("profile", "recipe")),
        "nothing reaches anybody",
    ),
    "the rest of one who did nothing else": ([LIKE], p.TellsOnly("Cho", Fact("that", LIKE)), "nothing else"),
    "telling oneself": ([SAVE, LIKE], p.TellsOnly("Ana", Fact("that", LIKE)), "knows it anyway"),
    "a notice of nothing": ([], p.NotNotified("Cho", SAVED_BY_ANA), "could be notified of"),
    "a notice when nothing happened": ([], p.NotNotified("Cho"), "could be notified of"),
    "the same world without what never was": (
        [],
        p.SameAsIf(Place("creator analytics"), "Cho", SAVE),
        "the same world",
    ),
    "the same world with what was": (
        [SAVE],
        p.SameAsIf(Place("creator analytics"), "Cho", SAVE, happened=True),
        "the same world",
    ),
    "the same world with fewer of a crowd": (
        [Act("", "save", RECIPE, (), 80)],
        p.SameAsIf(Place("creator analytics"), "Cho", Act("", "save", RECIPE, (), 40), happened=True),
        "the same world",
    ),
    "a world with an act of nobody": (
        [],
        p.SameAsIf(Place("video page"), "Cho", Act("Zoë", "save", RECIPE), happened=True),
        "nobody called `Zoë`",
    ),
    "a world with an act on nothing": (
        [],
        p.SameAsIf(Place("video page"), "Cho", Act("Ana", "save", Thing("video", "zzz")), happened=True),
        "nobody has posted",
    ),
    "a world with acts on no topic": (
        [],
        p.SameAsIf(
            Place("video page"), "Cho", Act("Ana", "save", Thing("videos", "chess", 2)), happened=True
        ),
        "nobody did anything",
    ),
    "identifying nobody": ([SAVE], p.Unidentified("Cho", "everyone"), "nobody who could be identified"),
    "identifying oneself": ([SAVE], p.Unidentified("Ana", "Ana"), "knows it anyway"),
    "a visitor who looked at nothing": (
        [SAVE],
        p.Unidentified("a logged-out visitor", "Ana"),
        "nothing reaches",
    ),
    "a recommendation that nothing could move": ([], p.Recommended(RECIPE, "as much"), "could change"),
    "a recommendation of what is offered to nobody": (
        [Act("Cho", "set", Thing("setting", "account privacy"), (("value", "private"),))],
        p.Recommended(RECIPE, "as much", baseline=Thing("video", "ramen")),
        "not offered to anybody",
    ),
    "a notice of what never happened": (
        [],
        p.Notified("Cho", Fact("that", LIKE)),
        "what the promise speaks of",
    ),
    "a fact seen that never was": ([], p.Sees("Cho", Fact("that", LIKE)), "what the promise speaks of"),
    "a name that nobody has": ([SAVE], p.Conforms("Zoë"), "nobody called `Zoë`"),
}


@pytest.mark.parametrize(("acts", "promise", "why"), VACUOUS.values(), ids=VACUOUS)
def test_a_promise_that_cannot_be_broken_is_refused(play, acts, promise, why):
    """A pass that proves nothing is a mistake of the policy, and is told as one."""
    with pytest.raises(PolicyError, match=why):
        play.judged(happened(play, acts), promise)


def test_a_refusal_of_nothing_is_refused(play):
    """The platform cannot refuse what nobody asked."""
    with pytest.raises(PolicyError, match="nothing was asked"):
        play.judged(play.world(), p.Refused())


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
    "a like that is public": ([LIKE], p.NeverLearns("Ben", Fact("that", LIKE)), "names Ana"),
}


@pytest.mark.parametrize(("acts", "promise", "why"), WRONG.values(), ids=WRONG)
def test_a_promise_that_is_not_true_of_the_clean_platform_is_broken(play, acts, promise, why):
    """What the policy gets wrong is found without any leak, and said in plain words."""
    judgement = play.judged(happened(play, acts), promise)
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
def test_a_promise_that_is_true_of_the_clean_platform_is_kept(play, acts, promise):
    """What the policy gets right raises no alarm."""
    assert [finding.message for finding in play.judged(happened(play, acts), promise).findings] == []


def test_a_setting_that_is_locked_cannot_be_changed(play):
    """Trying to change it fails, and the screen says so."""
    world = play.world()
    world.introduce("Bo", 14)
    assert play.judged(world, p.SettingIs("downloads", "off", "Bo", changeable=False)).findings == ()
    assert play.judged(world, p.SettingIs("downloads", "off", "Bo", changeable=True)).findings != ()
