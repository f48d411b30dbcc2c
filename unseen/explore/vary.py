"""How a promise becomes a history to examine: who plays which part, what is secret, what else happens."""

from dataclasses import replace

from unseen.explore.draft import Draft, Tape, Varied
from unseen.explore.moves import AFTER, BEFORE, Acts
from unseen.explore.secrets import another_secret
from unseen.explore.seeds import Case, Done, Seed, owners_of
from unseen.explore.standing import is_modelled, readers_of
from unseen.model import ADDRESS, Act, Fact, Thing
from unseen.promises import NeverLearns, Withheld
from unseen.target import Capabilities
from unseen.world import LOGGED_OUT, PLATFORM


def vary(seed: Seed, data: bytes, capabilities: Capabilities) -> Varied | None:
    """The history that a tape makes of a promise; None where it makes none."""
    base = seed.case
    draft = Draft(Tape(data), capabilities, dict(base.people), dict(base.tools), list(base.done))
    tape, fact = draft.tape, _own_fact(seed, draft)
    is_own = not tape.chance(2, 5)
    if is_own and (fact is None or not is_modelled(fact.act.verb)):
        return _as_it_stands(seed, draft)
    if is_own and not isinstance(seed.promise, NeverLearns) and not tape.pick(3):
        return _as_it_stands(seed, draft)
    _cast(seed, draft, fact if is_own else None)
    if not is_own and tape.chance(1, 12):
        return _withheld(base, draft)
    fact = fact if is_own else another_secret(draft)
    if fact is None:
        return None
    for _ in range(tape.pick(4)):
        _add(draft.front, tape.choose(BEFORE)(draft))
    for _ in range(tape.pick(5)):
        _add(draft.after, tape.choose(AFTER)(draft, fact))
    case = _case(base, draft)
    if any(act.verb not in capabilities.verbs | {"befriend", "wait"} for act in case.acts):
        return None
    readers = dict.fromkeys((draft.reader, draft.owner()))
    if tape.chance(1, 3):
        readers.setdefault(tape.choose(readers_of(case.acts, draft.people, draft.tools)))
    curious = tuple(name for name in readers if name and name != draft.actor)
    later, swaps, documents = tape.chance(1, 6), tape.chance(1, 4), not tape.chance(7, 8)
    return Varied(case, fact, curious, later, swaps, documents, tape.chance(1, 2))


def _withheld(base: Case, draft: Draft) -> Varied | None:
    """What is shown of nobody: the actor does this and that, and the reader learns no age or address."""
    if not draft.is_person(draft.reader) and draft.reader != LOGGED_OUT:
        return None  # a tool may have been let in to copy everything
    attribute = draft.tape.choose(("age", "e-mail address", "telephone number"))
    draft.people.setdefault(draft.actor, None)
    for _ in range(1 + draft.tape.pick(4)):
        _add(draft.front, draft.tape.choose(BEFORE)(draft))
    if attribute != "age" and draft.tape.chance(1, 2):
        address = Thing("address", f"{draft.actor}{ADDRESS}")
        draft.after.append(Done(Act(draft.reader, "sign-up", address), "when"))
    return Varied(_case(base, draft), promise=Withheld(draft.reader, draft.actor, attribute))


def _as_it_stands(seed: Seed, draft: Draft) -> Varied:
    """A promise about things and figures, with people about who have nothing to do with it."""
    for _ in range(draft.tape.pick(3)):
        who = draft.newcomer()
        _add(draft.front, Act(who, "post", Thing("video", draft.title())))
    case = _case(seed.case, draft)
    return Varied(case, promise=seed.promise, said=seed.said, own=seed.case)


def _case(base: Case, draft: Draft) -> Case:
    """What can only be given comes before what happens, and videos before what is done with them."""
    givens = [each for each in draft.done if each.keyword == "given"]
    whens = [each for each in draft.done if each.keyword != "given"]
    known = dict(base.tools)
    tools = tuple((name, None) for name in draft.tools if name not in known)
    steps = (*givens, *draft.front, *whens, *draft.after)
    return Case(tuple(draft.people.items()), base.tools + tools, steps)


def _add(steps: list[Done], acts: Acts) -> None:
    several = acts if isinstance(acts, tuple) else (acts,)
    steps += [Done(act, "given") for act in several if act is not None]


def _own_fact(seed: Seed, draft: Draft) -> Fact | None:
    """The fact of the promise; about the first who did it, where it speaks of anybody."""
    fact = seed.fact
    if fact is None or fact.act.crowd:
        return None
    if fact.act.actor:
        return fact
    same = [act for act in draft.acts if (act.verb, act.thing) == (fact.act.verb, fact.act.thing)]
    named = [act.actor for act in same if act.actor and act.actor != PLATFORM]
    return Fact("that", replace(fact.act, actor=named[0])) if named else None


def _cast(seed: Seed, draft: Draft, fact: Fact | None) -> None:
    """Who has the secret, who is curious, who stands by, and which video it is about."""
    owners = owners_of(draft.acts)
    if fact is not None and fact.act.thing.kind == "video":
        draft.video = fact.act.thing.name
    elif owners:
        draft.video = draft.tape.choose(list(owners))
    else:
        draft.video = "recipe"
        draft.done.insert(0, Done(Act("Cho", "post", Thing("video", "recipe"))))
    owner, named = draft.owner(), draft.named()
    free = [name for name in named if name != owner]
    if fact is not None:
        draft.actor = fact.act.actor
    else:
        draft.actor = draft.tape.choose([*free, draft.newcomer()] if free else [draft.newcomer(), owner])
    who = str(getattr(seed.promise, "who", ""))
    parties = [name for name in (who, owner) if name and not name.startswith("everyone")]
    parties += [*named, *draft.machines(), LOGGED_OUT]
    parties = [name for name in dict.fromkeys(parties) if name != draft.actor]
    draft.reader = draft.tape.choose([*parties, draft.newcomer()])
    if draft.is_person(draft.reader) and draft.reader not in named:
        draft.people.setdefault(draft.reader, None)
    spare = [name for name in named if name not in (draft.actor, draft.reader, owner)]
    draft.other = spare[0] if spare else draft.newcomer()
