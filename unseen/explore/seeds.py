"""
The promises of a policy as properties: where a search starts, and which rule a leak breaks.

A seed is one *Then* step of one scenario that says what somebody must not learn, with everything that
happened before it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from unseen import promises as p
from unseen.history import family
from unseen.model import Act, Claim, Fact, PolicyError, Thing, Where
from unseen.policy import PlannedScenario
from unseen.vocabulary import Vocabulary
from unseen.world import LOGGED_OUT

PROTECTIVE = (
    p.NeverLearns,
    p.DoesNotSee,
    p.NotNotified,
    p.SameAsIf,
    p.Unidentified,
    p.TellsOnly,
    p.Conforms,
    p.ShownFrom,
    p.Refused,
    p.LosesAccess,
)
"""Kinds of promise that say what somebody must not learn, see or get."""


_MANY = 500
"""A history in which more is done takes long, and waits."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act of a history, and whether it stood under *given* or *when*."""

    act: Act
    keyword: str = "given"


@dataclass(frozen=True, slots=True)
class Case:
    """
    A history with its people: what can be played, and told as a scenario.

    `people` are those introduced by a sentence of their own, with their age (None: an adult), `tools` with
    what they claim.
    """

    people: tuple[tuple[str, int | None], ...] = ()
    tools: tuple[tuple[str, Claim | None], ...] = ()
    done: tuple[Done, ...] = ()

    @property
    def acts(self) -> list[Act]:
        """The history alone."""
        return [done.act for done in self.done]


@dataclass(frozen=True, slots=True)
class Seed:
    """
    One promise of one scenario.

    Attributes:
        scenario: the id of the scenario.
        clauses: what it proves.
        promise: what is promised.
        said: the sentence of the promise.
        case: what happened before it.
        profiles: the profiles that the scenario belongs to, () for every one.
    """

    scenario: str
    clauses: tuple[str, ...]
    promise: p.Promise
    said: str
    case: Case
    profiles: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Unique in a policy, and the same in every run."""
        return f"{self.scenario} → {self.said}"

    @property
    def fact(self) -> Fact | None:
        """The fact that the promise protects, if it names one."""
        return fact_of(self.promise)


def fact_of(promise: p.Promise) -> Fact | None:
    """The fact that a promise protects; None for one about figures, things or whatever is sent."""
    match promise:
        case p.NeverLearns(_, fact) | p.NotNotified(_, Fact() as fact) | p.DoesNotSee(_, Fact() as fact):
            return fact
        case p.SameAsIf(_, _, act, False):
            return Fact("that" if act.actor else "whether", act)
        case _:
            return None


@dataclass
class _Listening:
    """A stage that keeps what it hears."""

    keyword: str = "given"
    people: dict[str, int | None] = field(default_factory=dict)
    tools: dict[str, Claim | None] = field(default_factory=dict)
    done: list[Done] = field(default_factory=list)
    promised: list[p.Promise] = field(default_factory=list)

    def introduce(self, name: str, age: int | None = None) -> None:
        self.people.setdefault(name, age)

    def strangers(self, one: str, other: str) -> None:
        self.introduce(one)
        self.introduce(other)

    def introduce_tool(self, name: str, claim: Claim | None = None) -> None:
        self.tools[name] = claim or self.tools.get(name)

    def do(self, act: Act) -> None:
        self.done.append(Done(act, self.keyword))

    def try_settings(self, acts: Iterable[Act]) -> None: ...

    def promise(self, promise: p.Promise) -> None:
        self.promised.append(promise)

    def case(self) -> Case:
        return Case(tuple(self.people.items()), tuple(self.tools.items()), tuple(self.done))


def seeds(
    scenarios: Iterable[PlannedScenario],
    vocabulary: Vocabulary,
    kinds: tuple[type[object], ...] = PROTECTIVE,
) -> list[Seed]:
    """
    Every promise of these kinds in these scenarios; one that two make after the same acts counts once.

    The order is such that the first few are as different as can be: by what is secret, from whom, by clause.
    """
    found: dict[tuple[p.Promise, Case], Seed] = {}
    for planned in scenarios:
        for seed in _of(planned, vocabulary, kinds):
            found.setdefault((seed.promise, seed.case), seed)
    return _spread(list(found.values()))


def promised(vocabulary: Vocabulary, text: str) -> p.Promise | None:
    """What a sentence of *then* promises."""
    stage = _Listening()
    vocabulary.match("then", text).run(stage)
    return stage.promised[0] if stage.promised else None


def _of(planned: PlannedScenario, vocabulary: Vocabulary, kinds: tuple[type[object], ...]) -> Iterator[Seed]:
    stage = _Listening()
    tags = [tag for tag in planned.planned.tags if tag.startswith("profile-")]
    profiles = tuple(tag.removeprefix("profile-") for tag in tags)
    for step in planned.steps:
        stage.keyword = step.keyword
        try:
            vocabulary.match(step.keyword, step.text, Where(planned.planned.file, step.line)).run(stage)
        except PolicyError:
            return  # `unseen lint` says what is wrong with it
        if step.keyword == "then" and stage.promised and isinstance(stage.promised[-1], kinds):
            clauses = planned.planned.clauses
            yield Seed(planned.id, clauses, stage.promised[-1], step.text, stage.case(), profiles)
        stage.promised.clear()


def _size(case: Case) -> int:
    """How much is done in a history, crowds and days included."""
    return sum(max(1, act.crowd, act.thing.count) for act in case.acts)


def _spread(found: Sequence[Seed]) -> list[Seed]:
    """Round after round: of each kind of promise about each kind of act, one; then by clause."""
    met: Counter[object] = Counter()
    rounds: list[tuple[int, bool, bool, int, Seed]] = []
    for number, seed in enumerate(found):
        fact = seed.fact
        verb = min(family(fact.act.verb)) if fact else ""
        ranks = []
        for trait in ((type(seed.promise).__name__, verb), seed.clauses[:1]):
            ranks.append(met[trait])
            met[trait] += 1
        is_plain = isinstance(seed.promise, p.NeverLearns)
        rounds.append((min(ranks), _size(seed.case) > _MANY, not is_plain, number, seed))
    rounds.sort(key=lambda each: each[:4])
    return [seed for *_, seed in rounds]


class Rules:
    """
    Which clause a leak breaks: that of the nearest promise of the policy.

    Args:
        found: the promises.
        surfaces: for each clause, the surfaces that it speaks of.
        of_documents: the clause under which documents are held against the platform.
    """

    def __init__(
        self, found: Iterable[Seed], surfaces: Mapping[str, Sequence[str]], of_documents: str = ""
    ) -> None:
        self.of_documents = of_documents
        found = [seed for seed in found if seed.clauses]
        self._known = [seed for seed in found if seed.fact]
        self._whole = [seed for seed in found if isinstance(seed.promise, p.Conforms | p.Withheld)]
        self._surfaces = surfaces

    def of(self, fact: Fact, reader: str, case: Case, surface: str, otherwise: Sequence[str]) -> str:
        """The clause whose promise is nearest to *this reader never learns this fact*, from a surface."""
        role = _role(reader, fact, case)
        best: Counter[str] = Counter()
        for seed in self._known:
            known, clause = seed.fact, seed.clauses[0]
            if known is None or family(known.act.verb) != family(fact.act.verb):
                continue
            who = str(getattr(seed.promise, "who", ""))
            place = getattr(seed.promise, "place", None)
            likeness = 8 * (_role(who, known, seed.case) == role) + 4 * (known.act.verb == fact.act.verb)
            likeness += 2 * isinstance(seed.promise, p.NeverLearns) + (clause in otherwise)
            likeness += 3 * (_is_crowded(seed.case) == _is_crowded(case))
            likeness += 3 * (_is_private(seed.case) == _is_private(case))
            likeness += 3 * any(name in surface for name in self._surfaces.get(clause, ()))
            likeness += 3 * (place is not None and place.surface == surface)
            best[clause] = max(best[clause], likeness)
        order = list(self._surfaces)
        if best:
            return max(best, key=lambda clause: (best[clause], -order.index(clause)))
        return otherwise[0] if otherwise else ""

    def of_payloads(self, promise: p.Conforms | p.Withheld, surface: str, otherwise: Sequence[str]) -> str:
        """The clause whose promise of this kind is nearest: about the same data, about this surface."""
        best: Counter[str] = Counter()
        for seed in self._whole:
            if type(seed.promise) is type(promise):
                clause, attribute = seed.clauses[0], getattr(promise, "attribute", "")
                likeness = 1 + 4 * (getattr(seed.promise, "attribute", "") == attribute)
                likeness += 3 * any(name in surface for name in self._surfaces.get(clause, ()))
                best[clause] = max(best[clause], likeness + 2 * (clause in otherwise))
        order = list(self._surfaces)
        if best:
            return max(best, key=lambda clause: (best[clause], -order.index(clause)))
        return otherwise[0] if otherwise else ""


def _is_crowded(case: Case) -> bool:
    return any(act.crowd for act in case.acts)


def _is_private(case: Case) -> bool:
    return any(act.detail("value") == "private" or act.detail("audience") for act in case.acts)


def _role(who: str, fact: Fact, case: Case) -> str:
    if who == LOGGED_OUT:
        return "visitor"
    if who in dict(case.tools) or any(done.act.thing == Thing("tool", who) for done in case.done):
        return "tool"
    owners = owners_of(case.acts)
    if who in (owners.get(fact.act.thing.name), fact.act.thing.name):
        return "addressed"
    return "everyone" if who.startswith("everyone") else "other"


def owners_of(acts: Iterable[Act]) -> Mapping[str, str]:
    """Who posted each video."""
    return {act.thing.name: act.actor for act in acts if act.verb == "post"}
