"""What the bench of privacy looks for it finds, wherever it stands; runs are drawn alike every time."""

import gzip
import json
from base64 import b64encode
from pathlib import Path

import pytest

from benchmarks.privacy import WAYS, Asked, Left, cut, main
from benchmarks.searched import Wanted, leaves, texts
from unseen.canary import Cast
from unseen.policy import read_policy
from unseen.reports.html.pack import packed

ANA = Cast(7).person("Ana")
TOKEN = "ae7f174492828273464db8bc71103c30"
WANTED = Wanted(7, ["Ana"], [TOKEN], values=["cursor-000123"])


@pytest.mark.parametrize(
    "text",
    [
        ANA.email,
        ANA.display.upper(),
        ANA.handle[::-1],
        b64encode(f"to {ANA.phone}".encode()).decode(),
        ANA.bio.encode().hex(),
        TOKEN,
        TOKEN[::-1],
        b64encode(f"Bearer {TOKEN}".encode()).decode(),
        Cast(7).person("Zoe").display,  # nobody was told of Zoe: her mark tells
    ],
)
def test_found(text: str) -> None:
    """A value of somebody and a credential are found in whatever encoding, and said where."""
    assert next(WANTED.found(f"some log: {text}, and more".encode()))


def test_not_found() -> None:
    """A text that names nobody is clean; a value of a payload is told apart from both."""
    assert not list(WANTED.found(b"[Ana's e-mail] saved cursor-000123"))
    assert len(list(WANTED.quoted(b"[Ana's e-mail] saved cursor-000123"))) == 1
    assert not list(Wanted(7, [], []).quoted(b"anything"))


def test_leaves() -> None:
    """The long texts of a document, keys too; what is no document is one text."""
    assert sorted(leaves('{"a-long-enough-key": ["short", "a value of a payload"], "n": 5}')) == [
        "a value of a payload",
        "a-long-enough-key",
    ]
    assert list(leaves("an opaque reply")) == ["an opaque reply"]


def test_texts(tmp_path: Path) -> None:
    """Files are read unpacked, bodies as sent, what is packed in a page apart; no link is followed."""
    (tmp_path / "calls.gz").write_bytes(gzip.compress(b'{"end":1}\n{"body":"{\\"a\\":1}"}\n'))
    page = f'<p>shown</p><script type="application/gzip" id="x">{packed({"name": "deep"})}</script>'
    (tmp_path / "page.html").write_text(page)
    (tmp_path / "link").symlink_to("calls.gz")
    found = {name.removeprefix(f"{tmp_path}/"): data for name, data in texts(tmp_path)}
    assert found.keys() == {"calls.gz", "page.html", "page.html, part 0"}
    assert found["calls.gz"] == b'{"end":1}\n{"a":1}'
    assert b"deep" in found["page.html, part 0"]
    assert b"shown" in found["page.html"]


def test_asked(tmp_path: Path) -> None:
    """A hundred runs have as many seeds, all ways and many leaks; each has a policy that can be played."""
    runs = [Asked.of(number) for number in range(100)]
    assert runs == [Asked.of(number) for number in range(100)]
    assert len({run.seed for run in runs}) == 100
    assert {run.way for run in runs} == set(WAYS)
    assert len({run.fault for run in runs}) > 50
    cut(runs[0], tmp_path / "policy")
    policy = read_policy([tmp_path / "policy"])
    assert policy.scenarios
    assert not policy.problems


def test_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stopped, the bench goes on where it was; what was found is told, and the exit code is 1."""
    results = tmp_path / "privacy.ndjson"
    asked: list[int] = []

    def attempt(one: Asked) -> Left:
        asked.append(one.number)
        found = ("junit.xml: Ana's e-mail",) if one.number == 2 else ()
        return Left(10, 2_000_000, found, {"kept": 3}, 2, 2, 40)

    assert main(["--runs", "2", "--results", str(results)], attempt) == 0
    assert main(["--runs", "3", "--results", str(results)], attempt) == 1
    assert asked == [0, 1, 2]
    assert len(results.read_text().splitlines()) == 3
    assert json.loads(results.read_text().splitlines()[2])["found"] == ["junit.xml: Ana's e-mail"]
    printed = capsys.readouterr().out
    assert "1 found in 3 runs" in printed
    assert "6 MB unpacked" in printed
    assert "run 2: junit.xml: Ana's e-mail" in printed
