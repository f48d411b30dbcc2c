"""
The shortest history that still shows a leak: the history shrinks together with its secret.

Both worlds are derived anew from every candidate, so that they go on differing in the secret and in nothing
else; and what is found must have a key of the leak at hand, or the search would slide to another. People
go first, then acts, then what acts say.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from unseen.explore.draft import Varied
from unseen.explore.lab import Lab
from unseen.explore.leak import Key, Leak, keys_of
from unseen.explore.seeds import Case, Done
from unseen.explore.telling import as_acts, as_addresses, as_saves, confirmed, is_synced, tells
from unseen.model import Act, Content, Finding
from unseen.promises import Conforms, DoesNotSee, NeverLearns, Unidentified, Withheld

_CROWDS = (1, 12, 30, 48, 80)
_ADMITTING = frozenset({"post", "follow", "befriend", "ask-to-follow", "save", "like", "comment", "repost"})
"""What others did that may let somebody see more, and never less."""

_MOST = 400
"""So many candidates are tried for one leak."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """The leak in its shortest history, and how many candidates were tried for it."""

    leak: Leak
    tried: int


def shrink(lab: Lab, leak: Leak) -> Shrunk | None:
    """
    Make a leak as short as it can be.

    Where a promise as it stands is broken by what tells of an act as well, the act is what the leak is; where
    a payload holds more than its schema allows, somebody else's address or a save is, if it tells of one.
    None when the judge of the policy does not find it: then it is no leak that a scenario could show.
    """
    found = _shrink(lab, leak)
    if isinstance(leak.promise, Withheld) and (found is None or is_synced(found.leak.case)):
        return _shrink(lab, replace(leak, promise=Conforms(leak.reader)))
    if found is None:
        return None
    if leak.own is not None:
        for each in as_acts(lab, found.leak):
            shorter = _shrink(lab, each)
            if shorter is not None and len(shorter.leak.case.done) <= len(found.leak.case.done):
                return shorter
    if isinstance(leak.promise, Conforms):
        for each in as_addresses(lab, found.leak):
            shorter = _shrink(lab, each)
            if shorter is not None:
                return shorter
        first = next(as_saves(lab, found.leak), None)
        return (first and _shrink(lab, first)) or found
    return found


def _shrink(lab: Lab, leak: Leak) -> Shrunk | None:
    tried = 0
    wanted = _judged_keys(lab, leak, leak.case)
    if not wanted:
        return None

    # what a quick look does not see needs all that the judge looks at
    is_quick = bool(_seen_keys(lab, leak, leak.case) & leak.keys)
    look, most = (_seen_keys, _MOST) if is_quick else (_judged_keys, _MOST // 4)

    def still(case: Case) -> bool:
        nonlocal tried
        if not _means_the_same(leak, case):
            return False
        tried += 1
        return tried <= most and bool(look(lab, leak, case) & (leak.keys if is_quick else wanted))

    shortest = _shortest(leak.case, still)
    found = _judged(lab, leak, shortest)
    if not found:
        shortest = leak.case
        found = _judged(lab, leak, shortest)
    if not found:
        return None
    lead = found[0]
    return Shrunk(replace(leak, case=shortest, finding=lead, keys=leak.keys | _keys(leak, found)), tried)


def _means_the_same(leak: Leak, case: Case) -> bool:
    """
    A promise that is judged as it stands may lose nothing of its own scenario, or it might be another.

    Where it says what somebody is not shown, it may lose what bystanders did before: their ties and their
    videos admit others to more and never to less, so that what had to stay hidden with them has to without.
    """
    if leak.own is None:
        return True
    acts, is_shorter = list(case.done), False
    for done in leak.own.done:
        if done in acts:
            acts.remove(done)
        elif _is_spare(leak, done):
            is_shorter = True
        else:
            return False
    if is_shorter and not set(case.done) <= set(leak.case.done):
        return False  # an act that was made plainer is no act less
    left = {name for each in case.acts for name in (each.actor, each.thing.name)}
    gone = {*leak.own.people, *leak.own.tools} - {*case.people, *case.tools}
    return all(_says_nothing_of(leak, name) and name not in left for name, _ in gone)


def _is_spare(leak: Leak, done: Done) -> bool:
    """Whether a bystander did it before, and nobody is shown less for it."""
    is_bystander = bool(done.act.actor) and _says_nothing_of(leak, done.act.actor)
    return is_bystander and done.keyword == "given" and done.act.verb in _ADMITTING


def _says_nothing_of(leak: Leak, name: str) -> bool:
    """Whether a promise that somebody is not shown something does not name this person or tool."""
    match leak.promise:
        case DoesNotSee(_, Content()) | Unidentified():
            return re.search(rf"\b{re.escape(name)}\b", leak.said) is None
        case _:
            return False


def _shortest(case: Case, still: Callable[[Case], bool]) -> Case:
    again = True
    while again:
        again = False
        for ways in (_without_people, _without_acts, _plainer):
            changed = True
            while changed:
                changed = False
                for candidate in ways(case):
                    if still(candidate):
                        case, changed, again = candidate, True, True
                        break
    return case


def _without_people(case: Case) -> Iterator[Case]:
    """One person or tool less, with all that they do and all that is done to them."""
    names = dict.fromkeys(
        name
        for done in reversed(case.done)
        for name in (done.act.actor, done.act.thing.name if done.act.thing.kind != "video" else "")
        if name
    )
    for name in names:
        kept = tuple(done for done in case.done if name not in (done.act.actor, done.act.thing.name))
        if len(kept) < len(case.done) - 1:
            yield replace(case, done=kept)
    for index in range(len(case.people)):
        yield replace(case, people=case.people[:index] + case.people[index + 1 :])
    for index in range(len(case.tools)):
        yield replace(case, tools=case.tools[:index] + case.tools[index + 1 :])


def _without_acts(case: Case) -> Iterator[Case]:
    """Half of the acts less, then one less, the last first."""
    count = len(case.done)
    if count > 6:
        for start in range(0, count, count // 3):
            yield replace(case, done=case.done[:start] + case.done[start + count // 3 :])
    for index in reversed(range(count)):
        yield replace(case, done=case.done[:index] + case.done[index + 1 :])


def _plainer(case: Case) -> Iterator[Case]:
    """The same acts with smaller crowds, fewer days, fewer words; ages left out."""
    for index, done in enumerate(case.done):
        for act in _plainer_acts(done.act):
            yield replace(case, done=(*case.done[:index], Done(act, done.keyword), *case.done[index + 1 :]))
    for index, (name, age) in enumerate(case.people):
        if age is not None:
            yield replace(case, people=(*case.people[:index], (name, None), *case.people[index + 1 :]))


def _plainer_acts(act: Act) -> Iterator[Act]:
    if act.crowd:
        yield from (replace(act, crowd=size) for size in _CROWDS if size < act.crowd)
    if act.verb == "wait" and act.thing.count > 1:
        yield replace(act, thing=replace(act.thing, count=1))
    for name in ("collection", "topic", "text", "trait", "way"):
        if act.detail(name) and act.verb not in ("move", "follow") and act.thing.kind != "setting":
            yield replace(act, details=tuple(pair for pair in act.details if pair[0] != name))


def _seen_keys(lab: Lab, leak: Leak, case: Case) -> frozenset[Key]:
    """The keys of what a quick look at the surface of the leak finds."""
    if not isinstance(leak.promise, NeverLearns):
        return _judged_keys(lab, leak, case)
    varied = Varied(case, leak.promise.fact, (leak.reader,), later=True)
    surface = leak.finding.surface
    surfaces = [surface] if surface in lab.target.capabilities().surfaces else []
    outcome = lab.examine(varied, surfaces, (leak.finding.relation,))
    same = [each.keys for each in outcome.leaks if each.promise == leak.promise]
    return frozenset().union(*same)


def _judged_keys(lab: Lab, leak: Leak, case: Case) -> frozenset[Key]:
    return _keys(leak, _judged(lab, leak, case))


def _judged(lab: Lab, leak: Leak, case: Case) -> list[Finding]:
    """What the judge of the policy finds of this leak, the surface at hand first."""
    if isinstance(leak.promise, NeverLearns) and not lab.is_secret(case, leak.promise.fact, leak.reader):
        return []
    same = [each for each in confirmed(lab, case, leak.promise) if _is_of(each, leak)]
    return sorted(same, key=lambda each: each.surface != leak.finding.surface)


def _is_of(finding: Finding, leak: Leak) -> bool:
    """Whether a finding has the root cause of a leak: an address, of the same person to the same reader."""
    if isinstance(leak.promise, Withheld) and not tells(finding, leak.promise):
        return False
    return bool(keys_of(finding, leak.promise) & leak.keys)


def _keys(leak: Leak, found: list[Finding]) -> frozenset[Key]:
    return frozenset().union(*(keys_of(each, leak.promise) for each in found))
