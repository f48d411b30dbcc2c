"""TOML files of a policy: what is wrong in them is told with its line."""

from pathlib import Path

import pytest

from unseen.model import PolicyError
from unseen.toml import lines_of, read_toml


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A file that can be read."""
    path = tmp_path / "page.toml"
    path.write_text("[[rule]]\nname = 'é'\n[[rule]]\n", encoding="utf-8")
    return path


def test_data_and_lines(page: Path) -> None:
    """The data comes with the text, in which the lines of tables can be found."""
    data, text = read_toml(page, "rules")
    assert data == {"rule": [{"name": "é"}, {}]}
    assert lines_of(text, "[[rule]]") == [1, 3]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name = 1\nname = ", "rules.toml:2: this is not TOML"),
        (b"a = 1\n[[[", "rules.toml:2: this is not TOML"),
        (b"name = '\xff'", "rules.toml: the rules are not text in UTF-8; save the file as UTF-8"),
    ],
)
def test_what_is_wrong(page: Path, content: bytes, message: str) -> None:
    """The message says what is wrong, under the name that the user knows the file by."""
    page.write_bytes(content)
    with pytest.raises(PolicyError) as caught:
        read_toml(page, "rules", "rules.toml")
    assert str(caught.value).startswith(message)


def test_missing(tmp_path: Path) -> None:
    """A file that is not there is told as such."""
    with pytest.raises(PolicyError, match="the rules cannot be read: no such file"):
        read_toml(tmp_path / "none.toml", "rules")
