"""
Marker identities: for each person one of the same shape, who stands in their place in everything kept.

A marker has the lengths, capitals, digits and punctuation of what it replaces, and nothing else of it: its
letters follow from the seed and the name that sentences call the person by. So whoever reads the evidence
learns no identity, and whatever judges it finds the same person in the same places.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from unseen.canary import MARKS, Cast
from unseen.model import Person

MARKER_MARKS = ("wyrz", "voxek", "8881304")
"""How the values of markers begin, where those of people begin with `canary.MARKS`; alike in no encoding."""

_STAND_IN = dict(zip(MARKS, MARKER_MARKS, strict=True))
_PLAIN = frozenset({"example", "com", "net", "org", "from"})
"""Words that tell nothing of anybody: those of the reserved domains (RFC 2606), and how a bio is put."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_LETTERS, _DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
_HEX = frozenset("0123456789abcdef-")


class Marked(Cast):
    """A cast of the markers: plays the people of `Cast(seed)` when evidence is judged again."""

    def __init__(self, seed: int, salts: Sequence[str] = ()) -> None:
        super().__init__(seed, salts, MARKER_MARKS)

    def make(self, name: str, age: int) -> Person:
        """The marker of the person of this name."""
        return marker(super().make(name, age), self.seed)


def marker(person: Person, seed: int) -> Person:
    """The marker of a person: the same word of theirs is the same word in every value of the marker."""
    words: dict[str, str] = {}

    def stand_in(found: re.Match[str]) -> str:
        word = found[0].lower()
        if word not in words:
            words[word] = (
                word if word in _PLAIN else _stand_in(word, f"{seed}\x1f{person.name}\x1f{len(words)}")
            )
        return like(found[0], words[word])

    return replace(
        person,
        handle=_WORD.sub(stand_in, person.handle),
        display=_WORD.sub(stand_in, person.display),
        email=_WORD.sub(stand_in, person.email),
        phone=_WORD.sub(stand_in, person.phone),
        bio=_WORD.sub(stand_in, person.bio),
    )


def _stand_in(word: str, key: str) -> str:
    for mark, stand_in in _STAND_IN.items():
        if word.startswith(mark):
            return stand_in + fill(word[len(mark) :], key)
    return fill(word, key)


def fill(shape: str, key: str) -> str:
    """
    Signs that depend on the key and nothing else, where the shape has letters and digits; capitals too.

    A shape of hexadecimal digits is filled with such.
    """
    letters = _LETTERS[:6] if all(sign in _HEX for sign in shape) else _LETTERS
    stream = hashlib.shake_256(key.encode()).digest(2 * len(shape))
    signs = []
    for number, sign in enumerate(shape):
        dice = int.from_bytes(stream[2 * number : 2 * number + 2], "big")
        if sign.isdigit():
            signs.append(_DIGITS[dice % 10])
        elif sign.isalpha():
            letter = letters[dice % len(letters)]
            signs.append(letter.upper() if sign.isupper() else letter)
        else:
            signs.append(sign)
    return "".join(signs)


def like(pattern: str, word: str) -> str:
    """The word with capitals where the pattern has them; both have the same length."""
    return "".join(
        sign.upper() if model.isupper() else sign for model, sign in zip(pattern, word, strict=True)
    )
