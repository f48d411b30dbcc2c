"""How the report marks statements and documents."""

from dataclasses import replace

import pytest

from unseen import promises as p
from unseen.home import HOME
from unseen.judging import Judge
from unseen.model import Act, Assessment, PolicyError, Thing
from unseen.statements import Statements
from unseen.target import NotOffered
from unseen.targets.stub import embedded
from unseen.vocabulary import Vocabulary

SAVE = Act("Ana", "save", Thing("video", "recipe"))
CROWD = Act("", "save", Thing("video", "recipe"), (), 80)
NEVER_TOLD = "Creators are never told who saved their videos"


def says(text, document="privacy policy"):
    return Act("the platform", "say", Thing("document", document), (("text", text),))


def omits(text, document="privacy policy"):
    return Act("the platform", "unsay", Thing("document", document), (("text", text),))


@pytest.fixture(scope="module")
def statements():
    """The packaged page of statements."""
    return Statements.load(HOME / "features" / "statements.toml", Vocabulary.packaged())


@pytest.fixture
def mark(play, schemas, statements):
    """Marks an item after some acts, on the clean platform or a leaky one; returns what the report says."""

    def assess(acts, item, fault="", told=statements, **options):
        world = play.posted(fault, judge=Judge(schemas, told), **options)
        for act in acts:
            world.do(act)
        judgement = play.judged(world, p.Marked(item, Assessment.KEPT))
        (found,) = judgement.assessed
        assert bool(judgement.findings) == (found.assessment is not Assessment.KEPT)
        return found

    return assess


def statement(text):
    return Thing("statement", text)


POLICY = Thing("document", "privacy policy")

CASES = {
    "it holds": ([SAVE], NEVER_TOLD, "", Assessment.KEPT, "Cho never learns that Ana saved"),
    "it does not hold": (
        [SAVE],
        NEVER_TOLD,
        "body-extra-field",
        Assessment.CONTRADICTED,
        "which does not hold",
    ),
    "the log says otherwise": (
        [says("Saves are anonymised, all of them"), SAVE],
        "saves are anonymised",
        "",
        Assessment.CONTRADICTED,
        "the purpose log says",
    ),
    "it is vague": ([says("Saves may count"), SAVE], "Saves may count", "", Assessment.AMBIGUOUS, "`may` is"),
    "it is said nowhere": ([SAVE], "Saves are anonymised", "", Assessment.AMBIGUOUS, "no document says so"),
    "it is taken out": (
        [omits("Individual saves are not shared with creators"), SAVE],
        "Individual saves are not shared with creators",
        "",
        Assessment.AMBIGUOUS,
        "no document says so",
    ),
    "nobody knows what it means": (
        [says("We love cats"), SAVE],
        "We love cats",
        "",
        Assessment.NOT_TESTED,
        "written down",
    ),
}


@pytest.mark.parametrize(("acts", "text", "fault", "expected", "why"), CASES.values(), ids=CASES)
def test_a_statement_is_held_against_the_platform(mark, acts, text, fault, expected, why):
    """Kept, contradicted, ambiguous or not tested, and why."""
    found = mark(acts, statement(text), fault)
    assert found.item == f'"{text}"'
    assert found.assessment is expected
    assert why in found.reason


def test_a_statement_that_is_set_aside_is_not_tested(mark):
    """Advice, and what is left to other clauses, is marked so, with the reason."""
    advice = "Do not use outside tools to find out who saved a video"
    tips = "Checklists and guides draw saves"
    assert mark([SAVE], statement(advice)).reason == "exempt: advice"
    found = mark([SAVE], statement(tips))
    assert (found.assessment, found.reason) == (Assessment.NOT_TESTED, "left to TIP-2")


def test_a_statement_that_nothing_could_contradict_is_refused(mark):
    """Where nobody saves, nothing shows whether creators are told of saves."""
    with pytest.raises(PolicyError, match="there is no saver in this scenario"):
        mark([], statement(NEVER_TOLD))


DOCUMENTS = {
    "as it is": ([CROWD, SAVE], "", Assessment.KEPT, "statements hold here"),
    "one statement is vague": ([says("Saves may count"), CROWD, SAVE], "", Assessment.AMBIGUOUS, "vague"),
    "one statement is false": ([CROWD, SAVE], "saves-used-for-ads", Assessment.CONTRADICTED, "ads"),
    "false is worse than vague": (
        [says("Saves may count"), CROWD, SAVE],
        "saves-used-for-ads",
        Assessment.CONTRADICTED,
        "ads",
    ),
    "one statement means nothing": ([says("We love cats"), CROWD, SAVE], "", Assessment.NOT_TESTED, "nobody"),
}


@pytest.mark.parametrize(("acts", "fault", "expected", "why"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_is_as_good_as_its_worst_statement(mark, acts, fault, expected, why):
    """One false statement makes a document contradicted, one vague one ambiguous."""
    found = mark(acts, POLICY, fault)
    assert (found.item, found.assessment) == ("the privacy policy", expected)
    assert why in found.reason


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("help page", "2 exempt: a warning of what others do, advice; 1 speaks of what nobody does here"),
        ("advice page", "2 statements hold here; 8 left to TIP-1, TIP-2,"),
        ("permission screen", "left to TPT-9, TPT-10, TPT-17, TPT-16, TPT-12; 1 exempt: advice; 1 speaks"),
    ],
)
def test_what_a_document_says_besides_is_counted(mark, document, why):
    """What is set aside, or speaks of what nobody does here, is counted beside what holds."""
    grant = Act("Cho", "grant", Thing("tool", "SaveSpy"), (("scope", "list my videos"),))
    acts = [grant, Act("Ben", "view", Thing("video", "recipe")), SAVE]
    found = mark(acts, Thing("document", document))
    assert found.assessment is Assessment.KEPT
    assert why in found.reason


def test_a_document_of_which_nothing_can_be_examined(mark, statements):
    """Where nobody plays the roles of any statement, the document is not tested."""
    roleful = tuple(replace(meaning, says="") for meaning in statements.meanings if "saver" in meaning.roles)
    found = mark([], POLICY, told=replace(statements, meanings=roleful, vague=()))
    assert found.assessment is Assessment.NOT_TESTED


def test_a_document_that_the_target_lacks(mark):
    """A platform without the document makes the scenario not applicable."""
    target = embedded()
    lacking = replace(target.capabilities(), surfaces=("video page", "help page"))
    target.capabilities = lambda: lacking
    with pytest.raises(NotOffered, match="privacy policy"):
        mark([SAVE], POLICY, target=target)
    assert mark([SAVE], statement(NEVER_TOLD), target=target).said == "said by the help page"


def test_a_platform_that_hides_a_document_does_not_tell(play):
    """What the list of documents leaves out is not told, though its address would open it."""
    judgement = play.judged(play.posted("policy-hidden"), p.Tells("privacy policy", "everyone", NEVER_TOLD))
    assert "does not find" in judgement.findings[0].message
