"""
Metamorphic relations: what has to hold between two things that were asked, whatever the secret is.

Pure: views in, findings out. Each relation needs no knowledge of the platform's rules (MST-wi and MIA found
most of their vulnerabilities by such relations), and each finding names the relation that it breaks:

*existence*     absent = forbidden = never existed: all are refused with the same bytes.
*sessions*      what one reader is told does not depend on who asked before.
*undone*        done and undone is never done.
*stricter*      under a stricter setting nothing more of its owner is shown.
*former tie*    whoever no longer follows is shown what somebody is shown who never did.
*differencing*  no two released figures subtract to fewer people than the smallest group.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from unseen.compare import Difference, View, differences
from unseen.model import Finding, Observation
from unseen.oracles.twins import remedy_for, shorten

EXISTENCE = "existence"
SESSIONS = "sessions"
UNDONE = "undone"
STRICTER = "stricter"
FORMER_TIE = "former tie"
DIFFERENCING = "differencing"

_SUBJECT = re.compile(r"\[([^\]]*)\]")

Redact = Callable[[str], str]


def existence(
    view: View, reader: str, exists: Collection[str], redact: Redact, own: Collection[str] = ()
) -> Iterator[Finding]:
    """
    Refusals about something that is there, beside the refusal about something that never was.

    Requests name their subjects in brackets; one that is not among those that exist never was. What the
    reader owns may be refused in other words: they know that it is there.
    """
    never: dict[tuple[str, str], Observation] = {}
    refused: list[tuple[tuple[str, str], str, Observation]] = []
    for seen in view.values():
        if seen.status < 400 or "[" not in seen.request:
            continue
        subjects, pattern = _subjects(seen.request)
        asked = seen.surface, pattern
        if all(subject in exists for subject in subjects):
            if not any(subject in own for subject in subjects):
                refused.append((asked, subjects[0], seen))
        else:
            never.setdefault(asked, seen)
    for asked, subject, seen in refused:
        other = never.get(asked)
        for found in _between(seen, other) if other else ():
            message = f"{reader} can tell that `{subject}` exists: it is refused unlike what never was"
            yield broken(EXISTENCE, found, reader, message, redact)


@lru_cache(maxsize=4096)
def _subjects(request: str) -> tuple[tuple[str, ...], str]:
    """What a request names, and the request without it."""
    return tuple(_SUBJECT.findall(request)), _SUBJECT.sub("[]", request)


def sessions(here: View, there: View, reader: str, redact: Redact) -> Iterator[Finding]:
    """The same requests by one reader, before and after others have made theirs."""
    for found in differences(here, there):
        message = f"what {reader} is told depends on who asked before"
        yield broken(SESSIONS, found, reader, message, redact)


def undone(here: View, there: View, reader: str, words: str, redact: Redact) -> Iterator[Finding]:
    """A world in which something was done and undone, beside one in which it was never done."""
    for found in differences(here, there):
        message = f"{reader} can tell {words}, although it was undone: {found.surface} differs"
        yield broken(UNDONE, found, reader, message, redact)


def former_tie(here: View, there: View, reader: str, owner: str, redact: Redact) -> Iterator[Finding]:
    """What a former follower is shown of somebody, beside what is shown to who never followed them."""
    for found in differences(here, there):
        message = f"{reader}, who no longer follows {owner}, is shown something else than who never did"
        yield broken(FORMER_TIE, found, reader, message, redact)


def stricter(
    told: View, strict: View, reader: str, owner: str, count: Callable[[bytes], int], redact: Redact
) -> Iterator[Finding]:
    """
    Requests that show more of a person under a stricter setting than under the one that was chosen.

    More is: an answer in place of a refusal, or more values of that person; `count` counts them.
    """
    for key, seen in strict.items():
        before = told.get(key)
        if before is None or seen.status >= 400 or seen.body == before.body:
            continue
        more = count(seen.body)
        if before.status >= 400 or more > count(before.body):
            found = Difference(seen.surface, seen.request, "", _spelled(before), _spelled(seen))
            message = f"{reader} is shown more of {owner} on {seen.surface} under a stricter setting"
            yield broken(STRICTER, found, reader, message, redact)


def differencing(figures: Iterable[int], least: int) -> Iterator[tuple[int, int]]:
    """Neighbours among released figures that subtract to fewer people than the smallest group."""
    for less, more in pairwise(sorted(set(figures))):
        if more - less < least:
            yield less, more


@dataclass(frozen=True, slots=True)
class Release:
    """
    How a permitted figure about a group may be told: not at all below `least`, then in steps.

    Steps are 1, 2 and 5 times a power of ten times `least`: within a step one person more or less moves
    nothing, and at a step the figure moves by at least `least` people.
    """

    least: int

    def of(self, people: int) -> int:
        """The figure that is told of a group of so many people; 0 where nothing is told."""
        reached, unit = 0, self.least
        while people >= unit:
            reached = max(factor * unit for factor in (1, 2, 5) if people >= factor * unit)
            unit *= 10
        return reached

    def is_step(self, figure: int) -> bool:
        """Whether a figure could have been told at all."""
        return figure == self.of(figure)


def broken(relation: str, found: Difference, reader: str, message: str, redact: Redact) -> Finding:
    """A relation that does not hold at this place."""
    here, there = redact(found.here), redact(found.there)
    return Finding(
        oracle="metamorphic",
        surface=found.surface,
        pointer=found.pointer,
        reader=reader,
        message=message,
        remedy=remedy_for(found.pointer, here),
        relation=relation,
        request=redact(found.request),
        here=shorten(here),
        there=shorten(there),
    )


def vanished(findings: Iterable[Finding], again: Iterable[Finding]) -> list[Finding]:
    """Findings that are not there when everything but one circumstance is as before."""
    left = {(found.reader, found.surface) for found in again}
    return [found for found in findings if (found.reader, found.surface) not in left]


def as_sessions(finding: Finding) -> Finding:
    """The same place as a finding of the relation *sessions*."""
    message = f"what {finding.reader} is told on {finding.surface} depends on who asked before"
    remedy = "keep apart what is shown to one person and to another, in every cache and connection"
    return replace(finding, oracle="metamorphic", relation=SESSIONS, message=message, remedy=remedy)


def _between(seen: Observation, other: Observation) -> Iterator[Difference]:
    key = seen.surface, seen.request
    views: tuple[Mapping[tuple[str, str], Observation], ...] = ({key: seen}, {key: other})
    yield from differences(dict(views[0]), dict(views[1]))


def _spelled(seen: Observation) -> str:
    return f"{seen.status} {seen.body.decode('utf-8', 'replace')}"
