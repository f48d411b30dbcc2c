"""What `unseen keygen`, `sign`, `verify` and `replay` say when they cannot do what they are asked."""

import sys
from pathlib import Path

import pytest

from unseen.cli.sign import keep_log
from unseen.evidence.bundle import ENVELOPE
from unseen.evidence.verify import verify
from unseen.evidence.writer import LOG
from unseen.record import read


@pytest.mark.parametrize("words", [("keygen", "k"), ("sign", "--key", "k"), ("verify", "--key", "k")])
def test_without_cryptography(invoke, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """Without the package each says what to install, and reads nothing."""
    monkeypatch.setitem(sys.modules, "cryptography", None)
    result = invoke(*words)
    assert result.exit_code == 2
    assert "signatures need the package `cryptography`" in result.output
    assert "pip install 'unseen[sign]'" in result.output


def test_keygen(invoke, tmp_path: Path) -> None:
    """A key that cannot be written is an error with the path; the private half is for its owner only."""
    result = invoke("keygen", tmp_path / "none" / "key")
    assert result.exit_code == 2
    assert "cannot be written: no such file or directory" in result.output
    assert invoke("keygen", tmp_path / "key").exit_code == 0
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_keys(invoke, signed: Path, keys: Path, tmp_path: Path) -> None:
    """A key that is not there, or is of another kind, is named; so is a run before that is none."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    other = generate_private_key(SECP256R1())
    pem = serialization.Encoding.PEM
    (tmp_path / "ec").write_bytes(
        other.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (tmp_path / "ec.pub").write_bytes(
        other.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    for words, said in (
        (("sign", signed, "--key", tmp_path / "none"), "none` cannot be read"),
        (("sign", signed, "--key", tmp_path / "ec"), "is no ed25519 key"),
        (("verify", signed, "--key", tmp_path / "ec.pub"), "is no ed25519 key"),
        (("sign", signed, "--key", keys, "--previous", tmp_path), "log.ndjson` cannot be read"),
        (("verify", tmp_path, "--key", f"{keys}.pub"), f"{ENVELOPE}` cannot be read"),
    ):
        result = invoke(*words)
        assert result.exit_code == 2, result.output
        assert said in result.output


def test_much_is_wrong(invoke, signed: Path, keys: Path) -> None:
    """Of very many things that are wrong the first are named, and the rest counted."""
    for number in range(30):
        (signed / f"more-{number:02}.txt").touch()
    result = invoke("verify", signed, "--key", f"{keys}.pub")
    assert result.exit_code == 1
    assert "`more-00.txt` was added" in result.output
    assert "… and 10 more" in result.output


def test_interrupted(signed: Path, public, invoke, keys: Path) -> None:
    """A run that was interrupted is whole to the byte, and says that it was interrupted."""
    record = signed / "run.ndjson"
    record.write_text(record.read_text().replace('"interrupted":false', '"interrupted":true'))
    assert "signed (PARTIAL)" in invoke("sign", signed, "--key", keys).output
    assert verify(signed, public).partial == "it was interrupted, and 0 of 3 scenarios were not tested"


def test_unreadable(signed: Path, public) -> None:
    """What is gone from a bundle is named by its path there, and nothing is stumbled over."""
    (signed / "evidence" / "log.ndjson").unlink()
    wrong = verify(signed, public).wrong
    assert wrong[0] == "`evidence/log.ndjson` is gone"
    assert "`evidence/log.ndjson` cannot be read: no such file or directory" in wrong


def test_full_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str], signed: Path) -> None:
    """A log that cannot be written is said, with what writes it later; without evidence there is none."""
    evidence = signed / "evidence"
    (evidence / LOG).unlink()
    (evidence / LOG).mkdir()
    keep_log(read(signed / "run.ndjson"), evidence)
    said = capsys.readouterr().err
    assert "cannot be written" in said
    assert "`unseen sign` writes it again" in said
    keep_log(read(signed / "run.ndjson"), tmp_path / "none")
    assert not capsys.readouterr().err


def test_planned_twice(invoke, signed: Path, keys: Path) -> None:
    """A record in which a scenario is planned twice under one id does not add up, and is not signed."""
    record = signed / "run.ndjson"
    first, *rest = record.read_text().splitlines(keepends=True)
    at = first.index('"planned":[') + len('"planned":[')
    end = first.index("},{", at) + 1
    record.write_text("".join([first[:at] + first[at:end] + "," + first[at:], *rest]))
    result = invoke("sign", signed, "--key", keys)
    assert result.exit_code == 2, result.output
    assert "planned twice under one id" in result.output
