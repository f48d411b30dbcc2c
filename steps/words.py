"""Typed words for people, places, settings and the fixed lists of the vocabulary."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from unseen.model import ADDRESS, Act, Assessment, Place, Thing
from unseen.vocabulary import Word

from .nouns import (
    ATTRIBUTES,
    DOCUMENTS,
    FEATURES,
    KINDS,
    NAME,
    OWN,
    PLURAL_SETTINGS,
    PURPOSES,
    QUOTED,
    REASONS,
    ROLES,
    SCOPES,
    SETTINGS,
    SURFACES,
    TOPIC,
    VISITOR,
    WARNINGS,
    one_of,
    topic_text,
    unquoted,
)
from .phrases import SETTING, VALUE, VIDEO, fits, thing_text, value_text, video_title


def _none(_: Act) -> tuple[()]:
    return ()


def _fixed(
    name: str,
    values: tuple[str, ...],
    meaning: str,
    group: str,
    *,
    quoted: bool = False,
    within: Callable[[Act], Iterable[str]] = _none,
) -> Word[str]:
    """A word with a fixed list of values, each in quotes if `quoted`."""
    texts = tuple(f'"{value}"' if quoted else value for value in values)
    return Word(
        name=name,
        regexp=one_of(texts),
        parse=unquoted,
        render='"{}"'.format if quoted else str,
        meaning=meaning,
        examples=texts,
        group=group,
        within=within,
    )


def _article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


def _people_in(act: Act) -> list[str]:
    return [act.actor, act.thing.name] if act.thing.kind == "person" else [act.actor]


person = Word(
    name="person",
    regexp=NAME,
    parse=str,
    render=str,
    meaning="somebody on the platform, by name",
    examples=("Ana", "Cho", "Ben"),
    group="people",
    within=_people_in,
)

tool = Word(
    name="tool",
    regexp=NAME,
    parse=str,
    render=str,
    meaning="software that is not the platform's, by name",
    examples=("SaveSpy", "StatApp"),
    group="people",
    within=lambda act: [act.thing.name] if act.thing.kind == "tool" else [],
)

actor = Word(
    name="actor",
    regexp=f"(?:{NAME}|{VISITOR})",
    parse=str,
    render=str,
    meaning="somebody who does something: a person, an outside tool, or a visitor who is not signed in",
    examples=("Ana", "Cho", "SaveSpy", VISITOR),
    group="people",
    within=lambda act: [act.actor] if act.actor else [],
)

party = Word(
    name="party",
    regexp=f"(?:{NAME}|{VISITOR}|everyone except {NAME}|everyone)",
    parse=str,
    render=str,
    meaning="whom a promise speaks of: a person, an outside tool, a visitor not signed in, or everyone",
    examples=("Cho", "SaveSpy", VISITOR, "everyone", "everyone except Ana"),
    group="people",
)


video = Word(
    name="video",
    regexp=VIDEO,
    parse=video_title,
    render=lambda title: thing_text(Thing("video", title)),
    meaning='a video by its name; "the video" is the only one there is',
    examples=('the "recipe" video', "the video"),
    group="things",
    within=lambda act: [act.thing.name] if act.thing.kind == "video" else [],
)


def _parse_thing(text: str) -> Thing:
    if text.endswith("'s profile"):
        return Thing("person", text.removesuffix("'s profile"))
    return Thing("video", video_title(text))


thing = Word(
    name="thing",
    regexp=rf"(?:{VIDEO}|{NAME}'s profile)",
    parse=_parse_thing,
    render=lambda it: f"{it.name}'s profile" if it.kind == "person" else thing_text(it),
    meaning="what a figure is about",
    examples=('the "recipe" video', "Cho's profile"),
    group="things",
)

topic = Word(
    name="topic",
    regexp=TOPIC,
    parse=unquoted,
    render=topic_text,
    meaning="what videos are about; in quotes unless it is one plain word",
    examples=("cooking", '"street food"'),
    group="things",
)

_OF_PERSON = one_of(name for name, surface in SURFACES.items() if surface.of == "person")
_OF_VIDEO = one_of(name for name, surface in SURFACES.items() if surface.of == "video")
PLACE = (
    rf"(?:(?:(?:the|{OWN}) )?{one_of(SURFACES)}|{NAME}'s {_OF_PERSON}"
    rf"|the {_OF_VIDEO} (?:of|on|for) the {QUOTED} video|the {QUOTED} video|search for {QUOTED}"
    rf"|search for {NAME}{ADDRESS})"
)


def _parse_place(text: str) -> Place:
    if found := re.fullmatch(f"({NAME})'s ({_OF_PERSON})", text):
        return Place(found[2], found[1])
    if found := re.fullmatch(f'(?:the ({_OF_VIDEO}) (?:of|on|for) )?the "(.+)" video', text):
        return Place(found[1] or "video page", found[2])
    if text.startswith("search for "):
        return Place("search", unquoted(text.removeprefix("search for ")))
    return Place(re.sub(rf"^(?:the|{OWN}) ", "", text))


def _place_text(place: Place) -> str:
    surface = SURFACES[place.surface]
    if not place.of:
        return surface.before + place.surface
    if surface.of == "query":
        return f"search for {place.of}" if place.of.endswith(ADDRESS) else f'search for "{place.of}"'
    if surface.of == "person":
        return f"{place.of}'s {place.surface}"
    page = "" if place.surface == "video page" else f"the {place.surface} of "
    return f'{page}the "{place.of}" video'


def _place_of(act: Act) -> list[Place]:
    is_known = act.thing.kind == "surface" and act.thing.name in SURFACES
    return [Place(act.thing.name, act.detail("of"))] if is_known else []


place = Word(
    name="place",
    regexp=PLACE,
    parse=_parse_place,
    render=_place_text,
    meaning="a surface somebody looks at or is reached through; one's own unless it says whose",
    examples=(
        *(surface.before + name for name, surface in SURFACES.items()),
        "Ana's profile",
        'the "recipe" video',
        'the comments of the "recipe" video',
        'search for "pasta"',
        "search for Ana's e-mail address",
    ),
    group="surfaces",
    within=_place_of,
)


class State(NamedTuple):
    """A setting and its value."""

    setting: str
    value: str


def _parse_state(text: str) -> State:
    found = re.fullmatch(rf"({SETTING}) (?:is|are) (.+)", text)
    if not found or not fits(found[1], found[2]):
        raise ValueError(text)
    return State(found[1], unquoted(found[2]))


def _state_text(state: State) -> str:
    joint = "are" if state.setting in PLURAL_SETTINGS else "is"
    return f"{state.setting} {joint} {value_text(state.setting, state.value)}"


state = Word(
    name="state",
    regexp=rf"{SETTING} (?:is|are) (?:{VALUE}|{QUOTED})",
    parse=_parse_state,
    render=_state_text,
    meaning="a setting and its value",
    examples=(
        *(_state_text(State(name, value)) for name, values in SETTINGS.items() for value in values),
        'comment filter is "spoiler"',
    ),
    group="settings",
)

privacy = _fixed(
    "privacy",
    ("public", "private"),
    "who may follow an account",
    "settings",
    within=lambda act: [act.detail("value")],
)
scope = _fixed(
    "scope", SCOPES, "what an outside tool may do", "tools", within=lambda act: [act.detail("scope")]
)
feature = _fixed(
    "feature",
    FEATURES,
    "something a platform may offer",
    "tools",
    quoted=True,
    within=lambda act: [act.thing.name] if act.thing.kind == "feature" else [],
)
role = Word(
    name="role",
    regexp=one_of(f"{_article(name)} {name}" for name in ROLES),
    parse=lambda text: text.partition(" ")[2],
    render=lambda name: f"{_article(name)} {name}",
    meaning="what an account is besides an ordinary one",
    examples=tuple(f"{_article(name)} {name}" for name in ROLES),
    group="people",
    within=lambda act: [act.detail("value")] if act.verb == "appoint" else [],
)

document = _fixed(
    "document",
    DOCUMENTS,
    "a text that says the same to everyone",
    "documents",
    within=lambda act: [act.thing.name] if act.thing.kind == "document" else [],
)
warning = _fixed("warning", WARNINGS, "what an account holder is warned of", "reasons")
reason = _fixed("reason", REASONS, "why the platform refuses", "reasons")
attribute = _fixed("attribute", ATTRIBUTES, "what is shown of nobody", "people")
purpose = _fixed("purpose", PURPOSES, "what data is used for", "purposes")

claim = Word(
    name="claim",
    regexp=r'[^"\n]+(?:"[^"\n]*"[^"\n]*)*',
    parse=str,
    render=str,
    meaning="what an outside tool says of itself, in free words",
    examples=("promises to show who saved a video",),
    group="tools",
)


def _parse_item(text: str) -> Thing:
    if text.startswith('"'):
        return Thing("statement", unquoted(text))
    if text.startswith("the "):
        return Thing("document", text.removeprefix("the "))
    return Thing("claim", text.removesuffix("'s claim"))


def _item_text(item: Thing) -> str:
    return {"statement": f'"{item.name}"', "document": f"the {item.name}"}.get(
        item.kind, f"{item.name}'s claim"
    )


item = Word(
    name="item",
    regexp=f"(?:{NAME}'s claim|{QUOTED}|the {one_of((*DOCUMENTS, 'terms'))})",
    parse=_parse_item,
    render=_item_text,
    meaning="what the report marks: the claim of an outside tool, a statement, or all that a document says",
    examples=("SaveSpy's claim", '"Saves are anonymised"', "the privacy policy"),
    group="reports",
)


def _parse_assessment(text: str) -> Assessment:
    return Assessment(text)


assessment = Word(
    name="assessment",
    regexp=one_of(Assessment),
    parse=_parse_assessment,
    render=str,
    meaning="how the report marks a claim",
    examples=tuple(map(str, Assessment)),
    group="reports",
)

string = Word(
    name="string",
    regexp=QUOTED,
    parse=unquoted,
    render='"{}"'.format,
    meaning="any text in quotes",
    examples=('"anything"',),
)

statement = Word(
    name="statement",
    regexp=QUOTED,
    parse=unquoted,
    render='"{}"'.format,
    meaning="what a document says, word for word",
    examples=('"Creators are never told who saved their videos"',),
    group="documents",
    within=lambda act: [act.detail("text")] if act.thing.kind == "document" else [],
)


class Records(NamedTuple):
    """A kind of data; `owner` "" means everybody's."""

    owner: str
    kind: str


def _parse_records(text: str) -> Records:
    owner, _, kind = text.rpartition("'s ")
    return Records(owner, kind)


records = Word(
    name="records",
    regexp=rf"(?:{NAME}'s )?{one_of(KINDS)}",
    parse=_parse_records,
    render=lambda it: f"{it.owner}'s {it.kind}" if it.owner else it.kind,
    meaning="data of one kind, one person's or everybody's",
    examples=("Ana's saves", *KINDS),
    group="facts",
)
