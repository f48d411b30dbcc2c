"""Metamorphic relations are asked beside promises, and found broken by leaks that break them."""

import pytest

from platform_stub.parts import Parts
from platform_stub.views import Views
from unseen import promises as p
from unseen.model import ADDRESS, Act, Fact, Thing
from unseen.targets.stub import _of_parts

RECIPE = Thing("video", "recipe")
SAVE = Act("Ana", "save", RECIPE)
PRIVATE = Act("Ana", "set", Thing("setting", "account privacy"), (("value", "private"),))
OPEN = Act("Ana", "set", Thing("setting", "liked-list visibility"), (("value", "everyone"),))
FOLLOW = Act("Ben", "follow", Thing("person", "Ana"), (("way", "tie"),))
UNFOLLOW = Act("Ben", "unfollow", Thing("person", "Ana"))
LIKE = Act("Ana", "like", RECIPE)
SEARCH = Act("Cho", "search", Thing("query", f"Ana{ADDRESS}"))

CASES = {
    "undone": ([SAVE], p.NeverLearns("Cho", Fact("that", SAVE)), "save-unsave-residue"),
    "existence": (
        [PRIVATE, Act("Ana", "post", Thing("video", "diary"), (("audience", "only me"),)), SAVE],
        p.NeverLearns("Cho", Fact("that", SAVE)),
        "existence-status-difference",
    ),
    "former tie": (
        [PRIVATE, FOLLOW, LIKE, UNFOLLOW, SAVE],
        p.NeverLearns("Ben", Fact("that", SAVE)),
        "ex-follower-still-sees",
    ),
    "value of an attribute": (
        [SEARCH, SAVE],
        p.Withheld("Cho", "Ana", "e-mail address"),
        "search-hidden-field",
    ),
    "value": ([SEARCH, SAVE], p.Unidentified("Cho", "Ana"), "search-hidden-field"),
}


@pytest.mark.parametrize("relation", CASES)
def test_a_leak_breaks_the_relation(play, happened, relation):
    """The relation that does not hold is named with the finding, whatever else has found the leak."""
    acts, promise, fault = CASES[relation]
    found = play.judged(happened(acts, fault), promise).findings
    assert relation.partition(" of ")[0] in {finding.relation for finding in found}


@pytest.mark.parametrize("relation", CASES)
def test_the_platform_keeps_it(play, happened, relation):
    """Without the leak the same scenario breaks nothing."""
    acts, promise, _ = CASES[relation]
    assert play.judged(happened(acts), promise).findings == ()


class NamesWhoeverHides(Views):
    """Shows the likes of those who hide them."""

    def profile(self, reader, handle):
        shown = super().profile(reader, handle)
        hidden = self.state.people[handle].settings["liked-list visibility"] == "only me"
        return shown | {"hides": [handle] if hidden else []}


def test_a_setting_that_opens_when_it_should_close(play):
    """A stricter setting that shows more is found beside a promise about something else."""
    promise = p.NeverLearns("Cho", Fact("that", SAVE))
    world = play.posted(target=_of_parts(Parts(views=NamesWhoeverHides)))
    for act in (OPEN, SAVE):
        world.do(act)
    world.promise(promise)
    (found,) = world.judgements[0][1].findings
    assert (found.relation, found.surface) == ("stricter", "profile")


def test_what_is_undone_already_is_not_undone_again(play, happened):
    """A save that was taken back is compared as it is; a crowd cannot take anything back."""
    undone = [SAVE, Act("Ana", "unsave", RECIPE)]
    crowd = [Act("", "save", RECIPE, crowd=3)]
    for acts, fact in ((undone, Fact("that", SAVE)), (crowd, Fact("that", Act("", "save", RECIPE)))):
        assert play.judged(happened(acts), p.NeverLearns("Cho", fact)).findings == ()
