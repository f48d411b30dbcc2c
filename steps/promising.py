"""What is promised: each sentence says what somebody learns, sees, receives or cannot."""

from unseen.model import Assessment, Data, Fact, Place, Thing
from unseen.promises import (
    Allowed,
    Conforms,
    DoesNotSee,
    LosesAccess,
    Marked,
    NeverLearns,
    Notified,
    NotNotified,
    Recommended,
    Refused,
    SameAsIf,
    Sees,
    SettingIs,
    Shown,
    ShownFrom,
    Suspended,
    Tells,
    TellsOnly,
    Unidentified,
    Used,
    Warned,
    Withheld,
)
from unseen.vocabulary import Stage, then

from .facts import Alternative
from .figures import Comparison, Figure
from .words import Records, State


@then(
    "{party} never learns/learn {fact}",
    number="T1",
    examples=('Cho never learns that Ana saved the "recipe" video',),
)
def _(world: Stage, who: str, fact: Fact) -> None:
    """No surface lets them tell whether it happened, now or later; the strongest promise."""
    world.promise(NeverLearns(who, fact))


@then(
    "{party} never learns/learn {person}'s {attribute}",
    number="T1",
    examples=("Cho never learns Ana's age", "everyone except Ana never learns Ana's telephone number"),
)
def _(world: Stage, who: str, person: str, attribute: str) -> None:
    """With another one, nothing that reaches them differs, now or later."""
    world.promise(Withheld(who, person, attribute))


@then("{party} can see {data}", number="T2", shows=True, examples=('Dev can see the "recipe" video',))
@then(
    "{party} can see {data} on {place}",
    number="T2",
    shows=True,
    examples=("Ana can see 20 videos on their saved collection",),
)
def _(world: Stage, who: str, data: Data, place: Place | None = None) -> None:
    """It is there and right: on the surface named, or else on at least one."""
    world.promise(Sees(who, data, place))


@then(
    "{party} cannot see {data}",
    number="T3",
    examples=('Cho cannot see how many people saved the "recipe" video',),
)
@then(
    "{party} cannot see {data} on {place}",
    number="T3",
    examples=('Cho cannot see how many people saved the "recipe" video on creator analytics',),
)
def _(world: Stage, who: str, data: Data, place: Place | None = None) -> None:
    """It is absent, not blank or zero: on the surface named, or else on every one."""
    world.promise(DoesNotSee(who, data, place))


@then(
    "{party} can tell only {fact}",
    number="T4",
    shows=True,
    examples=('Cho can tell only that Ana liked the "recipe" video',),
)
def _(world: Stage, who: str, fact: Fact) -> None:
    """The fact can be seen, and nothing else that the same person did."""
    world.promise(TellsOnly(who, fact))


@then(
    "{party} is notified {event}",
    number="T5",
    shows=True,
    examples=('Cho is notified that Ana liked the "recipe" video',),
)
def _(world: Stage, who: str, fact: Fact) -> None:
    """Exactly one notice names who did it, what and to which thing."""
    world.promise(Notified(who, fact))


@then(
    "{party} is not notified {event}",
    number="T6",
    examples=('Cho is not notified that Ana saved the "recipe" video',),
)
@then("{party} is not notified of anything", number="T6", examples=("Cho is not notified of anything",))
def _(world: Stage, who: str, fact: Fact | None = None) -> None:
    """No notice on any channel: in the app, pushed, by mail or in a digest."""
    world.promise(NotNotified(who, fact))


@then(
    "{place} looks/look the same to {party} as if {alternative}",
    number="T7",
    examples=('creator analytics looks the same to Cho as if Ana had not saved the "recipe" video',),
)
def _(world: Stage, place: Place, who: str, other: Alternative) -> None:
    """At this moment every byte of the surface is what it would be in the other world."""
    world.promise(SameAsIf(place, who, other.act, other.happened, other.ever))


@then(
    "{party} is shown {figure} for {thing}",
    number="T8",
    shows=True,
    examples=('Cho is shown 30 likes for the "recipe" video',),
)
def _(world: Stage, who: str, figure: Figure, thing: Thing) -> None:
    """Exactly this figure wherever they meet the metric, and they do meet it."""
    world.promise(Shown(who, figure.number, figure.metric, thing))


@then(
    "{data} is/are shown to {party} only for groups of at least {int}",
    number="T9",
    shows=True,
    examples=("the size of the cooking audience is shown to AdCo only for groups of at least 1000",),
)
def _(world: Stage, data: Data, who: str, least: int) -> None:
    """Absent for one person fewer, there from this size on; and no two figures subtract to fewer people."""
    world.promise(ShownFrom(who, data, least))


@then(
    "nothing {party} receives identifies {person}",
    number="T10",
    examples=("nothing StatApp receives identifies Ana",),
)
def _(world: Stage, who: str, person: str) -> None:
    """Nothing that reached them in this scenario bears a trace of the person."""
    world.promise(Unidentified(who, person))


@then(
    "{video} is recommended {comparison}",
    number="T11",
    shows=True,
    examples=('the "ramen" video is recommended more to Ana than before',),
)
def _(world: Stage, title: str, how: Comparison) -> None:
    """A video takes a higher or a lower place in For You; without a name, of people who play no part."""
    world.promise(Recommended(Thing("video", title), *how))


@then(
    "{video} is recommended {parity}",
    number="T11",
    examples=('the "ramen" video is recommended as much to Ana as before',),
)
def _(world: Stage, title: str, how: Comparison) -> None:
    """A video takes the same place in For You; without a name, of people who play no part."""
    world.promise(Recommended(Thing("video", title), *how))


@then(
    "videos about {topic} are recommended {comparison}",
    number="T11",
    shows=True,
    examples=("videos about cooking are recommended more to Ana than before",),
)
def _(world: Stage, topic: str, how: Comparison) -> None:
    """Videos of a topic take higher or lower places in For You."""
    world.promise(Recommended(Thing("videos", topic, 0), *how))


@then(
    "videos about {topic} are recommended {parity}",
    number="T11",
    examples=("videos about cooking are recommended as much to Ana as before",),
)
def _(world: Stage, topic: str, how: Comparison) -> None:
    """Videos of a topic take the same places in For You."""
    world.promise(Recommended(Thing("videos", topic, 0), *how))


@then("{records} are used for {purpose}", number="T12", shows=True, examples=("saves are used for ranking",))
def _(world: Stage, records: Records, purpose: str) -> None:
    """The platform's purpose log has such an entry."""
    world.promise(Used(records.owner, records.kind, purpose))


@then(
    "{figure} are used for {purpose}", number="T12", shows=True, examples=("80 saves are used for ranking",)
)
def _(world: Stage, figure: Figure, purpose: str) -> None:
    """The platform's purpose log has such an entry, about exactly so many acts of everybody."""
    world.promise(Used("", figure.metric, purpose, count=figure.number))


@then("{records} are not used for {purpose}", number="T12", examples=("Ana's saves are not used for ads",))
def _(world: Stage, records: Records, purpose: str) -> None:
    """The platform's purpose log has no such entry."""
    world.promise(Used(records.owner, records.kind, purpose, used=False))


@then("the platform refuses", number="T13", examples=("the platform refuses",))
@then(
    "the platform refuses because {reason}",
    number="T13",
    examples=("the platform refuses because no permission covers it",),
)
def _(world: Stage, reason: str = "") -> None:
    """Every request since the last When got no data; the refusal is the same whether or not it is true."""
    world.promise(Refused(reason))


@then("the platform allows it", number="T13b", shows=True, examples=("the platform allows it",))
def _(world: Stage) -> None:
    """Every request since the last When was granted."""
    world.promise(Allowed())


@then(
    "{person} is warned that {warning}",
    number="T14",
    shows=True,
    examples=("Cho is warned that outside tools may cost the account",),
)
def _(world: Stage, who: str, warning: str) -> None:
    """One notice says so, on account of what happened under the last When."""
    world.promise(Warned(who, warning))


@then("{actor} loses access", number="T14", shows=True, examples=("SaveSpy loses access",))
def _(world: Stage, who: str) -> None:
    """What they could use before the last When is refused from now on."""
    world.promise(LosesAccess(who))


@then("{person} is suspended", number="T14", shows=True, examples=("Cho is suspended",))
def _(world: Stage, who: str) -> None:
    """The account could act before the last When, and cannot act now."""
    world.promise(Suspended(who))


@then(
    "the {document} tells {party} {statement}",
    number="T15",
    shows=True,
    examples=('the help page tells a logged-out visitor "Creators are never told who saved their videos"',),
)
def _(world: Stage, document: str, who: str, statement: str) -> None:
    """The statement stands in the text, and they can reach it in at most two steps."""
    world.promise(Tells(document, who, statement))


@then(
    "the {document} does not tell {party} {statement}",
    number="T15",
    examples=('the help page does not tell everyone "Creators see who saved their videos"',),
)
def _(world: Stage, document: str, who: str, statement: str) -> None:
    """The statement does not stand in the text."""
    world.promise(Tells(document, who, statement, tells=False))


@then(
    "the terms tell/tells {party} {statement}",
    number="T15",
    shows=True,
    examples=('the terms tell everyone "Collecting data without permission is forbidden"',),
)
def _(world: Stage, who: str, statement: str) -> None:
    """The statement stands in the terms, and they can reach it in at most two steps."""
    world.promise(Tells("terms", who, statement))


@then(
    "the terms do/does not tell {party} {statement}",
    number="T15",
    examples=('the terms do not tell everyone "Creators see who saved their videos"',),
)
def _(world: Stage, who: str, statement: str) -> None:
    """The statement does not stand in the terms."""
    world.promise(Tells("terms", who, statement, tells=False))


@then("{state} for {party}", number="T16", shows=True, examples=("account privacy is private for Bo",))
def _(world: Stage, state: State, who: str) -> None:
    """The value in force, on the settings screen and on the app interface."""
    world.promise(SettingIs(*state, who))


@then(
    "{state} for {party} who can change it",
    number="T16",
    shows=True,
    examples=("account privacy is public for Ana who can change it",),
)
def _(world: Stage, state: State, who: str) -> None:
    """The value in force; a change is accepted, stored and applied everywhere."""
    world.promise(SettingIs(*state, who, changeable=True))


@then(
    "{state} for {party} and cannot be changed",
    number="T16",
    shows=True,
    examples=("downloads are off for Bo and cannot be changed",),
)
@then("{state} for {party} who cannot change it", number="T16", shows=True)
def _(world: Stage, state: State, who: str) -> None:
    """The value in force; a change is refused."""
    world.promise(SettingIs(*state, who, changeable=False))


@then(
    "everything {party} receives matches its schema",
    number="T17",
    examples=("everything Cho receives matches its schema",),
)
def _(world: Stage, who: str) -> None:
    """No payload has a key that the closed schema of its surface does not know."""
    world.promise(Conforms(who))


@then(
    "the report marks {item} as {assessment}",
    number="T18",
    examples=("the report marks SaveSpy's claim as unverifiable",),
)
def _(world: Stage, item: Thing, mark: Assessment) -> None:
    """What the report of this run says of a claim, after it was held against what anybody can find out."""
    world.promise(Marked(item, mark))
