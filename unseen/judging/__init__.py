"""
What each promise means: the judge of one promise in one world.

"Never learns" and its local forms are in `hidden`, what somebody can see in `shown`. A promise that could
not be broken in its scenario is refused with a `PolicyError`: it would be a pass that proves nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from unseen import promises as p
from unseen.history import Variation
from unseen.judging import hidden, shown
from unseen.judging.evidence import Bench, one_per_cause
from unseen.model import Finding, Judgement
from unseen.oracles.schema import Schemas
from unseen.world import World


class Judge:
    """Judges promises with the help of the schemas, which say what the fields of a payload are."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas

    def __call__(self, world: World, promise: p.Promise) -> Judgement:
        """
        Judge one promise at this moment.

        Raises:
            PolicyError: the promise could not be broken in this scenario, or names something unknown.
            NotOffered: the target lacks a surface that the promise needs.
            TargetError: the platform failed meanwhile.
        """
        world.census()
        findings = one_per_cause(_MEANINGS[type(promise)](Bench(world, self._schemas), promise))
        return Judgement(findings, world.census())


def _conforms(bench: Bench, promise: p.Conforms) -> Iterator[Finding]:
    """Look at everything: the oracles that see every payload of this world judge what comes."""
    for reader in bench.world.party(promise.who):
        bench.look(bench.world.play(Variation()), reader)
    yield from ()


_MEANINGS: Mapping[type, Callable[[Bench, Any], Iterator[Finding]]] = {
    p.NeverLearns: hidden.never_learns,
    p.DoesNotSee: hidden.does_not_see,
    p.TellsOnly: hidden.tells_only,
    p.NotNotified: hidden.not_notified,
    p.SameAsIf: hidden.same_as_if,
    p.Unidentified: hidden.unidentified,
    p.Refused: hidden.refused,
    p.Sees: shown.sees,
    p.Notified: shown.notified,
    p.Shown: shown.shown,
    p.Recommended: shown.recommended,
    p.Used: shown.used,
    p.Tells: shown.tells,
    p.SettingIs: shown.setting_is,
    p.Conforms: _conforms,
}
