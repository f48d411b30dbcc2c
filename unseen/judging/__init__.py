"""
What each promise means: the judge of one promise in one world.

"Never learns" and its local forms are in `hidden`, what somebody can see in `shown`, what the report says of
claims in `assessed`, of documents in `said`, what becomes of offenders in `penalties`. A promise that could
not be broken in its scenario is refused with a `PolicyError`: it would be a pass that proves nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from unseen import promises as p
from unseen.history import Variation
from unseen.judging import assessed, groups, hidden, penalties, shown
from unseen.judging.evidence import Bench
from unseen.model import Finding, Judgement, PolicyError
from unseen.oracles.causes import one_per_cause
from unseen.oracles.schema import Schemas
from unseen.statements import Statements
from unseen.vocabulary import Vocabulary
from unseen.world import World


class Judge:
    """
    Judges promises.

    Args:
        schemas: say what the fields of a payload are.
        statements: say what the words of documents mean; without them, nothing is known of any.
    """

    def __init__(self, schemas: Schemas, statements: Statements | None = None) -> None:
        self._schemas = schemas
        self._statements = statements or Statements(Vocabulary((), ()))

    def __call__(self, world: World, promise: p.Promise) -> Judgement:
        """
        Judge one promise at this moment.

        Raises:
            PolicyError: the promise could not be broken in this scenario, or names something unknown.
            NotOffered: the target lacks a surface that the promise needs.
            TargetError: the platform failed meanwhile.
        """
        world.census()
        bench = Bench(world, self._schemas, self._statements, _findings)
        findings = one_per_cause([*_findings(bench, promise), *bench.noticed.values()])
        census = world.census()
        if not findings and not census.observations:
            raise PolicyError(
                "nothing reaches anybody of whom this promise speaks, so it cannot be broken",
                remedy="name somebody, and a place, where there is something to look at",
            )
        return Judgement(findings, census, tuple(bench.assessed))


def _findings(bench: Bench, promise: p.Promise) -> Iterator[Finding]:
    return _MEANINGS[type(promise)](bench, promise)


def _conforms(bench: Bench, promise: p.Conforms) -> Iterator[Finding]:
    """Everything that they can look at now, and everything that reached them before, against the schemas."""
    world = bench.world
    for reader in world.party(promise.who):
        looked_at = bench.look(world.shown(Variation()), reader).values()
        for seen in (*world.received(reader), *looked_at):
            for finding in bench.schemas.judge(seen):
                yield replace(finding, here=world.cast.redact_text(finding.here))


_MEANINGS: Mapping[type, Callable[[Bench, Any], Iterator[Finding]]] = {
    p.NeverLearns: hidden.never_learns,
    p.Withheld: hidden.withheld,
    p.DoesNotSee: hidden.does_not_see,
    p.TellsOnly: hidden.tells_only,
    p.NotNotified: hidden.not_notified,
    p.SameAsIf: hidden.same_as_if,
    p.Unidentified: hidden.unidentified,
    p.Refused: hidden.refused,
    p.Allowed: shown.allowed,
    p.Sees: shown.sees,
    p.Notified: shown.notified,
    p.Shown: shown.shown,
    p.ShownFrom: groups.shown_from,
    p.Recommended: shown.recommended,
    p.Used: shown.used,
    p.Tells: shown.tells,
    p.SettingIs: shown.setting_is,
    p.Conforms: _conforms,
    p.LosesAccess: penalties.loses_access,
    p.Warned: penalties.warned,
    p.Suspended: penalties.suspended,
    p.Marked: assessed.marked,
}
