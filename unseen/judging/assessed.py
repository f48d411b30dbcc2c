"""
What the report says of claims: not whether the platform keeps a promise, but what becomes of words.

The claim of an outside tool is *unverifiable* when nobody who could use a reply of the platform can tell the
world in which the claim is true from the one in which it is not. Whoever can tell has it confirmed or denied,
and that is a finding. What somebody asks in the scenario is asked again in each of these worlds: the reply of
the scenario itself is older than the act that makes a false claim true.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from unseen import promises as p
from unseen.compare import View
from unseen.history import Variation, secret
from unseen.judging import said
from unseen.judging.evidence import Bench, missing, secret_of, spell_fact
from unseen.judging.hidden import may_be_added
from unseen.model import Act, Assessed, Assessment, Claim, Fact, Finding, PolicyError, Thing
from unseen.playback import Playback

_READER, _REPORT = "the audit reader", "audit report"
_ANY_SAVE = Fact("that", Act("", "save", Thing("video")))


def marked(bench: Bench, promise: p.Marked) -> Iterator[Finding]:
    """The item is examined, and the report says of it what the promise says."""
    assess = _ASSESSORS.get(promise.item.kind)
    if assess is None:
        raise PolicyError(
            f"the report does not mark a {promise.item.kind}",
            remedy="name a tool's claim, a document, or a statement in quotes",
        )
    found, evidence = assess(bench, promise.item.name)
    bench.assessed.append(found)
    if found.assessment is not promise.assessment:
        message = f"the report marks {found.item} as {found.assessment}, not {promise.assessment}: "
        yield from evidence or [missing(_READER, _REPORT, message + found.reason, here=found.said)]


@dataclass(frozen=True, slots=True)
class _Question:
    """A claim as worlds: as told, and those in which what the claim says is otherwise."""

    twins: tuple[Variation, ...]
    doers: tuple[str, ...]
    doubles: tuple[str, ...]
    acts: frozenset[int]
    holds: bool


def _claim(bench: Bench, tool: str) -> tuple[Assessed, list[Finding]]:
    claim = bench.world.tools.get(tool)
    if claim is None:
        remedy = f"say first that {tool} is an outside tool that …"
        raise PolicyError(f"`{tool}` claims nothing", remedy=remedy)
    question = _question(bench, claim)
    # a tool that nobody let in finds what a visitor finds, who is not signed in
    readers = [who for who in (*bench.world.people, *bench.world.tools) if who not in question.doers]
    here = _seen(bench, Variation(), readers, question)
    evidence: list[Finding] = []
    for twin in question.twins:
        there = _seen(bench, twin, readers, question)
        for reader, moment in here:
            words = f"whether {tool}'s claim is true{moment}"
            one, other = here[reader, moment], there[reader, moment]
            evidence += bench.apart(one, other, reader, twin, words, question.doers)
    if not evidence:
        mark, reason = Assessment.UNVERIFIABLE, "no reply of the platform confirms or denies it"
    elif question.holds:
        mark, reason = Assessment.KEPT, f"a reply of the platform confirms it: {evidence[0].message}"
    else:
        mark, reason = Assessment.CONTRADICTED, f"a reply of the platform denies it: {evidence[0].message}"
    return Assessed(f"{tool}'s claim", claim.text, mark, reason), evidence


def _question(bench: Bench, claim: Claim) -> _Question:
    """
    The worlds that a claim is examined in: without what it says, or with it where it did not happen.

    A claim that names no act is about all saves of the scenario.
    """
    world, fact = bench.world, claim.fact or _ANY_SAVE
    if secret(world.history, fact.act):
        told = secret_of(world, fact)
        return _Question(told.twins, told.doers, told.doubles, told.acts, holds=True)
    if not (fact.act.actor or fact.act.crowd):
        raise PolicyError(
            "nothing in this scenario is what the claim speaks of",
            remedy="let somebody save a video before; otherwise every claim is as good as another",
        )
    may_be_added(bench, fact.act)
    twin = Variation("add", added=(fact.act,))
    doers = (fact.act.actor,) if fact.act.actor else ()
    return _Question((twin,), doers, (), frozenset(), holds=False)


def _seen(
    bench: Bench, twin: Variation, readers: list[str], question: _Question
) -> Mapping[tuple[str, str], View]:
    """
    What readers find, now and later, and what the platform replies when they ask again.

    Only now where a crowd acts, since groups may show in time.
    """
    acts = [act for other in question.twins for act in other.added]
    acts += [bench.world.history[number] for number in question.acts]
    playback = _play(bench, twin, question)
    if any(act.crowd for act in acts):
        seen = {(reader, ""): bench.look(playback, reader) for reader in readers}
    else:
        seen = bench.timeline(playback, readers)
    asked = [act for act in bench.world.history if act.verb == "ask" and act.actor not in question.doers]
    if asked:
        playback = _play(bench, twin, question)  # who asks by scraping may lose what there was to be seen
        seen |= {(act.actor, _moment(act)): bench.world.count(playback.act(act)) for act in asked}
    return seen


def _play(bench: Bench, twin: Variation, question: _Question) -> Playback:
    return bench.world.play(twin, question.doubles, question.acts)


def _moment(asked: Act) -> str:
    fact = Act(asked.detail("of"), asked.detail("did"), Thing("video", asked.thing.name))
    return f" from the reply when it is asked {spell_fact(Fact(asked.detail('data'), fact))}"


_ASSESSORS: Mapping[str, Callable[[Bench, str], tuple[Assessed, list[Finding]]]] = {
    "claim": _claim,
    "statement": said.statement,
    "document": said.document,
}
"""How each kind of item is examined; it is given the item's name."""
