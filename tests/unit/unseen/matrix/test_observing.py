"""Who can tell what is found out from behaviour: leaks turn exactly their cells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import pytest

from unseen.home import HOME
from unseen.matrix import MATRIX, Difference, Observed, Observer, Row, Table, compared, observe, read_table
from unseen.model import PolicyError, Where
from unseen.oracles.schema import Schemas
from unseen.reports.grid import render
from unseen.reports.terminal import Paper
from unseen.target import Capabilities, TargetError
from unseen.targets.stub import Stub, embedded
from unseen.vocabulary import Vocabulary

TABLE = read_table(HOME / "features" / MATRIX)
ROWS = {row.id: row for row in TABLE.rows}
VOCABULARY = Vocabulary.packaged()
CHO = 'Cho has posted the "recipe" video about cooking'


def some(*ids: str) -> Table:
    """The packaged matrix, these rows only; of saves without the thousand that advertisers are told of."""
    rows = [replace(ROWS[each], group=(), figure=()) if each == "save" else ROWS[each] for each in ids]
    return replace(TABLE, rows=tuple(rows))


def observer(target: Stub) -> Observer:
    return Observer(target, Schemas.load(target.schemas), VOCABULARY)


def seen(table: Table, target: Stub) -> dict[str, dict[str, Observed]]:
    return observe(table, observer(target))


@cache
def clean(name: str) -> dict[str, Observed]:
    """A row of the platform without a fault."""
    return seen(some(name), embedded())[name]


def changed(names: Sequence[str], fault: str) -> Mapping[tuple[str, str], str]:
    """The cells that a fault changes, and what is observed in them."""
    leaky = seen(some(*names), embedded(fault=fault))
    return {
        (name, audience): leaky[name][audience].value
        for name in names
        for audience, cell in clean(name).items()
        if leaky[name][audience].value != cell.value
    }


EVERYONE = ("actor", "owner", "follower", "friend", "stranger", "logged out")


@pytest.mark.parametrize(
    ("fault", "rows", "cells"),
    [
        ("notification-names-saver", ["save", "like"], {("save", "owner"): "visible"}),
        ("badge-count-moves", ["save", "like"], {("save", "owner"): "count"}),
        (
            "counter-below-k",
            ["save", "like"],
            {("save", each): "count" for each in EVERYONE[1:]},
        ),
        (
            "private-likes-shown",
            ["private-like", "private-comment"],
            {("private-like", "stranger"): "visible"},
        ),
        ("declared-field-wrong-audience", ["receipt", "message"], {("receipt", "owner"): "visible"}),
        ("moderators-read-messages", ["message", "receipt"], {("message", "staff"): "visible"}),
        ("block-told", ["block", "mute"], {("block", "owner"): "visible"}),
        ("visit-notifies", ["visit", "view"], {("visit", "owner"): "visible"}),
        ("reordered-keys", ["save", "like", "block"], {}),
    ],
)
def test_leaks_turn_their_cells(fault: str, rows: list[str], cells: Mapping[tuple[str, str], str]) -> None:
    """A leak changes the cells of those who learn of it, and no other; a benign change changes none."""
    assert changed(rows, fault) == cells


def test_group() -> None:
    """What is told of many people only is an aggregate; of one person already, a count."""
    table = some("save-count")
    cells = {name: seen(table, embedded(profile=name))["save-count"] for name in ("seed", "counted")}

    assert {cells["seed"][each].value for each in EVERYONE} == {"hidden"}
    assert {cells["counted"][each].value for each in EVERYONE} == {"aggregate"}
    assert cells["seed"]["staff"].value == "count"
    assert cells["counted"]["outside app"].value == "hidden"


def row(**parts: object) -> Row:
    return replace(ROWS["like"], settings=(), group=(), figure=(), **parts)


def alone(*rows: Row) -> Table:
    return replace(TABLE, people=(CHO,), rows=rows)


@pytest.mark.parametrize(
    ("one", "note"),
    [
        (row(missing="there are none"), "there are none"),
        (row(nobody=("actor",)), "this row has no such audience"),
        (row(on=("guest book",)), "there is no place where they could look"),
        (
            row(on=("trend report",)),
            "nobody at all can tell it, so that nothing is shown by its being hidden",
        ),
    ],
)
def test_not_offered(one: Row, note: str) -> None:
    """What cannot be found out is not hidden, and the reason is told."""
    found = seen(alone(one), embedded())["like"]["actor"]

    assert found.value == "not offered"
    assert note in found.note


def test_no_answer() -> None:
    """Whoever is answered nowhere is not one from whom something is hidden."""
    owner = seen(some("why"), embedded())["why"]["owner"]

    assert owner == Observed("not offered", "no place where they look answers them")


def test_nothing_found_out_agrees_with_nothing() -> None:
    """A cell that is declared hidden and offered nowhere is a finding, until the table says why."""
    table = replace(some("why"), differences=())
    found = observe(table, observer(embedded()))
    shown = compared(table, "seed", found)

    assert {audience for _, audience, _ in shown.findings} == {"owner", "blocked"}
    assert "H≠–" in render(shown, Paper(100), "m")
    why = Difference(("why",), ("owner", "blocked"), "not offered", "nobody recommends it", Where("m"))
    explained = compared(replace(table, differences=(why,)), "seed", found)
    assert explained.findings == ()
    assert "nobody recommends it" in render(explained, Paper(100), "m")


@pytest.mark.parametrize(("place", "is_finding"), [("ads manager", True), ("guest book", False)])
def test_what_a_platform_lacks_is_no_finding(place: str, is_finding: bool) -> None:
    """Where the platform lacks the place, nothing was to be declared; where the table names none, it was."""
    table = alone(row(on=("video page", "guest book"), nobody=()))
    staff = replace(next(each for each in table.parties if each.name == "staff"), on=(place,))
    parties = tuple(staff if each.name == "staff" else each for each in table.parties)
    table = replace(table, parties=parties, differences=())
    cells = compared(table, "seed", observe(table, observer(embedded()))).rows[0].cells
    cell = dict(zip(table.audiences, cells, strict=True))["staff"]

    assert (cell.observed, cell.is_finding) == ("not offered", is_finding)


def test_difference_is_noted() -> None:
    """A cell that differs carries the reason that the table gives, or none, and then it is a finding."""
    table = some("share")
    found = observe(table, observer(embedded()))
    found_cells = compared(table, "seed", found).rows[0].cells
    cells = dict(zip(table.audiences, found_cells, strict=True))
    bare = compared(replace(table, differences=()), "seed", found)

    assert (cells["friend"].declared, cells["friend"].observed) == ("hidden", "count")
    assert cells["friend"].note.startswith("the number of shares is public")
    assert {audience for _, audience, _ in bare.findings} >= {"friend", "stranger"}
    assert not compared(table, "seed", found).findings


def test_refused() -> None:
    """Of an act that the platform refuses nothing can be said: neither hidden nor visible."""
    given = ("Cho has set who may comment to no one",)

    with pytest.raises(TargetError, match="the platform refused with"):
        seen(alone(row(given=given, when=('Ana comments on the "recipe" video',))), embedded())


def test_sentence_that_makes_no_sense() -> None:
    """A sentence that makes no sense is told with the row that it stands in."""
    with pytest.raises(PolicyError, match="nobody has posted a video called `rcipe`") as error:
        seen(alone(row(when=('Ana likes the "rcipe" video',))), embedded())
    assert error.value.where == ROWS["like"].where


def test_progress_and_histories() -> None:
    """Rows are told as they are done, and the histories that were played are counted."""
    told: list[tuple[int, int]] = []
    counting = observer(embedded())

    observe(alone(row(), row(id="again")), counting, lambda done, planned: told.append((done, planned)))

    assert told == [(1, 2), (2, 2)]
    assert counting.worlds >= 6


def test_acts_of_the_target() -> None:
    """A row of which the platform does not have the act is not offered, and says so."""

    class Bare(Stub):
        def capabilities(self) -> Capabilities:
            whole = super().capabilities()
            return replace(whole, verbs=whole.verbs - {"like"})

    whole = embedded()
    found = seen(alone(row()), Bare(whole._transport, "bare", whole._options))["like"]

    assert {(cell.value, cell.note) for cell in found.values()} == {
        ("not offered", "bare does not offer `like`")
    }


def test_at_once() -> None:
    """What is told for a day only is found by whoever looks at once."""
    story = ROWS["story-view"]
    found = {days: seen(replace(TABLE, rows=(replace(story, days=days),)), embedded()) for days in (0, 2)}

    assert found[0]["story-view"]["owner"].value == "visible"
    assert found[2]["story-view"]["owner"].value != "visible"


def test_surfaces_of_the_target() -> None:
    """A platform without a surface is looked at where it has some."""

    class Bare(Stub):
        def capabilities(self) -> Capabilities:
            whole = super().capabilities()
            return replace(whole, surfaces=("video page",), staff_surfaces=())

    whole = embedded()
    bare = Bare(whole._transport, "bare", whole._options)
    found = seen(alone(row()), bare)["like"]

    assert (found["owner"].value, found["recommender"].value) == ("visible", "not offered")


def test_what_is_told_of_groups_by_age_and_country_is_found():
    """Advertisers are told of ages and countries where a thousand people have them."""
    assert clean("age")["advertiser"].value == "aggregate"
    assert clean("location")["advertiser"].value == "aggregate"
    assert clean("age")["recommender"].value == "hidden"


def test_what_comes_after_it_in_any_case_is_no_secret():
    """A comment that the owner of the video deleted is known to that owner, and to moderators."""
    told = {name for name, cell in clean("deleted-comment").items() if cell.value == "visible"}
    assert told == {"owner", "staff"}
