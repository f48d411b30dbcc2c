"""Settings swept in pairs: whatever two things a creator sets, nobody's save is opened by them."""

from itertools import combinations

import pytest
from unseen.steps.sweeping import covering, sweep

from platform_stub.settings import COMMENT_FILTER, SETTINGS
from unseen import promises as p
from unseen.cli.planted import findings, play, the_policy
from unseen.home import HOME
from unseen.judging import Judge
from unseen.model import Act, Fact, Thing
from unseen.oracles.schema import Schemas
from unseen.targets.stub import embedded
from unseen.world import World

CHOICES = {name: setting.choices for name, setting in SETTINGS.items()} | {
    COMMENT_FILTER: ("spoiler", "nice")
}
ROWS = list(covering())
SAVE = Act("Ana", "save", Thing("video", "recipe"))


def judged(row, fault=""):
    """What becomes of "Cho never learns that Ana saved" after Cho set all of this."""
    target = embedded(fault=fault)
    judge = Judge(Schemas.load(HOME / "schemas"))
    world = World(target, seed=1, judge=judge)
    world.do(Act("Cho", "post", SAVE.thing))
    world.do(Act("Ana", "follow", Thing("person", "Cho"), (("way", "tie"),)))
    for name, value in row.items():
        world.do(Act("Cho", "set", Thing("setting", name), (("value", value),)))
    world.keyword = "when"
    world.do(SAVE)
    judgement = judge(world, p.NeverLearns("Cho", Fact("that", SAVE)))
    world.close()
    return judgement


def test_every_pair_of_values_is_swept():
    """The rows hold each value of each setting together with each value of each other, and are few."""
    wanted = {
        (one, a, other, b)
        for one, other in combinations(CHOICES, 2)
        for a in CHOICES[one]
        for b in CHOICES[other]
    }
    swept = {(one, row[one], other, row[other]) for row in ROWS for one, other in combinations(CHOICES, 2)}

    assert swept == wanted
    assert len(ROWS) <= 20


def test_the_policy_sweeps_them_all():
    """The sentence of the policy sets each row of them, one after the other, and looks after each."""
    stands: dict[str, str] = {}
    swept = []
    for act in sweep("Cho"):
        if act.verb == "look":
            swept.append(dict(stands))
        else:
            stands[act.thing.name] = act.detail("value")

    assert swept == ROWS


def test_the_policy_finds_a_setting_that_opens_saves():
    """It is found by the one scenario of the audit that tries any creator setting, on creator analytics."""
    (scenario,) = [each for each in the_policy() if "any creator setting" in str(each.steps)]

    assert "SET-9" in scenario.planned.clauses
    assert {found.oracle for found in findings(play("opening-setting", [scenario.id]))} >= {"twins"}


@pytest.mark.parametrize("row", ROWS, ids=[str(number) for number in range(len(ROWS))])
def test_nothing_that_a_creator_sets_opens_a_save(row):
    """In none of these does the creator learn that somebody saved."""
    judgement = judged(row)

    assert judgement.findings == ()
    assert judgement.census.observations > 100


def test_a_setting_that_opens_saves_is_found():
    """Where allowing downloads shows the savers, the rows with a public account and downloads on find it."""
    found = [bool(judged(row, "opening-setting").findings) for row in ROWS]

    assert found == [row["downloads"] == "on" and row["account privacy"] == "public" for row in ROWS]
