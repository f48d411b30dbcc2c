"""A signed run: what it says, what breaks it, and how it is checked without us."""

import gzip
import json
import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path
from random import Random

import pytest

from unseen.evidence.bundle import ENVELOPE
from unseen.evidence.envelope import encoding, private_key, sign
from unseen.evidence.verify import verify
from unseen.home import HOME

DOCS = Path(__file__).parents[3] / "docs" / "evidence.md"


def test_says_what_holds(signed: Path, keys: Path, invoke) -> None:
    """Who signed, how many files and records, and that the verdicts add up."""
    result = invoke("verify", signed, "--key", f"{keys}.pub")
    assert result.exit_code == 0
    for words in (
        "signed by A. Auditor with the key",
        "files are what was signed, and there are no others",
        "make up the root",
        "3 scenarios planned = 2 kept + 1 broken",
        "VERIFIED: the run is whole",
    ):
        assert words in result.output


def test_any_byte(signed: Path, public) -> None:
    """Whichever byte of whichever file is changed: the file is named."""
    chance = Random(3)
    files = sorted(path for path in signed.rglob("*") if path.is_file())
    some = [path for path in files if path.parent == signed or path.suffix != ".gz"]
    for path in some * 3 + chance.choices(files, k=12):
        whole = path.read_bytes()
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        checked = verify(signed, public)
        assert checked.wrong, (path, at, bit)
        assert path.relative_to(signed).as_posix() in checked.wrong[0], (path, at, bit)
        path.write_bytes(whole)
    assert not verify(signed, public).wrong


def test_envelope(signed: Path, public) -> None:
    """Every byte of the envelope counts, even white space and the unused bits of base64."""
    path = signed / ENVELOPE
    whole = path.read_bytes()
    chance = Random(5)
    spots = [
        *range(12),
        *range(len(whole) - 260, len(whole)),
        *(chance.randrange(len(whole)) for _ in range(60)),
    ]
    for at in spots:
        for bit in (1, 2, 32):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
            assert verify(signed, public).wrong, at
    path.write_bytes(whole + b"\n")
    assert verify(signed, public).wrong


def test_record_is_named(signed: Path, keys: Path, invoke) -> None:
    """A verdict that was changed is found by the line of the log that does not agree."""
    record = signed / "run.ndjson"
    record.write_text(record.read_text().replace('"verdict":"broken"', '"verdict":"kept"', 1))
    result = invoke("verify", signed, "--key", f"{keys}.pub")
    assert result.exit_code == 1
    assert "✗ `run.ndjson` is not what was signed" in result.output
    assert re.search(r"`evidence/log.ndjson:\d+` does not agree with .*A save is no notice", result.output)
    assert "VERIFIED" not in result.output


def test_files_come_and_go(signed: Path, public) -> None:
    """A file that is gone, and one that was added, are named."""
    (signed / "junit.xml").unlink()
    (signed / "evidence" / "extra.txt").write_text("more")
    assert verify(signed, public).wrong[:2] == [
        "`junit.xml` is gone",
        "`evidence/extra.txt` was added after the run was signed",
    ]
    (signed / "evidence" / "sources.json").unlink()
    assert any("sources.json" in each for each in verify(signed, public).wrong)


def test_other_key(signed: Path, tmp_path: Path, invoke) -> None:
    """A key that did not sign it verifies nothing; what is no key is said to be none."""
    invoke("keygen", tmp_path / "other")
    result = invoke("verify", signed, "--key", tmp_path / "other.pub")
    assert result.exit_code == 1
    assert "no signature in it is that of this key" in result.output
    for path, words in ((signed / "run.ndjson", "no public key"), (tmp_path / "none", "cannot be read")):
        result = invoke("verify", signed, "--key", path)
        assert result.exit_code == 2
        assert words in result.output
    again = invoke("keygen", tmp_path / "other")
    assert again.exit_code == 2
    assert "there already" in again.output
    result = invoke("sign", signed, "--key", tmp_path / "other.pub")
    assert result.exit_code == 2
    assert "no private key" in result.output


def test_other_statement(signed: Path, keys: Path, public) -> None:
    """What is signed but no statement on a run is refused; so is an envelope that names another key."""
    key = private_key(keys)
    (signed / ENVELOPE).write_bytes(sign(b'{"_type": "x"}', key))
    assert "no statement on a run" in verify(signed, public).wrong[0]
    whole = json.loads(sign(b"{}", key))
    whole["signatures"][0]["keyid"] = "0" * 64
    (signed / ENVELOPE).write_text(json.dumps(whole))
    assert "names another key" in verify(signed, public).wrong[0]
    whole["payloadType"] = "text/plain"
    whole["signatures"][0]["sig"] = b64encode(key.sign(encoding(b"{}", "text/plain"))).decode()
    (signed / ENVELOPE).write_text(json.dumps(whole))
    assert "no in-toto statement" in verify(signed, public).wrong[0]
    (signed / ENVELOPE).write_text("[]")
    assert "no signed statement" in verify(signed, public).wrong[0]


def test_same_twice(signed: Path, keys: Path, invoke) -> None:
    """Signed again, and with a second signature taken away again, it is the same to the byte."""
    whole = (signed / ENVELOPE).read_bytes()
    invoke("sign", signed, "--key", keys, "--key", keys, "--assessor", "A. Auditor")
    assert len(json.loads((signed / ENVELOPE).read_bytes())["signatures"]) == 2
    invoke("sign", signed, "--key", keys, "--assessor", "A. Auditor")
    assert (signed / ENVELOPE).read_bytes() == whole


def test_chain(signed: Path, original: Path, keys: Path, public, invoke, tmp_path: Path) -> None:
    """The run before is named by its root; another one is not it."""
    assert "names no run before" in verify(signed, public, original).wrong[0]
    assert invoke("sign", signed, "--key", keys, "--previous", original).exit_code == 0
    result = invoke("verify", signed, "--key", f"{keys}.pub", "--previous", original)
    assert result.exit_code == 0
    assert "the run before it is the one in" in result.output
    log = tmp_path / "else" / "evidence" / "log.ndjson"
    log.parent.mkdir(parents=True)
    log.write_text("{}\n")
    assert "is not the run before" in verify(signed, public, tmp_path / "else").wrong[0]


def test_statement(signed: Path) -> None:
    """The predicate has population, verdicts that add up, assessor, beginning, end, versions and root."""
    statement = json.loads(b64decode(json.loads((signed / ENVELOPE).read_bytes())["payload"]))
    predicate = statement["predicate"]
    assert sum(predicate["verdicts"].values()) == predicate["planned"] == predicate["population"] == 3
    assert predicate["executed"] == 3
    assert predicate["complete"] is True
    assert predicate["assessor"] == "A. Auditor"
    assert predicate["started"] <= predicate["finished"]
    assert predicate["testResult"]["result"] == "FAILED"
    assert len(predicate["testResult"]["failedTests"]) == 1
    configuration = {each["name"] for each in predicate["testResult"]["configuration"]}
    assert {"policy/notices.feature", "unseen:*.py"} <= configuration
    assert {each["name"] for each in statement["subject"]} >= {
        "run.ndjson",
        "report.html",
        "evidence/log.ndjson",
    }


@pytest.mark.parametrize("name", ["signature", "files", "bodies", "key"])
def test_without_us(signed: Path, keys: Path, name: str, invoke, needs) -> None:
    """What docs/evidence.md says to type verifies the run with openssl, jq and sha256sum; a change shows."""
    needs("openssl", "jq")
    (script,) = re.findall(rf"<!-- checked: {name} -->\n```sh\n(.*?)```", DOCS.read_text(), re.DOTALL)

    def run() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(["bash", "-euc", script], cwd=signed.parent, capture_output=True, text=True)

    if name == "key":
        assert run().returncode == 0
        assert invoke("sign", signed, "--key", signed.parent / "auditor.key").exit_code == 0
        assert invoke("verify", signed, "--key", signed.parent / "auditor.key.pub").exit_code == 0
        return
    shutil.copy(f"{keys}.pub", signed.parent / "auditor.key.pub")
    right = run()
    assert right.returncode == 0, right.stderr
    assert ("Verified" in right.stdout) == (name == "signature")
    changed = {"signature": signed / ENVELOPE, "files": signed / "run.ndjson"}.get(name)
    if changed is None:
        assert run().stdout == ""
        for path in (signed / "evidence" / "scenarios").iterdir():
            calls = gzip.decompress(path.read_bytes())
            path.write_bytes(gzip.compress(calls.replace(b'{"body":"', b'{"body":" ')))
        assert "nothing has the digest" in run().stdout
    else:
        changed.write_text(
            changed.read_text().replace('payload": "ewog', 'payload": "ewoK').replace("Cho", "Dan")
        )
        assert run().returncode != 0


def test_nothing_to_sign(tmp_path: Path, keys: Path, invoke) -> None:
    """A run without evidence is not signed, and the message says how to come by some."""
    (tmp_path / "run.ndjson").write_bytes((HOME / "tests/unit/unseen/reports/leaky.ndjson").read_bytes())
    result = invoke("sign", tmp_path, "--key", keys)
    assert result.exit_code == 2
    assert "holds no evidence" in result.output
    assert invoke("verify", tmp_path, "--key", f"{keys}.pub").exit_code == 2
    assert invoke("replay", tmp_path).exit_code == 2
