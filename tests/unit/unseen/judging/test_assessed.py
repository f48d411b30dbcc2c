"""Claims: what the report says of what others say."""

import pytest

from unseen import promises as p
from unseen.model import Act, Assessment, Claim, Fact, PolicyError, Thing

RECIPE = Thing("video", "recipe")
SAVE = Act("Ana", "save", RECIPE)
CROWD = Act("", "save", RECIPE, (), 900)
UNVERIFIABLE = p.Marked(Thing("claim", "SaveSpy"), Assessment.UNVERIFIABLE)

CLAIMS = {
    "no save in particular": (Claim("promises to show who saved a video"), [SAVE]),
    "a true save": (Claim("…", Fact("that", SAVE)), [SAVE]),
    "a false save": (Claim("…", Fact("that", Act("Ben", "save", RECIPE))), [SAVE]),
    "who saved": (Claim("…", Fact("who", Act("", "save", RECIPE))), [SAVE]),
    "a false number": (Claim("…", Fact("that", CROWD)), [SAVE]),
    "a true number": (Claim("…", Fact("that", CROWD)), [CROWD]),
}


def claimed(play, claim, acts, fault=""):
    world = play.posted(fault)
    for name in ("Ana", "Ben"):
        world.introduce(name)
    world.introduce_tool("SaveSpy", claim)
    for act in acts:
        world.do(act)
    return world


@pytest.mark.parametrize(("claim", "acts"), CLAIMS.values(), ids=CLAIMS)
def test_unverifiable(play, claim, acts):
    """True or false, a claim about saves can be told from no reply of the clean platform."""
    judgement = play.judged(claimed(play, claim, acts), UNVERIFIABLE)

    assert judgement.findings == ()
    assert judgement.census.observations
    (found,) = judgement.assessed
    assert (found.item, found.said, found.assessment) == (
        "SaveSpy's claim",
        claim.text,
        Assessment.UNVERIFIABLE,
    )


@pytest.mark.parametrize(
    ("name", "fault", "mark"),
    [
        ("no save in particular", "notification-names-saver", Assessment.KEPT),
        ("a true save", "digest-mentions-saves", Assessment.KEPT),
        ("a false save", "notification-anonymous-saver", Assessment.CONTRADICTED),
        ("a false number", "body-extra-field", Assessment.CONTRADICTED),
    ],
)
def test_verifiable_on_a_leaky_platform(play, name, fault, mark):
    """Where a reply tells, the claim is confirmed or denied; the finding is that reply."""
    judgement = play.judged(claimed(play, *CLAIMS[name], fault), UNVERIFIABLE)

    assert judgement.findings
    assert {finding.oracle for finding in judgement.findings} == {"twins"}
    (found,) = judgement.assessed
    assert found.assessment is mark
    assert judgement.findings[0].message in found.reason


@pytest.mark.parametrize(("name", "who"), [("a true save", "Ana"), ("a false save", "Ben")])
@pytest.mark.parametrize("fault", ["", "app-confirms-savers"])
def test_a_question_is_asked_in_either_world(play, name, who, fault):
    """A tool that is told otherwise if its claim is true has it confirmed or denied; else it has not."""
    claim, acts = CLAIMS[name]
    grant = Act("Cho", "grant", Thing("tool", "SaveSpy"), (("scope", "list my videos"),))
    ask = Act("SaveSpy", "ask", Thing("fact", "recipe"), (("did", "save"), ("of", who), ("data", "whether")))
    judgement = play.judged(claimed(play, claim, [grant, *acts, ask], fault), UNVERIFIABLE)

    replies = {finding.surface for finding in judgement.findings}
    assert replies == ({"app interface"} if fault else set())
    assert [found.assessment is Assessment.UNVERIFIABLE for found in judgement.assessed] == [not fault]


def test_another_mark(play):
    """A report that marks a claim otherwise than the policy says is a finding of its own."""
    world = claimed(play, *CLAIMS["a true save"])
    judgement = play.judged(world, p.Marked(Thing("claim", "SaveSpy"), Assessment.CONTRADICTED))

    (finding,) = judgement.findings
    assert finding.surface == "audit report"
    assert "as unverifiable, not contradicted" in finding.message


@pytest.mark.parametrize(
    ("claim", "acts", "item", "why"),
    [
        (Claim("…"), [], Thing("claim", "SaveSpy"), "nothing in this scenario"),
        (None, [SAVE], Thing("claim", "SaveSpy"), "claims nothing"),
        (Claim("…"), [SAVE], Thing("claim", "StatApp"), "claims nothing"),
        (Claim("…"), [SAVE], Thing("group", "x"), "does not mark"),
        (Claim("…", Fact("that", Act("Zoë", "save", RECIPE))), [SAVE], Thing("claim", "SaveSpy"), "Zoë"),
    ],
)
def test_what_cannot_be_marked(play, claim, acts, item, why):
    """A claim about nothing, of nobody, or by a tool that makes none is a mistake of the policy."""
    with pytest.raises(PolicyError, match=why):
        play.judged(claimed(play, claim, acts), p.Marked(item, Assessment.UNVERIFIABLE))
