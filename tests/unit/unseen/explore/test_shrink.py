"""A leak made short, and the secrets that are tried."""

import pytest

from unseen.explore.draft import Draft, Tape, Varied
from unseen.explore.leak import Leak
from unseen.explore.secrets import _SECRETS
from unseen.explore.seeds import Case, Done
from unseen.explore.shrink import _means_the_same, shrink
from unseen.explore.telling import tells
from unseen.model import Act, Content, Fact, Finding, Place, Thing
from unseen.promises import DoesNotSee, ShownFrom, Unidentified, Withheld
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


def stands(promise, said, *done, people=()):
    """A leak of a promise as it stands, in its own scenario."""
    case = Case(people, (), done)
    return Leak(case, promise, Finding("witness", "video page", "/title", "Dev", ""), frozenset(), said, case)


def test_what_bystanders_did_may_go_where_something_is_not_shown():
    """Fewer ties and videos of others show nobody more; what the promise speaks of stays."""
    post, tie = Done(Act("Cho", "post", RECIPE)), Done(Act("Ben", "follow", Thing("person", "Ana")))
    own, delete = Done(Act("Ana", "post", DANCE)), Done(Act("Ana", "delete", DANCE), "when")
    people = (("Ben", None), ("Dev", None))
    hidden = DoesNotSee("Dev", Content(DANCE), Place("profile", "Ana"))
    said = 'Dev cannot see the "dance" video on Ana\'s profile'
    leak = stands(hidden, said, post, tie, own, delete, people=people)

    def may_be(*done, people=people, leak=leak):
        return _means_the_same(leak, Case(people, (), done))

    assert may_be(post, tie, own, delete)
    assert may_be(own, delete)
    assert may_be(own, delete, people=people[1:])
    assert not may_be(own, delete, people=people[:1])
    assert not may_be(post, tie, own, delete, people=people[1:])
    assert not may_be(post, tie, delete)
    assert not may_be(post, tie, own)
    assert not may_be(Done(Act("Cho", "post", RECIPE, (("topic", "x"),))), own, delete)
    figure = stands(ShownFrom("Dev", Content(DANCE), 50), said, post, tie, own, delete, people=people)
    assert not may_be(own, delete, leak=figure)
    told = stands(Unidentified("Dev", "Ana"), "nothing Dev receives identifies Ana", post, own, delete)
    assert may_be(own, delete, people=(), leak=told)


def test_an_address_is_told_by_who_saw_it():
    """A payload that does not match its schema tells no address, whoever is looked at beside it."""
    promise = Withheld("Cho", "Ana", "e-mail address")
    said = "Cho receives the e-mail address of Ana"
    mail = Finding("canary", "video page", "/contact", "Cho", said)

    assert tells(mail, promise)
    assert tells(Finding("twins", "video page", "/contact", "Cho", "", relation="value"), promise)
    assert not tells(Finding("schema", "video page", "/contact", "Cho", ""), promise)
    assert not tells(mail, Withheld("Cho", "Ben", "e-mail address"))
    assert not tells(mail, Withheld("Pia", "Ana", "e-mail address"))
