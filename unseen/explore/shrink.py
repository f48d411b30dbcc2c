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
from unseen.explore.leak import CONTACT_DATA, Key, Leak, at_the_same, keys_of
from unseen.explore.seeds import Case, Done
from unseen.model import Act, Fact, Finding, PolicyError
from unseen.oracles.canary import whose
from unseen.places import at_one_place
from unseen.promises import Conforms, NeverLearns, Promise, Withheld
from unseen.target import NotOffered, TargetError
from unseen.world import LOGGED_OUT

_CROWDS = (1, 12, 30, 48, 80)
_STRANGERS = ("Cho", "Ana")
_NAMED = frozenset({"save", "like", "comment", "repost", "view"})
"""What a crowd does, and a person can do as well."""

_ADDRESS = re.compile(r"\[([^\]]*)'s (e-mail|phone)\]")
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

    Where a payload holds more than its schema allows, it is tried whether that tells somebody else's address,
    or of a save: then this is what the leak is. None when the judge of the policy does not find it: then it
    is no leak that a scenario could show.
    """
    found = _shrink(lab, leak)
    if isinstance(leak.promise, Withheld) and (found is None or _is_synced(found.leak.case)):
        return _shrink(lab, replace(leak, promise=Conforms(leak.reader)))
    if found is None or not isinstance(leak.promise, Conforms):
        return found
    for each in _addressed(lab, found.leak):
        shorter = _shrink(lab, each)
        if shorter is not None:
            return shorter
    for varied in _saved(found.leak):
        surface = found.leak.finding.surface
        surfaces = [surface] if surface in lab.target.capabilities().surfaces else []
        for each in lab.examine(varied, surfaces).leaks:
            if isinstance(each.promise, NeverLearns) and at_the_same(each, found.leak):
                return _shrink(lab, each) or found
    return found


def _is_synced(case: Case) -> bool:
    """Whether somebody may be found by their address: then another address changes what is shown."""
    return any(act.verb == "sync" for act in case.acts)


def _addressed(lab: Lab, leak: Leak) -> Iterator[Leak]:
    """An address of one person, told to another, that stands where nothing should."""
    for case, person, attribute in _owners(leak):
        known = [name for name, _ in case.people]
        readers = [leak.reader, *known[:2], *_STRANGERS] if leak.reader != LOGGED_OUT else [LOGGED_OUT]
        tools = dict(case.tools)
        for reader in dict.fromkeys(name for name in readers if name != person and name not in tools):
            is_there = reader in (LOGGED_OUT, *known, *(act.actor for act in case.acts))
            whole = case if is_there else replace(case, people=(*case.people, (reader, None)))
            promise = Withheld(reader, person, attribute)
            same = (
                finding
                for finding in _confirmed(lab, whole, promise)
                if finding.reader == reader and at_one_place(finding, leak.finding)
            )
            for finding in same:
                keys = leak.keys | keys_of(finding, promise)
                yield Leak(whole, promise, finding, keys)
                break


def _owners(leak: Leak) -> Iterator[tuple[Case, str, str]]:
    """Whose address it may be, by the evidence; in place of a crowd, somebody with a name."""
    case = leak.case
    for person, what in _ADDRESS.findall(leak.finding.here):
        yield case, person, next(noun for noun in CONTACT_DATA if what in noun)
    for number, done in enumerate(case.done):
        if done.act.crowd and done.act.verb in _NAMED:
            person = next(name for name in ("Ana", "Ben", "Eve") if name != leak.reader)
            act = replace(done.act, actor=person, crowd=0)
            named = replace(
                case, done=(*case.done[:number], Done(act, done.keyword), *case.done[number + 1 :])
            )
            yield from ((named, person, noun) for noun in CONTACT_DATA)


def _saved(leak: Leak) -> Iterator[Varied]:
    """The same history with a save in it, by one person or by one more than a group."""
    done = leak.case.done
    names = dict.fromkeys(name for each in done for name in (each.act.actor, each.act.thing.name))
    titles = {each.act.thing.name for each in done if each.act.thing.kind == "video"}
    savers = [name for name in names if name not in titles and name[:1].isupper() and " " not in name]
    saver = next(name for name in (*savers, "Ana", "Ben") if name != leak.reader)
    for index, each in enumerate(done):
        if each.act.verb == "post" and each.act.actor != saver:
            save = Act(saver, "save", each.act.thing)
            for crowd in ((), (Done(Act("", "save", each.act.thing, crowd=80)),)):
                acts = (*done[: index + 1], *crowd, Done(save), *done[index + 1 :])
                yield Varied(replace(leak.case, done=acts), Fact("that", save), (leak.reader,))


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
    """A promise that is judged as it stands may lose nothing of its own scenario: it would be another."""
    if leak.own is None:
        return True
    acts = list(case.done)
    for done in leak.own.done:
        if done not in acts:
            return False
        acts.remove(done)
    return set(leak.own.people) <= set(case.people) and set(leak.own.tools) <= set(case.tools)


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
    same = [each for each in _confirmed(lab, case, leak.promise) if _is_of(each, leak)]
    return sorted(same, key=lambda each: each.surface != leak.finding.surface)


def _is_of(finding: Finding, leak: Leak) -> bool:
    """Whether a finding has the root cause of a leak: an address, of the same person to the same reader."""
    if isinstance(leak.promise, Withheld):
        told = (finding.reader, whose(finding)[0] or leak.promise.person)
        if told != (leak.promise.who, leak.promise.person):
            return False
    return bool(keys_of(finding, leak.promise) & leak.keys)


def _confirmed(lab: Lab, case: Case, promise: Promise) -> tuple[Finding, ...]:
    try:
        return lab.confirm(case, promise)
    except (PolicyError, NotOffered, TargetError):
        return ()


def _keys(leak: Leak, found: list[Finding]) -> frozenset[Key]:
    return frozenset().union(*(keys_of(each, leak.promise) for each in found))
