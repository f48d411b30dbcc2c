"""The laws of the packaged sentences: what is said is read back, and what is read is said again."""

import re
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.model import Act, Assessment, Content, Fact, Metric, Place, Thing
from unseen.vocabulary import Sentence, Step, Vocabulary

VOCABULARY = Vocabulary.packaged()
WORDS = VOCABULARY.words
ANYBODY = {"The", "Everyone", "Everybody", "Everything", "Nobody", "Nothing", "Somebody", "Anybody"}
VISITOR = "a logged-out visitor"

name_parts = st.from_regex(r"[A-ZÀ-ÖØ-Þ][a-z0-9_à-ö]{0,6}", fullmatch=True)
names = st.one_of(
    st.sampled_from(["Ana", "Cho", "SaveSpy", "Following", "O'Brien", "Anne-Marie", "Łukasz", "李"]),
    st.lists(name_parts, min_size=1, max_size=2).map("-".join),
).filter(lambda name: name not in ANYBODY)
quoted = st.one_of(
    st.sampled_from(
        ["recipe", " ", "x video on creator analytics".replace('"', ""), "to everyone", "10 likes"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters='"\n'), min_size=1, max_size=12),
)
topics = st.one_of(st.sampled_from(["cooking", "sci-fi"]), quoted)
numbers = st.integers(1, 20_000)
actors = st.one_of(names, st.just(VISITOR))
AUDIENCES = ["only me", "friends", "everyone"]
SWITCH = ["off", "on"]
VALUES = {
    "account privacy": ["private", "public"],
    "saved-video visibility": AUDIENCES,
    "liked-list visibility": AUDIENCES,
    "profile-view history": SWITCH,
    "post-view history": SWITCH,
    "following-list visibility": AUDIENCES,
    "read receipts": SWITCH,
    "activity status": SWITCH,
    "who may comment": ["no one", "friends", "everyone"],
    "downloads": SWITCH,
    "suggestions and contact sync": SWITCH,
    "location tag": SWITCH,
    "use of my saves": SWITCH,
    "personalised ads": SWITCH,
}
TRAITS = ["tutorial", "checklist", "resource compilation", "visual appeal", "insight", "text overlay"]
SCOPES = ["read my profile", "list my videos", "copy my activity", "copy everything"]

videos = st.one_of(quoted, st.just("")).map(lambda title: Thing("video", title))
many = st.builds(lambda topic, count: Thing("videos", topic, count), st.one_of(topics, st.just("")), numbers)
people = names.map(lambda name: Thing("person", name))


def optional(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    return st.one_of(st.just(()), values.map(lambda value: ((name, value),)))


def doing(verb: str, things: st.SearchStrategy[Thing], *details: Any) -> st.SearchStrategy[Act]:
    said = st.tuples(*details).map(lambda parts: tuple(pair for part in parts for pair in part))
    return st.builds(lambda thing, more: Act("", verb, thing, more), things, said)


traits = st.lists(
    st.one_of(st.sampled_from(TRAITS), numbers.map("length of {} seconds".format)), max_size=3
).map(lambda them: tuple(("trait", trait) for trait in them))
posts = doing(
    "post", videos, optional("topic", topics), traits, optional("audience", st.sampled_from(AUDIENCES))
)
choices = st.one_of(
    st.sampled_from([(setting, value) for setting, values in VALUES.items() for value in values]).map(
        lambda one: Act("", "set", Thing("setting", one[0]), (("value", one[1]),))
    ),
    st.builds(
        lambda plan, value: Act(
            "", "set", Thing("setting", "saved-video visibility"), (("collection", plan), ("value", value))
        ),
        quoted,
        st.sampled_from(AUDIENCES),
    ),
    quoted.map(lambda word: Act("", "set", Thing("setting", "comment filter"), (("value", word),))),
)
grants = doing(
    "grant",
    names.map(lambda name: Thing("tool", name)),
    st.sampled_from(SCOPES).map(lambda s: (("scope", s),)),
)
either = st.one_of(videos, many)
simple = st.one_of(
    doing("save", either, optional("collection", quoted)),
    *(doing(verb, either) for verb in ("unsave", "like", "unlike", "share", "repost", "view", "download")),
    doing("comment", videos, optional("text", quoted)),
    doing("visit", people),
    doing("report", st.one_of(videos, people)),
    doing("search", quoted.map(lambda words: Thing("query", words))),
    doing("message", people, optional("text", quoted)),
)
single = st.one_of(
    doing("move", videos, quoted.map(lambda plan: (("collection", plan),))),
    doing("read", names.map(lambda name: Thing("message", name))),
    doing("delete", videos),
)
ties = st.one_of([doing(verb, people) for verb in ("follow", "ask-to-follow", "block", "mute")])
anything = st.one_of(simple, single, ties, posts, choices, grants, doing("befriend", people))
about_video = st.builds(
    lambda verb, title: Act("", verb, Thing("video", title)),
    st.sampled_from(["save", "unsave", "like", "share", "comment", "view", "download"]),
    st.one_of(quoted, st.just("")),
)


def by(act: Act, actor: str, crowd: int) -> Act:
    return Act("" if crowd else actor, act.verb, act.thing, act.details, crowd)


doers = st.one_of(actors.map(lambda name: (name, 0)), numbers.map(lambda crowd: ("", crowd)))
done = st.builds(lambda act, doer: by(act, *doer), anything, doers)
that = st.builds(Fact, st.just("that"), st.one_of(done, anything))
facts = st.one_of(
    that,
    st.builds(Fact, st.just("whether"), st.one_of(done, anything)),
    st.builds(Fact, st.sampled_from(["who", "how many"]), anything),
)
METRICS = ["views", "likes", "comments", "shares", "reposts", "followers", "profile visits", "saves"]
KINDS = ["saves", "likes", "views", "comments", "shares", "reposts", "follows", "searches", "messages"]
data = st.one_of(
    facts,
    st.sampled_from(METRICS).map(Metric),
    topics.map(lambda topic: Metric("audience size", topic)),
    st.one_of(either, people, quoted.map(lambda name: Thing("collection", name))).map(Content),
    st.one_of(quoted, st.just("")).map(lambda text: Content(Thing("comment", text))),
)
PERSONAL = ["in-app notifications", "profile", "saved collection", "For You", "creator analytics", "messages"]
ON_VIDEO = ["video page", "comments", "filtered comments", "embed"]
places = st.one_of(
    st.sampled_from([*PERSONAL, *ON_VIDEO, "search", "every surface", "help page"]).map(Place),
    st.builds(Place, st.sampled_from(PERSONAL), names),
    st.builds(Place, st.sampled_from(ON_VIDEO), quoted),
    quoted.map(lambda words: Place("search", words)),
)
Alternative: Any = type(WORDS["alternative"].parse('Ana had not saved the "recipe" video'))
Figure: Any = type(WORDS["figure"].parse("3 likes"))
State: Any = type(WORDS["state"].parse("downloads are off"))
Records: Any = type(WORDS["records"].parse("saves"))
Comparison: Any = type(WORDS["comparison"].parse("more than before"))
offers = st.one_of(videos, topics.map(lambda topic: Thing("videos", topic, 0)))


def comparisons(*directions: str) -> st.SearchStrategy[Any]:
    readers = st.one_of(names, st.just(""))
    return st.builds(Comparison, st.sampled_from(directions), readers, st.one_of(st.none(), offers))


def examples_of(word: str) -> st.SearchStrategy[Any]:
    return st.sampled_from([WORDS[word].parse(example) for example in WORDS[word].examples])


VALUES_OF: dict[str, st.SearchStrategy[Any]] = {
    "person": names,
    "tool": names,
    "actor": actors,
    "party": st.one_of(actors, st.just("everyone"), names.map("everyone except {}".format)),
    "int": st.integers(0, 20_000),
    "string": quoted,
    "crowd": st.integers(2, 20_000),
    "age": st.integers(0, 120),
    "figure": st.builds(Figure, st.integers(0, 20_000), st.sampled_from([*METRICS, "mean watch time"])),
    "days": numbers,
    "video": st.one_of(quoted, st.just("")),
    "thing": st.one_of(videos, people),
    "topic": topics,
    "place": places,
    "state": st.one_of(
        st.sampled_from([(setting, value) for setting, values in VALUES.items() for value in values]).map(
            lambda one: State(*one)
        ),
        quoted.map(lambda word: State("comment filter", word)),
    ),
    "privacy": st.sampled_from(["public", "private"]),
    "scope": st.sampled_from(SCOPES),
    "role": st.sampled_from(["advertiser", "researcher", "moderator"]),
    "feature": examples_of("feature"),
    "document": examples_of("document"),
    "reason": examples_of("reason"),
    "purpose": examples_of("purpose"),
    "attribute": examples_of("attribute"),
    "claim": st.lists(quoted, min_size=1, max_size=3).map('"and"'.join),
    "warning": examples_of("warning"),
    "item": names.map(lambda name: Thing("claim", name)),
    "assessment": st.sampled_from(list(Assessment)),
    "statement": quoted,
    "records": st.builds(Records, st.one_of(names, st.just("")), st.sampled_from(KINDS)),
    "comparison": comparisons("more", "less"),
    "parity": comparisons("as much"),
    "does": st.one_of(simple, single, ties, posts),
    "has done": st.one_of(simple, single),
    "do": st.one_of(simple, ties),
    "have done": st.one_of(simple, doing("follow", people)),
    "one does": st.one_of(simple, ties),
    "one has done": st.one_of(simple, doing("follow", people)),
    "posting": posts,
    "choice": choices,
    "tie": st.one_of(
        names.map(lambda name: Act("", "follow", Thing("person", name), (("way", "tie"),))),
        *(doing(verb, people) for verb in ("ask-to-follow", "block", "mute", "befriend")),
    ),
    "fact": facts,
    "event": that,
    "alternative": st.one_of(
        st.builds(lambda act, doer: Alternative(by(act, *doer), True), anything, doers),
        st.builds(
            lambda act, doer, ever: Alternative(by(act, *doer), False, ever), anything, doers, st.booleans()
        ),
        st.builds(lambda act, ever: Alternative(act, False, ever), anything, st.booleans()),
    ),
    "question": st.one_of(
        st.builds(Fact, st.sampled_from(["who", "how many"]), about_video),
        st.builds(lambda act, name: Fact("whether", by(act, name, 0)), about_video, actors),
    ),
    "did": about_video,
    "data": data,
}
"""Values of each word, made without the vocabulary."""


class Heard:
    """A stage that keeps everything it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def introduce(self, name: str, age: int | None = None, /) -> None:
        self.told.append(("introduce", name, age))

    def strangers(self, one: str, other: str, /) -> None:
        self.told.append(("strangers", one, other))

    def introduce_tool(self, name: str, claim: object = None, /) -> None:
        self.told.append(("tool", name))

    def do(self, act: Act, /) -> None:
        self.told.append(("do", act))

    def try_settings(self, acts: object, /) -> None:
        self.told.append(("try settings", acts))

    def promise(self, promise: object, /) -> None:
        self.told.append(("promise", promise))


def hear(step: Step) -> list[tuple[object, ...]]:
    heard = Heard()
    step.run(heard)
    return heard.told


def words_of(sentence: Sentence) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(sentence.expression) if name]


def test_every_word_is_examined() -> None:
    """No word of the vocabulary escapes the laws below."""
    assert set(VALUES_OF) == set(WORDS)


@pytest.mark.parametrize("name", sorted(VALUES_OF))
def test_words_read_what_they_say(name: str) -> None:
    """A value that is said is read back, and said again in the same words."""
    word = WORDS[name]

    @settings(max_examples=60, deadline=None)
    @given(VALUES_OF[name])
    def law(value: Any) -> None:
        said = word.render(value)
        assert word.parse(said) == value
        assert word.render(word.parse(said)) == said

    law()


REFUSED = {
    "does": 'Ana saves the "recipe" video',
    "fact": 'perhaps Ana saved the "recipe" video',
    "event": 'who saved the "recipe" video',
    "alternative": 'Ana saved the "recipe" video',
    "question": 'that Ana saved the "recipe" video',
    "comparison": "rather more",
    "state": "account privacy is off",
    "crowd": "1",
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_words_refuse_what_they_are_not(name: str) -> None:
    """A text that only looks like a word is refused by the word, so that other sentences may have it."""
    with pytest.raises(ValueError, match=re.escape(REFUSED[name])):
        WORDS[name].parse(REFUSED[name])


@pytest.mark.parametrize("sentence", VOCABULARY.sentences, ids=lambda s: f"{s.keyword} {s.expression}")
def test_sentences_read_what_they_say(sentence: Sentence) -> None:
    """A sentence filled with any words is read as itself alone, with these words, and makes one call."""

    @settings(max_examples=25, deadline=None)
    @given(st.tuples(*(VALUES_OF[name] for name in words_of(sentence))))
    def law(args: tuple[object, ...]) -> None:
        step = Step(sentence, args)
        text = VOCABULARY.render(step)
        assert VOCABULARY.match(sentence.keyword, text) == step
        assert VOCABULARY.render(VOCABULARY.match(sentence.keyword, text)) == text
        assert len(hear(step)) == 1

    law()


ACTING = [
    s
    for s in VOCABULARY.sentences
    if s.keyword != "then" and hear(VOCABULARY.match(s.keyword, VOCABULARY.examples(s)[0]))[0][0] == "do"
]


@pytest.mark.parametrize("sentence", ACTING, ids=lambda s: f"{s.keyword} {s.expression}")
def test_acts_are_spelled(sentence: Sentence) -> None:
    """The act of any Given or When can be spelled, and the spelling leads to the same act."""

    @settings(max_examples=10, deadline=None)
    @given(st.tuples(*(VALUES_OF[name] for name in words_of(sentence))))
    def law(args: tuple[object, ...]) -> None:
        ((_, act),) = hear(Step(sentence, args))
        assert isinstance(act, Act)
        text = VOCABULARY.spell(act, sentence.keyword)
        assert hear(VOCABULARY.match(sentence.keyword, text)) == [("do", act)]

    law()
