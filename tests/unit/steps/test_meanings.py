"""What sentences of a policy mean, word by word."""

from collections.abc import Callable

import pytest

from unseen.model import Act, Claim, Content, Fact, Metric, Place, Thing
from unseen.promises import (
    Allowed,
    Conforms,
    DoesNotSee,
    NeverLearns,
    Notified,
    NotNotified,
    Recommended,
    Refused,
    SameAsIf,
    Sees,
    SettingIs,
    Shown,
    ShownFrom,
    Tells,
    TellsOnly,
    Unidentified,
    Used,
    Withheld,
)

RECIPE = Thing("video", "recipe")
SAVED = Act("Ana", "save", RECIPE)
SAVES = Act("", "save", RECIPE)
COOKING = Thing("videos", "cooking", 20)
Hear = Callable[[str, str], object]


def setting(actor: str, name: str, value: str, *more: tuple[str, str]) -> Act:
    return Act(actor, "set", Thing("setting", name), (*more, ("value", value)))


GIVEN = {
    "Ana has a private account": setting("Ana", "account privacy", "private"),
    "Bo is 14 years old": ("Bo", 14),
    "Bo has changed no settings": ("Bo", None),
    "Ana follows Cho": Act("Ana", "follow", Thing("person", "Cho"), (("way", "tie"),)),
    "Ana has followed Cho": Act("Ana", "follow", Thing("person", "Cho"), (("way", "tie"),)),
    "Ana is a friend of Cho": Act("Ana", "befriend", Thing("person", "Cho")),
    "Ana has asked to follow Cho": Act("Ana", "ask-to-follow", Thing("person", "Cho")),
    "Cho has blocked Ana": Act("Cho", "block", Thing("person", "Ana")),
    "Cho has muted Ana": Act("Cho", "mute", Thing("person", "Ana")),
    "Ana does not know Cho": {"Ana", "Cho"},
    'Cho has posted the "recipe" video': Act("Cho", "post", RECIPE),
    'Cho has posted the "recipe" video about cooking with a tutorial and text overlay for friends': Act(
        "Cho",
        "post",
        RECIPE,
        (("topic", "cooking"), ("trait", "tutorial"), ("trait", "text overlay"), ("audience", "friends")),
    ),
    'Cho has posted the "recipe" video about "street food" with insight': Act(
        "Cho", "post", RECIPE, (("topic", "street food"), ("trait", "insight"))
    ),
    'Cho has posted the "with" video with length of 20 seconds': Act(
        "Cho", "post", Thing("video", "with"), (("trait", "length of 20 seconds"),)
    ),
    'SaveSpy is an outside tool that claims 900 people saved the "recipe" video': (
        "SaveSpy",
        Claim('claims 900 people saved the "recipe" video', Fact("that", Act("", "save", RECIPE, (), 900))),
    ),
    'SaveSpy is an outside tool that promises to show who saved the "recipe" video': (
        "SaveSpy",
        Claim('promises to show who saved the "recipe" video', Fact("who", Act("", "save", RECIPE))),
    ),
    "SaveSpy is an outside tool that promises to show who saved a video": (
        "SaveSpy",
        Claim("promises to show who saved a video"),
    ),
    "SaveSpy is an outside tool": "SaveSpy",
    "AdCo is an advertiser": Act(
        "the platform", "appoint", Thing("person", "AdCo"), (("value", "advertiser"),)
    ),
    "Rhea is a researcher": Act(
        "the platform", "appoint", Thing("person", "Rhea"), (("value", "researcher"),)
    ),
    "Cho has granted StatApp permission to list my videos": Act(
        "Cho", "grant", Thing("tool", "StatApp"), (("scope", "list my videos"),)
    ),
    'the platform offers "save report for creators"': Act(
        "the platform", "offer", Thing("feature", "save report for creators")
    ),
    'the platform does not offer "save report for creators"': Act(
        "the platform", "withhold", Thing("feature", "save report for creators")
    ),
    "the platform reports on no group smaller than 1,000": Act(
        "the platform", "threshold", Thing("group", "", 1000)
    ),
    "Ana has saved 20 videos about cooking": Act("Ana", "save", COOKING),
    "Ana has saved 20 videos": Act("Ana", "save", Thing("videos", "", 20)),
    "Ana has saved 1 video about cooking": Act("Ana", "save", Thing("videos", "cooking", 1)),
    'Ana has saved the "recipe" video in the "plans" collection': Act(
        "Ana", "save", RECIPE, (("collection", "plans"),)
    ),
    'Ana has moved the "recipe" video into her own "plans" collection': Act(
        "Ana", "move", RECIPE, (("collection", "plans"),)
    ),
    'Ana has commented on the "recipe" video with "has saved the day"': Act(
        "Ana", "comment", RECIPE, (("text", "has saved the day"),)
    ),
    "80 people have followed Cho": Act("", "follow", Thing("person", "Cho"), (), 80),
    '1 people have saved the "recipe" video': Act("", "save", RECIPE, (), 1),
    '10,000 people have viewed the "recipe" video': Act("", "view", RECIPE, (), 10_000),
    'Ana has set saved-video visibility of the "plans" collection to everyone': setting(
        "Ana", "saved-video visibility", "everyone", ("collection", "plans")
    ),
    'Cho has set comment filter to "spoiler to everyone"': setting(
        "Cho", "comment filter", "spoiler to everyone"
    ),
}

WHEN = {
    "Ana follows Cho": Act("Ana", "follow", Thing("person", "Cho")),
    'Dev reports the "debate" video': Act("Dev", "report", Thing("video", "debate")),
    "Dev reports the video": Act("Dev", "report", Thing("video")),
    "Dev reports Cho": Act("Dev", "report", Thing("person", "Cho")),
    "Dev visits Cho's profile": Act("Dev", "visit", Thing("person", "Cho")),
    'Dev searches for "who saved the"': Act("Dev", "search", Thing("query", "who saved the")),
    'Dev messages Cho "hi"': Act("Dev", "message", Thing("person", "Cho"), (("text", "hi"),)),
    "Cho reads Dev's message": Act("Cho", "read", Thing("message", "Dev")),
    "Cho grants StatApp permission to copy everything": Act(
        "Cho", "grant", Thing("tool", "StatApp"), (("scope", "copy everything"),)
    ),
    'a logged-out visitor views the "recipe" video': Act("a logged-out visitor", "view", RECIPE),
    '3 people save the "recipe" video': Act("", "save", RECIPE, (), 3),
    "Cho looks at creator analytics": Act("Cho", "look", Thing("surface", "creator analytics")),
    "Ben looks at Ana's profile": Act("Ben", "look", Thing("surface", "profile"), (("of", "Ana"),)),
    'Ben looks at the "recipe" video': Act(
        "Ben", "look", Thing("surface", "video page"), (("of", "recipe"),)
    ),
    "Ben looks at For You": Act("Ben", "look", Thing("surface", "For You")),
    'SaveSpy asks the platform for whether Ana saved the "recipe" video by scraping': Act(
        "SaveSpy",
        "ask",
        Thing("fact", "recipe"),
        (("did", "save"), ("of", "Ana"), ("data", "whether"), ("way", "scraping")),
    ),
    'a logged-out visitor asks the platform for how many people liked the "recipe" video': Act(
        "a logged-out visitor", "ask", Thing("fact", "recipe"), (("did", "like"), ("data", "how many"))
    ),
    'Cho asks to reach people who save the "recipe" video': Act("Cho", "target", RECIPE, (("did", "save"),)),
    "1 week passes": Act("", "wait", Thing("days", "", 7)),
    "2 weeks pass": Act("", "wait", Thing("days", "", 14)),
    "1 days pass": Act("", "wait", Thing("days", "", 1)),
}

THEN = {
    'Cho never learns that Ana saves the "recipe" video': NeverLearns("Cho", Fact("that", SAVED)),
    'everyone except Ana never learn that anybody saved the "recipe" video': NeverLearns(
        "everyone except Ana", Fact("that", SAVES)
    ),
    'Cho never learns that 80 people have saved the "recipe" video': NeverLearns(
        "Cho", Fact("that", Act("", "save", RECIPE, (), 80))
    ),
    'Cho never learns that 1 person saved the "recipe" video': NeverLearns(
        "Cho", Fact("that", Act("", "save", RECIPE, (), 1))
    ),
    "Cho never learns that Ana set use of my saves to off": NeverLearns(
        "Cho", Fact("that", setting("Ana", "use of my saves", "off"))
    ),
    "Cho never learns that Ana was a friend of Ben": NeverLearns(
        "Cho", Fact("that", Act("Ana", "befriend", Thing("person", "Ben")))
    ),
    "Ana can see 20 videos on her saved collection": Sees(
        "Ana", Content(Thing("videos", "", 20)), Place("saved collection")
    ),
    'Dev can see the comment on the "debate" video': Sees(
        "Dev", Content(Thing("comment")), Place("video page", "debate")
    ),
    'Dev can see the comment "on creator analytics" on filtered comments': Sees(
        "Dev", Content(Thing("comment", "on creator analytics")), Place("filtered comments")
    ),
    "Cho can see the number of profile visits": Sees("Cho", Metric("profile visits")),
    "Cho can see views on creator analytics": Sees("Cho", Metric("views"), Place("creator analytics")),
    'Dev cannot see that Ana commented on the "dance" video on Ana\'s profile': DoesNotSee(
        "Dev",
        Fact("that", Act("Ana", "comment", Thing("video", "dance"))),
        Place("profile", "Ana"),
    ),
    'Dev cannot see the "plans" collection': DoesNotSee("Dev", Content(Thing("collection", "plans"))),
    'Dev cannot see Ana\'s profile on search for "Ana"': DoesNotSee(
        "Dev", Content(Thing("person", "Ana")), Place("search", "Ana")
    ),
    'Cho can tell only how many people saved the "recipe" video': TellsOnly("Cho", Fact("how many", SAVES)),
    'Cho is notified that Ana comments on the "recipe" video': Notified(
        "Cho", Fact("that", Act("Ana", "comment", RECIPE))
    ),
    "Cho is not notified of anything": NotNotified("Cho"),
    'Cho is not notified that Ana unsaved the "recipe" video': NotNotified(
        "Cho", Fact("that", Act("Ana", "unsave", RECIPE))
    ),
    'every surface looks the same to Cho as if Ana had never saved the "recipe" video': SameAsIf(
        Place("every surface"), "Cho", SAVED, ever=True
    ),
    'in-app notifications look the same to Cho as if 900 people had saved the "recipe" video': SameAsIf(
        Place("in-app notifications"), "Cho", Act("", "save", RECIPE, (), 900), happened=True
    ),
    'the comments of the "recipe" video look the same to Cho as if nobody had ever blocked Dev': (
        SameAsIf(Place("comments", "recipe"), "Cho", Act("", "block", Thing("person", "Dev")), ever=True)
    ),
    'creator analytics looks the same to Cho as if nobody had saved the "recipe" video': SameAsIf(
        Place("creator analytics"), "Cho", SAVES
    ),
    'Cho is shown 1 like for the "recipe" video': Shown("Cho", 1, "likes", RECIPE),
    "Cho is shown 30 followers for Cho's profile": Shown("Cho", 30, "followers", Thing("person", "Cho")),
    'Cho is shown 9 seconds of mean watch time for the "recipe" video': Shown(
        "Cho", 9, "mean watch time", RECIPE
    ),
    "Cho never learns Ana's age": Withheld("Cho", "Ana", "age"),
    "everyone except Ana never learns Ana's e-mail address": Withheld(
        "everyone except Ana", "Ana", "e-mail address"
    ),
    "nothing everyone except Ana receives identifies Ana": Unidentified("everyone except Ana", "Ana"),
    'the "recipe" video is recommended more than the "prank" video': Recommended(
        RECIPE, "more", "", Thing("video", "prank")
    ),
    "videos about cooking are recommended as much to Ana as before": Recommended(
        Thing("videos", "cooking", 0), "as much", "Ana"
    ),
    "videos about cooking are recommended less than videos about chess": Recommended(
        Thing("videos", "cooking", 0), "less", "", Thing("videos", "chess", 0)
    ),
    'the "recipe" video is recommended as much as before': Recommended(RECIPE, "as much"),
    "saves are used for ranking": Used("", "saves", "ranking"),
    "80 saves are used for trends": Used("", "saves", "trends", count=80),
    "the platform allows it": Allowed(),
    "the size of the dance audience is shown to AdCo only for groups of at least 1,000": ShownFrom(
        "AdCo", Metric("audience size", "dance"), 1000
    ),
    'the size of the "street food" audience is shown to Cho only for groups of at least 50': ShownFrom(
        "Cho", Metric("audience size", "street food"), 50
    ),
    'how many people saved the "recipe" video is shown to Cho only for groups of at least 50': ShownFrom(
        "Cho", Fact("how many", Act("", "save", RECIPE)), 50
    ),
    "Ana's saves are not used for ads": Used("Ana", "saves", "ads", used=False),
    "the platform refuses": Refused(),
    "the platform refuses because no permission covers it": Refused("no permission covers it"),
    'the privacy policy tells Ana "Nobody is told"': Tells("privacy policy", "Ana", "Nobody is told"),
    'the help page does not tell Ana "x"': Tells("help page", "Ana", "x", tells=False),
    'the terms tell everyone "x"': Tells("terms", "everyone", "x"),
    'the terms does not tell everyone "x"': Tells("terms", "everyone", "x", tells=False),
    "downloads are off for Bo and cannot be changed": SettingIs("downloads", "off", "Bo", False),
    "downloads are off for Bo who cannot change it": SettingIs("downloads", "off", "Bo", False),
    "who may comment is no one for Bo who can change it": SettingIs("who may comment", "no one", "Bo", True),
    'comment filter is "is off for Bo" for Cho': SettingIs("comment filter", "is off for Bo", "Cho"),
    "everything a logged-out visitor receives matches its schema": Conforms("a logged-out visitor"),
}

CASES = [
    *(("given", text, meaning) for text, meaning in GIVEN.items()),
    *(("when", text, meaning) for text, meaning in WHEN.items()),
    *(("then", text, meaning) for text, meaning in THEN.items()),
]


@pytest.mark.parametrize(("keyword", "text", "meaning"), CASES)
def test_sentences_mean_what_they_say(hear: Hear, keyword: str, text: str, meaning: object) -> None:
    """A sentence is one act, one introduction or one promise."""
    assert hear(keyword, text) == meaning
