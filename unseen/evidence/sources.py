"""
What a run was judged with: the digests of features, clauses, statements, waivers, schemas and of the harness.

Paths are spelled below the directory the run was started in, or else below the installed package as
`unseen:…`, so that they mean the same elsewhere.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from unseen.evidence.calls import FORMAT, EvidenceError
from unseen.home import HOME
from unseen.target import base_of

SOURCES = "sources.json"
_PACKAGED = "unseen:"


@dataclass(frozen=True, slots=True)
class Source:
    """One file that verdicts depend on; `kind` is *policy*, *schema* or *harness* (all of its modules)."""

    kind: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Sources:
    """All of them, and the directory of the schemas."""

    schemas: str
    files: tuple[Source, ...]

    def encoded(self) -> bytes:
        """As they are kept."""
        plain = {"format": FORMAT, **asdict(self)}
        return orjson.dumps(plain, option=orjson.OPT_INDENT_2) + b"\n"

    def changed(self, root: Path) -> Iterator[str]:
        """In a sentence each: what is not any more what it was."""
        for source in self.files:
            try:
                now = _harness() if source.kind == "harness" else _digest(find(source.path, root))
            except OSError:
                yield f"`{source.path}` is not there any more"
                continue
            if now != source.sha256:
                yield f"`{source.path}` has changed since"


def gather(policy: Iterable[Path], schemas: Path, root: Path) -> Sources:
    """The digests of these files of the policy, of all schemas read from a directory, and of the harness."""
    files = [Source("policy", spelled(path, root), _digest(path)) for path in sorted({*policy})]
    files += [Source("schema", spelled(path, root), _digest(path)) for path in _described(schemas)]
    return Sources(spelled(schemas, root), (*files, Source("harness", f"{_PACKAGED}*.py", _harness())))


def _described(schemas: Path) -> list[Path]:
    return sorted(path for folder in {schemas, base_of(schemas)} for path in folder.glob("*.json"))


def decode(content: bytes, name: str) -> Sources:
    """The sources that `encoded` wrote; raises `EvidenceError`."""
    try:
        data: dict[str, Any] = orjson.loads(content)
        return Sources(data["schemas"], tuple(Source(**each) for each in data["files"]))
    except (ValueError, KeyError, TypeError) as error:
        raise EvidenceError(f"{name}: the file is damaged: {error!r}") from error


def spelled(path: Path, root: Path) -> str:
    """A path as it is kept."""
    whole = path.absolute()
    if whole.is_relative_to(root):
        return whole.relative_to(root).as_posix()
    if whole.is_relative_to(HOME):
        return _PACKAGED + whole.relative_to(HOME).as_posix()
    return whole.as_posix()


def find(path: str, root: Path) -> Path:
    """The file or directory of a path as it is kept, whether or not it is there."""
    if path.startswith(_PACKAGED):
        return HOME / path.removeprefix(_PACKAGED)
    return root / path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _harness() -> str:
    """One digest over all modules that judge: the digest and the path of each, line by line."""
    package = Path(__file__).parents[1]
    folders = {package: "unseen", HOME / "steps": "steps"}
    lines = sorted(
        f"{name}/{path.relative_to(folder).as_posix()} {_digest(path)}\n"
        for folder, name in folders.items()
        for path in folder.rglob("*.py")
        if not path.is_relative_to(package / "steps") or folder != package
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()
