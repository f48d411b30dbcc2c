"""Somebody who listens to a sentence and keeps what it said."""

from collections.abc import Callable, Iterable

import pytest

from unseen.model import Act
from unseen.promises import Promise
from unseen.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The packaged sentences."""
    return Vocabulary.packaged()


class Heard:
    """A stage that keeps the one thing it is told."""

    def __init__(self) -> None:
        self.told: object = None

    def introduce(self, name: str, age: int | None = None, /) -> None:
        self.told = name, age

    def strangers(self, one: str, other: str, /) -> None:
        self.told = {one, other}

    def introduce_tool(self, name: str, claim: object = None, /) -> None:
        self.told = (name, claim) if claim else name

    def do(self, act: Act, /) -> None:
        self.told = act

    def try_settings(self, acts: Iterable[Act], /) -> None:
        self.told = list(acts)

    def promise(self, promise: Promise, /) -> None:
        self.told = promise


@pytest.fixture(scope="session")
def hear(vocabulary: Vocabulary) -> Callable[[str, str], object]:
    """What a sentence says: one act, one introduction or one promise."""

    def hear(keyword: str, text: str) -> object:
        heard = Heard()
        vocabulary.match(keyword, text).run(heard)
        return heard.told

    return hear
