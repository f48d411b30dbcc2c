"""The world of one scenario."""

import pytest

from unseen.history import DAY, MINUTE, Variation, double_of, drop
from unseen.model import Act, Census, Finding, Judgement, Observation, Place, PolicyError, Thing
from unseen.promises import Conforms
from unseen.target import Capabilities, NotOffered
from unseen.world import LOGGED_OUT, STRANGER

RECIPE = Thing("video", "recipe")
SAVE = Act("Ana", "save", RECIPE)
DAYS = Act("", "wait", Thing("days", "", 2))


class FakeTarget:
    """Does nothing, answers each look with one payload, and counts what is open."""

    name = "a small platform"

    def __init__(self, **changes):
        self.open = 0
        self.did = []
        self.headers = {}
        self._capabilities = Capabilities(
            **{
                "verbs": frozenset({"post", "save", "set", "look"}),
                "surfaces": ("comments", "push"),
                "settings": frozenset({"read receipts"}),
            }
            | changes
        )

    def capabilities(self):
        return self._capabilities

    def open_world(self, seed):
        self.open += 1
        return self

    def join(self, person, at):
        self.did.append(("join", person.name, at))
        return []

    def perform(self, act, at):
        self.did.append((act, at))
        return []

    def look(self, reader, surface, subjects, at):
        self.did.append((reader, surface, subjects, at))
        yield Observation(reader, surface, surface, "GET", 200, {"date": "today"} | self.headers, b"{}")

    def close(self):
        self.open -= 1


@pytest.fixture
def fake():
    return FakeTarget()


@pytest.fixture
def small(play, fake):
    """A world on the small platform, whose judge finds nothing."""
    return play.posted(target=fake, judge=lambda world, promise: Judgement((), world.census()))


# people and things


def test_a_person_comes_into_being_once_where_first_mentioned(small, fake):
    """Whoever acts or is spoken of signs up at that moment, and only then."""
    small.do(SAVE)
    small.do(SAVE)
    assert [did[1:] for did in fake.did if did[0] == "join"] == [("Cho", 0.0), ("Ana", 2 * MINUTE)]


def test_an_age_comes_before_anything_else(play):
    """An age that is told later is a mistake of the policy; the first one counts."""
    world = play.world()
    world.introduce("Bo", 14)
    world.introduce("Bo")
    assert world.people["Bo"].age == 14
    with pytest.raises(PolicyError, match="`Bo` is already on the platform"):
        world.introduce("Bo", 15)


def test_strangers_are_two_people(play):
    """Who does not know somebody is there all the same."""
    world = play.world()
    world.strangers("Ana", "Ben")
    assert list(world.people) == ["Ana", "Ben"]


def test_everyone_is_everybody_there_and_two_who_are_not(play):
    """People, tools, a stranger and a logged-out visitor; whoever is excepted is left out."""
    world = play.posted()
    world.do(SAVE)
    world.introduce_tool("StatApp")
    assert world.party("everyone") == ("Cho", "Ana", "StatApp", STRANGER, LOGGED_OUT)
    assert world.party("everyone except Ana") == ("Cho", "StatApp", STRANGER, LOGGED_OUT)
    assert (world.party("Ana"), world.party(LOGGED_OUT)) == (("Ana",), (LOGGED_OUT,))


def test_everyone_includes_a_creator_of_videos_known_by_topic_only(play):
    """Where somebody's videos were saved, somebody looks whether they can tell."""
    world = play.posted()
    world.do(Act("Ana", "save", Thing("videos", "chess", 3)))
    assert "a chess creator 1" in world.party("everyone except Ana")
    assert "chess video 1" in world.subjects().videos


@pytest.mark.parametrize("who", ["Anna", "everyone except Anna"])
def test_a_name_that_nobody_has_is_a_mistake_with_the_nearest(play, who):
    """A misspelt name never makes a promise about nobody."""
    world = play.posted()
    world.do(SAVE)
    with pytest.raises(PolicyError, match="did you mean `Ana`"):
        world.party(who)
    with pytest.raises(PolicyError, match="say first who `Zoë` is"):
        world.party("Zoë")


def test_a_video_has_to_be_posted_first(play):
    """A misspelt title never makes an act on nothing."""
    world = play.posted()
    with pytest.raises(PolicyError, match="did you mean `recipe`"):
        world.do(Act("Ana", "save", Thing("video", "recipes")))
    with pytest.raises(PolicyError, match="say first who has posted"):
        world.do(Act("Ana", "save", Thing("video", "zzz")))


def test_two_videos_of_one_name_are_a_mistake(play):
    """Nobody could say which is meant."""
    world = play.posted()
    with pytest.raises(PolicyError, match="two videos called `recipe`"):
        world.do(Act("Ben", "post", RECIPE))


def test_topics_have_to_be_spoken_of_before(play):
    """The videos of a topic are those somebody did something with, and as many others."""
    world = play.posted()
    with pytest.raises(PolicyError, match="nobody did anything"):
        world.titles(Thing("videos", "chess"))
    world.do(Act("Ana", "save", Thing("videos", "chess", 2)))
    assert world.titles(Thing("videos", "chess")) == [f"chess video {number}" for number in (1, 2, 3, 4)]
    assert world.titles(Thing("videos")) == [*world.titles(Thing("videos", "chess")), "recipe"]
    with pytest.raises(PolicyError, match="only 2 videos about chess"):
        world.do(Act("Ben", "save", Thing("videos", "chess", 3)))
    world.do(Act("Ben", "save", Thing("videos", "chess", 1)))


# what is not offered


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (Act("Ana", "like", RECIPE), "does not offer `like`"),
        (Act("Ana", "set", Thing("setting", "downloads")), "no setting `downloads`"),
        (Act("Ana", "look", Thing("surface", "search")), "does not show search"),
    ],
)
def test_what_the_target_lacks_is_not_offered(small, act, why):
    """A platform without something cannot break promises about it, nor keep them."""
    with pytest.raises(NotOffered, match=why):
        small.do(act)


def test_time_has_to_be_able_to_pass(play):
    """A platform on the wall clock cannot wait a month."""
    world = play.world(target=FakeTarget(time_travel=False))
    with pytest.raises(NotOffered, match="cannot let time pass"):
        world.do(DAYS)


# what happens


def test_acts_happen_at_once_at_their_moments(small, fake):
    """The live session is as far as the scenario."""
    small.do(DAYS)
    small.do(SAVE)
    assert [did for did in fake.did if did[0] == SAVE] == [(SAVE, 2 * DAY + 3 * MINUTE)]
    assert small.live().at == 2 * DAY + 4 * MINUTE


def test_looking_is_an_act_and_is_received(small):
    """What somebody looks at reaches them; every surface is all of them."""
    small.do(Act("Ana", "look", Thing("surface", "comments")))
    small.do(Act("Ana", "look", Thing("surface", "every surface")))
    assert [seen.surface for seen in small.received("Ana")] == ["comments", "comments", "push"]


def test_a_place_is_about_one_or_about_everything(play):
    """Whose profile, which video; otherwise all that a reader can name, and what never existed."""
    world = play.posted()
    world.do(Act("Ana", "save", RECIPE, (("collection", "plans"),)))
    everything, video, person = (world.subjects(Place("comments", of)) for of in ("", "recipe", "Ana"))
    assert (everything.people, everything.videos, everything.unknown) == (("Cho", "Ana"), ("recipe",), True)
    assert everything.collections == ("saved", "plans")
    assert (video.people, video.videos, video.unknown) == ((), ("recipe",), False)
    assert (person.people, person.videos, person.unknown) == (("Ana",), (), False)
    assert world.subjects(doubles=["Ana"]).people == ("Cho", "Ana", double_of("Ana"))
    with pytest.raises(PolicyError, match="nobody called"):
        world.subjects(Place("profile", "Zoë"))


def test_the_last_when_is_what_came_after_the_last_then(play):
    """A second When begins anew; what a Given arranges is not part of one."""
    world = play.posted()
    world.do(SAVE)
    world.promise(Conforms("Cho"))
    world.do(Act("Ben", "like", RECIPE))
    world.do(Act("", "wait", Thing("days", "", 1)))
    assert world.when_acts() == {2}
    assert world.when_acts("Ben") == frozenset()
    assert [act.verb for act, _ in world.since_when()] == ["like"]


def test_without_a_when_everything_happened(play):
    """A scenario of Given and Then speaks of what was given."""
    world = play.world()
    world.do(Act("Cho", "post", RECIPE))
    world.do(SAVE)
    assert world.when_acts() == {0, 1}


def test_what_was_asked_goes_before_what_was_done(play):
    """Where somebody asked for data, a refusal is about that."""
    world = play.posted()
    ask = Act("Cho", "ask", Thing("fact", "recipe"), (("did", "save"), ("data", "who")))
    world.do(ask)
    world.do(SAVE)
    assert [act for act, _ in world.since_when()] == [ask]


# playing it again


def test_a_playback_has_people_doubles_panel_and_a_stranger(small, fake):
    """Everybody is there from the first moment, in every world."""
    small.do(SAVE)
    fake.did.clear()
    small.play(drop(frozenset({1})), doubles=["Ana"], secret=frozenset({1}), panel=["a viewer"])
    assert [did for did in fake.did if did[0] == "join"] == [
        ("join", name, 0.0) for name in ("Cho", "Ana", double_of("Ana"), "a viewer", STRANGER)
    ]
    assert SAVE not in [did[0] for did in fake.did]


def test_readers_of_a_playback_look_act_and_wait(small, fake):
    """Days pass where somebody waits, a minute where somebody acts."""
    playback = small.play(Variation())
    start = playback.at
    assert len(playback.view("Cho")) == 2
    assert [surface for surface, _ in playback.view("Cho", ["push"])] == ["push"]
    playback.wait(1.5)
    assert playback.act(SAVE) == {}
    assert fake.did[-1] == (SAVE, start + 1.5 * DAY + MINUTE)


def test_the_live_session_and_a_playback_show_the_same(play):
    """A history played again is the same history, whoever came into it when."""
    world = play.posted()
    world.do(SAVE)
    world.do(Act("Ben", "comment", RECIPE))
    bodies = [
        {key: seen.body for key, seen in view.items()}
        for view in (world.live().view("Cho"), world.play(Variation()).view("Cho"))
    ]
    assert bodies[0] == bodies[1]


# judging


def test_the_census_counts_worlds_observations_surfaces_and_masked_values(small):
    """A judgement says what it rested on, and the next one starts from nothing."""
    small.census()
    small.count(small.play(Variation()).view("Cho"))
    small.count(small.play(Variation()).view("Ana", ["push"]))
    assert small.census() == Census(2, 3, ("comments", "push"), 3)
    assert small.census() == Census()


def alarm(seen, cast):
    return [Finding("schema", seen.surface, "/a", seen.reader, "alarm", here=cast.person("Ana").email)]


def test_oracles_look_at_every_payload_and_their_alarms_join_the_next_judgement(play, fake):
    """One alarm for each cause, redacted, and not again for the promise after."""
    world = play.posted(target=fake, oracles=[alarm], judge=lambda world, promise: Judgement())
    world.do(Act("Ana", "look", Thing("surface", "comments")))
    world.do(Act("Ben", "look", Thing("surface", "comments")))
    first, second = play.judged(world, Conforms("Cho")), play.judged(world, Conforms("Cho"))
    assert [(finding.reader, finding.here) for finding in first.findings] == [("Ana", "[Ana's e-mail]")]
    assert second.findings == ()


def test_an_alarm_that_the_judge_found_itself_is_not_told_twice(play, fake):
    """One root cause, one finding."""
    found = Finding("schema", "comments", "/a", "Cho", "found")
    world = play.posted(target=fake, oracles=[alarm], judge=lambda world, promise: Judgement((found,)))
    world.do(Act("Ana", "look", Thing("surface", "comments")))
    assert play.judged(world, Conforms("Cho")).findings == (found,)


def test_a_payload_with_another_header_is_looked_at_anew(play, fake):
    """The same bytes are inspected once; another header may hold what they do not, the date does not."""
    looked = []
    world = play.posted(target=fake, oracles=[lambda seen, cast: looked.append(seen) or ()])
    for value in ("1", "1", "2"):
        fake.headers = {"x": value, "date": f"later {len(looked)}"}
        world.do(Act("Ana", "look", Thing("surface", "comments")))
    assert [seen.headers["x"] for seen in looked] == ["1", "2"]


def test_closing_gives_every_world_back(small, fake):
    """No session stays open, live or played again."""
    small.play(Variation())
    small.play(Variation())
    assert fake.open == 3
    small.close()
    assert fake.open == 0


class TestShownWorlds:
    """A world to look at only is the same for all who ask for it at one moment."""

    def test_all_who_look_share_it(self, play, fake):
        """The same world as told, and the same twin; whoever looks again finds what they found, unasked."""
        world = play.posted(target=fake)
        world.do(SAVE)
        one, twin = world.shown(Variation()), world.shown(drop(frozenset({1})))
        opened, asked = fake.open, len(fake.did)

        assert world.shown(Variation()) is one
        assert world.shown(drop(frozenset({1}))) is twin
        first = one.view("Cho")
        assert first == one.view("Cho") == one.about(world.subjects()).view("Cho")
        assert fake.open == opened == 3
        assert len(fake.did) - asked == len(fake._capabilities.surfaces)

    @pytest.mark.parametrize("more", [SAVE, Act("Eli", "save", RECIPE)], ids=["an act", "somebody new"])
    def test_what_happens_makes_it_another(self, play, fake, more):
        """After another act the world as told is not what it was."""
        world = play.posted(target=fake)
        before = world.shown(Variation())
        world.do(more)

        assert world.shown(Variation()) is not before

    def test_with_doubles_it_is_another(self, play, fake):
        """Stand-ins, and whose acts they do not do again, make another world; people who only look do too."""
        world = play.posted(target=fake)
        world.do(SAVE)
        worlds = [
            world.shown(Variation()),
            world.shown(Variation(), ["Ana"]),
            world.shown(Variation(), ["Ana"], frozenset({1})),
            world.shown(Variation(), panel=["a viewer"]),
        ]

        assert len({id(each) for each in worlds}) == 4

    def test_nothing_happens_in_it(self, play, fake):
        """Nobody acts there, and no time passes: others would find something else."""
        world = play.posted(target=fake)
        shown = world.shown(Variation())

        with pytest.raises(ValueError, match="nobody acts"):
            shown.act(SAVE)
        with pytest.raises(ValueError, match="no time passes"):
            shown.about(world.subjects()).wait(1)
