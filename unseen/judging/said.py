"""
What documents say, held against what the platform does.

A statement is *kept* when everything that it means holds in the scenario at hand, *contradicted* when
something does not, *ambiguous* when it is vague or said nowhere, and *not tested* when nobody wrote down
what it means (`statements.toml`). A document is as good as the worst of its statements. Those set aside, as
advice or for rules of other clauses, are counted in the reason and decide nothing.
"""

from collections.abc import Iterable, Iterator

from unseen.judging.evidence import Bench
from unseen.model import Assessed, Assessment, Finding, Place, PolicyError
from unseen.promises import Promise
from unseen.statements import Aside, Meaning, is_within, players
from unseen.target import NotOffered
from unseen.world import LOGGED_OUT

DOCUMENTS = ("privacy policy", "terms", "help page", "recommendation guide", "advice page")

_WORST_FIRST = (Assessment.CONTRADICTED, Assessment.AMBIGUOUS, Assessment.NOT_TESTED, Assessment.KEPT)

Outcome = tuple[Assessed, list[Finding]]


def statement(bench: Bench, text: str) -> Outcome:
    """One statement, wherever it is said."""
    item = f'"{text}"'
    where = [
        document
        for document in DOCUMENTS
        if document in bench.world.capabilities.surfaces
        and any(is_within(text, one) for one in _told(bench, document))
    ]
    if not where:
        return Assessed(item, "said nowhere", Assessment.AMBIGUOUS, "no document says so"), []
    mark, reason, evidence = _assess(bench, text)
    return Assessed(item, f"said by the {' and the '.join(where)}", mark, reason), evidence


def document(bench: Bench, name: str) -> Outcome:
    """Every statement of a document; what nobody does here is left to scenarios in which somebody does it."""
    if name not in bench.world.capabilities.surfaces:
        raise NotOffered(f"the target has no {name}")
    told = list(dict.fromkeys(_told(bench, name)))
    aside = {text: why for text in told if (why := _aside(bench, text))}
    playable = [text for text in told if text not in aside and _is_playable(bench, text)]
    outcomes = [(text, *_assess(bench, text)) for text in playable]
    if not outcomes:
        reason = f"no statement of the {name} can be examined here"
        return Assessed(f"the {name}", name, Assessment.NOT_TESTED, reason), []
    text, mark, reason, evidence = min(outcomes, key=lambda outcome: _WORST_FIRST.index(outcome[1]))
    if mark is Assessment.KEPT:
        text, reason = name, "; ".join([f"{len(outcomes)} statements hold here", *_counted(aside.values())])
        if left := len(told) - len(aside) - len(playable):
            reason += f"; {left} speak{'s' * (left == 1)} of what nobody does here"
    return Assessed(f"the {name}", text, mark, reason), evidence


def _aside(bench: Bench, text: str) -> Aside | None:
    """Why a statement decides nothing, if so; every vague one decides."""
    return None if bench.statements.vague_in(text) else bench.statements.aside(text)


def _counted(aside: Iterable[Aside]) -> Iterator[str]:
    """How many statements are set aside, and why."""
    left = [why.clauses for why in aside if why.clauses]
    if left:
        clauses = dict.fromkeys(clause for clauses in left for clause in clauses)
        yield f"{len(left)} left to {', '.join(clauses)}"
    if reasons := [why.exempt for why in aside if why.exempt]:
        yield f"{len(reasons)} exempt: {', '.join(dict.fromkeys(reasons))}"


def _told(bench: Bench, document: str) -> Iterator[str]:
    """What a document says: to anybody, or to the creator where one has to be signed in."""
    cast = players(bench.world.history, bench.world.videos)
    reader = LOGGED_OUT if document in DOCUMENTS else cast.get("creator", LOGGED_OUT)
    for seen in bench.look(bench.world.live(), reader, Place(document)).values():
        for pointer, kind, value in bench.fields(seen):
            if kind == "document.statement" and "/also/" not in pointer:
                yield str(value)


def _is_playable(bench: Bench, text: str) -> bool:
    cast = players(bench.world.history, bench.world.videos)
    return all(meaning.roles <= cast.keys() for meaning in bench.statements.meanings_of(text))


def _assess(bench: Bench, text: str) -> tuple[Assessment, str, list[Finding]]:
    if vague := bench.statements.vague_in(text):
        return Assessment.AMBIGUOUS, f"`{vague[0]}` is vague", []
    meanings = bench.statements.meanings_of(text)
    if not meanings:
        return Assessment.NOT_TESTED, "nobody has written down what it means", []
    if aside := bench.statements.aside(text):
        return Assessment.NOT_TESTED, str(aside), []
    held = []
    for sentence, promise in (pair for meaning in meanings for pair in _meant(bench, meaning)):
        if evidence := list(bench.judge(bench, promise)):
            reason = f"it means that {sentence}, which does not hold: {evidence[0].message}"
            return Assessment.CONTRADICTED, reason, evidence
        held.append(sentence)
    return Assessment.KEPT, "; ".join(held), []


def _meant(bench: Bench, meaning: Meaning) -> list[tuple[str, Promise]]:
    cast = players(bench.world.history, bench.world.videos)
    if lacking := sorted(meaning.roles - cast.keys()):
        raise PolicyError(
            f"there is no {lacking[0]} in this scenario, so nothing shows whether `{meaning.says}` is true",
            remedy="let somebody save a video before",
        )
    return bench.statements.promises(meaning, cast)
