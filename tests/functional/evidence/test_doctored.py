"""A bundle that somebody has doctored, without the key or before it was signed: it is never verified."""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import orjson
import pytest

from unseen.evidence import log, store
from unseen.evidence.bundle import ENVELOPE, digests
from unseen.evidence.envelope import Key, private_key, sign
from unseen.evidence.statement import Chain, statement
from unseen.evidence.store import Store
from unseen.evidence.verify import verify
from unseen.evidence.writer import scenario_path
from unseen.record import read

Doctor = Callable[[Path], object]


@pytest.fixture
def resigned(signed: Path, keys: Path) -> Callable[..., Path]:
    """Signs the bundle again as it is by now, with a new log, and with other claims if they are given."""

    def resigned(**claims: object) -> Path:
        run, kept = read(signed / "run.ndjson"), Store.open(signed / "evidence")
        log.write(run, kept)
        whole = orjson.loads(statement(signed, run, assessor="M. Mallory"))
        whole["predicate"] |= claims
        (signed / ENVELOPE).write_bytes(sign(orjson.dumps(whole), private_key(keys)))
        return signed

    return resigned


def scenarios(bundle: Path) -> list[Path]:
    return sorted((bundle / "evidence" / "scenarios").iterdir())


def lines(bundle: Path) -> list[bytes]:
    return (bundle / "run.ndjson").read_bytes().splitlines(keepends=True)


def rewrite(bundle: Path, *parts: bytes) -> None:
    (bundle / "run.ndjson").write_bytes(b"".join(parts))


def swap(one: Path, other: Path) -> None:
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)


def cut_both(bundle: Path) -> None:
    rewrite(bundle, *lines(bundle)[:2], lines(bundle)[-1])
    path = bundle / "evidence" / "log.ndjson"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))


def link(bundle: Path, name: str, to: str) -> None:
    (bundle / name).unlink(missing_ok=True)
    (bundle / name).symlink_to(to)


def bomb(path: Path) -> None:
    path.write_bytes(gzip.compress(bytes(3 << 20), 9))


WITHOUT_THE_KEY: dict[str, tuple[Doctor, str]] = {
    "log and record cut alike": (cut_both, "`run.ndjson` is not what was signed"),
    "evidence of two scenarios swapped": (
        lambda bundle: swap(*scenarios(bundle)[:2]),
        "`evidence/scenarios/",
    ),
    "a verdict told twice": (
        lambda bundle: rewrite(bundle, *lines(bundle)[:-1], *lines(bundle)[-2:]),
        "`run.ndjson` is not",
    ),
    "verdicts in another order": (
        lambda bundle: rewrite(bundle, lines(bundle)[0], *lines(bundle)[3:0:-1], lines(bundle)[-1]),
        "`run.ndjson` is not",
    ),
    "another report": (
        lambda bundle: (bundle / "report.html").write_text("<h1>kept</h1>"),
        "`report.html` is not what was signed",
    ),
    "evidence removed": (lambda bundle: scenarios(bundle)[0].unlink(), "` is gone"),
    "nothing left": (lambda bundle: [shutil.rmtree(bundle / "evidence")], "`evidence/log.ndjson` is gone"),
    "a file more": (lambda bundle: (bundle / "evidence" / ".x").touch(), "`evidence/.x` was added"),
    "a report that is a link": (
        lambda bundle: link(bundle, "report.html", "/etc/hostname"),
        "`report.html` is a symbolic link",
    ),
    "a link more": (lambda bundle: link(bundle, "evidence/scenarios/x.ndjson.gz", "y"), "is a symbolic link"),
    "a folder that is a link": (
        lambda bundle: link(bundle, "evidence/more", "/"),
        "`evidence/more` is a symb",
    ),
    "an envelope that is a link": (lambda bundle: link(bundle, ENVELOPE, "x"), f"`{ENVELOPE}` is a symbolic"),
    "a pipe": (lambda bundle: os.mkfifo(bundle / "evidence" / "pipe"), "`evidence/pipe` is no plain file"),
    "evidence that fills any memory": (
        lambda bundle: bomb(scenarios(bundle)[0]),
        "unpacks to more than 1 MiB",
    ),
    "a record nested deep": (lambda bundle: rewrite(bundle, b"[" * 200_000, b"\n"), "the line is damaged"),
    "a huge number": (
        lambda bundle: rewrite(bundle, lines(bundle)[0].replace(b'"seed":5', b'"seed":' + b"9" * 6000)),
        "`run.ndjson` is not what was signed",
    ),
    "two runs in a record": (
        lambda bundle: rewrite(bundle, *lines(bundle), lines(bundle)[0]),
        "a second run begins in the record of a first",
    ),
}


@pytest.mark.parametrize("name", WITHOUT_THE_KEY)
def test_without_the_key(signed: Path, public: Key, name: str, monkeypatch) -> None:
    """Whatever is done to a signed bundle without the key is named; nothing is read that never ends."""
    monkeypatch.setattr(store, "MOST", 1 << 20)
    doctor, expected = WITHOUT_THE_KEY[name]
    doctor(signed)
    checked = verify(signed, public)
    assert any(expected in each for each in checked.wrong), checked.wrong
    assert not any("Error" in each for each in checked.wrong)


def test_any_value(signed: Path, public: Key) -> None:
    """Whatever stands in a record in the place of a value: it is named, and never stumbled over."""
    chance, whole = Random(7), lines(signed)
    for _ in range(60):
        number = chance.randrange(len(whole))
        data = json.loads(whole[number])
        holder, key = data, chance.choice(list(data))
        while isinstance(holder[key], dict | list) and holder[key] and chance.random() < 0.8:
            holder = holder[key]
            key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        holder[key] = chance.choice([None, -1, 1e308, "../../etc", [], {}, [[]], {"x": 1}, True])
        rewrite(signed, *whole[:number], orjson.dumps(data) + b"\n", *whole[number + 1 :])
        checked = verify(signed, public)
        assert checked.wrong[0] == "`run.ndjson` is not what was signed", (number, key, holder[key])


def test_rolled_back(original: Path, signed: Path, public: Key) -> None:
    """The statement on a run beside the files of a later one is refused; a signed run says when it was."""
    header = orjson.loads(lines(signed)[0])
    rewrite(
        signed, orjson.dumps(header | {"started": "2031-01-01T00:00:00+00:00"}) + b"\n", *lines(signed)[1:]
    )
    assert verify(signed, public).wrong[0] == "`run.ndjson` is not what was signed"
    assert any(f"begun {header['started']}, ended" in each for each in verify(original, public).said)


def changed(bundle: Path, change: Callable[[bytes], bytes]) -> None:
    """The evidence of a scenario is changed."""
    path = scenarios(bundle)[0]
    path.write_bytes(gzip.compress(change(gzip.decompress(path.read_bytes())), mtime=0))


def body_of(data: bytes) -> bytes:
    """The line of a body."""
    return next(line for line in data.splitlines(keepends=True) if line.startswith(b'{"body"'))


def stranger(bundle: Path) -> None:
    """Evidence of a scenario that nobody planned."""
    name = hashlib.sha256(b"x").hexdigest()[:32]
    shutil.copy(scenarios(bundle)[0], bundle / "evidence" / "scenarios" / f"{name}.ndjson.gz")


def trailing(bundle: Path) -> None:
    """Something after the end of what is packed."""
    path = scenarios(bundle)[0]
    path.write_bytes(path.read_bytes() + b"more")


BEFORE_IT_WAS_SIGNED: dict[str, tuple[Doctor, str]] = {
    "evidence of two scenarios swapped": (lambda bundle: swap(*scenarios(bundle)[:2]), "is that of `"),
    "a body exchanged": (
        lambda bundle: changed(bundle, lambda data: data.replace(body_of(data), b'{"body":"{}"}\n')),
        "no body has the digest",
    ),
    "a body removed": (
        lambda bundle: changed(bundle, lambda data: data.replace(body_of(data), b"")),
        "no body has the digest",
    ),
    "a body elsewhere": (
        lambda bundle: changed(bundle, lambda data: data.replace(b'"sha256":"', b'"sha256":"../../etc/', 1)),
        "no body has the digest ../../etc/",
    ),
    "evidence of nobody": (stranger, "is the evidence of no scenario that was planned"),
}


@pytest.mark.parametrize("name", BEFORE_IT_WAS_SIGNED)
def test_before_it_was_signed(resigned, signed: Path, public: Key, keys: Path, invoke, name: str) -> None:
    """A bundle that contradicts itself is not verified although it is signed, nor is it signed by us."""
    doctor, expected = BEFORE_IT_WAS_SIGNED[name]
    doctor(signed)
    wrong = verify(resigned(), public).wrong
    assert expected in wrong[0]
    refused = invoke("sign", signed, "--key", keys)
    assert refused.exit_code == 2
    assert expected in refused.output


def test_not_packed(signed: Path, keys: Path, invoke) -> None:
    """Evidence with something after its end is not signed: what it hides would be signed too."""
    trailing(signed)
    refused = invoke("sign", signed, "--key", keys)
    assert refused.exit_code == 2
    assert "something comes after its end" in refused.output


CLAIMS = [
    ("verdict", "kept", '`verdict`, but record and evidence make it `"broken"`'),
    ("verdicts", {"kept": 3}, "as `verdicts`, but record and evidence make it"),
    ("planned", 2, "the statement has `2` as `planned`, but record and evidence make it `3`"),
    ("executed", 3000, "make it `3`"),
    ("finished", "2020-01-01T00:00:00+00:00", "as `finished`"),
    ("method", "a sample of one", "as `method`"),
    ("log", {"root": "0" * 64, "size": 1, "tree": "RFC 6962, SHA-256"}, "as `log`"),
    ("complete", None, "the statement has `null` as `complete`"),
]


@pytest.mark.parametrize(("name", "value", "expected"), CLAIMS)
def test_claims(resigned, public: Key, name: str, value: object, expected: str) -> None:
    """A statement that says what does not follow from the record is not verified, and the claim is named."""
    assert expected in verify(resigned(**{name: value}), public).wrong[0]


def test_no_predicate(resigned, signed: Path, keys: Path, public: Key) -> None:
    """A signed statement in another form, or with a file in it twice, is refused and not stumbled over."""
    whole = orjson.loads(statement(signed, read(signed / "run.ndjson")))
    files = whole["subject"]
    for changed in ({"subject": [*files, files[0]]}, {"subject": 3}, {"predicate": {}}, {"predicate": []}):
        (signed / ENVELOPE).write_bytes(sign(orjson.dumps(whole | changed), private_key(keys)))
        (wrong,) = verify(signed, public).wrong
        assert "it is signed, but" in wrong


def test_outside(resigned, signed: Path, public: Key, keys: Path) -> None:
    """A statement cannot speak of files outside of its bundle: their names are those of no file in it."""
    whole = orjson.loads(statement(signed, read(signed / "run.ndjson")))
    (signed.parent / "else.txt").write_text("x")
    for name in ("../else.txt", str(signed.parent / "else.txt"), "evidence/../../else.txt"):
        more = {"name": name, "digest": {"sha256": hashlib.sha256(b"x").hexdigest()}}
        changed = orjson.dumps(whole | {"subject": [*whole["subject"], more]})
        (signed / ENVELOPE).write_bytes(sign(changed, private_key(keys)))
        assert verify(signed, public).wrong == [f"`{name}` is gone"]


def test_without_evidence(resigned, signed: Path, keys: Path, public: Key, invoke) -> None:
    """A scenario that was played and has no evidence is named by who signs and by who verifies: not whole."""
    removed = read(signed / "run.ndjson").header.planned[1].id
    scenario_path(signed / "evidence", removed).unlink()
    result = invoke("sign", signed, "--key", keys)
    assert result.exit_code == 0
    assert f"note: `{removed}` was played, and there is no evidence of it" in result.output
    result = invoke("verify", signed, "--key", f"{keys}.pub")
    assert result.exit_code == 3
    assert f"1 of 3 scenarios were played and have no evidence: `{removed}`" in " ".join(
        result.output.split()
    )
    assert "VERIFIED" not in result.output


def test_nothing_planned(resigned, signed: Path, public: Key) -> None:
    """A run in which nothing was planned is not verified as whole, although everything in it agrees."""
    header = orjson.loads(lines(signed)[0])
    rewrite(signed, orjson.dumps(header | {"planned": []}) + b"\n", lines(signed)[-1])
    for path in scenarios(signed):
        path.unlink()
    checked = verify(resigned(), public)
    assert not checked.wrong
    assert checked.partial == "no scenario was planned in it"


def test_chain_is_whole(original: Path, signed: Path, keys: Path, public: Key, tmp_path: Path) -> None:
    """The run before is read too: a log with the right root beside another record does not make up for it."""
    before = tmp_path / "before"
    shutil.copytree(original, before)
    root, run = log.read_root(before / "evidence" / "log.ndjson")[0], read(before / "run.ndjson")
    payload = statement(signed, run, previous=Chain(root, run.header.started))
    (signed / ENVELOPE).write_bytes(sign(payload, private_key(keys)))
    assert any("`--previous` checks it" in each for each in verify(signed, public).said)
    assert not verify(signed, public, before).wrong
    text = (before / "run.ndjson").read_text()
    (before / "run.ndjson").write_text(text.replace('"verdict":"broken"', '"verdict":"kept"', 1))
    assert "does not agree with the record of the run" in verify(signed, public, before).wrong[0]
    (before / "run.ndjson").write_text(text.replace(run.header.started, "2031-01-01T00:00:00+00:00"))
    assert "it began 2031-01-01T00:00:00+00:00, not" in verify(signed, public, before).wrong[0]
    shutil.rmtree(before)
    assert "is not the run before" in verify(signed, public, before).wrong[0]


def test_digests(tmp_path: Path) -> None:
    """A folder that cannot be read is an error: what lies in it would be left out otherwise."""
    with pytest.raises(OSError, match="No such file"):
        digests(tmp_path / "none")
