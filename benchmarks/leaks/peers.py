"""
Schemathesis on the reference platform over HTTP, with everything that helps it.

It runs with all checks of replies and all phases, two signed-in people, our closed schemas, the names of what
exists in place of guesses, in a world in which people have done things, and with the failures that it reports
on the platform without a leak accepted beforehand. Whatever it reports besides counts as found.
"""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.leaks.closed import document
from unseen.canary import Cast
from unseen.model import Act, Thing
from unseen.targets.streams import Stream
from unseen.targets.stub import Stub
from unseen.targets.transport import Answer, OverHttp, Transport

PEERS = ("Ana", "Cho")
"""Somebody who saves, and a creator."""
ABOUT_REQUESTS = (
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
)
"""
Checks of which requests are accepted. They report the platform without a leak many times over, on each seed
other times, and would end every search at once; nothing is disclosed where they fail.
"""
_PEOPLE = ("Ana", "Ben", "Cho", "Dev")
_SKIPPED = ("DELETE /me",)
"""Would close the account with which all other requests are made."""
_LONGEST = 6
"""So many times its budget may pass on the clock, since the platform and others need the machine too."""
_LATE = 30.0
"""Seconds that it gets to finish after that."""


@dataclass(frozen=True, slots=True)
class Report:
    """How a run ended: its exit code, what it says it found, how long it took, how many cases it made."""

    code: int
    failures: tuple[str, ...]
    seconds: float
    cases: int


def run(program: str, fault: str, budget: int, baseline: Path, profile: str = "seed") -> Report:
    """
    Let it loose on a platform with this fault for so many seconds of processor time, until it fails.

    Its own processor time alone is counted, not that of the platform which it asks.

    `program` is the command `schemathesis`, best of an environment of its own. `baseline` holds the failures
    that are accepted; for the platform without a fault they are added to it.
    """
    with _platform() as url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = _populated(url, fault, profile, folder)
        words = [program, "run", str(folder / "openapi.json"), "--url", address]
        words += ["--checks", "all", "--auth-wfc", str(folder / "auth.yaml"), "--seed", "1"]
        words += ["--max-time", str(budget * _LONGEST), "--baseline", str(baseline), "--report", "json"]
        words += ["--report-json-path", str(folder / "report.json"), "--suppress-health-check", "all"]
        words += ["--warnings", "off", "--no-shrink"]
        words += ["--max-failures", "1", "--exclude-checks", ",".join(ABOUT_REQUESTS)] if fault else []
        words += [] if fault else ["--baseline-update"]
        began = time.perf_counter()
        done = subprocess.run(
            words,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=budget * _LONGEST + _LATE,
            preexec_fn=partial(_limit, budget) if fault else None,
        )
        took = time.perf_counter() - began
        if done.returncode == -signal.SIGXCPU:
            return Report(
                done.returncode, (), took, 0
            )  # its time is up, and it would have ended at a failure
        made = re.search(r"(\d+) generated", done.stdout)
        if not made:
            raise RuntimeError(f"Schemathesis did not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return Report(done.returncode, tuple(_failures(done.stdout)), took, int(made[1]))


def _limit(seconds: int) -> None:
    """In the process of its own: end it when it has had so many seconds of processor time."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def _failures(printed: str) -> Iterator[str]:
    """The headings of what it reports."""
    for line in printed.splitlines():
        if line.startswith("- ") and line[2:].strip():
            yield line[2:].strip()


@contextmanager
def _platform() -> Iterator[str]:
    """The reference platform, served as its users serve it."""
    words = [sys.executable, "-m", "unseen.cli", "platform", "serve", "--port", "0"]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout
        for line in server.stdout:
            if "http://" in line:
                yield line[line.index("http://") :].split()[0].rstrip(".,;")
                break
        else:
            raise RuntimeError("the platform did not start")
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.kill(server.pid, signal.SIGKILL)


class _Noting:
    """A transport that notes the names of what it makes, and who may sign in with what."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self.made: dict[str, list[str]] = {"handle": [], "token": [], "id": []}
        self.world = ""

    def send(self, method: str, path: str, headers: Mapping[str, str], content: object) -> Answer:
        """Pass the request on."""
        answer = self._inner.send(method, path, headers, content)
        said = json.loads(answer.body) if answer.status < 300 and answer.body else {}
        if path == "/control/worlds":
            self.world = said["path"]
        if path.endswith(("/people", "/me/videos", "/messages")) and method == "POST":
            for name, values in self.made.items():
                if name in said:
                    values.append(said[name])
        return answer

    def listen(self, path: str, headers: Mapping[str, str]) -> Stream:
        """Open a stream."""
        return self._inner.listen(path, headers)


def _populated(url: str, fault: str, profile: str, folder: Path) -> str:
    """Open a world with this fault, let people live in it, and write down what a tester has to know of it."""
    noting = _Noting(OverHttp(url))
    options = {"profile": profile} | ({"fault": fault} if fault else {})
    session = Stub(noting, url, options).open_world(1)
    cast = Cast(1)
    for name in _PEOPLE:
        session.join(cast.person(name), 0.0)
    for minute, act in enumerate(_history(), 1):
        session.perform(act, 60.0 * minute)
    made = noting.made
    (folder / "openapi.json").write_text(json.dumps(document(_names(made), _SKIPPED)))
    peers = [
        {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {token}"}]}
        for name, token in zip(_PEOPLE, made["token"], strict=False)
        if name in PEERS
    ]
    (folder / "auth.yaml").write_text(json.dumps({"auth": peers}))
    return url + noting.world


def _names(made: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """Values of parameters by their names: who and what there is in this world."""
    return {
        "handle": made["handle"],
        "id": made["id"],
        "video": made["id"],
        "whom": made["handle"],
        "name": ["saved", "dinners"],
        "collection": ["saved", "dinners"],
        "tool": ["Meter"],
        "slug": ["privacy-policy", "terms", "help-page"],
        "q": [*made["handle"], "recipe"],
    }


def _history() -> Iterator[Act]:
    recipe, knots = Thing("video", "recipe"), Thing("video", "knots")
    yield Act("Cho", "post", recipe, (("topic", "cooking"),))
    yield Act("Dev", "post", knots, (("topic", "sailing"),))
    for follower in ("Ana", "Ben"):
        yield Act(follower, "follow", Thing("person", "Cho"))
    yield Act("Cho", "follow", Thing("person", "Ana"))
    yield Act("Ana", "save", recipe, (("collection", "dinners"),))
    yield Act("Ana", "save", knots)
    yield Act("Ben", "save", recipe)
    yield Act("Ben", "like", recipe)
    yield Act("Ana", "like", knots)
    yield Act("Ana", "comment", recipe, (("text", "how lovely"),))
    yield Act("Ana", "message", Thing("message", "Cho"), (("text", "hello there"),))
    yield Act("Ben", "message", Thing("message", "Cho"), (("text", "hello"),))
    yield Act("Dev", "set", Thing("setting", "account privacy"), (("value", "private"),))
    yield Act("Cho", "block", Thing("person", "Ben"))
    yield Act("", "save", recipe, crowd=20)
    yield Act("Cho", "grant", Thing("tool", "Meter"), (("scope", "list my videos"),))
