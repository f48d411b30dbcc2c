"""
Sentences and words, and how one text is read: a Cucumber expression taken apart, matched and filled in.

Public names are imported from `unseen.vocabulary`.
"""

import difflib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from unseen.model import Act, Claim, PolicyError, Where
from unseen.promises import Promise

if TYPE_CHECKING:
    from cucumber_expressions.ast import Node  # type: ignore[import-untyped]

T = TypeVar("T")


class Stage(Protocol):
    """What a step may ask for: everything in Given and When is an act, everything in Then a promise."""

    def introduce(self, name: str, age: int | None = None, /) -> object:
        """Make the person known, with default settings; `age` in years."""
        ...

    def strangers(self, one: str, other: str, /) -> object:
        """Say that two people have no tie."""
        ...

    def introduce_tool(self, name: str, claim: Claim | None = None, /) -> object:
        """Make an outside tool known, with what it claims."""
        ...

    def do(self, act: Act, /) -> object:
        """Do the act."""
        ...

    def try_settings(self, acts: Iterable[Act], /) -> object:
        """Do these acts, but for those that set what the platform has no setting for."""
        ...

    def promise(self, promise: Promise, /) -> object:
        """Judge the promise."""
        ...


def _nothing(_: Act) -> Iterable[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class Word(Generic[T]):
    """
    A typed word: what may stand in braces in an expression.

    `regexp` has no capturing group. `parse` raises `ValueError` for a text that only looks like this word;
    `render` says a value in canonical form: `parse(render(value)) == value`. `examples` are canonical texts
    (all of them, where there are few). `within` names the values of this word that an act may be spelled
    with, and is how `Vocabulary.spell` finds the arguments of a sentence.
    """

    name: str
    regexp: str
    parse: Callable[[str], T]
    render: Callable[[T], str]
    meaning: str
    examples: tuple[str, ...]
    group: str = "other"
    within: Callable[[Act], Iterable[T]] = _nothing


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    One way of saying something: an expression, and the function that does what it says.

    Sentences of one `id` say the same thing in different shapes. `shows` tells that the sentence holds only
    if something *is* there; a rule without one proves nothing.
    """

    id: str
    keyword: str
    expression: str
    function: Callable[..., None]
    meaning: str
    where: Where
    examples: tuple[str, ...] = ()
    shows: bool = False
    overrides: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence with its words filled in."""

    sentence: Sentence
    args: tuple[object, ...]

    def run(self, world: Stage) -> None:
        """Do or promise what the sentence says."""
        self.sentence.function(world, *self.args)


class Pattern:
    """A sentence's expression, taken apart: literal text and words; compiled when first needed."""

    def __init__(self, sentence: Sentence, words: Mapping[str, Word[Any]]) -> None:
        self.sentence = sentence
        self._known = words
        self._parts: list[str | Word[Any]] = []
        self.literals: frozenset[str] = frozenset()
        self._take_apart()

    @property
    def words(self) -> list[Word[Any]]:
        return [part for part in self._parts if isinstance(part, Word)]

    def _take_apart(self) -> None:
        from cucumber_expressions.ast import NodeType
        from cucumber_expressions.errors import CucumberExpressionError  # type: ignore[import-untyped]
        from cucumber_expressions.expression_parser import CucumberExpressionParser  # type: ignore[import-untyped]

        try:
            nodes: Sequence[Node] = CucumberExpressionParser().parse(self.sentence.expression).nodes
        except CucumberExpressionError as error:
            reason = " ".join(str(error).split())
            raise PolicyError(
                f"`{self.sentence.expression}` is no Cucumber expression: {reason}", self.sentence.where
            ) from error
        shape = ""
        for node in nodes:
            if node.ast_type is NodeType.TEXT:
                self._parts.append(node.text)
                shape += node.text
            elif node.ast_type is NodeType.PARAMETER:
                self._parts.append(self._word(node.text))
                shape += "\0"
            else:
                if node.ast_type is NodeType.ALTERNATION:
                    self._parts.append(node.nodes[0].text)
                shape += "\0"
        self.literals = frozenset(token for token in shape.split() if not {"\0", '"'} & set(token))

    def _word(self, name: str) -> Word[Any]:
        if name in self._known:
            return self._known[name]
        near = difflib.get_close_matches(name, self._known, n=1)
        raise PolicyError(
            f"`{{{name}}}` in `{self.sentence.expression}` is no word",
            self.sentence.where,
            f"did you mean `{{{near[0]}}}`?" if near else "`unseen words` lists every word",
        )

    @cached_property
    def _regexp(self) -> re.Pattern[str]:
        from cucumber_expressions.expression import CucumberExpression  # type: ignore[import-untyped]
        from cucumber_expressions.parameter_type import ParameterType  # type: ignore[import-untyped]

        class Types:
            def lookup_by_type_name(_, name: str) -> ParameterType:  # noqa: N805
                return ParameterType(name, self._known[name].regexp, str)

        regexp = re.compile(CucumberExpression(self.sentence.expression, Types()).regexp)
        if regexp.groups != len(self.words):
            raise PolicyError(
                f"a word of `{self.sentence.expression}` has a capturing group in its regexp",
                self.sentence.where,
                "write `(?:…)` instead of `(…)`",
            )
        return regexp

    def read(self, text: str) -> tuple[object, ...] | None:
        """The values of the words in this text; None when it is not this sentence."""
        found = self._regexp.fullmatch(text)
        if not found:
            return None
        try:
            return tuple(word.parse(said) for word, said in zip(self.words, found.groups(), strict=True))
        except ValueError:
            return None

    def render(self, args: Sequence[object]) -> str:
        return self.fill([word.render(arg) for word, arg in zip(self.words, args, strict=True)])

    def fill(self, texts: Iterable[str]) -> str:
        left = iter(texts)
        return "".join(part if isinstance(part, str) else next(left) for part in self._parts)

    def sayings(self) -> Iterator[str]:
        """The sentence's examples, then each example of each word with the first ones of the others."""
        yield from self.sentence.examples
        firsts = [word.examples[0] for word in self.words]
        yield self.fill(firsts)
        for place, word in enumerate(self.words):
            for example in word.examples[1:]:
                yield self.fill([*firsts[:place], example, *firsts[place + 1 :]])


class Index:
    """
    The patterns of one keyword by a literal word each.

    A text is tried only on patterns whose literal words it has, so that its cost does not grow with the
    vocabulary. Words in quotes do not count.
    """

    def __init__(self, patterns: list[Pattern]) -> None:
        self.patterns = patterns
        frequency: dict[str, int] = {}
        for token in itertools.chain.from_iterable(pattern.literals for pattern in patterns):
            frequency[token] = frequency.get(token, 0) + 1
        self._by_literal: dict[str, list[Pattern]] = {}
        self._without: list[Pattern] = []
        for pattern in patterns:
            rarest = min(pattern.literals, key=lambda token: (frequency[token], token), default="")
            (self._by_literal.setdefault(rarest, []) if rarest else self._without).append(pattern)

    def candidates(self, text: str) -> Iterator[Pattern]:
        tokens = dict.fromkeys(re.sub(r'"[^"]*"', '""', text).split())
        for token in tokens:
            for pattern in self._by_literal.get(token, ()):
                if pattern.literals <= tokens.keys():
                    yield pattern
        yield from self._without
