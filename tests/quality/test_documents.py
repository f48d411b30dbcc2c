"""What the documents of the reference platform say, held against the page that says what it means."""

import pytest

from platform_stub.documents import SLUGS, Documents
from platform_stub.settings import Settings
from platform_stub.state import State
from unseen.home import HOME
from unseen.statements import Statements
from unseen.targets.stub import PROFILES
from unseen.vocabulary import Vocabulary

PAGE = Statements.load(HOME / "features" / "statements.toml", Vocabulary.packaged())


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("slug", [*SLUGS, "permission-screen"])
def test_every_statement_is_clear_and_is_examined(slug: str, profile: str) -> None:
    """No statement is vague, and each has a meaning, is left to clauses, or is exempt for a reason."""
    for each in Documents(State(Settings(), 50), profile).statements(slug):
        for text in (each["text"], *each.get("also", ())):
            assert PAGE.vague_in(text) == [], text
            assert PAGE.meanings_of(text) or text in each.get("also", ()), text


def test_little_is_exempt() -> None:
    """What nothing makes true or false is the exception."""
    exempt = [meaning.says for meaning in PAGE.meanings if meaning.exempt]
    assert len(exempt) < 6
