"""Typed words for acts: a whole phrase in the form that its sentence needs."""

from collections.abc import Iterable
from dataclasses import replace

from unseen.model import Act
from unseen.vocabulary import Word

from .nouns import SETTINGS
from .phrases import TIES, VERBS, Phrases, Verb, value_text

_ACTS = tuple(verb for verb in VERBS if verb.name not in ("befriend", "set", "grant"))
_DONE = tuple(verb for verb in _ACTS if verb.name not in (*TIES, "post"))
_ALONE = (
    *("post", "delete", "read", "move", "close", "log-out", "sign-up"),
    *("arrive", "leave", "sync", "watch"),
)
_CROWD = tuple(verb for verb in _ACTS if verb.name not in _ALONE)
_CROWD_DONE = tuple(verb for verb in _CROWD if verb.name not in ("block", "mute", "ask-to-follow"))
_POST = tuple(verb for verb in VERBS if verb.name == "post")
_SET = tuple(verb for verb in VERBS if verb.name == "set")

_SAMPLES = (
    'saves the "recipe" video',
    "saves 20 videos about cooking",
    'saves the "recipe" video in the "plans" collection',
    'unsaves the "recipe" video',
    'moves the "recipe" video to the "plans" collection',
    'likes the "recipe" video',
    'unlikes the "recipe" video',
    'comments on the "recipe" video',
    'comments on the "recipe" video with "what a spoiler"',
    'shares the "recipe" video',
    'shares the "recipe" video with Ben',
    'reposts the "recipe" video',
    'views the "recipe" video',
    'watches the "recipe" video for 20 seconds',
    "visits Cho's profile",
    "follows Cho",
    "unfollows Cho",
    "asks to follow Cho",
    "blocks Cho",
    "mutes Cho",
    'reports the "recipe" video',
    "reports Cho",
    "reports Cho's message",
    'searches for "pasta"',
    "messages Cho",
    'messages Cho with "hello"',
    "reads Cho's message",
    'deletes the "recipe" video',
    "deletes Ana's comment",
    'downloads the "recipe" video',
    "comes online",
    "goes offline",
    "tags a location",
    'tags the "Porto" location',
    "syncs contacts with Cho",
    "signs up with Ana's e-mail address",
    "logs out of their account",
    "closes their account",
    'posts the "knots" video about sailing with text overlay for friends',
    'posts the "knots" video with a tutorial',
    'posts the "day" video as a story',
    'posts the "knots" video with length of 20 seconds',
)
_SAID = Phrases(("saves",), VERBS)


def _examples(phrases: Phrases) -> tuple[str, ...]:
    acts = (_SAID.parse(sample) for sample in _SAMPLES)
    return tuple(phrases.render(act) for act in acts if act.verb in phrases.verbs)


def _word(name: str, form: str, verbs: Iterable[Verb], meaning: str) -> Word[Act]:
    phrases = Phrases((form,), verbs)
    return Word(
        name=name,
        regexp=phrases.regexp,
        parse=phrases.parse,
        render=phrases.render,
        meaning=meaning,
        examples=_examples(phrases),
        group="acts",
        within=phrases.within,
    )


does = _word("does", "saves", _ACTS, "what one person does")
has_done = _word("has done", "has saved", _DONE, "what one person did before; ties and posts have their own")
do = _word("do", "save", _CROWD, "what several people do")
have_done = _word("have done", "have saved", _CROWD_DONE, "what several people did before")
one_has_done = _word("one has done", "has saved", _CROWD_DONE, "what one person of no name did before")
one_does = _word("one does", "saves", _CROWD, "what one person of no name does")

_POSTING = Phrases(("saved",), _POST)


posting = Word(
    name="posting",
    regexp=_POSTING.regexp.replace("(?:posted) ", "", 1),
    parse=lambda text: _POSTING.parse(f"posted {text}"),
    render=lambda act: _POSTING.render(act).removeprefix("posted "),
    meaning="a video with its topic, traits and audience, as far as they matter",
    examples=(
        'the "recipe" video',
        *(said.removeprefix("posted ") for said in _examples(_POSTING)),
        'the "recipe" video about cooking',
        'the "recipe" video for only me',
    ),
    group="acts",
    within=_POSTING.within,
)

_CHOICE = Phrases(("saved",), _SET)


def _choices() -> Iterable[str]:
    for setting, values in SETTINGS.items():
        for value in reversed(values or ("spoiler",)):
            yield f"{setting} to {value_text(setting, value)}"
    yield 'saved-video visibility of the "plans" collection to everyone'


choice = Word(
    name="choice",
    regexp=_CHOICE.regexp.replace("(?:set) ", "", 1),
    parse=lambda text: _CHOICE.parse(f"set {text}"),
    render=lambda act: _CHOICE.render(act).removeprefix("set "),
    meaning="a setting and the value it is given",
    examples=tuple(_choices()),
    group="settings",
    within=lambda act: _CHOICE.within(act) if act.thing.name in SETTINGS else [],
)

# a tie is standing: a follow that has been accepted
_STANDING = ("way", "tie")
_TIE_NOW = Phrases(("saves", "has saved"), [v for v in VERBS if v.name in ("follow", "befriend")])
_TIE_DONE = Phrases(
    ("has saved", "saves"), [v for v in VERBS if v.name in ("ask-to-follow", "block", "mute")]
)


def _parse_tie(text: str) -> Act:
    try:
        act = _TIE_NOW.parse(text)
    except ValueError:
        return _TIE_DONE.parse(text)
    return replace(act, details=(_STANDING,)) if act.verb == "follow" else act


def _tie_text(act: Act) -> str:
    phrases = _TIE_NOW if act.verb in _TIE_NOW.verbs else _TIE_DONE
    return phrases.render(act)


def _tie_within(act: Act) -> list[Act]:
    standing = act.detail("way") == "tie"
    if act.verb not in (*TIES, "befriend") or standing != (act.verb == "follow"):
        return []
    return [Act("", act.verb, act.thing, act.details)]


tie = Word(
    name="tie",
    regexp=f"(?:{_TIE_NOW.regexp}|{_TIE_DONE.regexp})",
    parse=_parse_tie,
    render=_tie_text,
    meaning="how one person stands to another",
    examples=(
        "follows Cho",
        "is a friend of Cho",
        "has asked to follow Cho",
        "has blocked Cho",
        "has muted Cho",
    ),
    group="people",
    within=_tie_within,
)
