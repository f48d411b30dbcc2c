"""What a reader is to the person whose secret it is."""

import pytest

from unseen.explore.audiences import AUDIENCES, audience_of
from unseen.model import Act, Thing

ACTS = (
    Act("Cho", "post", Thing("video", "recipe")),
    Act("Dev", "post", Thing("video", "dance")),
    Act("Ana", "save", Thing("video", "recipe")),
    Act("Ben", "follow", Thing("person", "Ana")),
    Act("Pia", "befriend", Thing("person", "Ana")),
    Act("Ana", "block", Thing("person", "Eve")),
)


@pytest.mark.parametrize(
    ("reader", "audience"),
    [
        ("Cho", "creator"),
        ("Pia", "friend"),
        ("Ben", "follower"),
        ("Dev", "stranger"),
        ("Eve", "blocked"),
        ("SaveSpy", "tool"),
        ("a logged-out visitor", "visitor"),
    ],
)
def test_readers_are_told_by_what_they_are(reader, audience):
    """By ties, blocks and videos at the end of the history."""
    assert audience_of(reader, "Ana", ACTS, {}, {"SaveSpy"}) == audience
    assert audience in AUDIENCES


def test_where_nobody_has_a_secret_the_first_creator_is_one():
    """A promise about figures speaks of no person."""
    assert audience_of("Cho", "", ACTS, {}, ()) == "creator"
    assert audience_of("Cho", "", (), {}, ()) == "stranger"
