"""Leaks planted around the HTTP application are found as those in the platform are."""

import pytest

from benchmarks.leaks.plants import chosen
from benchmarks.leaks.players import findings, scenarios
from unseen.model import Finding

SENTENCE = "everyone except Ana never learns that Ana saved"


def found(slug: str) -> list[Finding]:
    """What a few scenarios of the policy find on a platform with a wrapper around it."""
    (plant,) = chosen([f"around/{slug}"])
    ids = [each.id for each in scenarios() if any(SENTENCE in step.text for step in each.steps)][:1]
    return [finding for _, finding in findings(plant.target(), ids)]


@pytest.mark.parametrize(
    ("slug", "fingerprint"),
    [
        ("counts-requests", "twins · every surface · header x-revision"),
        ("compresses", "twins · every surface · header content-length"),
        ("tells-of-requests", "twins · every surface · header x-debug"),
        ("shares-its-cache", "sessions · profile · "),
    ],
)
def test_a_leak_around_the_application_is_found(slug: str, fingerprint: str) -> None:
    """Each wrapper breaks a promise about saves, and all that it breaks has one cause."""
    assert any(each.fingerprint.startswith(fingerprint) for each in found(slug))


def test_a_wrapper_that_does_nothing_raises_no_alarm() -> None:
    """The platform behind something harmless is as clean as without it."""
    assert found("harmless") == []
