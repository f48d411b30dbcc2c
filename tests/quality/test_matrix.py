"""The visibility matrix of the reference platform is the one that the policy declares."""

import pytest

from unseen.cli.audit import Request
from unseen.cli.visibility import observed
from unseen.targets.stub import PROFILES


@pytest.mark.parametrize("profile", PROFILES)
def test_observed_as_declared(profile: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Cell by cell, in each profile; every difference is explained, and every explanation is needed."""
    found = observed(Request((), "stub", profile, None, tmp_path_factory.mktemp("out"), "1", None))

    assert [(row.id, audience, cell) for row, audience, cell in found.matrix.findings] == []
    assert [each.why for each in found.idle] == []
    assert len(found.matrix.audiences) == 12
    assert len(found.matrix.rows) >= 35
