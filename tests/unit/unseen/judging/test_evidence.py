"""What a judge works with, and targets that lack something or leak by hand."""

import json
from dataclasses import replace

import pytest

from unseen import promises as p
from unseen.judging.evidence import Bench, spell_data, spell_fact
from unseen.model import Act, Content, Fact, Metric, Observation, Place, Thing
from unseen.statements import Statements, folded
from unseen.target import NotOffered, TargetError
from unseen.targets.stub import embedded
from unseen.vocabulary import Vocabulary
from unseen.world import NOTICES

RECIPE = Thing("video", "recipe")
SAVE = Act("Ana", "save", RECIPE)


def no_findings(_bench, _promise):
    """A judge that finds nothing."""
    return iter(())


class Without:
    """The reference platform, and some of its surfaces are not declared."""

    name = "a lesser platform"

    def __init__(self, *surfaces, change=lambda seen: seen):
        self._inner = embedded()
        self._surfaces = surfaces
        self._change = change

    def capabilities(self):
        declared = self._inner.capabilities()
        left = tuple(name for name in declared.surfaces if name not in self._surfaces)
        staff = tuple(name for name in declared.staff_surfaces if name not in self._surfaces)
        return replace(
            declared, surfaces=left, staff_surfaces=staff, time_travel="time" not in self._surfaces
        )

    def open_world(self, seed):
        return Changed(self._inner.open_world(seed), self._change)


class Changed:
    """A session in which each payload is changed on its way to a reader."""

    def __init__(self, session, change):
        self._session = session
        self._change = change
        self.join, self.perform, self.close = session.join, session.perform, session.close

    def look(self, *asked):
        return map(self._change, self._session.look(*asked))


@pytest.mark.parametrize(
    ("lacks", "promise"),
    [
        (["in-app notifications"], p.Notified("Cho", Fact("that", SAVE))),
        ([*NOTICES, "webhook"], p.NotNotified("Cho")),
        (["creator analytics"], p.DoesNotSee("Cho", Metric("saves"), Place("creator analytics"))),
        (["For You"], p.Recommended(RECIPE, "as much")),
        (["purpose log"], p.Used("", "saves", "ads", used=False)),
        (["help page"], p.Tells("help page", "Cho", "x")),
        (["settings screen"], p.SettingIs("downloads", "off", "Ana")),
    ],
)
def test_what_the_target_does_not_show_is_not_judged(play, lacks, promise):
    """A promise about a surface that is not there is not applicable, and never kept."""
    world = play.posted(target=Without(*lacks))
    world.do(SAVE)
    with pytest.raises(NotOffered):
        world.promise(promise)


def test_without_time_travel_only_this_moment_is_judged(play):
    """A platform on the wall clock is looked at now; the census is the smaller for it."""
    census = []
    for lacks in ([], ["time"]):
        world = play.posted(target=Without(*lacks))
        world.do(SAVE)
        census.append(play.judged(world, p.NeverLearns("Cho", Fact("that", SAVE))).census.observations)
    assert census[0] > census[1] > 0


def test_a_lost_document_tells_nothing(play):
    """A document that nobody can read does not keep the promise that it does not tell something."""

    def lose(seen):
        return replace(seen, status=404, payload="error") if seen.payload == "document" else seen

    world = play.posted(target=Without(change=lose))
    for tells in (True, False):
        (finding,) = play.judged(world, p.Tells("help page", "Cho", "x", tells=tells)).findings
        assert "cannot read a single statement" in finding.message


def test_a_payload_that_cannot_be_read_breaks_its_schema_and_no_judge(play):
    """A table with a cell too many has no fields; who looks for a figure does not find it there."""

    def spoil(seen):
        return replace(seen, body=seen.body + b"1\r\n") if seen.surface == "analytics export" else seen

    world = play.posted(target=Without(change=spoil))
    world.do(Act("Ana", "like", RECIPE))
    export = Place("analytics export")
    assert play.judged(world, p.DoesNotSee("Cho", Metric("likes"), export)).findings == ()
    (finding,) = play.judged(world, p.Conforms("Cho")).findings
    assert "cannot be read" in finding.message


def test_notices_that_cannot_be_read_are_no_notices(play):
    """Garbage in place of the list of notices does not end the run."""

    def spoil(seen):
        return replace(seen, body=b"?") if seen.payload == "notices" else seen

    world = play.posted(target=Without(change=spoil))
    like = Act("Ana", "like", RECIPE)
    world.do(like)
    (finding,) = play.judged(world, p.Notified("Cho", Fact("that", like))).findings
    assert "gets 0 notices" in finding.message


def test_a_notice_has_to_name_actor_act_and_thing(play):
    """One notice more is not enough if nobody can tell from it what happened."""

    def mangle(seen):
        return replace(seen, body=seen.body.replace(b'"kind":"like"', b'"kind":"news"'))

    world = play.posted(target=Without(change=mangle))
    like = Act("Ana", "like", RECIPE)
    world.do(like)
    (finding,) = play.judged(world, p.Notified("Cho", Fact("that", like))).findings
    assert "does not name actor, act and thing" in finding.message
    assert "[Ana's" in finding.here


def test_a_setting_with_one_choice_cannot_be_changed(play):
    """Writing the value that is there already is no change."""

    def narrow(seen):
        if seen.payload != "settings":
            return seen
        document = json.loads(seen.body)
        rows = [row | {"choices": [row["value"]], "changeable": False} for row in document["settings"]]
        return replace(seen, body=json.dumps(document | {"settings": rows}).encode())

    world = play.posted(target=Without(change=narrow))
    assert play.judged(world, p.SettingIs("downloads", "off", "Cho", changeable=False)).findings == ()


def test_an_empty_answer_is_no_refusal(play):
    """A target that says nothing has not refused."""

    class Silent(Without):
        def open_world(self, seed):
            session = super().open_world(seed)
            session.perform = lambda act, at: []
            return session

    world = play.posted(target=Silent())
    (finding,) = play.judged(world, p.Refused()).findings
    assert "gets no answer at all" in finding.message


def test_figures_that_no_schema_knows_are_found_wherever_they_stand(play, schemas):
    """Leaves under the name of the figure count, lists and words do not; a refusal shows nothing."""
    body = {"saves": 3, "a": [{"saves": "4", "other": 1}], "b": {"saves": ["x"]}, "c": {"saves": "none"}}
    seen = Observation("Cho", "comments", "?", "GET", 200, {}, json.dumps(body).encode())
    view = {("comments", "GET"): seen, ("comments", "no"): replace(seen, status=404)}
    found = Bench(play.world(), schemas, Statements(Vocabulary((), ())), no_findings).occurrences(
        view, Metric("saves")
    )
    assert [(pointer, value) for _, pointer, value in found] == [("/saves", 3), ("/a/0/saves", "4")]


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Fact("that", SAVE), 'that Ana saved the "recipe" video'),
        (Fact("who", Act("", "save", RECIPE)), 'who saved the "recipe" video'),
        (Fact("how many", Act("", "save", RECIPE)), 'how many people saved the "recipe" video'),
        (Fact("whether", Act("", "follow", Thing("person", "Cho"))), "whether somebody followed Cho"),
        (
            Fact("that", Act("Ana", "save", Thing("videos", "chess", 2))),
            "that Ana saved 2 videos about chess",
        ),
    ],
)
def test_a_fact_is_told_in_plain_words(fact, words):
    """Findings are read by people who do not code."""
    assert spell_fact(fact) == spell_data(fact) == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (Metric("likes"), "the number of likes"),
        (Content(Thing("videos", "", 20)), "20 videos"),
        (Content(RECIPE), 'the "recipe" video'),
        (Content(Thing("comment")), "the comment"),
    ],
)
def test_data_is_told_in_plain_words(data, words):
    """What can or cannot be seen has a name."""
    assert spell_data(data) == words


def test_words_count_and_nothing_else():
    """Case, punctuation and space do not make another statement."""
    assert folded("  Who saved?  NOBODY knows. ") == "who saved nobody knows"


@pytest.mark.parametrize(
    "promise",
    [
        p.NeverLearns("Cho", Fact("that", SAVE)),
        p.NotNotified("Cho"),
        p.SameAsIf(Place("creator analytics"), "Cho", SAVE),
    ],
)
def test_a_promise_about_a_refused_act_is_inconclusive(play, promise):
    """Whoever is blocked cannot save; that Cho learns nothing of it proves nothing."""
    world = play.posted()
    world.do(Act("Cho", "block", Thing("person", "Ana")))
    world.do(SAVE)

    with pytest.raises(TargetError, match="Ana could not save recipe: the platform refused with 404"):
        world.promise(promise)
