"""
What documents say, and what would have to hold for it to be true: `statements.toml` beside the policy.

The file belongs to policy staff. It lists vague words, and says of each statement what it *means*: sentences
of Then, in which `<saver>`, `<video>` and `<creator>` stand for whoever saved which video of whom.
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
_ANYBODY = {"saver": "Ana", "video": "recipe", "creator": "Cho"}
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
    """What a statement means: sentences that have to hold wherever it is said."""

    says: str
    means: tuple[str, ...]
    where: Where

    @property
    def roles(self) -> frozenset[str]:
        """The roles that somebody has to play before the sentences mean something."""
        return frozenset(role for sentence in self.means for role in _ROLE.findall(sentence))


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
    says, means = body.get("says"), body.get("means")
    if not (isinstance(says, str) and isinstance(means, list) and means):
        raise PolicyError(
            "a statement needs `says` and `means`", where, 'write `says = "…"` and `means = ["…"]`'
        )
    meaning = Meaning(says, tuple(map(str, means)), where)
    if unknown := sorted(meaning.roles.difference(ROLES)):
        known = ", ".join(f"`<{role}>`" for role in ROLES)
        raise PolicyError(f"nobody plays `<{unknown[0]}>`", where, f"the roles are {known}")
    return meaning


def players(history: Iterable[Act], owners: Mapping[str, str]) -> dict[str, str]:
    """
    Who plays which role in a history: the first person who saved a video, the video, and its creator.

    Where only videos known by their topic were saved, the video is the first of `owners` (title to name).
    """
    saves = [act for act in history if act.verb == "save" and act.actor]
    named = next((act for act in saves if act.thing.kind == "video"), None)
    found = {"saver": (named or saves[0]).actor} if saves else {}
    video = named.thing.name if named else next(iter(owners), "")
    return found | ({"video": video, "creator": owners[video]} if video else {})


@dataclass
class _Heard:
    """A stage on which things are promised and nothing is done."""

    promises: list[Promise] = field(default_factory=list)

    def introduce(self, *_: object) -> None: ...

    def strangers(self, *_: object) -> None: ...

    def introduce_tool(self, *_: object) -> None: ...

    def do(self, act: Act) -> None: ...

    def promise(self, promise: Promise) -> None:
        self.promises.append(promise)
