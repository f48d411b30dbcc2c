"""One history in its worlds: each is played once, at the first look, and looked at by whoever needs it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from unseen.compare import View, differences
from unseen.history import Variation, actors, blocks, closing, double_of, drop, swap
from unseen.judging.released import threshold, without_steps
from unseen.matrix.table import Audience, Row
from unseen.model import Judgement, PolicyError, Undecodable, Where
from unseen.oracles.schema import Schemas
from unseen.playback import Playback
from unseen.promises import Promise
from unseen.target import Subjects, Target
from unseen.vocabulary import Vocabulary
from unseen.world import World

_SEED = 1
_DATA = frozenset({"set"})
"""Verbs of data that a person has rather than of acts that somebody else could do."""

_PARTS = ("age band", "country")
"""What the people of an audience are told apart by; named like a figure, it is one where any size is told."""


class Stage:
    """
    One history: what is given, what happens (the secret), what comes after.

    Args:
        target: the platform.
        schemas: say what the fields of its payloads are.
        row: whom readers ask about besides those who take part, and when they look.
        count: told how many histories were played, in the end.
    """

    def __init__(self, target: Target, schemas: Schemas, row: Row, count: Callable[[int], None]) -> None:
        self._schemas = schemas
        self._row = row
        self._count = count
        self._world = World(target, seed=_SEED, judge=_promises_nothing)
        self._secret: frozenset[int] = frozenset()
        self._doers: tuple[str, ...] = ()
        self._played: dict[Variation, Playback] = {}
        self._views: dict[tuple[Variation, str, str], View] = {}

    def tell(self, keyword: str, vocabulary: Vocabulary, sentences: Iterable[str], where: Where) -> None:
        """
        Let sentences be so; what is told after *when* is the secret, what after *after* comes later.

        Raises:
            PolicyError: a sentence makes no sense here.
            TargetError: the platform refused all of the secret.
            NotOffered: the platform does not have what a sentence needs.
        """
        world, said = self._world, "when" if keyword == "when" else "given"
        before = len(world.history)
        for sentence in sentences:
            world.keyword = said
            try:
                vocabulary.match(said, sentence, where).run(world)
            except PolicyError as error:
                error.where = error.where or where
                raise
        if keyword == "when":
            happened = range(before, len(world.history))
            self._secret = frozenset(each for each in happened if world.history[each].verb != "wait")
            world.must_have_happened(self._secret)
            doers = actors(world.history, self._secret)
            self._doers = tuple(name for name in doers if name in world.people)

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, *_: object) -> None:
        self._count(len(self._played) + 1)
        self._world.close()

    @property
    def is_about_somebody(self) -> bool:
        """Whether the secret is what somebody has, so that whoever can tell it can tell it of them."""
        return bool(self._doers) and self._is_data

    @property
    def can_be_swapped(self) -> bool:
        """Whether somebody else could have done it."""
        return bool(self._doers) and not self._is_data

    @property
    def _is_data(self) -> bool:
        return all(self._world.history[number].verb in _DATA for number in self._secret)

    def tells_who(self, audience: Audience, surfaces: Sequence[str]) -> bool:
        """Whether this audience could tell if a double had done it."""
        return self._differ(audience, surfaces, swap(self._world.history, self._secret))

    def tells_that(self, audience: Audience, surfaces: Sequence[str]) -> bool:
        """Whether this audience could tell if it had not happened."""
        return self._differ(audience, surfaces, drop(self._secret))

    def shows_figure(
        self, audience: Audience, surfaces: Sequence[str], names: Sequence[str], people: int = 0
    ) -> bool:
        """
        Whether a figure is there that is not there when nobody does it.

        `people`, unless 0, is how many do it instead, where they are crowds.
        """
        history = self._world.history
        if people and not all(history[each].crowd for each in self._secret):
            return False
        crowds = tuple((each, replace(history[each], crowd=people)) for each in sorted(self._secret))
        told = Variation("size", instead=crowds) if people else Variation()
        nobody = drop(self._secret)
        return any(
            set(self._figures(self._view(told, reader, surface), names)).difference(
                self._figures(self._view(nobody, reader, surface), names)
            )
            for reader in audience.reads
            for surface in surfaces
        )

    def differs_from(self, other: "Stage", audience: Audience, surfaces: Sequence[str]) -> bool:
        """Whether this audience can tell this history from another one."""
        told = Variation()
        return any(
            self._apart(self._view(told, reader, surface), other.view(reader, surface))
            for reader in audience.reads
            for surface in surfaces
        )

    def answers(self, audience: Audience, surfaces: Sequence[str]) -> bool:
        """Whether anything at all is shown to this audience there."""
        return any(
            seen.status < 400 and seen.body
            for reader in audience.reads
            for surface in surfaces
            for seen in self.view(reader, surface).values()
        )

    def view(self, reader: str, surface: str) -> View:
        """What a reader finds on a surface in the world as told."""
        return self._view(Variation(), reader, surface)

    def _differ(self, audience: Audience, surfaces: Sequence[str], usual: Variation) -> bool:
        for reader in audience.reads:
            shut_out = blocks(self._world.history, reader) & self._secret
            twin = closing(self._world.history, shut_out) if shut_out else usual
            for surface in surfaces:
                if self._apart(self.view(reader, surface), self._view(twin, reader, surface)):
                    return True
        return False

    def _apart(self, here: View, there: View) -> bool:
        """Whether somebody can tell two views apart, but for steps of figures released in steps."""
        one, other, _ = without_steps(here, there, self._schemas, threshold(self._world.history))
        return next(differences(one, other), None) is not None

    def _figures(self, view: View, names: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
        """The figures of these names in a view: surface, request, pointer and value."""
        figures = [f"metric.{name}" for name in names if name not in _PARTS]
        wanted = {*figures, *(["purpose.count"] if figures else [f"audience.{name}" for name in names])}
        for seen in view.values():
            try:
                fields = list(self._schemas.fields(seen.payload, seen.document)) if seen.status < 400 else []
            except Undecodable:
                continue  # breaks its schema
            for pointer, kind, value in fields:
                if kind in wanted and value != "":
                    yield seen.surface, seen.request, pointer, str(value)

    def _view(self, twin: Variation, reader: str, surface: str) -> View:
        key = twin, reader, surface
        if key not in self._views:
            self._views[key] = self._playback(twin).view(reader, [surface])
        return self._views[key]

    def _playback(self, twin: Variation) -> Playback:
        if twin not in self._played:
            doubles = self._doers if self.can_be_swapped else ()
            playback = self._world.play(twin, doubles, self._secret).about(self._subjects())
            playback.wait(self._row.days)
            self._played[twin] = playback
        return self._played[twin]

    def _subjects(self) -> Subjects:
        """Whom and what readers ask about: who and what takes part in the secret."""
        world = self._world
        acts = [world.history[number] for number in sorted(self._secret)]
        things = dict.fromkeys(act.thing.name for act in acts)
        videos = tuple(name for name in things if name in world.videos) or tuple(world.videos)
        named = [*self._doers, *self._row.about, *(name for name in things if name in world.people)]
        named += [world.videos[name] for name in videos]
        doubles = map(double_of, self._doers if self.can_be_swapped else ())
        people = (*dict.fromkeys(named), *doubles)
        collections = dict.fromkeys(act.detail("collection") for act in world.history)
        return Subjects(
            people,
            videos,
            tuple(filter(None, ("saved", *collections))),
            (*people, *videos),
            tuple(world.tools),
            unknown=False,
        )


def _promises_nothing(_world: World, _promise: Promise) -> Judgement:
    raise PolicyError("a row of the matrix promises nothing", remedy="say what happens, and nothing else")
