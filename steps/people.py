"""Who is there: people, their ties and settings, outside tools, and what the platform offers."""

from dataclasses import replace

from unseen.model import Act, Claim, Thing
from unseen.vocabulary import Stage, given, when

from .facts import alleged


@given("{person} has a {privacy} account", number="G1", examples=("Ana has a private account",))
def _(world: Stage, name: str, value: str) -> None:
    """Sets account privacy."""
    world.do(Act(name, "set", Thing("setting", "account privacy"), (("value", value),)))


@given("{person} is {age} years old", number="G2", examples=("Bo is 14 years old",))
def _(world: Stage, name: str, age: int) -> None:
    """Makes a person of this age known; without it, people are adults."""
    world.introduce(name, age)


@given("{person} {tie}", number="G3", examples=("Ana follows Cho", "Ana is a friend of Cho"))
def _(world: Stage, name: str, act: Act) -> None:
    """Two people stand to each other in this way; a follow has been accepted, if it had to be."""
    world.do(replace(act, actor=name))


@given("{person} does not know {person}", number="G3", examples=("Dev does not know Ana",))
def _(world: Stage, one: str, other: str) -> None:
    """Two people have no tie."""
    world.strangers(one, other)


@given("{person} has changed no settings", number="G5", examples=("Ana has changed no settings",))
def _(world: Stage, name: str) -> None:
    """Makes a person known whose settings are the defaults."""
    world.introduce(name)


@given("{person} is {role}", number="G11", examples=("AdCo is an advertiser",))
def _(world: Stage, name: str, role: str) -> None:
    """The platform gives somebody's account this role."""
    world.do(Act("the platform", "appoint", Thing("person", name), (("value", role),)))


@given(
    "{tool} is an outside tool that {claim}",
    number="G6",
    examples=("SaveSpy is an outside tool that promises to show who saved a video",),
)
def _(world: Stage, name: str, claim: str) -> None:
    """Makes an outside tool known; what it claims is not true by that, and the report may mark it."""
    world.introduce_tool(name, Claim(claim, alleged(claim)))


@given("{tool} is an outside tool", number="G6", examples=("SaveSpy is an outside tool",))
def _(world: Stage, name: str) -> None:
    """Makes an outside tool known."""
    world.introduce_tool(name)


@given(
    "{person} has granted {tool} permission to {scope}",
    number="G7",
    examples=("Cho has granted StatApp permission to list my videos",),
)
@when(
    "{person} grants {tool} permission to {scope}",
    number="G7",
    examples=("Cho grants StatApp permission to list my videos",),
)
def _(world: Stage, name: str, tool: str, scope: str) -> None:
    """An outside tool may do this in the person's name."""
    world.do(Act(name, "grant", Thing("tool", tool), (("scope", scope),)))


@given(
    "{person} has taken back {tool}'s permission",
    number="W3",
    examples=("Cho has taken back StatApp's permission",),
)
@when(
    "{person} takes back {tool}'s permission",
    number="W3",
    examples=("Cho takes back StatApp's permission",),
)
def _(world: Stage, name: str, tool: str) -> None:
    """An outside tool may no longer do anything in the person's name."""
    world.do(Act(name, "withdraw-grant", Thing("tool", tool)))


@given(
    "the platform offers {feature}",
    number="G8",
    examples=('the platform offers "save report for creators"',),
)
def _(world: Stage, feature: str) -> None:
    """Switches a feature on."""
    world.do(Act("the platform", "offer", Thing("feature", feature)))


@given(
    "the platform does not offer {feature}",
    number="G8",
    examples=('the platform does not offer "save report for creators"',),
)
def _(world: Stage, feature: str) -> None:
    """Switches a feature off."""
    world.do(Act("the platform", "withhold", Thing("feature", feature)))


@given(
    "the {document} says {statement}",
    number="G10",
    examples=('the privacy policy says "Saves are anonymised and used only to rank videos"',),
)
def _(world: Stage, document: str, statement: str) -> None:
    """Adds the statement to the document."""
    world.do(Act("the platform", "say", Thing("document", document), (("text", statement),)))


@given(
    "the {document} does not say {statement}",
    number="G10",
    examples=('the privacy policy does not say "Saves are not used for ads"',),
)
def _(world: Stage, document: str, statement: str) -> None:
    """Takes the statement out of the document."""
    world.do(Act("the platform", "unsay", Thing("document", document), (("text", statement),)))


@given("the terms say {statement}", number="G10", examples=('the terms say "Be kind"',))
def _(world: Stage, statement: str) -> None:
    """Adds the statement to the terms."""
    world.do(Act("the platform", "say", Thing("document", "terms"), (("text", statement),)))


@given("the terms do not say {statement}", number="G10", examples=('the terms do not say "Be kind"',))
def _(world: Stage, statement: str) -> None:
    """Takes the statement out of the terms."""
    world.do(Act("the platform", "unsay", Thing("document", "terms"), (("text", statement),)))


@given(
    "the platform reports on no group smaller than {int}",
    number="G9",
    examples=("the platform reports on no group smaller than 50",),
)
def _(world: Stage, least: int) -> None:
    """Sets the size below which no figure about a group is shown to anybody."""
    world.do(Act("the platform", "threshold", Thing("group", "", least)))
