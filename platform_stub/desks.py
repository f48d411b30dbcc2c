"""What only accounts with a role can ask for: research data, and the moderation desk."""

from platform_stub.calls import Answer, Call, Payload, Route

__all__ = ["DESKS"]


def _desk(path: str, answer: Answer, summary: str) -> Route:
    return Route("GET", path, answer, summary, signed=True, query=("cursor",))


def _noted(path: str, answer: Answer, summary: str) -> Route:
    """A page of the moderation desk: whoever is shown it has that written down."""

    def answered(call: Call) -> Payload:
        shown = answer(call)
        if call.is_noted:
            call.platform.acts.look_into(call.me, call.params.get("handle", path.rpartition("/")[2]))
        return shown  # type: ignore[return-value] # no page of the desk is a table or empty

    return _desk(path, answered, summary)


DESKS: tuple[Route, ...] = (
    _desk(
        "/research/videos",
        lambda c: c.platform.views.researched_videos(c.me, c.page),
        "Research data: public videos of adults",
    ),
    _desk(
        "/research/comments",
        lambda c: c.platform.views.researched_comments(c.me, c.page),
        "Research data: what is said about them, without names",
    ),
    _desk(
        "/research/people",
        lambda c: c.platform.views.researched_people(c.me, c.page),
        "Research data: public accounts of adults",
    ),
    _noted(
        "/moderation/reports",
        lambda c: c.platform.views.report_queue(c.me, c.page),
        "Moderation desk: what was reported",
    ),
    _noted(
        "/moderation/videos",
        lambda c: c.platform.views.moderated_videos(c.me, c.page),
        "Moderation desk: all videos",
    ),
    _noted(
        "/moderation/people/{handle}",
        lambda c: c.platform.views.dossier(c.me, c["handle"], c.page),
        "Moderation desk: what an account did",
    ),
    _noted(
        "/moderation/looks",
        lambda c: c.platform.views.looks(c.me, c.page),
        "Moderation desk: who looked at what here",
    ),
)
"""Rows of the one table in `platform_stub.routes`."""
