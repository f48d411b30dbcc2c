"""The declared matrix: what is wrong in the file is told with its line, and the packaged one is whole."""

from pathlib import Path

import pytest

from unseen.home import HOME
from unseen.matrix import MATRIX, read_table, table_for
from unseen.model import PolicyError
from unseen.vocabulary import Vocabulary

TABLE = """\
people = ['Cho has posted the "recipe" video']

[audience.owner]
reads = ["Cho"]

[audience."logged out"]
reads = ["a logged-out visitor"]
on = ["video page"]

[[row]]
id = "like"
title = "like"
when = ['Ana likes the "recipe" video']
settings = [["Ana has a private account"]]
[row.cells]
owner = "visible"
"logged out" = "count"
[row.counted]
owner = "hidden"

[[row]]
id = "story"
title = "story"
missing = "there are none"
cells = { owner = "visible", "logged out" = "hidden" }

[[difference]]
row = "like"
audience = "owner"
observed = "count"
why = "it is so"

[[difference]]
rows = ["like", "story"]
observed = "hidden"
profile = "counted"
why = "there"
"""


def write(folder: Path, old: str = "", new: str = "") -> Path:
    assert old in TABLE
    path = folder / MATRIX
    path.write_text(TABLE.replace(old, new, 1) if old else TABLE, encoding="utf-8")
    return path


def test_read(tmp_path: Path) -> None:
    """Rows and audiences keep their order; a profile says only what differs."""
    table = read_table(write(tmp_path))
    like, story = table.rows

    assert table.audiences == ("owner", "logged out")
    assert [each.on for each in table.parties] == [(), ("video page",)]
    assert (like.declared("owner", "seed"), like.declared("owner", "counted")) == ("visible", "hidden")
    assert like.declared("logged out", "counted") == "count"
    assert (like.settings, story.missing) == ((("Ana has a private account",),), "there are none")


def test_differences(tmp_path: Path) -> None:
    """A reason is for its cells, its value and its profile; one that explains no difference is idle."""
    table = read_table(write(tmp_path))

    assert table.why("like", "owner", "count", "seed") == "it is so"
    assert table.why("like", "owner", "hidden", "seed") == ""
    assert table.why("like", "logged out", "hidden", "counted") == "there"
    assert [each.why for each in table.idle([], "counted")] == ["it is so", "there"]
    assert [each.why for each in table.idle([("like", "owner", "visible", "count")], "seed")] == []
    assert len(table.idle([("like", "owner", "count", "count")], "seed")) == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "says", "remedy"),
    [
        (
            'owner = "visible"',
            'owner = "visibel"',
            10,
            "no value of a cell `visibel`",
            "did you mean `visible`?",
        ),
        ('owner = "visible"', 'ower = "visible"', 10, "no audience `ower`", "did you mean `owner`?"),
        ('owner = "visible"\n', "", 10, "says nothing of the audience `owner`", "add it to `cells`"),
        ("[row.counted]", "[row.countd]", 10, "a row has no field `countd`", "did you mean `counted`?"),
        ('title = "like"', "", 10, "this row has no `title`", "add `title"),
        (
            "when = ['Ana likes the \"recipe\" video']",
            "",
            10,
            "nothing happens in the row `like`",
            "`missing`",
        ),
        ("when =", "figure = ['likes']\nwhen =", 10, "`group` and `figure` go together", "which figure"),
        ("when =", "days = -1\nwhen =", 10, "`days` is a number from 0 on", "to look at once"),
        ("when =", "nobody = ['ownr']\nwhen =", 10, "no audience `ownr`", "did you mean `owner`?"),
        ('[["Ana has a private account"]]', '"x"', 10, "`settings` is a list of lists", "write"),
        ('[["Ana has a private account"]]', '["x"]', 10, "`settings` is a list of texts", "write"),
        ('missing = "there are none"', "missing = 1", 21, "`missing` is a reason", "write"),
        ('id = "story"', 'id = "like"', 21, "there are two rows `like`", "an id of its own"),
        ('reads = ["Cho"]', "", 3, "nobody reads for the audience `owner`", "add `reads"),
        (
            'reads = ["Cho"]',
            'raeds = ["Cho"]',
            3,
            "an audience has no field `raeds`",
            "did you mean `reads`?",
        ),
        ('row = "like"', 'row = "lik"', 27, "no row `lik`", "did you mean `like`?"),
        ('audience = "owner"', 'audience = "x"', 27, "no audience `x`", "known are `owner`, `logged out`"),
        ('observed = "count"', "", 27, "no value of a cell ``", "known are `visible`"),
        ('why = "it is so"', "", 27, "says why", "add"),
        ('profile = "counted"', 'profile = "count"', 33, "no profile `count`", "did you mean `counted`?"),
        ("people = ", "poeple = ", 0, "the matrix has no field `poeple`", "did you mean `people`?"),
        ("[[row]]", "[[row]", 10, "not TOML", "mend the line"),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, line: int, says: str, remedy: str) -> None:
    """What is wrong is told with its line, and how to mend it."""
    with pytest.raises(PolicyError) as error:
        read_table(write(tmp_path, old, new), "m.toml")

    assert says in error.value.message
    assert remedy in error.value.remedy
    assert str(error.value.where) == (f"m.toml:{line}" if line else "m.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the matrix has no audience"),
        ("[audience.a]\nreads = ['Cho']\n", "the matrix has no row"),
        ("row = 1\n[audience.a]\nreads = ['Cho']\n", "`row` is a list of tables"),
        ("audience = 1", "`audience` is a table"),
    ],
)
def test_empty(tmp_path: Path, text: str, says: str) -> None:
    """A matrix has audiences and rows."""
    path = tmp_path / MATRIX
    path.write_text(text, encoding="utf-8")

    with pytest.raises(PolicyError, match=says):
        read_table(path)


def test_where(tmp_path: Path) -> None:
    """The matrix of a policy lies in its folder; one that has none takes the packaged one."""
    own = tmp_path / "features"
    own.mkdir()
    (own / "clauses.toml").touch()
    feature = own / "sub" / "a.feature"

    assert table_for([own]) == table_for([feature]) == table_for([]) == HOME / "features" / MATRIX
    write(own)
    assert table_for([own]) == table_for([feature]) == own / MATRIX


def test_packaged() -> None:
    """Every sentence of the packaged matrix is one of the vocabulary; every row has twelve cells."""
    table, vocabulary = read_table(HOME / "features" / MATRIX), Vocabulary.packaged()

    assert len(table.audiences) == 12
    assert len(table.rows) >= 35
    for row in table.rows:
        given = (*table.people, *row.given, *(each for some in (*row.settings, *row.later) for each in some))
        told = "given" if row.instead else "when"
        for keyword, sentences in (("given", given), (told, (*row.when, *row.instead)), ("when", row.group)):
            for sentence in sentences:
                vocabulary.match(keyword, sentence, row.where)
