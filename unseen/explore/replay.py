"""A finding played again as the scenario that it was written as: red where it leaks, green once mended."""

import tempfile
from pathlib import Path

from unseen.explore.batch import Setup, lab_of
from unseen.explore.findings import Found
from unseen.home import HOME
from unseen.lint import check
from unseen.model import PolicyError, Verdict
from unseen.play import Play
from unseen.policy import CLAUSES, load_clauses, read_policy
from unseen.vocabulary import Vocabulary


def replay(found: Found, setup: Setup) -> Verdict:
    """
    What becomes of a finding's scenario on the platform of a setup.

    Raises:
        PolicyError: the scenario does not survive lint.
    """
    vocabulary = Vocabulary.packaged()
    clauses = load_clauses(HOME / "features" / CLAUSES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "found.feature"
        path.write_text(found.text, encoding="utf-8")
        policy = read_policy([path], Path(folder), clauses)
        problems: list[PolicyError] = check(policy, vocabulary)
        if problems:
            raise problems[0]
        [planned] = policy.scenarios
        lab = lab_of(setup)
        return Play(planned, vocabulary, lambda: 0.0, lambda: lab.world([])).run().verdict
