"""The registry: one reading for each text, overrides that are declared, suggestions, the catalogue."""

import importlib.util
import itertools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from unseen.model import Act, PolicyError, Thing, Where
from unseen.promises import NeverLearns
from unseen.sentences import Index, Pattern
from unseen.vocabulary import Vocabulary

Own = Callable[[str], ModuleType]

HEAD = """
from unseen.model import Act, Thing
from unseen.vocabulary import Word, given, then, when
"""


@pytest.fixture
def own(tmp_path: Path) -> Own:
    numbers = itertools.count(1)

    def make(source: str) -> ModuleType:
        path = tmp_path / f"ours{next(numbers)}.py"
        path.write_text(HEAD + source)
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return make


@pytest.fixture(scope="module")
def packaged() -> Vocabulary:
    return Vocabulary.packaged()


def message(error: pytest.ExceptionInfo[PolicyError]) -> str:
    return str(error.value)


class TestMatch:
    def test_words_in_braces_arrive_as_arguments(self, packaged: Vocabulary) -> None:
        """The values of the words are handed to the step function in their order."""
        step = packaged.match("then", 'Cho never learns that Ana saved the "recipe" video')

        heard = Heard()
        step.run(heard)

        assert [type(promise) for promise in heard.promises] == [NeverLearns]
        assert step.args[0] == "Cho"

    def test_a_second_look_is_remembered(self, packaged: Vocabulary) -> None:
        """A text that was matched before costs one look in a dictionary."""
        assert packaged.match("when", "30 days pass") is packaged.match("when", "30 days pass")

    def test_keywords_are_told_apart(self, packaged: Vocabulary) -> None:
        """The past tense belongs to Given and the present to When."""
        with pytest.raises(PolicyError) as error:
            packaged.match("when", 'Ana has saved the "recipe" video')

        assert "it can stand after Given" in message(error)
        assert '`Ana saves the "recipe" video`' in message(error)

    def test_a_keyword_that_is_none(self, packaged: Vocabulary) -> None:
        """Only given, when and then are keywords: the caller resolves And and But."""
        with pytest.raises(PolicyError, match="`and` is no keyword"):
            packaged.match("and", "30 days pass")

    def test_unknown_sentence_points_at_its_line(self, packaged: Vocabulary) -> None:
        """No reading is an error of the policy, with file, line and the nearest sentence in its names."""
        with pytest.raises(PolicyError) as error:
            packaged.match("then", 'Zoë never lerns that Max savd the "knots" video', Where("a.feature", 7))

        assert message(error).startswith("a.feature:7: no sentence of Then reads `Zoë never lerns")
        assert '`Zoë never learns that Max saved the "knots" video`' in message(error)

    def test_nothing_is_near(self, packaged: Vocabulary) -> None:
        """A text unlike any sentence is sent to the list of sentences."""
        with pytest.raises(PolicyError, match="`unseen words` lists every sentence"):
            packaged.match("when", "quod erat demonstrandum")

    def test_two_readings_are_an_error(self, own: Own) -> None:
        """A text that two sentences read is refused, and both are named."""
        module = own("""
@when("the {adjective} cat sleeps")
def _(world, how): ...

@when("the grey cat sleeps")
def _(world): ...

adjective = Word("adjective", "grey|black", str, str, "a colour", ("grey",))
""")
        vocabulary = Vocabulary.load([module])

        assert vocabulary.match("when", "the black cat sleeps").args == ("black",)
        with pytest.raises(PolicyError) as error:
            vocabulary.match("when", "the grey cat sleeps")
        assert "can be read as 2 sentences of When" in message(error)
        assert "`the {adjective} cat sleeps`" in message(error)
        assert "`the grey cat sleeps`" in message(error)

    def test_alternatives_and_optional_text(self, own: Own) -> None:
        """Variants are one sentence; the first alternative without what is optional is canonical."""
        vocabulary = Vocabulary.load([own('@when("it rains/pours (very )much")\ndef _(world): ...')])

        for text in ("it rains much", "it pours very much"):
            assert vocabulary.render(vocabulary.match("when", text)) == "it rains much"

    def test_cost_does_not_grow_with_the_vocabulary(self, own: Own) -> None:
        """A text is tried only on sentences whose literal words it has."""
        source = "\n".join(f'@given("{{person}} rides bus {n}b")\ndef _(world, who): ...' for n in range(300))
        vocabulary = Vocabulary.packaged([own(source)])
        patterns = [Pattern(s, vocabulary.words) for s in vocabulary.sentences if s.keyword == "given"]

        tried = list(Index(patterns).candidates("Ana rides bus 77b"))

        assert len(patterns) > 300
        assert len(tried) <= 3
        assert vocabulary.match("given", "Ana rides bus 77b").args == ("Ana",)


class TestOwnSentences:
    def test_mix_with_packaged_ones(self, own: Own) -> None:
        """A project's own sentences use packaged words, and both kinds are matched."""
        module = own("""
@when("{person} whistles {int} times", examples=("Ana whistles 3 times",))
def _(world, who, times):
    '''Somebody whistles.'''
    world.do(Act(who, "whistle", Thing("tune", "", times)))
""")
        vocabulary = Vocabulary.packaged([module])

        assert vocabulary.match("when", "Ana whistles 3 times").args == ("Ana", 3)
        assert vocabulary.match("when", "30 days pass").args == (30,)
        assert vocabulary.sentences[-1].id == "ours1-1"
        assert vocabulary.overrides == ()

    def test_same_expression_needs_a_word(self, own: Own) -> None:
        """Saying a packaged sentence anew without `overrides=True` is refused."""
        module = own('@then("{party} never learns/learn {fact}")\ndef _(world, who, fact): ...')

        with pytest.raises(PolicyError, match="exists already") as error:
            Vocabulary.packaged([module])
        assert error.value.where == Where(str(module.__file__), 4)
        assert "overrides=True" in error.value.remedy

    def test_declared_override(self, own: Own) -> None:
        """A declared override wins, keeps the id, and is listed with both places."""
        module = own(
            '@then("{party} never learns/learn {fact}", overrides=True)\n'
            'def _(world, who, fact):\n    "Ours."'
        )
        vocabulary = Vocabulary.packaged([module])

        sentence = vocabulary.match("then", 'Cho never learns who saved the "recipe" video').sentence

        assert (sentence.id, sentence.meaning) == ("T1", "Ours.")
        (override,) = vocabulary.overrides
        assert override.own.file == module.__file__
        assert override.packaged.file.endswith("promising.py")

    def test_override_of_nothing(self, own: Own) -> None:
        """An override without anything to replace is a mistake."""
        with pytest.raises(PolicyError, match="overrides none"):
            Vocabulary.packaged([own('@then("{party} shrugs", overrides=True)\ndef _(world, who): ...')])

    def test_coroutines_are_refused(self, own: Own) -> None:
        """Nobody would await an async step, so that it would always pass."""
        with pytest.raises(PolicyError, match="which nobody would await"):
            own('@then("all is well")\nasync def _(world): ...')

    def test_unknown_word(self, own: Own) -> None:
        """A word that is not in the vocabulary is refused, and the nearest is offered."""
        with pytest.raises(PolicyError, match=r"`\{persn\}` in .* is no word") as error:
            Vocabulary.packaged([own('@when("{persn} naps")\ndef _(world, who): ...')])
        assert error.value.remedy == "did you mean `{person}`?"

    def test_unknown_word_like_none(self, own: Own) -> None:
        """A word like none is sent to the list of words."""
        with pytest.raises(PolicyError, match="lists every word"):
            Vocabulary.packaged([own('@when("{zzzzzz} naps")\ndef _(world, who): ...')])

    def test_broken_expression(self, own: Own) -> None:
        """An expression that Cucumber cannot read is refused at its line."""
        with pytest.raises(PolicyError, match="is no Cucumber expression"):
            Vocabulary.load([own('@when("{person naps")\ndef _(world, who): ...')])

    def test_capturing_group(self, own: Own) -> None:
        """A capturing group in a word would shift the arguments of its sentences."""
        module = own(
            '@when("a {colour} cat")\ndef _(world, how): ...\n'
            'colour = Word("colour", "(grey)|black", str, str, "", ("grey",))'
        )
        with pytest.raises(PolicyError, match="capturing group"):
            Vocabulary.load([module]).match("when", "a grey cat")

    def test_two_words_of_one_name(self, own: Own) -> None:
        """Two words of one name are refused; one word seen through two modules is no trouble."""
        word = 'colour = Word("colour", "grey", str, str, "", ("grey",))'
        first, second = own(word), own(word)

        assert list(Vocabulary.load([first, first]).words) == ["colour"]
        with pytest.raises(PolicyError, match="two words are called `colour`"):
            Vocabulary.load([first, second])


class TestSpell:
    @pytest.mark.parametrize(
        ("act", "keyword", "text"),
        [
            (Act("Ana", "save", Thing("video", "recipe")), "when", 'Ana saves the "recipe" video'),
            (Act("Ana", "save", Thing("video", "recipe")), "Given", 'Ana has saved the "recipe" video'),
            (
                Act("", "save", Thing("video", "recipe"), (), 80),
                "given",
                '80 people have saved the "recipe" video',
            ),
            (Act("", "like", Thing("video", "recipe"), (), 1), "when", '1 person likes the "recipe" video'),
            (Act("", "wait", Thing("days", "", 1)), "when", "1 day passes"),
            (Act("", "wait", Thing("days", "", 7)), "when", "1 week passes"),
            (Act("", "wait", Thing("days", "", 30)), "when", "30 days pass"),
            (
                Act("Ana", "follow", Thing("person", "Cho"), (("way", "tie"),)),
                "given",
                "Ana follows Cho",
            ),
            (Act("Ana", "follow", Thing("person", "Cho")), "when", "Ana follows Cho"),
            (
                Act("Ana", "set", Thing("setting", "account privacy"), (("value", "private"),)),
                "given",
                "Ana has set account privacy to private",
            ),
            (
                Act("Cho", "look", Thing("surface", "profile"), (("of", "Ana"),)),
                "when",
                "Cho looks at Ana's profile",
            ),
        ],
    )
    def test_acts_have_a_sentence(self, packaged: Vocabulary, act: Act, keyword: str, text: str) -> None:
        """An act is written as the first sentence that leads back to it."""
        assert packaged.spell(act, keyword) == text

    @pytest.mark.parametrize(
        ("act", "keyword"),
        [
            (Act("Ana", "juggle", Thing("video", "recipe")), "when"),
            (Act("", "wait", Thing("days", "", 30)), "given"),
            (Act("Ana", "befriend", Thing("person", "Cho")), "when"),
            (Act("Ana", "look", Thing("surface", "the moon")), "when"),
            (Act("Ana", "set", Thing("setting", "the moon"), (("value", "on"),)), "when"),
            (Act("Ana", "save", Thing("video", 'a "quoted" title')), "when"),
            (Act("Ana", "save", Thing("video", "x"), (), 3), "when"),
        ],
    )
    def test_acts_without_a_sentence(self, packaged: Vocabulary, act: Act, keyword: str) -> None:
        """An act that cannot be said exactly is an error, never a sentence that says something else."""
        with pytest.raises(PolicyError, match=f"no sentence of {keyword.title()} says"):
            packaged.spell(act, keyword)


class TestCatalogue:
    def test_is_json_and_complete(self, packaged: Vocabulary) -> None:
        """The catalogue is plain data with every sentence and word, each with meaning and examples."""
        catalogue = json.loads(json.dumps(packaged.catalogue()))

        assert len(catalogue["sentences"]) == len(packaged.sentences)
        assert all(entry["meaning"] and entry["examples"] for entry in catalogue["sentences"])
        words = [word for group in catalogue["words"].values() for word in group]
        assert {word["name"] for word in words} == set(packaged.words)
        assert all(word["meaning"] and word["examples"] and word["regexp"] for word in words)

    def test_names_no_place_on_this_machine(self, packaged: Vocabulary) -> None:
        """The catalogue is the same wherever the package lies."""
        assert str(Path.cwd()) not in json.dumps(packaged.catalogue())

    def test_examples_are_made_where_none_is_given(self, packaged: Vocabulary) -> None:
        """A sentence without examples shows one made of its words' examples."""
        sentence = next(s for s in packaged.sentences if not s.examples)

        assert packaged.examples(sentence) == ("account privacy is private for Cho who cannot change it",)

    def test_every_example_is_its_own_sentence(self, packaged: Vocabulary) -> None:
        """Each example in the catalogue is read as the sentence that shows it."""
        for sentence in packaged.sentences:
            for example in packaged.examples(sentence):
                assert packaged.match(sentence.keyword, example).sentence == sentence

    def test_word_examples_are_canonical(self, packaged: Vocabulary) -> None:
        """Each example of a word is said again exactly as it was read, weeks and synonyms aside."""
        for word in packaged.words.values():
            for example in word.examples:
                value = word.parse(example)
                assert word.parse(word.render(value)) == value
                assert word.render(value) == example or example == "2 weeks"


class TestImport:
    def test_loads_no_test_runner(self) -> None:
        """The vocabulary can be read without pytest, which would cost the command line its quick start."""
        code = (
            "import sys; from unseen.vocabulary import Vocabulary; Vocabulary.packaged();"
            "print([m for m in ('pytest', 'pytest_bdd', '_pytest', 'hypothesis') if m in sys.modules])"
        )

        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

        assert done.stdout == "[]\n", done.stderr


class Heard:
    """A stage that keeps what it is told."""

    def __init__(self) -> None:
        self.promises: list[object] = []

    def introduce(self, name: str, age: int | None = None, /) -> None: ...

    def strangers(self, one: str, other: str, /) -> None: ...

    def introduce_tool(self, name: str, claim: object = None, /) -> None: ...

    def do(self, act: Act, /) -> None: ...

    def try_settings(self, acts: object, /) -> None: ...

    def promise(self, promise: object, /) -> None:
        self.promises.append(promise)
