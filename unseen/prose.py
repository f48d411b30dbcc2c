"""
Prose that was meant as a step: Gherkin takes a line with a misspelt keyword for a description.

Such a step never happens, and nothing says so. What looks like one is told apart from honest prose by its
first word, and by whether a sentence of the vocabulary reads the rest.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator

from unseen.feature import Document, keywords_of

_PLAIN = frozenset(
    {"an", "any", "band", "buy", "end", "give", "gives", "hand", "land", "men", "out", "put", "sand", "ten"}
    | {"than", "the", "them", "they", "thin"}
)
"""Words that begin a sentence of prose although they look like a keyword."""


def misread(document: Document, reads: Callable[[str], bool]) -> Iterator[tuple[int, str, str]]:
    """Line, message and remedy for every description that looks like a step or a heading."""
    steps = tuple(_both(document.language, "step"))
    parts = tuple(_both(document.language, "part"))
    for said in document.prose:
        text = said.text
        heading, colon, _ = text.partition(":")
        part = _near(heading, parts) if colon else ""
        if part:
            yield said.line, f"`{text}` is read as a description", f"did you mean `{part}:`?"
            continue
        keyword, first, rest = _opener(text, steps)
        misspelt = keyword.casefold() != first.casefold() and first.casefold() not in _PLAIN
        if keyword and (misspelt or (said.among_steps and keyword.casefold() == first.casefold())):
            hint = f"did you mean `{keyword} {rest}`?"
        elif reads(rest) or reads(text):
            hint = "begin it with `Given`, `When` or `Then`, under a `Scenario:`"
        else:
            continue
        yield said.line, f"`{text}` is read as a description and never happens", hint


def _opener(text: str, keywords: Iterable[str]) -> tuple[str, str, str]:
    """The keyword that a text nearly opens with, or "", what stands in its place, and what follows."""
    best = ("", *text.partition(" ")[::2])
    closest = 0.7
    words = text.split()
    for keyword in keywords:
        length = len(keyword.split())
        first = " ".join(words[:length]).rstrip(":,")
        likeness = difflib.SequenceMatcher(None, keyword.casefold(), first.casefold()).ratio()
        if likeness > closest:
            closest, best = likeness, (keyword, first, " ".join(words[length:]))
    return best


def _both(language: str, kind: str) -> Iterator[str]:
    yield from keywords_of(language)[kind]
    yield from keywords_of("en")[kind]


def _near(word: str, keywords: Iterable[str]) -> str:
    lower = {keyword.casefold(): keyword for keyword in keywords}
    near = difflib.get_close_matches(word.casefold(), lower, 1, 0.7)
    return lower[near[0]] if near else ""
