"""
The timing oracle: does an answer take longer because of the secret?

Pure: two samples of seconds in, a comparison out. Welch's t statistic (B. L. Welch, "The generalization of
'Student's' problem when several different population variances are involved", Biometrika 34, 1947) is asked
whether the means differ by more than `least` seconds; as in dudect (Reparaz, Balasch, Verbauwhede, "Dude, is
my code constant time?", DATE 2017) both samples are cropped first, since slow outliers come from the machine
and not from the secret, and t must be beyond 5, where chance alone hardly ever gets.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from unseen.model import Finding

THRESHOLD = 5.0
"""Beyond this t, a difference is taken for one."""
_KEPT = 0.8
"""The share of a sample, its fastest, that is kept."""
_POWER = 0.8416
"""The standard normal quantile of 80 %."""
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Compared:
    """
    Two samples beside each other.

    Attributes:
        count: measurements of either kind that were kept.
        here, there: mean seconds.
        error: standard error of the difference of the means, in seconds.
        least: the smallest difference that is called a leak, in seconds.
    """

    count: int
    here: float
    there: float
    error: float
    least: float

    @property
    def difference(self) -> float:
        """How many seconds longer it takes here."""
        return self.here - self.there

    @property
    def t(self) -> float:
        """How many standard errors the difference lies beyond `least`; at most 0 where it does not."""
        beyond = abs(self.difference) - self.least
        if not self.error:
            return math.copysign(math.inf, beyond) if beyond else 0.0
        return beyond / self.error

    @property
    def differs(self) -> bool:
        """Whether the secret can be told by time."""
        return self.t > THRESHOLD

    @property
    def visible(self) -> float:
        """The smallest difference, in seconds, that four of five such comparisons would have found."""
        return self.least + (THRESHOLD + _POWER) * self.error


def compare(here: Sequence[float], there: Sequence[float], least: float) -> Compared:
    """
    Compare two samples of seconds, at least four measurements each.

    The slowest fifth of each is left out: the same share of both, so that nothing is lost of a difference
    that every answer has.
    """
    if min(len(here), len(there)) < _FEWEST:
        raise ValueError(f"too few measurements: {len(here)} and {len(there)}")
    one, other = _cropped(here), _cropped(there)
    error = math.sqrt(variance(one) / len(one) + variance(other) / len(other))
    return Compared(min(len(one), len(other)), fmean(one), fmean(other), error, least)


def _cropped(sample: Sequence[float]) -> Sequence[float]:
    return sorted(sample)[: max(_FEWEST, math.ceil(len(sample) * _KEPT))]


def finding(compared: Compared, *, surface: str, reader: str, relation: str, secret: str) -> Finding:
    """What a reader can tell by time."""
    by = milliseconds(abs(compared.difference))
    longer = "longer" if compared.difference > 0 else "shorter"
    return Finding(
        oracle="timing",
        surface=surface,
        pointer="time",
        reader=reader,
        message=f"{reader} can tell {secret}: {surface} takes {by} {longer}",
        remedy="do the same work whether or not there is anything to find, or answer after a fixed time",
        relation=relation,
        here=f"{milliseconds(compared.here)} in {compared.count} measurements",
        there=f"{milliseconds(compared.there)}, t = {compared.t:.1f}",
    )


def milliseconds(seconds: float) -> str:
    """A time as it is printed."""
    return f"{seconds * 1000:.3g} ms"
