"""Schemas of a profile: a folder says what differs from the schemas above it, and nothing else."""

import json
from pathlib import Path

import pytest

from platform_stub import Platform
from platform_stub.hosting import create_app
from platform_stub.platform import COUNTED
from platform_stub.platform import PROFILES as KNOWN
from unseen.home import HOME
from unseen.model import Observation, PolicyError
from unseen.oracles.schema import Schemas
from unseen.tagging import PROFILES as LINTED
from unseen.target import base_of
from unseen.targets.stub import PROFILES, embedded
from unseen.targets.transport import InProcess

BASE = HOME / "schemas"
COMMON = {"$schema": "https://unseen.example/schemas/metaschema.json", "title": "t", "surface": "push"}
FIGURE = {"type": "integer", "dataCategory": "metric.saves", "dataSubject": "group"}


def write(path: Path, document: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Two schemas, of which a profile says something else."""
    for name in ("one", "two"):
        address = {"$id": f"https://x.example/{name}.json", "audience": ["owner"]}
        shape = {"type": "object", "properties": {"likes": FIGURE}, "additionalProperties": False}
        write(tmp_path / f"{name}.json", COMMON | address | shape)
    return tmp_path


def leaves(schemas: Schemas, payload: str) -> set[str]:
    return {pattern for pattern, _ in schemas.annotations(payload)}


def test_merge(directory: Path) -> None:
    """A file adds what it says to its namesake, takes away what it calls null; others stay."""
    write(directory / "mine" / "one.json", {"properties": {"saves": FIGURE, "likes": None}})
    schemas = Schemas.load(directory / "mine")

    assert schemas.payloads == ("one", "two")
    assert (base_of(directory / "mine"), base_of(directory)) == (directory, directory)
    assert (leaves(schemas, "one"), leaves(schemas, "two")) == ({"/saves"}, {"/likes"})
    assert leaves(Schemas.load(directory), "one") == {"/likes"}


def test_folder_of_its_own(directory: Path) -> None:
    """A folder that shares no name with the one above stands for itself."""
    alone = json.loads((directory / "one.json").read_bytes()) | {"$id": "https://x.example/other.json"}
    write(directory / "mine" / "other.json", alone)

    assert Schemas.load(directory / "mine").payloads == ("other",)


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        ({"release": "daily", "minimumGroup": 5}, "`daily` is not known here"),
        ({"release": "steps"}, "the steps have no size"),
    ],
)
def test_mistakes(directory: Path, figure: dict[str, object], reason: str) -> None:
    """What is wrong is found in the file of the profile."""
    write(directory / "mine" / "one.json", {"properties": {"saves": FIGURE | figure}})

    with pytest.raises(PolicyError, match=reason) as error:
        Schemas.load(directory / "mine")
    assert str(error.value.where).endswith("mine/one.json")


def test_profiles_agree() -> None:
    """Platform, command and lint know the same profiles, and each has its schemas."""
    assert tuple(KNOWN) == PROFILES == LINTED
    assert [embedded(profile=name).schemas for name in PROFILES] == [BASE, BASE / "counted"]


def test_counted() -> None:
    """What the counted profile shows of saves is in its schemas, on three pages, and in no others."""
    counted, seed = Schemas.load(BASE / "counted"), Schemas.load(BASE)
    assert (counted.in_steps, seed.in_steps) == ({"video", "analytics", "analytics-export"}, frozenset())
    platform = Platform("s", COUNTED, k=50)
    token = platform.acts.sign_up("cho", "Cho", 30)["token"]
    video = platform.acts.post("cho", "recipe")
    platform.crowd("save", 60, video)
    way, at = InProcess(create_app(platform)), {"unseen-now": "2026-01-03T00:00:00Z"}

    def seen(path: str, payload: str) -> Observation:
        answer = way.send("GET", path, at | {"authorization": f"Bearer {token}"}, None)
        return Observation("Cho", payload, payload, path, answer.status, answer.headers, answer.body)

    for path, payload in (
        (f"/videos/{video}", "video"),
        ("/me/analytics", "analytics"),
        ("/me/analytics.csv", "analytics-export"),
    ):
        shown = seen(path, payload)
        assert [str(value) for _, value, _ in counted.released(payload, shown.document)] == ["50"]
        assert (counted.judge(shown), len(seed.judge(shown)) > 0) == ((), True)
