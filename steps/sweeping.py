"""What a creator does who tries everything: each value of each setting beside each of every other."""

from collections.abc import Iterator, Mapping

from allpairspy import AllPairs

from unseen.model import Act, Thing

from .nouns import SETTINGS

CHOICES: Mapping[str, tuple[str, ...]] = {
    name: values or ("spoiler", "nice") for name, values in SETTINGS.items()
}
"""What is tried of each setting; a comment filter takes any words, so two of them stand for all."""


def covering() -> Iterator[Mapping[str, str]]:
    """A covering array of strength two: for any two settings, each two of their values are in some row."""
    for row in AllPairs([list(values) for values in CHOICES.values()]):
        yield dict(zip(CHOICES, row, strict=True))


def sweep(name: str) -> Iterator[Act]:
    """The acts of somebody who sets each row, and looks at every surface after each."""
    before: Mapping[str, str] = {}
    for row in covering():
        for setting, value in row.items():
            if value != before.get(setting):
                yield Act(name, "set", Thing("setting", setting), (("value", value),))
        yield Act(name, "look", Thing("surface", "every surface"))
        before = row
