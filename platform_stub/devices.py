"""What a device tells the platform, or fetches, for whoever holds it."""

from platform_stub.calls import Call, Payload, Route
from platform_stub.live import Connection
from platform_stub.problems import suspended
from platform_stub.shapes import Flag, Text, Texts, fields_of

__all__ = ["DEVICES"]

_NAME = Text(most=100)


def _listen(call: Call) -> Connection:
    live = call.platform.live
    if not live.may_listen(call.me):
        raise suspended(call.platform.state.suspended[call.me])
    return live.connect(call.me)


def _suggestions(call: Call) -> Payload:
    return call.platform.views.suggestions(call.me, call.page)


DEVICES: tuple[Route, ...] = (
    Route("GET", "/me/live", _listen, "Live stream: notices and figures as server-sent events", signed=True),
    Route(
        "DELETE", "/me/session", lambda c: c.platform.acts.log_out(c.me), "Sign out everywhere", signed=True
    ),
    Route("GET", "/me/suggestions", _suggestions, "People one may know", signed=True, query=("cursor",)),
    Route(
        "PUT",
        "/me/presence",
        lambda c: c.platform.acts.be_present(c.me, online=c.body["online"]),
        "Come online, or go",
        signed=True,
        body=fields_of({"online": Flag()}),
    ),
    Route(
        "PUT",
        "/me/place",
        lambda c: c.platform.acts.locate(c.me, **c.body),
        "Say where one is, no closer than a city",
        signed=True,
        body=fields_of({"city": _NAME, "country": _NAME}),
    ),
    Route(
        "PUT",
        "/me/contacts",
        lambda c: c.platform.acts.sync(c.me, c.body["numbers"]),
        "Hand over the numbers in one's contacts",
        signed=True,
        body=fields_of({"numbers": Texts(_NAME, most=1000)}),
    ),
    Route(
        "POST",
        "/videos/{video}/downloads",
        lambda c: c.platform.acts.download(c.me, c["video"]),
        "Download a video",
        signed=True,
        status=201,
    ),
)
"""Rows of the one table in `platform_stub.routes`."""
