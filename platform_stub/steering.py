"""What can be asked in worlds with a test clock only: to steer crowds, features, documents and thresholds."""

from platform_stub.acts import CROWD_VERBS
from platform_stub.calls import Answer, Call, Payload, Route
from platform_stub.problems import absent, bad
from platform_stub.rules import ROLES
from platform_stub.shapes import Choice, Flag, Number, Shape, Text, fields_of
from platform_stub.views.own import SAVE_REPORT

__all__ = ["STEERING"]

_LINE = Text(most=200)
_CROWD_VERB = Choice((*CROWD_VERBS, "comment on"))


def _control(method: str, path: str, answer: Answer, summary: str, body: Shape | None = None) -> Route:
    return Route(method, path, answer, summary, body=body, control=True)


def _crowd(call: Call) -> Payload:
    named = ("video", "handle", "query", "place")
    wanted = next((call.body[name] for name in named if name in call.body), None)
    if wanted is None:
        raise bad("name a `video`, a `handle`, a `query` or a `place`")
    verb = call.body["verb"].removesuffix(" on")
    return {
        "count": call.platform.crowd(verb, call.body["count"], wanted, others=call.body.get("others", False))
    }


def _feature(call: Call) -> Payload:
    if call["name"] != SAVE_REPORT:
        raise absent()
    call.platform.perform("", "feature", call["name"], call.body)
    return {"name": call["name"], "on": call.body["on"]}


def _publish(call: Call) -> Payload:
    """Change what a document says in this world."""
    documents, says = call.platform.documents, call.body["says"]
    documents.page(call["slug"])
    call.platform.perform("", "publish", call["slug"], {"says": says})
    return dict(documents.page(call["slug"]))


def _retract(call: Call) -> Payload:
    documents = call.platform.documents
    says = documents.retract(call["slug"], call.body["says"])
    call.platform.perform("", "retract", call["slug"], {"says": says})
    return dict(documents.page(call["slug"]))


def _threshold(call: Call) -> Payload:
    call.platform.perform("", "threshold", "", call.body)
    return {"k": call.platform.state.k}


STEERING: tuple[Route, ...] = (
    _control(
        "POST",
        "/control/crowd",
        _crowd,
        "Let many people do one thing",
        fields_of(
            {"verb": _CROWD_VERB, "count": Number(1, 100_000)},
            video=_LINE,
            handle=_LINE,
            query=_LINE,
            place=_LINE,
            others=Flag(),
        ),
    ),
    _control(
        "PUT",
        "/control/features/{name}",
        _feature,
        "Offer a feature or withdraw it",
        fields_of({"on": Flag()}),
    ),
    _control(
        "POST",
        "/control/documents/{slug}/added",
        _publish,
        "Let a document say something",
        fields_of({"says": _LINE}),
    ),
    _control(
        "POST",
        "/control/documents/{slug}/dropped",
        _retract,
        "Let a document no longer say something",
        fields_of({"says": _LINE}),
    ),
    _control(
        "PUT", "/control/threshold", _threshold, "Set the smallest group", fields_of({"k": Number(1, 10**9)})
    ),
    _control(
        "PUT",
        "/control/roles/{handle}",
        lambda c: c.platform.acts.appoint(c["handle"], c.body["role"]),
        "Give an account a role",
        fields_of({"role": Choice(ROLES)}),
    ),
    _control(
        "PUT",
        "/control/beat",
        lambda c: c.platform.live.beat(c.body["beat"]),
        "Let every live stream say that nothing older is on its way",
        fields_of({"beat": Number(0, 10**9)}),
    ),
    _control("GET", "/control/purposes", lambda c: c.platform.views.purposes(), "The purpose log"),
)
"""Rows of the one table in `platform_stub.routes`."""
