import gzip
import hashlib
from pathlib import Path

import pytest

from unseen.canary import Cast
from unseen.evidence.keeping import Keeping
from unseen.evidence.markers import Marked
from unseen.evidence.replay import Replay
from unseen.evidence.store import EvidenceError, Store
from unseen.evidence.writer import Writer, clear, scenario_path
from unseen.home import HOME
from unseen.model import Act, Observation, Thing
from unseen.target import Subjects, TargetError
from unseen.targets.stub import embedded

RECIPE = Thing("video", "recipe")
POST = Act("Cho", "post", RECIPE, (("topic", "cooking"),))
SUBJECTS = Subjects(("Ana", "Cho"), ("recipe",))
FIRST = b'{"scenario":"a","format":2}\n'


def play(target, cast, *, fault="body-extra-field"):
    """Two worlds of one scenario; gives everything that was seen."""
    seen = []
    for saves in (True, False):
        session = target.open_world(1)
        for name in ("Ana", "Cho"):
            seen += session.join(cast.person(name), 0.0)
        seen += session.perform(POST, 60.0)
        seen += session.perform(Act("Ana", "save", RECIPE), 120.0) if saves else []
        seen += session.look("Cho", "creator analytics", SUBJECTS, 180.0)
        session.close()
    return seen


@pytest.fixture
def kept(tmp_path):
    """The evidence of one scenario on a platform that leaks, and what was seen."""
    target = embedded(fault="body-extra-field")
    writer = Writer(tmp_path, 1)
    writer.target(target)
    with writer.scenario("a.feature::one") as tape:
        seen = play(Keeping(target, tape), Cast(1))
    return Store.open(tmp_path), seen


def test_everything(kept):
    """Whatever was seen is kept, in order, with its world, under the digest of what is kept of its body."""
    store, seen = kept
    found = list(store.observations("a.feature::one"))

    assert store.has("a.feature::one")
    assert not store.has("a.feature::two")
    assert [(each.reader, each.surface, each.payload, each.request, each.status) for each in found] == [
        (each.reader, each.surface, each.payload, each.request, each.status) for each in seen
    ]
    assert [each.world for each in found] == sorted(each.world for each in found)
    assert {each.world for each in found} == {0, 1}
    assert all(hashlib.sha256(each.body).hexdigest() == each.sha256 for each in found)
    assert [len(each.body) for each in found] == [len(each.body) for each in seen]
    assert store.has("a.feature::one")
    assert not store.has("a.feature::two")


def test_received(kept):
    """What was received is there once, in the world in which it came first, with how often it came."""
    store, _ = kept
    found = [_plain(each) for each in store.observations("a.feature::one")]
    received = [(_plain(each), times) for each, times in store.received("a.feature::one")]
    once = [plain for plain, _ in received]

    assert sum(times for _, times in received) == len(found)
    assert {plain for plain, _ in once} == {plain for plain, _ in found}
    assert dict(reversed(once)) == dict(reversed(found))  # the first of equals comes last, and stays
    assert len(once) < len(found)


def _plain(kept):
    return kept._replace(world=0, headers=tuple(kept.headers.items())), kept.world


def test_nobody_is_in_it(kept):
    """In no file is a value of anybody, nor a credential that was given out."""
    store, seen = kept
    cast = Cast(1)
    people = [cast.person(name) for name in ("Ana", "Cho")]
    tokens = [each.document["token"].encode() for each in seen if each.payload == "signed-up"]
    assert any(hit for each in seen for hit in cast.find(people[0], each.body))
    for path in store.directory.rglob("*"):
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert not any(hit for person in people for hit in cast.find(person, data))
            assert not any(token in data for token in tokens)


def test_somebody_who_joins_later(tmp_path):
    """What came before somebody was known is written anew afterwards, with their marker."""
    target, ben = embedded(), Cast(1).person("Ben")
    seen = Observation("Ana", "comments", "comments", "GET", 200, {}, f'{{"by":"{ben.handle}"}}'.encode())
    writer = Writer(tmp_path, 1)
    writer.target(target)
    with writer.scenario("one") as tape:
        tape.call(0, "look", {}, (seen,))
        tape.know(ben)
        tape.call(0, "look", {}, (seen, seen))
    before, *after = (each.body for each in Store.open(tmp_path).observations("one"))

    assert len(after) == 2
    assert before not in after
    assert not any(ben.handle.encode() in body for body in (before, *after))


def test_replay(kept):
    """The same calls are answered as before, to the markers; any other call is refused by name."""
    store, seen = kept
    again = play(Replay(store, HOME / "schemas").scenario("a.feature::one"), Marked(1))
    assert [(each.request, each.status, len(each.body)) for each in again] == [
        (each.request, each.status, len(each.body)) for each in seen
    ]

    session = Replay(store, HOME / "schemas").scenario("a.feature::one").open_world(1)
    with pytest.raises(
        TargetError, match=r"asked was `perform .*, but the evidence goes on with `join person Ana"
    ):
        session.perform(POST, 60.0)
    with pytest.raises(TargetError, match="cannot be read"):
        Replay(store, HOME / "schemas").scenario("a.feature::two").open_world(1)


def test_failures(tmp_path):
    """A failure of the platform is kept, and comes again."""
    store = Store.open(_failing(tmp_path))
    (opened, failed) = store.calls("one")
    assert (opened.name, failed.raised) == ("open", "TargetError")
    session = Replay(store, HOME / "schemas").scenario("one").open_world(1)
    with pytest.raises(TargetError) as again:
        session.perform(Act("the platform", "say", Thing("document", "nothing"), (("text", "x"),)), 0.0)
    assert str(again.value) == failed.message


def _failing(directory):
    target, writer = embedded(), Writer(directory, 1)
    writer.target(target)
    with writer.scenario("one") as tape:
        session = Keeping(target, tape).open_world(1)
        with pytest.raises(TargetError):
            session.perform(Act("the platform", "say", Thing("document", "nothing"), (("text", "x"),)), 0.0)
    return directory


def test_same_bytes(tmp_path):
    """Two processes that keep the same scenario write the same files."""
    for name in ("one", "other"):
        target = embedded()
        with Writer(tmp_path / name, 1).scenario("a") as tape:
            play(Keeping(target, tape), Cast(1))
    files = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.gz")}
        for name in ("one", "other")
    ]
    assert files[0] == files[1]


class TestDamage:
    def test_none(self, tmp_path):
        """A directory without evidence is none."""
        with pytest.raises(EvidenceError, match="holds no evidence"):
            Store.open(tmp_path)

    def test_cut_off(self, kept):
        """A file of calls that was cut off is no shorter scenario."""
        store, _ = kept
        path = scenario_path(store.directory, "a.feature::one")
        whole = gzip.decompress(path.read_bytes())
        path.write_bytes(gzip.compress(whole[: whole.rfind(b"\n", 0, -1) + 1]))
        with pytest.raises(EvidenceError, match="the file ends before its end"):
            list(store.calls("a.feature::one"))
        path.write_bytes(path.read_bytes()[:-9])
        with pytest.raises(EvidenceError, match="damaged"):
            list(store.calls("a.feature::one"))

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            (b'{"scenario": "a", "format": 1}', "another version"),
            (b"[]", "no part"),
            (b"{", "damaged"),
            (FIRST + b'{"world":0,"call":"look","seen":[7]}', "no part"),
            (FIRST + b'{"seen":{}}', "no part"),
            (FIRST + b'{"seen":{"sha256":""}}\n{"world":0,"call":"look","seen":[0]}', "no part"),
            (FIRST + b'{"seen":{"sha256":"../../../../etc/passwd"}}', r"no body has the digest \.\./\.\./"),
            (FIRST + b'{"body":7}', "no part"),
            (FIRST + b'{"base64":"?"}', "no part"),
        ],
    )
    @pytest.mark.parametrize("read", [Store.calls, Store.received])
    def test_lines(self, kept, line, message, read):
        """A line that is no part of a file of calls is named, however the file is read."""
        store, _ = kept
        scenario_path(store.directory, "a.feature::one").write_bytes(gzip.compress(line + b'\n{"end":1}\n'))
        with pytest.raises(EvidenceError, match=message):
            list(read(store, "a.feature::one"))

    @pytest.mark.parametrize("instead", [b'{"body":"{}"}', b""])
    def test_body(self, kept, instead):
        """A body that is another one, or is gone, is missed."""
        store, _ = kept
        path = scenario_path(store.directory, "a.feature::one")
        lines = gzip.decompress(path.read_bytes()).splitlines()
        first = next(number for number, line in enumerate(lines) if line.startswith(b'{"body"'))
        lines[first : first + 1] = [instead] if instead else []
        path.write_bytes(gzip.compress(b"\n".join(lines)))
        with pytest.raises(EvidenceError, match="no body has the digest"):
            list(store.calls("a.feature::one"))


def test_bytes(tmp_path):
    """A body that is no text is kept as it came."""
    seen = [Observation("Cho", "profile", "profile", "GET /me", 200, {}, body) for body in (b"\xff\0", b"")]
    with Writer(tmp_path, 1).scenario("one") as tape:
        tape.call(0, "look", {}, tuple(seen))
    assert [each.body for each in Store.open(tmp_path).observations("one")] == [b"\xff\0", b""]


def test_clear(kept):
    """Clearing takes away the evidence and leaves what is somebody else's."""
    store, _ = kept
    (store.directory / "scenarios" / "notes.txt").write_text("mine")
    clear(store.directory)
    assert [path.name for path in store.directory.rglob("*") if path.is_file()] == ["notes.txt"]
    (store.directory / "scenarios" / "notes.txt").unlink()
    clear(store.directory)
    assert not store.directory.exists()
    clear(Path(store.directory))
