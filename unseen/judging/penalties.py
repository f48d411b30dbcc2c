"""
What happens to somebody in consequence: a warning, access that is lost, a suspension.

Each is compared with the world in which nothing happened under the last When: a consequence that was there
before is none.
"""

from collections.abc import Iterator

from unseen import promises as p
from unseen.compare import View
from unseen.history import Variation, drop
from unseen.judging.evidence import Bench, missing
from unseen.judging.shown import notices
from unseen.model import Act, Finding, Place, PolicyError, Thing
from unseen.playback import Playback
from unseen.statements import folded
from unseen.world import NOTICES

_OWN = ("settings screen", "creator analytics", "messages")
"""Surfaces of one's own, which anybody with an account can look at."""


def loses_access(bench: Bench, promise: p.LosesAccess) -> Iterator[Finding]:
    """Every call is refused, and without the acts of the last When at least one is answered."""
    for who in bench.world.party(promise.who):
        if not _answered(_calls(bench, _before(bench), who)):
            raise PolicyError(
                f"{who} has no access that could be lost", remedy=f"give {who} permission to something before"
            )
        for seen in _answered(_calls(bench, bench.world.play(Variation()), who)).values():
            message = f"{who} still has access: {seen.surface} answers {seen.status}"
            yield missing(who, seen.surface, message, here=bench.world.cast.redact_text(seen.request))


def warned(bench: Bench, promise: p.Warned) -> Iterator[Finding]:
    """One notice with these words more than without the acts of the last When."""
    for who in bench.world.party(promise.who):
        told = _warnings(bench, bench.world.shown(Variation()), who, promise.warning)
        before = bench.world.shown(drop(bench.world.when_acts()))
        times = told - _warnings(bench, before, who, promise.warning)
        if times != 1:
            message = f"{who} should be warned once that {promise.warning}, and is warned {times} times"
            yield missing(who, NOTICES[0], message)


def suspended(bench: Bench, promise: p.Suspended) -> Iterator[Finding]:
    """What the account could do before the last When is refused."""
    for who in bench.world.party(promise.who):
        if not _answered(_before(bench).act(_trial(who))):
            raise PolicyError(f"{who} could do nothing before", remedy="suspend somebody who could")
        replies = bench.world.count(bench.world.play(Variation()).act(_trial(who)))
        for seen in _answered(replies).values():
            message = f"the account of {who} can still act: it is answered {seen.status}"
            yield missing(who, seen.surface, message, here=seen.request)


def _before(bench: Bench) -> Playback:
    return bench.world.play(drop(bench.world.when_acts()))


def _calls(bench: Bench, playback: Playback, who: str) -> View:
    if who in bench.world.tools:
        return bench.look(playback, who, Place("app interface"))
    own = [surface for surface in _OWN if surface in bench.world.capabilities.surfaces]
    return bench.world.count(playback.view(who, own)) | bench.world.count(playback.act(_trial(who)))


def _trial(who: str) -> Act:
    return Act(who, "post", Thing("video", f"{who}'s next video"))


def _answered(view: View) -> View:
    return {key: seen for key, seen in view.items() if seen.status < 400}


def _warnings(bench: Bench, playback: Playback, who: str, words: str) -> int:
    told = notices(bench.look(playback, who, Place(NOTICES[0])))
    return sum(folded(words) in folded(str(notice.get("text"))) for notice in told)
