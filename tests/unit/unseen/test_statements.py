"""What documents say, and what it means."""

from dataclasses import replace

import pytest

from unseen.home import HOME
from unseen.model import Act, PolicyError, Thing
from unseen.promises import Used
from unseen.statements import Statements, is_within, players
from unseen.vocabulary import Vocabulary

PAGE = """
vague = ["may", "from time to time"]

[[statement]]
says = "Saves are not used for ads"
means = ["saves are not used for ads", "<saver>'s saves are not used for ads"]
"""


@pytest.fixture(scope="module")
def vocabulary():
    """The packaged vocabulary."""
    return Vocabulary.packaged()


@pytest.fixture
def load(tmp_path, vocabulary):
    """Reads a page of statements."""

    def read(text):
        path = tmp_path / "statements.toml"
        path.write_text(text, encoding="utf-8")
        return Statements.load(path, vocabulary)

    return read


def test_the_packaged_page_can_be_read(vocabulary):
    """Every statement of the packaged policy means sentences that the vocabulary knows."""
    found = Statements.load(HOME / "features" / "statements.toml", vocabulary)
    assert found.vague
    assert found.meanings_of("Creators are never told who saved their videos")


def test_words_are_found_whole(load):
    """Case and punctuation do not count, parts of words do."""
    found = load(PAGE)
    assert found.vague_in("Saves, from time to time, MAY count.") == ["may", "from time to time"]
    assert found.vague_in("In May we count; mayors do not") == ["may"]
    assert found.vague_in("mayors count") == []
    assert is_within("saves are not used for ads", "Here: saves are NOT used for ads, ever")
    assert [meaning.says for meaning in found.meanings_of("SAVES are not used for ads!")] == [
        "Saves are not used for ads"
    ]
    assert found.meanings_of("Saves are used for ads") == []


def test_people_take_the_place_of_roles(load):
    """A sentence is promised of whoever plays its roles."""
    found = load(PAGE)
    (meaning,) = found.meanings
    assert meaning.roles == {"saver"}
    assert meaning.where.line == 4
    promises = [promise for _, promise in found.promises(meaning, {"saver": "Ben"})]
    assert promises == [
        Used("", "saves", "ads", used=False),
        Used("Ben", "saves", "ads", used=False),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[statement", "not TOML"),
        ('[[statement]]\nsays = "x"\n', "needs `says` and `means`"),
        ('[[statement]]\nsays = "x"\nmeans = []\n', "needs `says` and `means`"),
        ('[[statement]]\nsays = "x"\nmeans = ["<thief> can see the \\"<video>\\" video"]\n', "nobody plays"),
        ('[[statement]]\nsays = "x"\nmeans = ["saves are blue"]\n', "no sentence of Then"),
        ('[[statement]]\nsays = "x"\nmean = ["saves are blue"]\n', "nobody reads `mean`"),
        ('[[statement]]\nsays = "x"\nclauses = "INT-1"\n', "needs `says` and `means`"),
        ('[[statement]]\nsays = "x"\nexempt = "advice"\nclauses = ["INT-1"]\n', "exempt or it is examined"),
        ('[[statement]]\nsays = "x"\nclauses = ["INT-1"]\nneeds = ["thief"]\n', "nobody plays `<thief>`"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(load, text, why):
    """A mistake on the page is a mistake of the policy, at a file and line."""
    with pytest.raises(PolicyError, match=why) as caught:
        load(text)
    assert caught.value.where is not None
    assert caught.value.where.file.endswith("statements.toml")


def test_who_plays_which_role():
    """The first who saved a video by name; else the first saver, and the first video."""
    recipe = Act("Ben", "save", Thing("video", "recipe"))
    topic = Act("Ana", "save", Thing("videos", "cooking", 20))
    crowd = Act("", "save", Thing("video", "dance"), (), 80)
    owners = {"dance": "Pia", "recipe": "Cho"}
    assert players([crowd, topic, recipe], owners) == {"saver": "Ben", "video": "recipe", "creator": "Cho"}
    assert players([topic], owners) == {"saver": "Ana", "video": "dance", "creator": "Pia"}
    assert players([topic], {}) == {"saver": "Ana"}
    assert players([crowd], owners) == {"video": "dance", "creator": "Pia"}


def test_who_else_plays_a_role():
    """Whoever first did something else with the video, or to its creator; a collector asks by scraping."""
    recipe = Thing("video", "recipe")
    ask = Act("SaveSpy", "ask", Thing("fact", "recipe"), (("did", "save"), ("data", "who")))
    acts = [
        Act("Ana", "save", recipe),
        Act("", "like", recipe, (), 80),
        Act("Dev", "like", Thing("video", "dance")),
        Act("Ben", "like", recipe),
        Act("Dev", "like", recipe),
        Act("Ben", "follow", Thing("person", "Cho")),
        ask,
    ]
    played = {"saver": "Ana", "video": "recipe", "creator": "Cho", "liker": "Ben", "follower": "Ben"}
    assert players(acts, {"recipe": "Cho"}) == played
    scraping = replace(ask, details=(*ask.details, ("way", "scraping")))
    assert players([*acts, scraping], {"recipe": "Cho"}) == played | {"collector": "SaveSpy"}


def test_what_is_set_aside(load):
    """A statement that is exempt, or left to clauses alone, is asked of no scenario."""
    found = load(
        """
[[statement]]
says = "Take care"
exempt = "advice"

[[statement]]
says = "Short videos draw saves"
clauses = ["TIP-6", "TIP-1"]

[[statement]]
says = "Comments count"
means = ["comments are used for ranking"]
needs = ["commenter"]
clauses = ["ALG-1"]
"""
    )
    assert str(found.aside("Take care!")) == "exempt: advice"
    assert str(found.aside("Short videos draw saves")) == "left to TIP-6, TIP-1"
    assert found.aside("Comments count") is None
    assert found.aside("Nobody says so") is None
    assert [meaning.roles for meaning in found.meanings] == [set(), set(), {"commenter"}]
