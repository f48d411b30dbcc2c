"""
A leak told as the most that it is: an act that somebody must not learn, or an address, and not as whatever
promise met it first.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from unseen.explore.draft import Varied
from unseen.explore.lab import Lab
from unseen.explore.leak import CONTACT_DATA, Leak, at_the_same, keys_of
from unseen.explore.seeds import Case, Done
from unseen.model import Act, Fact, Finding, PolicyError
from unseen.oracles.canary import whose
from unseen.places import at_one_place
from unseen.promises import NeverLearns, Promise, Withheld
from unseen.target import NotOffered, TargetError
from unseen.world import LOGGED_OUT

_STRANGERS = ("Cho", "Ana")
_NAMED = frozenset({"save", "like", "comment", "repost", "view"})
"""What a crowd does, and a person can do as well."""

_ADDRESS = re.compile(r"\[([^\]]*)'s (e-mail|phone)\]")


def as_acts(lab: Lab, leak: Leak) -> Iterator[Leak]:
    """What tells of an act at the same place, and that somebody must not learn of it."""
    case, finding = leak.case, leak.finding
    surfaces = [finding.surface] if finding.surface in lab.target.capabilities().surfaces else []
    others = dict.fromkeys(act for act in reversed(case.acts) if act.actor not in ("", finding.reader))
    for act in others:
        varied = Varied(case, Fact("that", act), (finding.reader,), swaps=True)
        for each in lab.examine(varied, surfaces).leaks:
            if isinstance(each.promise, NeverLearns) and at_the_same(each, leak):
                yield replace(each, keys=each.keys | leak.keys)


def as_saves(lab: Lab, leak: Leak) -> Iterator[Leak]:
    """What tells of a save at the same place, once there is one."""
    surfaces = [leak.finding.surface] if leak.finding.surface in lab.target.capabilities().surfaces else []
    for varied in _saved(leak):
        for each in lab.examine(varied, surfaces).leaks:
            if isinstance(each.promise, NeverLearns) and at_the_same(each, leak):
                yield each


def as_addresses(lab: Lab, leak: Leak) -> Iterator[Leak]:
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
                for finding in confirmed(lab, whole, promise)
                if tells(finding, promise) and at_one_place(finding, leak.finding)
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


def is_synced(case: Case) -> bool:
    """Whether somebody may be found by their address: then another address changes what is shown."""
    return any(act.verb == "sync" for act in case.acts)


def tells(finding: Finding, promise: Withheld) -> bool:
    """Whether it is this person's address, and this reader who receives it."""
    person = whose(finding)[0] if finding.oracle == "canary" else promise.person
    is_told = finding.oracle in ("twins", "canary") and person == promise.person
    return is_told and finding.reader == promise.who


def confirmed(lab: Lab, case: Case, promise: Promise) -> tuple[Finding, ...]:
    try:
        return lab.confirm(case, promise)
    except (PolicyError, NotOffered, TargetError):
        return ()
