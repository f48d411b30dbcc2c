"""
A leak written as a scenario: in the sentences of the policy, with the clause that it breaks.

The acts of a history are spelled by the vocabulary, so that the file says exactly what was played; one
sentence more says what can be seen, or a platform that shows nothing to anybody would keep it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from unseen.explore.leak import Leak
from unseen.explore.seeds import Case, owners_of
from unseen.explore.standing import Standing
from unseen.history import secret
from unseen.model import Act, Fact, PolicyError
from unseen.policy import Clauses
from unseen.promises import Conforms, NeverLearns, Withheld
from unseen.vocabulary import Vocabulary
from unseen.world import LOGGED_OUT

_LONGEST = 100
_PLACE = 60
"""So long may the place be in a comment, which is `_LONGEST` with what was met there."""
_MARKER = re.compile(r"\[([^\]]*)'s ([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Written:
    """A scenario of its own: its name, its steps with their keywords, and its whole feature file."""

    name: str
    steps: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Writer:
    """
    Writes leaks down.

    `holds` says whether a sentence of *then* holds after a history, for the one that shows something.
    """

    vocabulary: Vocabulary
    clauses: Clauses
    holds: Callable[[Case, str], bool]

    def write(
        self, leak: Leak, clause: str, comments: Sequence[str], number: str, profile: str = ""
    ) -> Written:
        """
        The feature file of a leak; `comments` stand above its scenario.

        Raises:
            PolicyError: the vocabulary has no sentence for an act of the history.
        """
        promised = self.promised(leak)
        control = self._control(leak)
        steps = [*self._steps(leak), ("Then", promised), *([("And", control)] if control else [])]
        name = _title(self._told(leak))
        rule = self.clauses.by_id[clause].rule if clause in self.clauses.by_id else ""
        tags = " ".join(f"@{tag}" for tag in (clause, f"profile-{profile}" if profile else "") if tag)
        lines = [
            f"# A leak that `unseen explore` found; `unseen explain {number}` says what it is.",
            f"Feature: Found by search, {number}: {_title(leak.finding.surface)}",
            "",
            *([f"  {tags}"] if tags else []),
            f"  Rule: {_title(rule.rstrip('.')) or name}",
            "",
            *(f"    # {each}" for each in comments),
            f"    Scenario: {name}",
            *(f"      {keyword} {text}" for keyword, text in steps),
            "",
        ]
        return Written(name, tuple(steps), "\n".join(lines))

    def promised(self, leak: Leak) -> str:
        """The sentence that is broken."""
        if leak.said:
            return leak.said
        match leak.promise:
            case NeverLearns(who, fact):
                verb = "never learn" if who == "everyone" else "never learns"
                return f"{who} {verb} {self.fact(fact)}"
            case Withheld(who, person, attribute):
                verb = "never learn" if who == "everyone" else "never learns"
                return f"{who} {verb} {person}'s {attribute}"
            case Conforms(who):
                return f"everything {who} receives matches its schema"
            case _:
                raise PolicyError("this kind of promise has no sentence of its own")

    def fact(self, fact: Fact) -> str:
        """A fact in the words of the vocabulary."""
        return str(self.vocabulary.words["fact"].render(fact))

    def _told(self, leak: Leak) -> str:
        """Who learns what from where, as the name of a scenario."""
        surface = leak.finding.surface
        if leak.fact is not None and leak.finding.oracle == "twins":
            return _capital(f"{leak.reader} can tell {self.fact(leak.fact)} from {surface}")
        if leak.finding.oracle == "schema":
            return _capital(f"{surface}: {leak.reader} receives more than is declared")
        return _capital(leak.finding.message.partition(":")[0])

    def _steps(self, leak: Leak) -> Iterator[tuple[str, str]]:
        case = leak.case
        given = [self._introduced(leak, name, age) for name, age in case.people]
        for name, claim in case.tools:
            said = f" that {claim.text}" if claim else ""
            given.append(f"{name} is an outside tool{said}")
        whens: list[str] = []
        start = self._start(leak)
        for number, act in enumerate(case.acts):
            into, keyword = (given, "given") if number < start else (whens, "when")
            into.append(self.vocabulary.spell(act, keyword))
        for keyword, texts in (("Given", given), ("When", whens)):
            for number, text in enumerate(texts):
                yield ("And" if number else keyword), text

    def _introduced(self, leak: Leak, name: str, age: int | None) -> str:
        if age is not None:
            return f"{name} is {age} years old"
        fact = leak.fact
        other = fact.act.actor if fact else ""
        ties = [act for act in leak.case.acts if {act.actor, act.thing.name} == {name, other}]
        if other and other != name and not ties:
            return f"{name} does not know {other}"
        return f"{name} has changed no settings"

    def _start(self, leak: Leak) -> int:
        """The number of the first act under *when*: the secret, or what can be said in no other place."""
        acts = leak.case.acts
        if leak.own is not None:  # what happens under *when* is part of what it means
            return next((n for n, done in enumerate(leak.case.done) if done.keyword == "when"), len(acts))
        wanted = min(secret(acts, leak.fact.act), default=len(acts) - 1) if leak.fact else len(acts) - 1
        for start in sorted(range(len(acts) + 1), key=lambda number: (abs(number - wanted), number)):
            if all(self._says(act, "given") for act in acts[:start]) and all(
                self._says(act, "when") for act in acts[start:]
            ):
                return start
        raise PolicyError("the vocabulary cannot say these acts in this order")

    def _says(self, act: Act, keyword: str) -> bool:
        try:
            self.vocabulary.spell(act, keyword)
        except PolicyError:
            return False
        return True

    def _control(self, leak: Leak) -> str:
        """A sentence that shows something and holds: if it can, that the secret came about."""
        others = (text for text in _controls(leak) if not _is_the_leak(text, leak))
        return next((text for text in others if self._may_say(text, leak.case)), "")

    def _may_say(self, text: str, case: Case) -> bool:
        readings = self.vocabulary.readings("then", text)
        return len(readings) == 1 and readings[0].sentence.shows and self.holds(case, text)


_SHOWN = {
    "save": "{who} can see {thing} on their saved collection",
    "move": "{who} can see {thing} on their saved collection",
    "like": "{owner} is notified that {who} liked {thing}",
    "comment": "{owner} can see that {who} commented on {thing}",
    "repost": "{who} can see {thing} on their profile",
    "view": "{owner} is shown 1 view for {thing}",
    "share": "{owner} is notified that {who} shared {thing}",
    "post": "{who} can see {thing}",
    "message": "{whom} is notified that {who} messaged {whom}",
    "set": "{whom} {joint} {value} for {who}",
}
"""A sentence that shows that an act came about, where there is one."""


def _controls(leak: Leak) -> Iterator[str]:
    """Sentences that show something, the most telling first."""
    acts = leak.case.acts
    owners = owners_of(acts)
    if leak.fact is not None and leak.fact.act.verb in _SHOWN:
        act = next((each for each in acts if each.verb == leak.fact.act.verb), leak.fact.act)
        yield _SHOWN[act.verb].format(
            who=act.actor,
            whom=act.thing.name,
            thing=f'the "{act.thing.name}" video',
            owner=owners.get(act.thing.name, ""),
            joint="are" if act.thing.name in ("personalised ads", "read receipts") else "is",
            value=act.detail("value"),
        )
    for title, owner in owners.items():
        yield f'{owner} can see the "{title}" video'
    standing = Standing({name: age or 30 for name, age in leak.case.people})
    for each in acts:
        standing.take(each)
    names = (leak.reader, *(act.actor for act in acts), *(name for name, _ in leak.case.people))
    for name in dict.fromkeys(names):
        if name and name != LOGGED_OUT:
            yield f"account privacy is {standing.setting(name, 'account privacy')} for {name}"


def _is_the_leak(text: str, leak: Leak) -> bool:
    """Whether a sentence says that the reader sees what they must not."""
    return leak.fact is not None and text.startswith(f"{leak.reader} ") and leak.fact.act.actor in text


def number_of(leak: Leak) -> str:
    """A short name for a leak, the same in every run that ends with the same history."""
    told = f"{leak.finding.fingerprint} {leak.promise} {leak.case.acts}"
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def file_name(surface: str, clause: str, number: str) -> str:
    """What the file of a leak is called."""
    words = re.sub(r"[^a-z0-9]+", "-", f"{surface} {clause}".casefold()).strip("-")
    return f"{words}-{number}.feature"


def comment(place: str, text: str, named: tuple[str, str] = ("", "")) -> str:
    """
    What was met at a place, in one line: cut around the marker of the person and value named, if one is.

    No marker is cut in two.
    """
    place, text = " ".join(place.split()), " ".join(text.split())
    place = place if len(place) <= _PLACE else f"{place[: _PLACE - 1]}…"
    room = _LONGEST - len(place) - len(": ……")
    if len(text) <= room:
        return f"{place}: {text}"
    spans = [found.span() for found in _MARKER.finditer(text)]
    meant = (each for each in _MARKER.finditer(text) if each[1] == named[0] and each[2] in named[1])
    first, last = next((each.span() for each in meant), (0, 0))
    start = max(0, min(first - (room - (last - first)) // 2, len(text) - room))
    end = start + room
    start = next((behind for before, behind in spans if before < start < behind), start)
    end = next((before for before, behind in spans if before < end < behind), end)
    return f"{place}: {'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _title(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
