"""What the tests of the search share: the promises of the packaged policy, and platforms to search."""

from dataclasses import dataclass

import pytest

from unseen.explore.lab import Lab
from unseen.explore.seeds import seeds
from unseen.home import HOME
from unseen.oracles.schema import Schemas
from unseen.policy import read_policy
from unseen.statements import Statements
from unseen.targets.stub import Stub, embedded
from unseen.vocabulary import Vocabulary


@dataclass(frozen=True)
class Planted:
    """The reference platform with a leak."""

    fault: str = ""

    def __call__(self) -> Stub:
        return embedded(fault=self.fault)


@pytest.fixture(scope="session")
def planted():
    """Makes the reference platform with a leak of this name."""
    return Planted


@pytest.fixture(scope="session")
def vocabulary():
    """The packaged vocabulary."""
    return Vocabulary.packaged()


@pytest.fixture(scope="session")
def promises(vocabulary):
    """Every protective promise of the packaged policy."""
    return seeds(read_policy([HOME / "features"]).scenarios, vocabulary)


@pytest.fixture(scope="session")
def lab(vocabulary):
    """Opens a laboratory on the reference platform with this leak planted."""
    schemas = Schemas.load(HOME / "schemas")
    statements = Statements.load(HOME / "features" / "statements.toml", vocabulary)
    return lambda fault="": Lab(embedded(fault=fault), schemas, statements)
