"""
The adapter of the reference platform, in process or wherever `unseen platform serve` runs.

It spells acts and surfaces as requests of the platform's HTTP interface, and nothing else: the platform's
own parts are imported only to run it in this process.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from unseen.home import HOME
from unseen.model import PolicyError
from unseen.target import Capabilities
from unseen.targets.application import load
from unseen.targets.interface import ACTS, OTHER_VERBS, SETTINGS, STAFF_SURFACES, SURFACES
from unseen.targets.listener import HttpListener, InProcessListener, Listener
from unseen.targets.session import StubSession, text_of
from unseen.targets.transport import InProcess, OverHttp, Transport

if TYPE_CHECKING:
    from platform_stub.parts import Parts


class Stub:
    """
    The reference platform as a target.

    Args:
        transport: the way to a host of worlds.
        name: how reports call the target.
        options: what every world is opened with: profile, fault, smallest group. What a profile says
            differently in the schemas lies in a folder of its name.
        listener: where the platform calls outside tools; without it, it does not offer to.
    """

    def __init__(
        self,
        transport: Transport,
        name: str,
        options: Mapping[str, object],
        listener: Listener | None = None,
    ) -> None:
        self._listener = listener
        self.name = name
        own = HOME / "schemas" / str(options.get("profile", ""))
        self.schemas = own if own.is_dir() else HOME / "schemas"
        self._transport = transport
        self._options = options

    def capabilities(self) -> Capabilities:
        """Everything in the vocabulary."""
        return Capabilities(
            verbs=frozenset(ACTS) | OTHER_VERBS,
            surfaces=tuple(name for name in SURFACES if self._listener or name != "webhook"),
            settings=SETTINGS,
            staff_surfaces=tuple(STAFF_SURFACES),
        )

    def open_world(self, seed: int) -> StubSession:
        """A fresh world in memory."""
        answer = self._transport.send("POST", "/control/worlds", {}, {"seed": str(seed), **self._options})
        path = text_of(answer, "POST /control/worlds", "path")
        return StubSession(self._transport, path, f"/control{path}", self._listener)


def embedded(*, profile: str = "seed", fault: str = "") -> Stub:
    """
    The reference platform in this process.

    Raises:
        PolicyError: there is no such profile or fault; the nearest is named.
    """
    from platform_stub.hosting import create_host

    _check("profile", profile, PROFILES)
    if fault:
        _check("fault", fault, [row.slug for row in fault_list()])
    name = "the reference platform" + (f" with the fault {fault}" if fault else "")
    listener = InProcessListener()
    host = create_host(post=listener.take)
    return Stub(InProcess(host), name, _options(profile, fault), listener)


def planted(slugs: Iterable[str], profile: str = "seed") -> Stub:
    """
    The reference platform in this process, with all these faults at once.

    Raises:
        PolicyError: two of them change the same.
    """
    from platform_stub.faults import find
    from platform_stub.faults.planting import ClashError, together

    slugs = list(slugs)
    try:
        parts = together(find(slug).parts for slug in slugs)
    except ClashError as clash:
        remedy = "plant them one by one"
        raise PolicyError(f"{', '.join(slugs)} cannot be planted at once: {clash}", remedy=remedy) from clash
    return _of_parts(parts, profile)


def watched(asked: set[str]) -> Stub:
    """The reference platform in this process, noting in *asked* what is asked of its parts."""
    from platform_stub.faults.planting import traced

    return _of_parts(traced(asked))


def _of_parts(parts: "Parts", profile: str = "seed") -> Stub:
    from platform_stub.hosting import create_host

    listener = InProcessListener()
    host = create_host(post=listener.take, parts=parts)
    return Stub(InProcess(host), "the reference platform", _options(profile, ""), listener)


def served(url: str, *, profile: str = "seed", fault: str = "") -> Stub:
    """The reference platform wherever it is served; raises `TargetError` for what is no address."""
    _check("profile", profile, PROFILES)
    way = OverHttp(url)
    is_near = urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")
    listener = HttpListener() if is_near else None  # a platform elsewhere could not call back here
    return Stub(way, f"the platform at {url}", _options(profile, fault), listener)


def hosted(location: str, *, profile: str = "seed", fault: str = "") -> Stub:
    """
    Any ASGI application that speaks the HTTP interface of the reference platform, in this process.

    `location` is `MODULE:NAME`: an application, or a function that makes one. A function with a parameter
    `post` is given the way to call outside tools; any other platform calls them over HTTP.

    Raises:
        PolicyError: there is no such module or name, or it is no application.
    """
    _check("profile", profile, PROFILES)
    if fault:
        _check("fault", fault, [row.slug for row in fault_list()])
    app, listener = load(location)
    return Stub(InProcess(app), f"the platform {location}", _options(profile, fault), listener)


def _options(profile: str, fault: str) -> dict[str, object]:
    options: dict[str, object] = {"profile": profile}
    return options | ({"fault": fault} if fault else {})


def _check(what: str, name: str, known: Sequence[str]) -> None:
    import difflib

    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        remedy = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(known)}"
        raise PolicyError(f"there is no {what} `{name}`", remedy=remedy)


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """
    A fault of the reference platform: what it leaks, its class of leak, the clauses it should break.

    `changes` says what it exchanges: `views.unread`; nothing that asks for none of it can be affected.
    `profile` is the only one in which it leaks anything; "" for every one. `secret` is the kind of secret.
    """

    slug: str
    leak_class: str
    benign: bool
    summary: str
    breaks: tuple[str, ...]
    changes: frozenset[str] = frozenset()
    profile: str = ""
    secret: str = ""


def leak_classes() -> dict[str, str]:
    """The classes of leaks, `L01` to the last, with what happens in each."""
    from platform_stub.faults.classes import CLASSES

    return {each.id: each.title for each in CLASSES.values()}


def fault_list() -> list[PlantedFault]:
    """Every fault that can be planted, leaks first, then the benign ones."""
    from platform_stub.faults import FAULTS
    from platform_stub.faults.planting import changed

    rows = [
        PlantedFault(
            fault.slug,
            fault.leak_class,
            fault.benign,
            fault.summary,
            tuple(fault.breaks),
            changed(fault.parts),
            fault.profile,
            fault.secret,
        )
        for fault in FAULTS.values()
    ]
    return sorted(rows, key=lambda row: (row.benign, row.slug))


PROFILES = ("seed", "counted")
"""Profiles that the feature files and the reference platform know; the first holds where none is named."""


def serve(
    host: str,
    port: int,
    database: Path | None,
    fault: str | None,
    on_ready: Callable[[str], None],
    profile: str = "seed",
) -> None:
    """
    Serve the reference platform until it is interrupted.

    `on_ready` is called with the address once it listens; port 0 means any free one.

    Raises:
        OSError: the address cannot be listened at.
        PolicyError: the database cannot be used, or is damaged.
    """
    import socket

    import uvicorn

    from platform_stub.events import LogError
    from platform_stub.hosting import create_host
    from platform_stub.platform import PROFILES as KNOWN
    from platform_stub.webhooks import post_over_http

    try:
        app = create_host(profile=KNOWN[profile], database=database, fault=fault, post=post_over_http())
    except LogError as error:
        raise PolicyError(str(error), remedy="name another file with `--database`") from error
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # the protocol is named because asyncio turns Nagle's delay off only for sockets that name it
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
        shown = f"[{host}]" if ":" in host else host
        on_ready(f"http://{shown}:{listening.getsockname()[1]}")
        config = uvicorn.Config(
            app,
            log_level="warning",
            lifespan="off",
            date_header=False,
            server_header=False,
            timeout_graceful_shutdown=1,  # live streams stay open until somebody hangs up
        )
        uvicorn.Server(config).run(sockets=[listening])
