"""A leak made short, and the secrets that are tried."""

import pytest

from unseen.explore.draft import Draft, Tape, Varied
from unseen.explore.secrets import _SECRETS
from unseen.explore.seeds import Case, Done
from unseen.explore.shrink import shrink
from unseen.model import Act, Fact, Thing
from unseen.targets.stub import embedded

RECIPE, DANCE = Thing("video", "recipe"), Thing("video", "dance")
SAVE = Act("Ana", "save", RECIPE, (("collection", "plans"),))
LONG = (
    Act("Cho", "post", RECIPE, (("topic", "cooking"),)),
    Act("Ben", "post", DANCE),
    Act("Ben", "follow", Thing("person", "Cho"), (("way", "tie"),)),
    Act("", "view", RECIPE, crowd=30),
    Act("Cho", "grant", Thing("tool", "StatApp"), (("scope", "list my videos"),)),
    Act("Ben", "like", RECIPE),
    SAVE,
    Act("Eve", "comment", RECIPE, (("text", "well said"),)),
    Act("", "wait", Thing("days", "", 7)),
)


def test_a_long_history_shrinks_to_the_post_and_the_save(lab):
    """Bystanders, crowds, ages, tools, days and words go; what the leak needs stays."""
    case = Case((("Dev", 40), ("Eve", 17)), (("SaveSpy", None),), tuple(Done(act) for act in LONG))
    fact = Fact("that", Act("Ana", "save", RECIPE))
    laboratory = lab("badge-count-moves")
    [leak] = [
        each
        for each in laboratory.examine(Varied(case, fact, ("Cho",)), ["in-app notifications"]).leaks
        if each.reader == "Cho"
    ]
    found = shrink(laboratory, leak)

    assert found is not None
    assert found.leak.case == Case(
        (), (), (Done(Act("Cho", "post", RECIPE)), Done(Act("Ana", "save", RECIPE)))
    )
    assert found.leak.finding.pointer == "/unread"
    assert shrink(lab(), leak) is None


@pytest.mark.parametrize("number", range(len(_SECRETS)))
def test_every_secret_is_an_act_of_the_actor(number):
    """Whatever is tried as the secret, the actor does it, or nobody where it makes no sense."""
    for data in (bytes(24), bytes(range(24)), bytes([3, 3, 3, 3, 3, 3])):
        post = Done(Act("Cho", "post", RECIPE))
        draft = Draft(Tape(data), embedded().capabilities(), {}, {}, [post], "Ana", "Dev", "Ben", "recipe")
        act = _SECRETS[number](draft)

        assert act is not None
        assert act.actor == "Ana"

    own = Draft(Tape(b""), embedded().capabilities(), {}, {}, [post], "Cho", "Dev", "Ben", "recipe")
    act = _SECRETS[number](own)

    assert act is None or act.actor == "Cho"
