"""What is looked for whoever looks: the oracles that see every payload, each payload once."""

from collections.abc import Callable, Iterable, Sequence

from unseen.canary import Cast
from unseen.compare import unmasked
from unseen.model import Finding, Observation

Oracle = Callable[[Observation, Cast], Sequence[Finding]]


class Watch:
    """
    The oracles that look at every payload that reaches anybody, and their alarms.

    Args:
        oracles: what looks.
        cast: knows what identifies the people; its values stand in no alarm.
    """

    def __init__(self, oracles: Sequence[Oracle], cast: Cast) -> None:
        self._oracles = oracles
        self._cast = cast
        self._seen: set[Observation | tuple[object, ...]] = set()
        self._alarms: dict[str, Finding] = {}

    def inspect(self, observations: Iterable[Observation]) -> None:
        """Show observations to every oracle, but for those that they have seen already."""
        for seen in observations:
            if seen not in self._seen:
                self._seen.add(seen)
                self._examine(seen)

    def _examine(self, seen: Observation) -> None:
        told = (*unmasked(seen), seen.reader, seen.surface, seen.payload, seen.status)
        if told in self._seen:
            return
        self._seen.add(told)
        for oracle in self._oracles:
            for finding in oracle(seen, self._cast):
                redacted = self._cast.redact_finding(finding)
                self._alarms.setdefault(redacted.fingerprint, redacted)

    def alarms(self) -> dict[str, Finding]:
        """The alarms since this was asked last, by fingerprint."""
        alarms, self._alarms = self._alarms, {}
        return alarms
