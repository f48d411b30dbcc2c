"""How a live stream is served: as server-sent events, for as long as somebody reads and it is not over."""

import asyncio
from collections.abc import Generator

from starlette.types import Receive, Scope, Send

from platform_stub.live import Connection

__all__ = ["serve"]

_HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"private, no-cache")]


async def serve(connection: Connection, scope: Scope, receive: Receive, send: Send) -> None:
    """
    Send what is pushed on *connection* until it is over or nobody reads any more.

    Under an event loop it sleeps meanwhile. Without one, whoever drives it by hand gets the control back when
    there is nothing to send, and drives on to learn more.
    """
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        if scope["method"] != "HEAD":
            waiting = _Sleep(connection, receive) if _has_loop() else _Park()
            while await _send_news(connection, send) and await waiting.is_worth_it():
                pass
    finally:
        connection.close()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _send_news(connection: Connection, send: Send) -> bool:
    """Send what there is; whether more may come."""
    if chunk := connection.take():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    return not connection.is_over


def _has_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


class _Sleep:
    """Waits in an event loop for news, or for the reader to leave."""

    def __init__(self, connection: Connection, receive: Receive) -> None:
        self._news = asyncio.Event()
        connection.wake = self._news.set
        self._gone = asyncio.ensure_future(_until_gone(receive))

    async def is_worth_it(self) -> bool:
        """Wait; false when the reader left."""
        news = asyncio.ensure_future(self._news.wait())
        await asyncio.wait({news, self._gone}, return_when=asyncio.FIRST_COMPLETED)
        news.cancel()
        self._news.clear()
        return not self._gone.done()


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class _Park:
    """Gives control back to whoever drives the coroutine."""

    async def is_worth_it(self) -> bool:
        """Wait to be driven on."""
        await self
        return True

    def __await__(self) -> Generator[None, None, None]:
        yield
