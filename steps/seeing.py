"""What people look at and ask for."""

from unseen.model import Act, Fact, Place, Thing
from unseen.vocabulary import Stage, when


@when("{actor} looks at {place}", number="W1", examples=("Cho looks at creator analytics",))
def _(world: Stage, name: str, place: Place) -> None:
    """Somebody opens a surface, and receives what it shows."""
    world.do(Act(name, "look", Thing("surface", place.surface), (("of", place.of),) if place.of else ()))


@when(
    "{actor} asks the platform for {question}",
    number="W2",
    examples=('SaveSpy asks the platform for who saved the "recipe" video',),
)
def _(world: Stage, name: str, question: Fact) -> None:
    """Somebody asks the app interface, with whatever permission they have."""
    world.do(_ask(name, question))


@when(
    "{actor} asks the platform for {question} by scraping",
    number="W2",
    examples=('SaveSpy asks the platform for who saved the "recipe" video by scraping',),
)
def _(world: Stage, name: str, question: Fact) -> None:
    """Somebody collects pages as a machine, without any permission."""
    world.do(_ask(name, question, ("way", "scraping")))


@when(
    "{actor} asks to reach people who {did}",
    number="W4",
    examples=('Cho asks to reach people who saved the "recipe" video',),
)
def _(world: Stage, name: str, aim: Act) -> None:
    """Somebody asks the promotion tool for an audience."""
    world.do(Act(name, "target", aim.thing, (("did", aim.verb),)))


def _ask(name: str, question: Fact, *way: tuple[str, str]) -> Act:
    asked = question.act
    of = (("of", asked.actor),) if asked.actor else ()
    return Act(
        name,
        "ask",
        Thing("fact", asked.thing.name),
        (("did", asked.verb), *of, ("data", question.aspect), *way),
    )
