"""
The registry of sentences and typed words: match, render, spell, suggest, list.

A sentence is a Cucumber expression and a function with one call on a `Stage`. A word is what stands in
braces; it reads a text as a value and says a value as a text. Step modules mark functions with `given`,
`when` and `then` and hold their own `Word`s; `Vocabulary.load` gathers both from the modules it is given,
so that nothing is shared behind anybody's back.
"""

import difflib
import importlib
import inspect
import itertools
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any, TypeVar

from unseen.home import HOME
from unseen.model import Act, Claim, PolicyError, Where
from unseen.promises import Promise
from unseen.sentences import Index, Pattern, Sentence, Stage, Step, Word

__all__ = ["Override", "Sentence", "Stage", "Step", "Vocabulary", "Word", "given", "then", "when"]

F = TypeVar("F", bound=Callable[..., None])

KEYWORDS = ("given", "when", "then")
_PENDING = "__sentences__"


@dataclass(frozen=True, slots=True)
class Override:
    """A packaged sentence that a project says in its own way."""

    keyword: str
    expression: str
    own: Where
    packaged: Where


def given(
    expression: str,
    *,
    number: str = "",
    examples: tuple[str, ...] = (),
    shows: bool = False,
    overrides: bool = False,
) -> Callable[[F], F]:
    """
    Mark a function as a sentence of Given; its docstring says what the sentence means.

    The function takes the world and one argument for each word in braces. `number` is the sentence's id in
    the catalogue; `overrides=True` replaces the packaged sentence with this expression.
    """
    return _marked("given", expression, number, examples, shows, overrides)


def when(
    expression: str,
    *,
    number: str = "",
    examples: tuple[str, ...] = (),
    shows: bool = False,
    overrides: bool = False,
) -> Callable[[F], F]:
    """Mark a function as a sentence of When; see `given`."""
    return _marked("when", expression, number, examples, shows, overrides)


def then(
    expression: str,
    *,
    number: str = "",
    examples: tuple[str, ...] = (),
    shows: bool = False,
    overrides: bool = False,
) -> Callable[[F], F]:
    """Mark a function as a sentence of Then; see `given`. `shows`: it holds only if something is there."""
    return _marked("then", expression, number, examples, shows, overrides)


def _marked(
    keyword: str, expression: str, number: str, examples: tuple[str, ...], shows: bool, overrides: bool
) -> Callable[[F], F]:
    def mark(function: F) -> F:
        code = function.__code__
        where = Where(code.co_filename, code.co_firstlineno)
        if inspect.iscoroutinefunction(function):
            raise PolicyError(
                f"the sentence `{expression}` is an `async` function, which nobody would await",
                where,
                "write `def` instead of `async def`",
            )
        # every step function is called `_`, so its module keeps a list
        pending: list[Sentence] = function.__globals__.setdefault(_PENDING, [])
        # decorators of one function apply from the last to the first
        first = next((i for i, known in enumerate(pending) if known.function is function), len(pending))
        pending.insert(
            first,
            Sentence(
                id=number or f"{function.__module__.rpartition('.')[2]}-{len(pending) + 1}",
                keyword=keyword,
                expression=expression,
                function=function,
                meaning=inspect.getdoc(function) or "",
                where=where,
                examples=examples,
                shows=shows,
                overrides=overrides,
            ),
        )
        return function

    return mark


class Vocabulary:
    """
    Sentences and words, ready to match.

    Of two sentences with one keyword and one expression, the later must say `overrides=True`, and an
    override must have something to replace: otherwise `PolicyError`.
    """

    def __init__(self, sentences: Iterable[Sentence], words: Iterable[Word[Any]]) -> None:
        self.words: Mapping[str, Word[Any]] = _named(words)
        chosen: dict[tuple[str, str], Sentence] = {}
        overrides = []
        for found in sentences:
            sentence, key = found, (found.keyword, found.expression)
            packaged = chosen.get(key)
            if packaged and not sentence.overrides:
                raise PolicyError(
                    f"the sentence `{sentence.expression}` of {sentence.keyword.title()} exists already, "
                    f"at {packaged.where}",
                    sentence.where,
                    "say `overrides=True` to replace it, or say it in other words",
                )
            if sentence.overrides:
                if not packaged:
                    raise PolicyError(
                        f"the sentence `{sentence.expression}` overrides none: no sentence of "
                        f"{sentence.keyword.title()} reads exactly so",
                        sentence.where,
                        "copy the expression from `unseen words`, or leave out `overrides=True`",
                    )
                overrides.append(Override(*key, sentence.where, packaged.where))
                sentence = replace(sentence, id=packaged.id)
            chosen[key] = sentence
        self.sentences: tuple[Sentence, ...] = tuple(chosen.values())
        self.overrides: tuple[Override, ...] = tuple(overrides)
        self._indexes = {
            keyword: Index([Pattern(s, self.words) for s in self.sentences if s.keyword == keyword])
            for keyword in KEYWORDS
        }
        self._matched: dict[tuple[str, str], Step] = {}
        self._sayings: dict[str, dict[str, str]] = {}

    @classmethod
    def load(cls, modules: Iterable[ModuleType]) -> "Vocabulary":
        """The vocabulary of these modules, in this order; overrides come after what they replace."""
        modules = list(modules)
        found = itertools.chain.from_iterable(vars(module).get(_PENDING, ()) for module in modules)
        words = (value for module in modules for value in vars(module).values() if isinstance(value, Word))
        return cls(found, words)

    @classmethod
    def packaged(cls, own: Iterable[ModuleType] = ()) -> "Vocabulary":
        """The packaged vocabulary, followed by a project's `own` modules."""
        names = sorted(module.name for module in pkgutil.iter_modules([str(HOME / "steps")]))
        packaged = [importlib.import_module(f"unseen.steps.{name}") for name in names]
        return cls.load([*packaged, *own])

    def readings(self, keyword: str, text: str) -> list[Step]:
        """Every step that this text says after *given*, *when* or *then*; a sound policy has one for each."""
        index = self._indexes.get(keyword.lower())
        if index is None:
            raise PolicyError(f"`{keyword}` is no keyword", remedy="use given, when or then")
        found = ((pattern, pattern.read(text)) for pattern in index.candidates(text))
        return [Step(pattern.sentence, args) for pattern, args in found if args is not None]

    def match(self, keyword: str, text: str, where: Where | None = None) -> Step:
        """
        The one step that this text says after *given*, *when* or *then*.

        Raises `PolicyError`, pointing at `where`, when no sentence matches or more than one does.
        """
        known = self._matched.get((keyword, text))
        if known:
            return known
        steps = self.readings(keyword, text)
        if len(steps) == 1:
            self._matched[keyword, text] = steps[0]
            return steps[0]
        if steps:
            both = ", ".join(f"`{s.sentence.expression}` ({s.sentence.where})" for s in steps)
            raise PolicyError(
                f"`{text}` can be read as {len(steps)} sentences of {keyword.title()}: {both}",
                where,
                "word one of the sentences differently, so that each text has one reading",
            )
        raise PolicyError(
            f"no sentence of {keyword.title()} reads `{text}`", where, self._remedy(keyword, text)
        )

    def _remedy(self, keyword: str, text: str) -> str:
        elsewhere = [each.title() for each in KEYWORDS if each != keyword and self.readings(each, text)]
        near = [f"`{one}`" for one in self.suggest(keyword, text)]
        hints = [f"it can stand after {' and '.join(elsewhere)}"] if elsewhere else []
        hints += [f"did you mean {' or '.join(near)}?"] if near else []
        return "; ".join(hints) or "`unseen words` lists every sentence"

    def render(self, step: Step) -> str:
        """The canonical text of a step, without its keyword: optional text left out, first alternative."""
        return Pattern(step.sentence, self.words).render(step.args)

    def spell(self, act: Act, keyword: str) -> str:
        """
        The act as a sentence of *given* or *when*; matching it leads to the same act.

        Raises `PolicyError` for an act that no sentence of this keyword says.
        """
        for pattern in self._indexes[keyword.lower()].patterns:
            choices = [dict.fromkeys(word.within(act)) for word in pattern.words]
            for args in itertools.product(*choices):
                text = pattern.render(args)
                steps = self.readings(keyword, text)
                if len(steps) == 1 and _Heard.acts_of(steps[0]) == [act]:
                    return text
        raise PolicyError(
            f"no sentence of {keyword.title()} says that `{act.actor or 'somebody'}` does "
            f"`{act.verb}` on {act.thing.kind} `{act.thing.name}`"
        )

    def suggest(self, keyword: str, text: str, limit: int = 3) -> list[str]:
        """The sentences of this keyword nearest to the text, in its own names where they fit."""
        keyword = keyword.lower()
        if keyword not in self._sayings:
            patterns = self._indexes[keyword].patterns
            self._sayings[keyword] = {_bare(one): one for pattern in patterns for one in pattern.sayings()}
        sayings = self._sayings[keyword]
        near = difflib.get_close_matches(_bare(text), sayings, n=limit, cutoff=0.6)
        return list(dict.fromkeys(self._dressed(keyword, sayings[one], text) for one in near))

    def examples(self, sentence: Sentence) -> tuple[str, ...]:
        """The sentence's examples; without any of its own, one made of its words' examples."""
        return sentence.examples or (next(Pattern(sentence, self.words).sayings()),)

    def catalogue(self) -> dict[str, Any]:
        """
        Everything that can be said, as data for JSON.

        `sentences`: id, keyword, expression, meaning, examples, shows, module. `words`: by group, each with
        name, meaning, regexp and examples.
        """
        groups: dict[str, list[dict[str, Any]]] = {}
        for word in self.words.values():
            entry = {
                "name": word.name,
                "meaning": word.meaning,
                "regexp": word.regexp,
                "examples": list(word.examples),
            }
            groups.setdefault(word.group, []).append(entry)
        sentences = [
            {
                "id": sentence.id,
                "keyword": sentence.keyword,
                "expression": sentence.expression,
                "meaning": sentence.meaning,
                "examples": list(self.examples(sentence)),
                "shows": sentence.shows,
                "module": sentence.function.__module__,
            }
            for sentence in self.sentences
        ]
        return {"sentences": sentences, "words": groups}

    def _dressed(self, keyword: str, saying: str, text: str) -> str:
        """The saying with the names, numbers and quoted texts of another text, if it still is a sentence."""
        free: dict[str, list[str]] = {}
        for token in _FREE.findall(text):
            free.setdefault(_kind(token), []).append(token)

        def own(found: re.Match[str]) -> str:
            left = free.get(_kind(found[0]))
            return left.pop(0) if left else found[0]

        dressed = _FREE.sub(own, saying)
        return dressed if len(self.readings(keyword, dressed)) == 1 else saying


_FREE = re.compile(r'"[^"]*"|\b[A-Z]\w*|\b\d+\b')
"""What a writer chooses freely: quoted texts, names, numbers."""


def _kind(token: str) -> str:
    return '""' if token[0] == '"' else "0" if token[0].isdigit() else "N"


def _bare(text: str) -> str:
    """The text without what a writer chooses freely."""
    return _FREE.sub(lambda found: _kind(found[0]), text)


def _named(words: Iterable[Word[Any]]) -> dict[str, Word[Any]]:
    named: dict[str, Word[Any]] = {}
    for word in words:
        if named.setdefault(word.name, word) is not word:
            raise PolicyError(f"two words are called `{word.name}`", remedy="give one of them another name")
    return named


@dataclass
class _Heard:
    """A stage that only listens."""

    acts: list[Act] = field(default_factory=list)

    @classmethod
    def acts_of(cls, step: Step) -> list[Act]:
        heard = cls()
        step.run(heard)
        return heard.acts

    def introduce(self, name: str, age: int | None = None) -> None: ...

    def strangers(self, a: str, b: str) -> None: ...

    def introduce_tool(self, name: str, claim: Claim | None = None) -> None: ...

    def do(self, act: Act) -> None:
        self.acts.append(act)

    def try_settings(self, acts: Iterable[Act]) -> None: ...

    def promise(self, promise: Promise) -> None: ...
