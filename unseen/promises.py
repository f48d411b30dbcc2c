"""
Promises as data: one frozen class for each kind of *Then* sentence.

A party (`who`) is a person's name, a tool's name, "a logged-out visitor", "everyone" or "everyone except
Ana". What a promise means, and how it is judged, is in `unseen.judging`.
"""

from dataclasses import dataclass

from unseen.model import Act, Assessment, Data, Fact, Place, Thing


@dataclass(frozen=True, slots=True)
class NeverLearns:
    """{who} never learns {fact}: every surface, now and later."""

    who: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Withheld:
    """{who} never learns {person}'s {attribute}: with another one, nothing reaches them that differs."""

    who: str
    person: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Sees:
    """{who} can see {data} [on {surface}]: present and correct there, or anywhere when none is named."""

    who: str
    data: Data
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class DoesNotSee:
    """{who} cannot see {data} [on {surface}]: absent there, or everywhere when none is named."""

    who: str
    data: Data
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class TellsOnly:
    """{who} can tell only {fact}: the fact is visible, and nothing else the same person did is."""

    who: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Notified:
    """{who} is notified {fact}: exactly one notice, naming actor and thing."""

    who: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class NotNotified:
    """{who} is not notified {fact}, or of anything (`fact` is None): no notice on any channel."""

    who: str
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class SameAsIf:
    """
    {surface} looks the same to {who} as if {alternative}: equal bytes, status and headers, now.

    `happened` tells which way: False, the world without that act ("Ana had not saved …"); True, a world in
    which it was also done ("900 people had saved …"). `ever` takes with it what undid or moved it.
    """

    place: Place
    who: str
    act: Act
    happened: bool = False
    ever: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """{who} is shown {count} {metric} for {thing}: exactly this figure wherever the metric is met."""

    who: str
    count: int
    metric: str
    thing: Thing


@dataclass(frozen=True, slots=True)
class ShownFrom:
    """{data} is shown to {who} only for groups of at least {least}: there, and below nowhere."""

    who: str
    data: Data
    least: int


@dataclass(frozen=True, slots=True)
class Unidentified:
    """nothing {who} receives identifies {person}: no name, handle, address or anything else of theirs."""

    who: str
    person: str


@dataclass(frozen=True, slots=True)
class Recommended:
    """
    {thing} is recommended {direction} [to {reader}] than {baseline}.

    `direction` is *more*, *less* or *as much*; `reader` "" means people who play no part in the scenario;
    `baseline` None means "before": the world without the acts of this scenario.
    """

    thing: Thing
    direction: str
    reader: str = ""
    baseline: Thing | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """
    {data} is (not) used for {purpose}: read from the purpose log. `owner` "" means everybody's data.

    `count`, unless 0, is how many acts the log must speak of.
    """

    owner: str
    kind: str
    purpose: str
    used: bool = True
    count: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """the platform refuses [because {reason}]: every request since the last When."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """the platform allows it: no request since the last When is refused."""


@dataclass(frozen=True, slots=True)
class Tells:
    """the {document} tells {who} "{statement}", reachable in at most two steps; or does not."""

    document: str
    who: str
    statement: str
    tells: bool = True


@dataclass(frozen=True, slots=True)
class SettingIs:
    """{setting} is {value} for {who} [who can change it / and cannot be changed]; None: not said."""

    setting: str
    value: str
    who: str
    changeable: bool | None = None


@dataclass(frozen=True, slots=True)
class Conforms:
    """everything {who} receives matches its schema."""

    who: str


@dataclass(frozen=True, slots=True)
class LosesAccess:
    """{who} loses access: what a tool or a person could use before the last When is refused from now on."""

    who: str


@dataclass(frozen=True, slots=True)
class Warned:
    """{who} is warned that {warning}: exactly one notice, on account of what happened since the last When."""

    who: str
    warning: str


@dataclass(frozen=True, slots=True)
class Suspended:
    """{who} is suspended: the account cannot act."""

    who: str


@dataclass(frozen=True, slots=True)
class Marked:
    """the report marks {item} as {assessment}: what this harness finds out about a claim, and prints."""

    item: Thing
    assessment: Assessment


Promise = (
    NeverLearns
    | Withheld
    | Sees
    | DoesNotSee
    | TellsOnly
    | Notified
    | NotNotified
    | SameAsIf
    | Shown
    | ShownFrom
    | Unidentified
    | Recommended
    | Used
    | Refused
    | Allowed
    | Tells
    | SettingIs
    | Conforms
    | LosesAccess
    | Warned
    | Suspended
    | Marked
)
