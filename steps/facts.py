"""What somebody may learn: facts about acts, what a world could have been like instead, and data."""

import re
from dataclasses import dataclass, replace

from unseen.model import Act, Content, Data, Fact, Metric, Thing
from unseen.vocabulary import Word

from .nouns import (
    BANDS,
    METRICS,
    NAME,
    NUMBER,
    QUOTED,
    TOPIC,
    VISITOR,
    number_of,
    one_of,
    topic_text,
    unquoted,
)
from .phrases import VERBS, VIDEO, VIDEOS, Phrases, plain, thing_text, video_title

_ANYBODY = "(?:anybody|anyone|somebody|someone)"
_DOER = rf"(?P<doer>{NAME}|{VISITOR}|{_ANYBODY}|{NUMBER} people|1 person)"

_ONE = Phrases(("saved", "saves", "has saved"), VERBS)
_MANY = Phrases(("saved", "save", "have saved"), VERBS)
_HAD = Phrases(("had saved",), VERBS)
_OF_VIDEO = tuple(verb for verb in VERBS if verb.shape in ("video", "kept", "said", "shared"))
_DID = Phrases(("saved", "save", "have saved"), _OF_VIDEO)
_SAID = Phrases(("saved", "saves", "save", "has saved", "have saved"), VERBS).regexp
"""Any form that a fact may have; parsing decides which goes with whom, so that the expression stays small."""


def doer_text(act: Act) -> str:
    """Who did it, as it stands before the verb of a fact."""
    if act.crowd:
        return "1 person" if act.crowd == 1 else f"{act.crowd} people"
    return act.actor or "anybody"


def _by(doer: str, act: Act) -> Act:
    if doer[0].isdigit():
        crowd = number_of(doer.partition(" ")[0])
        if not crowd:
            raise ValueError(doer)
        return replace(act, crowd=crowd)
    return replace(act, actor="" if re.fullmatch(_ANYBODY, doer) else doer)


def parse_fact(text: str) -> Fact:
    """The fact of `that Ana saved the "recipe" video`; raises `ValueError` when it is none."""
    if text.startswith("who "):
        return Fact("who", _ONE.parse(text.removeprefix("who ")))
    if text.startswith("how many people "):
        return Fact("how many", _MANY.parse(text.removeprefix("how many people ")))
    found = re.fullmatch(rf"(that|whether) {_DOER} (.+)", text)
    if not found:
        raise ValueError(text)
    aspect, doer, said = found.groups()
    many = doer[0].isdigit() and not doer.startswith("1 ")
    return Fact(aspect, _by(doer, (_MANY if many else _ONE).parse(said)))


def fact_text(fact: Fact) -> str:
    """The fact in the past tense."""
    said = _ONE.render(fact.act)
    match fact.aspect:
        case "who":
            return f"who {said}"
        case "how many":
            return f"how many people {said}"
        case _:
            return f"{fact.aspect} {doer_text(fact.act)} {said}"


def alleged(claim: str) -> Fact | None:
    """
    The fact of `claims 900 people saved the "recipe" video` or of `promises to show who saved the "recipe"
    video`; None where a claim speaks of no video in particular.
    """
    words = claim.split(" ")
    for start in range(1, len(words)):
        for said in (" ".join(words[start:]), "that " + " ".join(words[start:])):
            try:
                return parse_fact(said)
            except ValueError:
                continue
    return None


_THAT = plain(rf"that {_DOER} {_SAID}")
FACT = plain(rf"(?:(?:that|whether) {_DOER}|who|how many people) {_SAID}")

_FACTS = (
    'that Ana saved the "recipe" video',
    'who saved the "recipe" video',
    'how many people saved the "recipe" video',
    'whether Ana saved the "recipe" video',
    "that Ana saved 20 videos about cooking",
    "that Ana set use of my saves to off",
    "that Ana followed Cho",
    'that Ana unsaved the "recipe" video',
)

fact = Word(
    name="fact",
    regexp=FACT,
    parse=parse_fact,
    render=fact_text,
    meaning="what somebody may or may not learn about acts: that one happened, whether, who did it, how many",
    examples=_FACTS,
    group="facts",
)


def _event(text: str) -> Fact:
    found = parse_fact(text)
    if found.aspect != "that":
        raise ValueError(text)
    return found


event = Word(
    name="event",
    regexp=_THAT,
    parse=_event,
    render=fact_text,
    meaning="an act that a notice tells of",
    examples=('that Ana liked the "recipe" video', "that Ana followed Cho"),
    group="facts",
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """
    A world that could have been.

    `happened`: with this act done as well, or without it; `ever`: also without what undid or moved it.
    """

    act: Act
    happened: bool = False
    ever: bool = False


def _parse_alternative(text: str) -> Alternative:
    found = re.fullmatch(rf"(?:{_DOER}|nobody) had (?P<how>not |never |ever )?(?P<said>.+)", text)
    if not found:
        raise ValueError(text)
    doer, how, said = found["doer"], (found["how"] or "").strip(), _HAD.parse(found["said"])
    if doer is None and how in ("", "ever"):
        return Alternative(said, ever=how == "ever")
    if doer is None or how == "ever" or re.fullmatch(_ANYBODY, doer):
        raise ValueError(text)
    return Alternative(_by(doer, said), happened=not how, ever=how == "never")


def _alternative_text(alternative: Alternative) -> str:
    act, said = alternative.act, _HAD.render(alternative.act)
    if not act.actor and not act.crowd:
        return f"nobody had {'ever ' if alternative.ever else ''}{said}"
    how = "" if alternative.happened else "never " if alternative.ever else "not "
    return f"{doer_text(act)} had {how}{said}"


alternative = Word(
    name="alternative",
    regexp=plain(rf"(?:{_DOER}|nobody) had (?:not |never |ever )?{_HAD.regexp}"),
    parse=_parse_alternative,
    render=_alternative_text,
    meaning='a world that could have been: "never" also leaves out what undid the act',
    examples=(
        'Ana had not saved the "recipe" video',
        'Ana had never saved the "recipe" video',
        '900 people had saved the "recipe" video',
        'nobody had saved the "recipe" video',
        'Ben had saved the "recipe" video',
    ),
    group="facts",
)


def _question(text: str) -> Fact:
    found = parse_fact(text)
    if found.aspect == "that" or not _is_asked(found.act):
        raise ValueError(text)
    return found


def _is_asked(act: Act) -> bool:
    return act.verb in {verb.name for verb in _OF_VIDEO} and act.thing.kind == "video" and not act.details


def _asked(act: Act) -> list[Fact]:
    if act.verb != "ask" or act.detail("data") not in ("who", "whether", "how many"):
        return []
    return [
        Fact(act.detail("data"), Act(act.detail("of"), act.detail("did"), Thing("video", act.thing.name)))
    ]


_ABOUT = Phrases(("saved", "saves", "save", "has saved", "have saved"), _OF_VIDEO)

question = Word(
    name="question",
    regexp=rf"(?:who|how many people|whether (?:{NAME}|{VISITOR})) {_ABOUT.regexp}",
    parse=_question,
    render=fact_text,
    meaning="what somebody asks the platform about a video",
    examples=(
        'who saved the "recipe" video',
        'how many people saved the "recipe" video',
        'whether Ana saved the "recipe" video',
    ),
    group="facts",
    within=_asked,
)


def _did(text: str) -> Act:
    act = _DID.parse(text)
    if not _is_asked(act):
        raise ValueError(text)
    return act


def _aimed(act: Act) -> list[Act]:
    return [Act("", act.detail("did"), Thing("video", act.thing.name))] if act.verb == "target" else []


did = Word(
    name="did",
    regexp=_DID.regexp,
    parse=_did,
    render=_DID.render,
    meaning="what people did with a video",
    examples=('saved the "recipe" video', 'liked the "recipe" video'),
    group="facts",
    within=_aimed,
)

_COMMENT = rf"the comment(?: {QUOTED})?"
_COLLECTION = f"the {QUOTED} collection"
_METRIC = rf"(?:the number of )?{one_of(METRICS)}"
_PART = rf"(?: aged {one_of(BANDS)}| in [A-Z]\w+)"
_SIZE = rf"the size of the {TOPIC} audience{_PART}?"
_WATCHED = "the mean watch time"
_SOURCES = "the sources of views"
_FIGURE = f"(?:{_METRIC}|{_WATCHED}|{_SOURCES}|{_SIZE})"


def _parse_data(text: str) -> Data:
    metric = text.removeprefix("the number of ")
    if metric in METRICS:
        return Metric(metric)
    if text == _WATCHED:
        return Metric("mean watch time")
    if text == _SOURCES:
        return Metric("views by source")
    if found := re.fullmatch(rf"the size of the (.+) audience({_PART})?", text):
        part = re.sub("^ (?:aged|in) ", "", found[2] or "")
        return Metric("audience size", unquoted(found[1]), part)
    if re.fullmatch(VIDEO, text):
        return Content(Thing("video", video_title(text)))
    if found := re.fullmatch(rf"({NUMBER}) videos?(?: about (.+))?", text):
        return Content(Thing("videos", unquoted(found[2] or ""), number_of(found[1])))
    if re.fullmatch(_COMMENT, text):
        return Content(Thing("comment", unquoted(text.removeprefix("the comment").removeprefix(" "))))
    if re.fullmatch(_COLLECTION, text):
        return Content(Thing("collection", text.split('"')[1]))
    if re.fullmatch(f"{NAME}'s profile", text):
        return Content(Thing("person", text.removesuffix("'s profile")))
    return parse_fact(text)


def _data_text(data: Data) -> str:
    match data:
        case Fact():
            return fact_text(data)
        case Metric(of=name, part=part) if name:
            where = f" aged {part}" if part in BANDS else f" in {part}" if part else ""
            return f"the size of the {topic_text(name)} audience{where}"
        case Metric("mean watch time"):
            return _WATCHED
        case Metric("views by source"):
            return _SOURCES
        case Metric(name):
            return f"the number of {name}"
        case Content(Thing("comment", name)):
            return f'the comment "{name}"' if name else "the comment"
        case Content(Thing("collection", name)):
            return f'the "{name}" collection'
        case Content(Thing("person", name)):
            return f"{name}'s profile"
        case Content(thing):
            return thing_text(thing)


data = Word(
    name="data",
    regexp=rf"(?:{FACT}|{_FIGURE}|{VIDEO}|{VIDEOS}|{_COMMENT}|{_COLLECTION}|{NAME}'s profile)",
    parse=_parse_data,
    render=_data_text,
    meaning="what somebody can or cannot see: a fact, a figure, or a thing itself",
    examples=(
        *_FACTS,
        "the number of views",
        "the mean watch time",
        "the sources of views",
        "the size of the cooking audience",
        "the size of the cooking audience aged 25 to 34",
        "the size of the cooking audience in Portugal",
        'the "recipe" video',
        "20 videos",
        "20 videos about cooking",
        "the comment",
        'the comment "what a spoiler"',
        'the "plans" collection',
        "Ana's profile",
    ),
    group="facts",
)
