"""
What an audience can tell, by twin worlds.

A row is played as told, with a double in the place of whoever did it, and without it. Whoever can tell the
first two apart learns *who*; whoever can tell only the first and the last learns *that* it happened; where a
figure appears once many people do it, an *aggregate* is told; else it is *hidden*. What differs once the
person concerned sets or grants something else is *by setting*.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unseen.matrix.stage import Stage
from unseen.matrix.table import Audience, Row, Table
from unseen.oracles.schema import Schemas
from unseen.target import NotOffered, Target
from unseen.vocabulary import Vocabulary

Shown = Mapping[str, Sequence[str]]
"""By audience, the surfaces on which it could find something."""


@dataclass(frozen=True, slots=True)
class Observed:
    """
    What an audience can tell of a row; `note` says why nothing could be found out.

    `lacking` is set where the platform does not have what the row, or the place to look at, needs: then there
    is nothing to be declared. Any other reason why nothing was found out has to be.
    """

    value: str
    note: str = ""
    lacking: bool = False


class Observer:
    """
    Finds out on one platform who can tell what.

    Args:
        target: the platform.
        schemas: say what the fields of its payloads are.
        vocabulary: reads the sentences of the table.
    """

    def __init__(self, target: Target, schemas: Schemas, vocabulary: Vocabulary) -> None:
        self._target = target
        self._schemas = schemas
        self._vocabulary = vocabulary
        capabilities = target.capabilities()
        self._everywhere = capabilities.surfaces
        self._offered = frozenset((*capabilities.surfaces, *capabilities.staff_surfaces))
        self.worlds = 0
        """How many histories were played."""

    def row(self, table: Table, row: Row) -> dict[str, Observed]:
        """What each audience can tell; see `unseen.matrix.observe`."""
        if row.missing:
            return {name: Observed("not offered", row.missing, lacking=True) for name in table.audiences}
        shown = {each.name: self._shown(each, row) for each in table.parties}
        elsewhere = {each.name for each in table.parties if row.on and each.on and not {*row.on} & {*each.on}}
        absent = {name: Observed("not offered", "this row has no such audience") for name in row.nobody}
        for name, surfaces in shown.items():
            if not surfaces:
                why = "there is no place where they could look"
                absent.setdefault(name, Observed("not offered", why, lacking=name not in elsewhere))
        reached = [each for each in table.parties if each.name not in absent]
        try:
            by_default = self._told(table, row, reached, shown)
            found = absent | by_default
            for before, after in (
                *((each, ()) for each in row.settings),
                *(((), each) for each in row.later),
            ):
                for name, other in self._told(table, row, reached, shown, before, after).items():
                    if other.value != by_default[name].value:
                        found[name] = Observed("by setting")
        except NotOffered as error:
            return {name: Observed("not offered", str(error), lacking=True) for name in table.audiences}
        if all(each.value in ("hidden", "not offered") for each in found.values()):
            why = "nobody at all can tell it, so that nothing is shown by its being hidden"
            return found | {each.name: Observed("not offered", why) for each in reached}
        return found

    def _shown(self, audience: Audience, row: Row) -> tuple[str, ...]:
        wanted = audience.on or self._everywhere
        return tuple(name for name in wanted if name in self._offered and (not row.on or name in row.on))

    def _told(
        self,
        table: Table,
        row: Row,
        audiences: Sequence[Audience],
        shown: Shown,
        before: Sequence[str] = (),
        after: Sequence[str] = (),
    ) -> dict[str, Observed]:
        """What each audience can tell with these choices, made before or after it happens."""
        given, after = (*table.people, *row.given, *before), (*row.then, *after)
        if row.instead:
            found = self._as_somebody_else(row, given, audiences, shown)
        else:
            with self._stage(row, given, row.when, after) as stage:
                found = {each.name: _tells(stage, each, shown[each.name]) for each in audiences}
        if row.group:
            with self._stage(row, given, row.group, after) as stage:
                for each in audiences:
                    if found[each.name].value == "hidden":
                        found[each.name] = _counts(stage, each, shown[each.name], row) or found[each.name]
        return found

    def _as_somebody_else(
        self, row: Row, given: Sequence[str], audiences: Sequence[Audience], shown: Shown
    ) -> dict[str, Observed]:
        """Two histories told from their beginning, which differ in what somebody is."""
        with (
            self._stage(row, (*row.when, *given)) as one,
            self._stage(row, (*row.instead, *given)) as other,
        ):
            return {
                each.name: Observed("visible")
                if one.differs_from(other, each, shown[each.name])
                else _hidden(one, each, shown[each.name])
                for each in audiences
            }

    def _stage(
        self, row: Row, given: Sequence[str], when: Sequence[str] = (), after: Sequence[str] = ()
    ) -> Stage:
        stage = Stage(self._target, self._schemas, row, self._count)
        for keyword, sentences in (("given", given), ("when", when), ("after", after)):
            stage.tell(keyword, self._vocabulary, sentences, row.where)
        return stage

    def _count(self, worlds: int) -> None:
        self.worlds += worlds


def _tells(stage: Stage, audience: Audience, surfaces: Sequence[str]) -> Observed:
    """Who, that, or nothing."""
    if stage.can_be_swapped and stage.tells_who(audience, surfaces):
        return Observed("visible")
    if stage.tells_that(audience, surfaces):
        return Observed("visible" if stage.is_about_somebody else "count")
    return _hidden(stage, audience, surfaces)


def _counts(stage: Stage, audience: Audience, surfaces: Sequence[str], row: Row) -> Observed | None:
    """A number, of a single person or of groups only."""
    if not stage.shows_figure(audience, surfaces, row.figure):
        return None
    if not row.when and stage.shows_figure(audience, surfaces, row.figure, people=1):
        return Observed("count")
    return Observed("aggregate")


def _hidden(stage: Stage, audience: Audience, surfaces: Sequence[str]) -> Observed:
    """Hidden, if there was anything at all to be seen."""
    if stage.answers(audience, surfaces):
        return Observed("hidden")
    return Observed("not offered", "no place where they look answers them")
