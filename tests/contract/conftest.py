"""The reference platform, in this process and over HTTP: one suite for both."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn

from platform_stub.hosting import create_host
from platform_stub.webhooks import post_over_http
from unseen.home import HOME
from unseen.judging import Judge
from unseen.oracles.schema import Schemas
from unseen.targets.stub import embedded, served
from unseen.targets.transport import Asgi, InProcess, OverHttp, Transport
from unseen.world import World

IN_PROCESS, OVER_HTTP = WAYS = "in process", "over HTTP"


@contextmanager
def serving(app: Asgi) -> Iterator[str]:
    """Serve an application at a free port; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or each reply waits 40 ms
        config = uvicorn.Config(
            app, log_level="critical", lifespan="off", ws="none", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """Where the reference platform is served."""
    with serving(create_host(post=post_over_http())) as address:
        yield address


@pytest.fixture(scope="session", params=WAYS)
def open_target(request: pytest.FixtureRequest) -> Callable:
    """Makes the target with this fault, reached in one of two ways."""
    if request.param == IN_PROCESS:
        return lambda fault="": embedded(fault=fault)
    address = request.getfixturevalue("url")
    return lambda fault="": served(address, fault=fault)


@pytest.fixture(params=WAYS)
def reach(request: pytest.FixtureRequest) -> Iterator[Callable[[Asgi], Transport]]:
    """Makes a way to any application."""
    opened = []

    def over_http(app: Asgi) -> Transport:
        server = serving(app)
        opened.append(server)
        return OverHttp(server.__enter__(), timeout=5.0)

    yield InProcess if request.param == IN_PROCESS else over_http
    for server in opened:
        server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def judge() -> Judge:
    """Judges promises with the packaged schemas."""
    return Judge(Schemas.load(HOME / "schemas"))


@pytest.fixture
def new_world(judge: Judge) -> Iterator[Callable]:
    """Opens worlds on a target, and closes them in the end."""
    opened = []

    def make(target, seed=1):
        opened.append(World(target, seed=seed, judge=judge))
        return opened[-1]

    yield make
    for world in opened:
        world.close()
