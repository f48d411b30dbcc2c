"""What people do: posts, acts, crowds, settings, and days that pass."""

from dataclasses import replace

from unseen.model import Act, Thing
from unseen.vocabulary import Stage, given, when

from .sweeping import sweep


@given(
    "{person} has posted {posting}",
    number="G4",
    examples=('Cho has posted the "recipe" video', 'Cho has posted the "knots" video with text overlay'),
)
@given("{actor} {has done}", number="A1", examples=('Ana has saved the "recipe" video',))
@when("{actor} {does}", number="A1", examples=('Ana saves the "recipe" video',))
def _(world: Stage, name: str, act: Act) -> None:
    """Somebody does something on the platform."""
    world.do(replace(act, actor=name))


@given("{crowd} people {have done}", number="A2", examples=('80 people have saved the "recipe" video',))
@when("{crowd} people {do}", number="A2", examples=('80 people save the "recipe" video',))
def _(world: Stage, number: int, act: Act) -> None:
    """So many people who play no other part do the same."""
    world.do(replace(act, crowd=number))


@given("1 person {one has done}", number="A2", examples=('1 person has saved the "recipe" video',))
@when("1 person {one does}", number="A2", examples=('1 person saves the "recipe" video',))
@given("1 people {have done}", number="A2", examples=('1 people have saved the "recipe" video',))
@when("1 people {do}", number="A2", examples=('1 people save the "recipe" video',))
def _(world: Stage, act: Act) -> None:
    """One person who plays no other part does this."""
    world.do(replace(act, crowd=1))


@given("{person} has set {choice}", number="A3", examples=("Ana has set use of my saves to off",))
@when("{person} sets {choice}", number="A3", examples=("Ana sets account privacy to private",))
def _(world: Stage, name: str, act: Act) -> None:
    """Somebody changes a setting of their own."""
    world.do(replace(act, actor=name))


@when("{person} tries any creator setting", number="A3", examples=("Cho tries any creator setting",))
def _(world: Stage, name: str) -> None:
    """Somebody sets each value of each setting beside each of every other, and looks at every surface."""
    world.try_settings(sweep(name))


@when("1 day passes", number="W5", examples=("1 day passes",))
def _(world: Stage) -> None:
    """A day passes for everybody, and nobody does anything."""
    world.do(_wait(1))


@when("1 week passes", number="W5", examples=("1 week passes",))
def _(world: Stage) -> None:
    """Seven days pass for everybody, and nobody does anything."""
    world.do(_wait(7))


@when("{days} pass", number="W5", examples=("30 days pass", "2 weeks pass"))
def _(world: Stage, number: int) -> None:
    """Time passes for everybody, and nobody does anything."""
    world.do(_wait(number))


def _wait(number: int) -> Act:
    return Act("", "wait", Thing("days", "", number))
