"""What every way to the reference platform has to do: one suite, in process and over HTTP."""

import pytest

from unseen import promises as p
from unseen.canary import Cast
from unseen.history import Variation, drop
from unseen.model import Act, Content, Fact, Place, Thing
from unseen.target import Subjects

RECIPE = Thing("video", "recipe")
CHO = Thing("person", "Cho")
SAVE, LIKE = Act("Ana", "save", RECIPE), Act("Ana", "like", RECIPE)
COMMENT = Act("Ana", "comment", RECIPE, (("text", "what a spoiler"),))
CAST = Cast(1)


def opened(target, *names, seed=1):
    """A session with people on it, and the recipe posted by Cho; and what everybody was told."""
    session = target.open_world(seed)
    told = [seen for name in ("Cho", "Ana", *names) for seen in session.join(CAST.person(name), 0.0)]
    told += session.perform(Act("Cho", "post", RECIPE), 60.0)
    return session, told


def looked(session, reader, surface, at=600.0):
    subjects = Subjects(("Ana", "Cho"), ("recipe",), ("saved",), ("Ana", "recipe"))
    return list(session.look(reader, surface, subjects, at))


def spelled(observations):
    """Everything about observations but the wall clock and what a server says of itself."""
    left_out = ("date", "server")
    return [
        (
            *(seen.reader, seen.surface, seen.payload, seen.request, seen.status, seen.body),
            *(pair for pair in sorted(seen.headers.items()) if pair[0] not in left_out),
        )
        for seen in observations
    ]


def everything(target, seed=1):
    """A history with a bit of everything, and all that its people then see on all surfaces."""
    session, told = opened(target, "Ben", seed=seed)
    for act in (SAVE, LIKE, COMMENT, Act("Ben", "follow", CHO), Act("", "like", RECIPE, (), 30)):
        told += session.perform(act, 120.0)
    for reader in ("Cho", "Ana", "Ben", "a logged-out visitor"):
        for surface in target.capabilities().surfaces:
            told += looked(session, reader, surface)
    session.close()
    return told


def test_one_seed_and_one_history_are_the_same_bytes(open_target):
    """Two worlds of one seed answer with the same status, headers and bodies; another seed with others."""
    one, other = everything(open_target()), everything(open_target())
    assert spelled(one) == spelled(other)
    assert spelled(one) != spelled(everything(open_target(), seed=2))


def test_both_ways_show_the_same(url):
    """In process and over HTTP every payload is equal, byte for byte."""
    from unseen.targets.stub import embedded, served

    assert spelled(everything(embedded())) == spelled(everything(served(url)))


def test_worlds_know_nothing_of_each_other(open_target):
    """What is done in one world happens in no other that is open beside it."""
    target = open_target()
    (busy, _), (quiet, _), (witness, _) = (opened(target) for _ in range(3))
    before = [spelled(looked(quiet, "Cho", surface)) for surface in target.capabilities().surfaces]
    for act in (LIKE, COMMENT, Act("", "view", RECIPE, (), 9), Act("Ana", "block", CHO)):
        busy.perform(act, 120.0)
    assert before == [spelled(looked(quiet, "Cho", surface)) for surface in target.capabilities().surfaces]
    assert before == [spelled(looked(witness, "Cho", surface)) for surface in target.capabilities().surfaces]
    for session in (busy, quiet, witness):
        session.close()


@pytest.mark.parametrize("reader", ["Cho", "Ana", "a logged-out visitor"])
def test_every_declared_surface_can_be_looked_at(open_target, reader):
    """Looking anywhere gives at least one payload to anybody, and never fails."""
    target = open_target()
    session, _ = opened(target)
    for surface in set(target.capabilities().surfaces) - {"webhook"}:  # tools only are called
        seen = looked(session, reader, surface)
        assert seen, surface
        assert {(each.reader, each.surface) for each in seen} == {(reader, surface)}
        assert all(each.headers["content-type"] for each in seen)
    session.close()


def test_staff_surfaces_are_read_by_the_harness(open_target):
    """The purpose log says what the acts of the world were used for."""
    target = open_target()
    session, _ = opened(target)
    session.perform(LIKE, 120.0)
    for surface in target.capabilities().staff_surfaces:
        (seen,) = looked(session, "the recommender", surface)
        assert seen.document["entries"]
    session.close()


def example(verb):
    """An act of each verb that can be done in a world where Cho has written to Ana."""
    people = ("visit", "follow", "unfollow", "ask-to-follow", "accept", "block", "mute")
    special = {
        "post": Act(
            "Ana", "post", Thing("video", "ramen"), (("topic", "noodles"), ("trait", "length of 60"))
        ),
        "delete": Act("Cho", "delete", RECIPE),
        "search": Act("Ana", "search", Thing("query", "pasta & more")),
        "message": Act("Ana", "message", CHO, (("text", "hello"),)),
        "read": Act("Ana", "read", Thing("message", "Cho")),
        "set": Act("Ana", "set", Thing("setting", "comment filter"), (("value", "spoiler, ending"),)),
        "grant": Act("Ana", "grant", Thing("tool", "StatApp"), (("scope", "list my videos"),)),
        "withdraw-grant": Act("Ana", "withdraw-grant", Thing("tool", "SaveSpy")),
        "offer": Act("the platform", "offer", Thing("feature", "save report for creators")),
        "withhold": Act("the platform", "withhold", Thing("feature", "save report for creators")),
        "threshold": Act("the platform", "threshold", Thing("group", "", 20)),
        "appoint": Act("the platform", "appoint", Thing("person", "Ana"), (("value", "researcher"),)),
        "say": Act("the platform", "say", Thing("document", "terms"), (("text", "Be kind"),)),
        "unsay": Act("the platform", "unsay", Thing("document", "terms"), (("text", "Be kind"),)),
        "ask": Act(
            "SaveSpy", "ask", Thing("fact", "recipe"), (("did", "save"), ("data", "whether"), ("of", "Ana"))
        ),
        "target": Act("Cho", "target", RECIPE, (("did", "comment"),)),
        "comment": COMMENT,
        "watch": Act("Ana", "watch", RECIPE, (("seconds", "20"),)),
        "locate": Act("Ana", "locate", Thing("place", "Porto")),
        "sync": Act("Ana", "sync", CHO),
    }
    return special.get(verb) or Act("Ana", verb, CHO if verb in people else RECIPE)


def test_every_declared_verb_can_be_done(open_target):
    """No act that is declared fails, and the actor is told how it went."""
    target = open_target()
    steered = ("offer", "withhold", "threshold", "appoint", "say", "unsay")
    refused = {"accept", "ask"}  # nobody asked Ana, and no tool may know
    for verb in sorted(target.capabilities().verbs - {"look"}):
        session, _ = opened(target)
        session.perform(Act("Cho", "message", Thing("person", "Ana"), (("text", "hello"),)), 70.0)
        session.perform(Act("Ana", "grant", Thing("tool", "SaveSpy"), (("scope", "copy everything"),)), 80.0)
        session.perform(Act("Ana", "follow", CHO), 90.0)
        session.perform(example("say"), 100.0)
        for name, setting in (("Cho", "downloads"), ("Ana", "suggestions and contact sync")):
            session.perform(Act(name, "set", Thing("setting", setting), (("value", "on"),)), 110.0)
        replies = session.perform(example(verb), 120.0)
        assert [seen.status < 400 for seen in replies] == (
            [] if verb in steered else [verb not in refused]
        ), verb
        session.close()


@pytest.mark.parametrize("setting", ["account privacy", "downloads", "read receipts"])
def test_settings_are_set_by_name(open_target, setting):
    """A declared setting can be changed, and the settings screen shows the new value."""
    session, _ = opened(open_target())
    rows = {row["name"]: row for row in looked(session, "Ana", "settings screen")[0].document["settings"]}
    new = next(choice for choice in rows[setting]["choices"] if choice != rows[setting]["value"])
    session.perform(Act("Ana", "set", Thing("setting", setting), (("value", new),)), 120.0)
    rows = {row["name"]: row for row in looked(session, "Ana", "settings screen")[0].document["settings"]}
    assert rows[setting]["value"] == new
    session.close()


def test_every_declared_setting_is_on_the_settings_screen(open_target):
    """What can be set can be read."""
    target = open_target()
    session, _ = opened(target)
    screen = looked(session, "Ana", "settings screen")[0].document
    named = {row["name"] for row in screen["settings"]} | {"comment filter"}
    assert target.capabilities().settings <= named
    session.close()


def test_a_collection_has_a_visibility_of_its_own(open_target):
    """Whom a collection is shown to is set by its name."""
    session, _ = opened(open_target())
    session.perform(Act("Ana", "save", RECIPE, (("collection", "to do"),)), 120.0)
    shown = (("value", "everyone"), ("collection", "to do"))
    session.perform(Act("Ana", "set", Thing("setting", "saved-video visibility"), shown), 180.0)
    names = [row["name"] for row in looked(session, "Cho", "saved collection")[0].document["items"]]
    assert names == ["to do"]
    session.close()


@pytest.mark.parametrize(
    ("act", "places"),
    [
        (
            LIKE,
            [
                ("in-app notifications", "Cho"),
                ("push", "Cho"),
                ("live stream", "Cho"),
                ("video page", "Ben"),
                ("creator analytics", "Cho"),
                ("analytics export", "Cho"),
                ("liked list", "Ana"),
            ],
        ),
        (
            COMMENT,
            [
                ("in-app notifications", "Cho"),
                ("live stream", "Cho"),
                ("comments", "Ben"),
                ("video page", "Ben"),
                ("creator analytics", "Cho"),
            ],
        ),
        (SAVE, [("saved collection", "Ana"), ("video page", "Ana")]),
        (
            Act("Ana", "repost", RECIPE),
            [("profile", "Ben"), ("video page", "Ben"), ("in-app notifications", "Cho")],
        ),
        (
            Act("Ana", "follow", CHO),
            [("followers list", "Cho"), ("following list", "Ana"), ("profile", "Ben"), ("Following", "Ana")],
        ),
        (Act("Ana", "message", CHO, (("text", "hi"),)), [("messages", "Cho"), ("messages", "Ana")]),
        (
            Act("Ana", "view", RECIPE),
            [("video page", "Ben"), ("creator analytics", "Cho"), ("live stream", "Cho")],
        ),
        (
            Act("Ana", "post", Thing("video", "ramen")),
            [("For You", "Ben"), ("search", "Ben"), ("profile", "Ben")],
        ),
    ],
    ids=lambda value: getattr(value, "verb", None),
)
def test_what_is_public_is_seen_on_every_surface_that_should_show_it(open_target, act, places):
    """Positive control: silence about a save means something only where a like is heard."""
    target = open_target()
    (busy, _), (quiet, _) = opened(target, "Ben"), opened(target, "Ben")
    busy.perform(act, 120.0)
    for surface, reader in places:
        views = [
            [
                seen.body
                for seen in session.look(
                    reader, surface, Subjects(("Ana", "Cho"), ("recipe",), ("saved",), ("ramen",)), 600.0
                )
            ]
            for session in (busy, quiet)
        ]
        assert views[0] != views[1], (surface, reader)
    for session in (busy, quiet):
        session.close()


def test_notices_by_mail_and_digest_arrive_in_time(open_target):
    """E-mail tells of a like at once or in the digest of the day, which comes after midnight."""
    session, _ = opened(open_target())
    session.perform(LIKE, 120.0)
    (seen,) = looked(session, "Cho", "digest", 2 * 86400.0)
    assert seen.document["items"]
    session.close()


def test_a_tool_has_the_app_interface_and_nothing_else(open_target):
    """Where a tool was let in, it looks in the name of each who did so."""
    session, _ = opened(open_target(), "Ben")
    for name in ("Ana", "Ben"):
        session.perform(Act(name, "grant", Thing("tool", "StatApp"), (("scope", "read my profile"),)), 120.0)
    assert looked(session, "StatApp", "video page") == []
    profiles = [seen for seen in looked(session, "StatApp", "app interface") if seen.payload == "app-me"]
    assert [seen.document["handle"] for seen in profiles] == [
        CAST.person(name).handle for name in ("Ana", "Ben")
    ]
    asked = session.perform(Act("StatApp", "ask", Thing("fact", "recipe"), (("data", "who"),)), 180.0)
    assert [(seen.status, seen.surface) for seen in asked] == [(403, "app interface")] * 2
    session.close()


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (Act("Ana", "save", Thing("video", "no such")), 404),
        (Act("a logged-out visitor", "like", RECIPE), 401),
        (Act("Cho", "target", RECIPE, (("did", "save"),)), 403),
        (
            Act(
                "a logged-out visitor",
                "ask",
                Thing("fact", "recipe"),
                (("data", "how many"), ("way", "scraping")),
            ),
            403,
        ),
        (Act("Ana", "withdraw-grant", Thing("tool", "StatApp")), 404),
    ],
    ids=lambda value: value.verb if isinstance(value, Act) else None,
)
def test_a_refusal_is_an_observation(open_target, act, status):
    """That the platform says no is a thing somebody receives, not a failure of the target."""
    session, _ = opened(open_target())
    *before, seen = session.perform(act, 120.0)
    assert bool(before) == (act.detail("way") == "scraping")
    assert (seen.reader, seen.status, seen.payload) == (act.actor, status, "error")
    assert seen.document["error"]["message"]
    session.close()


def test_lists_are_read_to_their_end(open_target):
    """Every page of a long list is an observation of its own."""
    session, _ = opened(open_target())
    session.perform(Act("", "like", RECIPE, (), 45), 120.0)
    pages = [seen for seen in looked(session, "Cho", "video page") if seen.payload == "likers"]
    assert sum(len(seen.document["items"]) for seen in pages) == 45
    assert [seen.request.rpartition(" ")[2] for seen in pages[1:]] == ["2", "3"]
    session.close()


def test_another_crowd_is_as_large_and_shares_nobody(open_target):
    """The crowd of a swap has other members, so that who they are can be told apart and how many cannot."""
    target, members = open_target(), []
    for others in ((), (("of", "others"),)):
        session, _ = opened(target)
        session.perform(Act("", "like", RECIPE, others, 5), 120.0)
        likers = next(seen for seen in looked(session, "Cho", "video page") if seen.payload == "likers")
        members.append({item["person"]["handle"] for item in likers.document["items"]})
        session.close()
    assert len(members[0]) == len(members[1]) == 5
    assert members[0].isdisjoint(members[1])


def test_a_crowd_visits_and_follows_people(open_target):
    """What many do to a person is done to that person."""
    session, _ = opened(open_target())
    session.perform(Act("", "follow", CHO, (), 12), 120.0)
    (seen,) = looked(session, "Cho", "creator analytics")
    assert seen.document["followers"] == 12
    session.close()


def test_a_world_that_was_closed_is_gone(open_target):
    """The platform forgets a world that was given back."""
    session, _ = opened(open_target())
    session.close()
    assert {seen.status for seen in looked(session, "Ana", "video page")} == {404}


@pytest.mark.parametrize("fault", ["", "notification-names-saver", "etag-changes", "body-extra-field"])
def test_both_ways_give_the_same_verdict(url, new_world, fault):
    """One history, one judgement: findings and census do not depend on the way."""
    from unseen.targets.stub import embedded, served

    judgements = []
    for target in (embedded(fault=fault), served(url, fault=fault)):
        world = new_world(target)
        for act in (Act("Cho", "post", RECIPE), SAVE, LIKE):
            world.do(act)
        for promise in (
            p.NeverLearns("Cho", Fact("that", SAVE)),
            p.Sees("Cho", Fact("that", LIKE), Place("video page")),
            p.DoesNotSee("a stranger", Content(Thing("collection", "plans"))),
        ):
            world.promise(promise)
        judgements.append([(judged.findings, judged.census.observations) for _, judged in world.judgements])
    assert judgements[0] == judgements[1]
    assert bool(judgements[0][0][0]) == bool(fault)


def test_leaving_one_save_out_moves_nothing_else(open_target, new_world):
    """The law that twins rest on: everybody but the saver receives the same bytes without it."""
    world = new_world(open_target())
    for act in (
        Act("Cho", "post", RECIPE),
        LIKE,
        SAVE,
        Act("Ben", "comment", RECIPE),
        Act("Ben", "save", RECIPE),
    ):
        world.do(act)
    here, there = world.play(Variation()), world.play(drop(frozenset({2})))
    for reader in ("Cho", "Ben", "a stranger", "a logged-out visitor"):
        assert spelled(here.view(reader).values()) == spelled(there.view(reader).values())


def test_tools_are_really_called(open_target):
    """What a tool is called to be told is an observation of the tool, in order, on the surface webhook."""
    session, _ = opened(open_target())
    session.perform(Act("Cho", "grant", Thing("tool", "StatApp"), (("scope", "list my videos"),)), 120.0)
    for at, verb in ((180.0, "like"), (240.0, "save"), (300.0, "repost")):
        session.perform(Act("Ana", verb, RECIPE), at)
    calls = looked(session, "StatApp", "webhook")
    assert [seen.document["metrics"]["reposts"] for seen in calls] == [0, 1]
    assert [seen.request for seen in calls] == ["call 1", "call 2"]
    assert looked(session, "Ana", "webhook") == []
    session.close()
