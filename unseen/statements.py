"""
What documents say, and what would have to hold for it to be true: `statements.toml` beside the policy.

The file belongs to policy staff. It lists vague words, and says of each statement what it *means*: sentences
of Then, in which `<saver>`, `<video>` and `<creator>` stand for whoever saved which video of whom, and names
such as `<liker>` for whoever did something else. What one scenario cannot show is left to `clauses` of the
policy; advice, which nothing makes true or false, is `exempt`, with the reason.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from unseen.home import HOME
from unseen.model import Act, PolicyError, Where
from unseen.promises import Promise
from unseen.toml import lines_of, read_toml
from unseen.vocabulary import Step

STATEMENTS = "statements.toml"

_ROLE = re.compile("<([a-z]+)>")
_DOERS = {
    "viewer": "view",
    "liker": "like",
    "commenter": "comment",
    "sharer": "share",
    "reposter": "repost",
    "follower": "follow",
    "collector": "ask",
}
"""Who did something, by the verb; a collector asks by scraping."""

_ANYBODY = {"saver": "Ana", "video": "recipe", "creator": "Cho"} | dict.fromkeys(_DOERS, "Ben")
ROLES = tuple(_ANYBODY)


def statements_for(policy: Path | None) -> Path:
    """The page for the feature files of a folder: the one in it, or the packaged one."""
    own = policy / STATEMENTS if policy else None
    return own if own and own.is_file() else HOME / "features" / STATEMENTS


def folded(text: str) -> str:
    """Words only: case, punctuation and space do not count."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def is_within(part: str, whole: str) -> bool:
    """Whether a text has these words, one after the other."""
    return f" {folded(part)} " in f" {folded(whole)} "


@dataclass(frozen=True, slots=True)
class Meaning:
    """
    What a statement means: sentences that have to hold wherever it is said.

    `clauses` are those whose rules examine it, besides or instead; `exempt` is why nothing can. `needs` are
    roles that somebody has to play, besides those in the sentences, before these mean something.
    """

    says: str
    means: tuple[str, ...]
    where: Where
    clauses: tuple[str, ...] = ()
    exempt: str = ""
    needs: tuple[str, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """The roles that somebody has to play before the sentences mean something."""
        return frozenset((*self.needs, *(role for said in self.means for role in _ROLE.findall(said))))


@dataclass(frozen=True, slots=True)
class Aside:
    """Why a statement is set aside: it is exempt for a reason, or its truth is left to clauses."""

    exempt: str
    clauses: tuple[str, ...]

    def __str__(self) -> str:
        return f"exempt: {self.exempt}" if self.exempt else f"left to {', '.join(self.clauses)}"


class Reader(Protocol):
    """What is asked of a vocabulary here: the one step that a text says, else `PolicyError`."""

    def match(self, keyword: str, text: str, where: Where | None = None) -> Step:
        """The step; `where` is named in the error."""
        ...


@dataclass(frozen=True, slots=True)
class Statements:
    """The vague words, and the meanings of statements, read with a vocabulary."""

    vocabulary: Reader
    vague: tuple[str, ...] = ()
    meanings: tuple[Meaning, ...] = ()

    @classmethod
    def load(cls, path: Path, vocabulary: Reader, file: str = "") -> "Statements":
        """
        Read a `statements.toml`, shown as `file`.

        Raises:
            PolicyError: it cannot be read, or says what nobody understands; with the line.
        """
        file = file or str(path)
        data, text = read_toml(path, "statements", file)
        if strange := sorted(data.keys() - {"vague", "statement"}):
            hint = "a page of statements has `vague` and `[[statement]]`"
            raise PolicyError(f"nobody reads `{strange[0]}`", Where(file), hint)
        lines = lines_of(text, "[[statement]]")
        bodies = data.get("statement", ())
        if not all(isinstance(body, dict) for body in bodies):
            raise PolicyError("a statement is a table", Where(file), "begin each with `[[statement]]`")
        meanings = [
            _meaning(body, Where(file, lines[number] if number < len(lines) else 0))
            for number, body in enumerate(bodies)
        ]
        found = cls(vocabulary, tuple(map(str, data.get("vague", ()))), tuple(meanings))
        for meaning in meanings:
            found.promises(meaning, _ANYBODY)
        return found

    def vague_in(self, text: str) -> list[str]:
        """The vague words of a text."""
        return [word for word in self.vague if is_within(word, text)]

    def meanings_of(self, text: str) -> list[Meaning]:
        """The meanings of every statement that this text makes."""
        return [meaning for meaning in self.meanings if is_within(meaning.says, text)]

    def aside(self, text: str) -> Aside | None:
        """Why no scenario is asked about this text, if none is: it is exempt, or left to clauses."""
        meanings = self.meanings_of(text)
        if not meanings or any(meaning.means for meaning in meanings):
            return None
        exempt = next((meaning.exempt for meaning in meanings if meaning.exempt), "")
        clauses = dict.fromkeys(clause for meaning in meanings for clause in meaning.clauses)
        return Aside(exempt, () if exempt else tuple(clauses))

    def promises(self, meaning: Meaning, players: Mapping[str, str]) -> list[tuple[str, Promise]]:
        """The sentences that must hold, with players in the place of roles, and what each promises."""
        found = []
        for sentence in meaning.means:
            text = _ROLE.sub(lambda role: players[role[1]], sentence)
            heard = _Heard()
            self.vocabulary.match("then", text, meaning.where).run(heard)
            found += [(text, promise) for promise in heard.promises]
        return found


def _meaning(body: Mapping[str, Any], where: Where) -> Meaning:
    if strange := sorted(body.keys() - {"says", "means", "clauses", "exempt", "needs"}):
        hint = "a statement has `says` and `means`, `clauses` or `exempt`"
        raise PolicyError(f"nobody reads `{strange[0]}`", where, hint)
    says, exempt = body.get("says"), body.get("exempt", "")
    means, clauses, needs = (body.get(name, []) for name in ("means", "clauses", "needs"))
    if not (
        isinstance(says, str)
        and isinstance(exempt, str)
        and all(isinstance(names, list) for names in (means, clauses, needs))
        and (means or clauses or exempt)
    ):
        raise PolicyError(
            "a statement needs `says` and `means`",
            where,
            'write `says = "…"` and `means = ["…"]`, or `clauses = ["…"]`, or `exempt = "why"`',
        )
    if exempt and (means or clauses):
        raise PolicyError(
            "a statement is exempt or it is examined", where, "leave out `exempt`, or the others"
        )
    texts = [tuple(map(str, names)) for names in (means, clauses, needs)]
    meaning = Meaning(says, texts[0], where, texts[1], exempt, texts[2])
    if unknown := sorted(meaning.roles.difference(ROLES)):
        known = ", ".join(f"`<{role}>`" for role in ROLES)
        raise PolicyError(f"nobody plays `<{unknown[0]}>`", where, f"the roles are {known}")
    return meaning


def players(history: Iterable[Act], owners: Mapping[str, str]) -> dict[str, str]:
    """
    Who plays which role in a history: the first person who saved a video, the video, and its creator; and
    the first who did something else with that video, or to its creator.

    Where only videos known by their topic were saved, the video is the first of `owners` (title to name).
    """
    history = list(history)
    saves = [act for act in history if act.verb == "save" and act.actor]
    named = next((act for act in saves if act.thing.kind == "video"), None)
    found = {"saver": (named or saves[0]).actor} if saves else {}
    video = named.thing.name if named else next(iter(owners), "")
    if not video:
        return found
    about = (video, owners[video])
    for role, verb in _DOERS.items():
        did = (act for act in history if act.verb == verb and act.actor and act.thing.name in about)
        doers = [act.actor for act in did if verb != "ask" or act.detail("way") == "scraping"]
        found.update({role: doers[0]} if doers else {})
    return found | {"video": video, "creator": owners[video]}


@dataclass
class _Heard:
    """A stage on which things are promised and nothing is done."""

    promises: list[Promise] = field(default_factory=list)

    def introduce(self, *_: object) -> None: ...

    def strangers(self, *_: object) -> None: ...

    def introduce_tool(self, *_: object) -> None: ...

    def do(self, act: Act) -> None: ...

    def try_settings(self, acts: Iterable[Act]) -> None: ...

    def promise(self, promise: Promise) -> None:
        self.promises.append(promise)
