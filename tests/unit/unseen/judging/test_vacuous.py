"""Promises that could not be broken are refused as mistakes of the policy."""

import pytest

from unseen import promises as p
from unseen.model import Act, Content, Fact, Place, PolicyError, Thing

RECIPE = Thing("video", "recipe")
SAVE = Act("Ana", "save", RECIPE)
LIKE = Act("Ana", "like", RECIPE)
LIKED_BY_CHO = Act("Cho", "like", RECIPE)
SAVED_BY_ANA = Fact("that", SAVE)

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
    "a secret that only one can have": (
        [Act("Cho", "set", Thing("setting", "account privacy"), (("value", "private"),)), LIKED_BY_CHO],
        p.NeverLearns("Ben", Fact("that", LIKED_BY_CHO)),
        "nobody else could like recipe: the platform refuses it to Cho's double",
    ),
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
    "an attribute of nobody": (
        [SAVE],
        p.Withheld("Cho", "everyone", "age"),
        "nobody of whom",
    ),
    "one's own attribute": ([SAVE], p.Withheld("Ana", "Ana", "age"), "knows it anyway"),
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
def test_a_promise_that_cannot_be_broken_is_refused(play, happened, acts, promise, why):
    """A pass that proves nothing is a mistake of the policy, and is told as one."""
    with pytest.raises(PolicyError, match=why):
        play.judged(happened(acts), promise)


def test_a_refusal_of_nothing_is_refused(play):
    """The platform cannot refuse what nobody asked."""
    with pytest.raises(PolicyError, match="nothing was asked"):
        play.judged(play.world(), p.Refused())
