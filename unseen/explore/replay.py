"""A finding played again as the scenario that it was written as: red where it leaks, green once mended."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from unseen.explore.batch import Setup, lab_of
from unseen.explore.findings import Found
from unseen.home import HOME
from unseen.lint import check
from unseen.model import Finding, PolicyError, Verdict
from unseen.play import Play
from unseen.policy import CLAUSES, load_clauses, read_policy
from unseen.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of a finding's scenario: its verdict, and what was found."""

    verdict: Verdict
    findings: tuple[Finding, ...]

    def shows(self, found: Found) -> bool:
        """Whether it is red for the root cause of this finding, and not for another."""
        return found.finding.fingerprint in {each.fingerprint for each in self.findings}


def replay(found: Found, setup: Setup) -> Replayed:
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
        result = Play(planned, vocabulary, lambda: 0.0, lambda: lab.world([])).run()
        return Replayed(result.verdict, tuple(each for step in result.steps for each in step.findings))
