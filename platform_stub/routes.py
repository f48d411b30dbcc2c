"""The one table of everything that can be asked over HTTP; server and OpenAPI both read it."""

from functools import cache

from platform_stub.acts import SCOPES
from platform_stub.calls import Answer, Call, Csv, Payload, Route
from platform_stub.desks import DESKS
from platform_stub.devices import DEVICES
from platform_stub.openapi import describe
from platform_stub.problems import COLLECTING, absent, refused
from platform_stub.settings import COMMENT_FILTER, SETTINGS, VISIBILITIES
from platform_stub.shapes import Check, Choice, Fields, Flag, Handle, Number, Shape, Text, Texts, fields_of
from platform_stub.steering import STEERING
from platform_stub.views.reports import SOURCES

__all__ = ["ROUTES"]


def _page(path: str, answer: Answer, summary: str, *query: str) -> Route:
    return Route("GET", path, answer, summary, query=query)


def _mine(path: str, answer: Answer, summary: str, *query: str) -> Route:
    return Route("GET", path, answer, summary, signed=True, query=query)


def _act(method: str, path: str, answer: Answer, summary: str, body: Shape | None = None) -> Route:
    status = 201 if method == "POST" else 200
    return Route(method, path, answer, summary, signed=True, body=body, status=status)


_NAME = Text(most=100)
_NAME_IN_PATH = Check(_NAME, "the name")
_LINE = Text(most=200)
_DID = Choice(("save", "like", "view", "comment on", "share"))
_SECONDS = Number(1, 86_400)
_AUDIENCE = Choice(("everyone", "friends", "only me"))
_REASON = fields_of({}, reason=Text(0))
_SETTINGS = Fields(
    {name: Choice(setting.choices) for name, setting in SETTINGS.items()} | {COMMENT_FILTER: Texts(_NAME)}
)


def _sign_up(call: Call) -> Payload:
    return call.platform.acts.sign_up(**call.body)


def _post(call: Call) -> Payload:
    video = call.platform.acts.post(call.me, **call.body)
    return call.platform.views.video_page(call.me, video)


def _show_collection(call: Call) -> Payload:
    name: str = _NAME_IN_PATH(call["name"])
    return call.platform.acts.show_collection(call.me, name, call.body["visibility"])


def _savers(call: Call) -> None:
    """Who saved is answered to nobody; whoever asks without signing in is collecting data."""
    raise absent() if call.reader is not None else refused(COLLECTING)


def _search(call: Call) -> Payload:
    query: str = call.body["query"]
    call.platform.acts.search(call.me, query)
    return call.platform.views.search(call.me, query, call.page)


def _settings(call: Call) -> Payload:
    views = call.platform.views
    return views.settings_screen(call.me, views.collection_names(call.me))


@cache
def _openapi() -> Payload:
    return describe(ROUTES)


ROUTES: tuple[Route, ...] = (
    Route(
        "POST",
        "/people",
        _sign_up,
        "Open an account",
        body=fields_of(
            {"handle": Handle(), "name": _NAME, "age": Number(0, 130)},
            email=Text(0, 254),
            phone=Text(0, 40),
            bio=Text(0, 500),
        ),
        status=201,
    ),
    # pages
    _page("/openapi.json", lambda _: _openapi(), "This interface, described"),
    _page("/documents", lambda c: c.platform.documents.index(), "The documents"),
    _page("/documents/{slug}", lambda c: c.platform.views.document(c.reader, c["slug"]), "One document"),
    _page("/trends", lambda c: c.platform.views.trend_report(), "Trend report"),
    _page("/videos/{video}", lambda c: c.platform.views.video_page(c.reader, c["video"]), "Video page"),
    _page(
        "/embed/{video}", lambda c: c.platform.views.embed(c.reader, c["video"]), "A video for other sites"
    ),
    _page(
        "/videos/{video}/likes",
        lambda c: c.platform.views.likers(c.reader, c["video"], c.page),
        "Who liked a video",
        "cursor",
    ),
    _page(
        "/videos/{video}/comments",
        lambda c: c.platform.views.comments(c.reader, c["video"], c.page),
        "Comments on a video",
        "cursor",
    ),
    _page(
        "/videos/{video}/comments/filtered",
        lambda c: c.platform.views.filtered_comments(c.reader, c["video"], c.page),
        "Comments held back by the owner's filter",
        "cursor",
    ),
    _page(
        "/videos/{video}/viewers",
        lambda c: c.platform.views.viewers(c.reader, c["video"], c.page),
        "Who watched, where both have that history on",
        "cursor",
    ),
    _page(
        "/videos/{video}/why",
        lambda c: c.platform.views.why(c.reader, c["video"]),
        "Why one is offered a video",
    ),
    *(
        _page(f"/videos/{{video}}/{what}", _savers, "Refused: who saved a video is told to nobody")
        for what in ("savers", "savers/{whom}", "saves", "saves/{whom}")
    ),
    _page("/people/{handle}", lambda c: c.platform.views.profile(c.reader, c["handle"]), "Profile"),
    _page(
        "/people/{handle}/collections",
        lambda c: c.platform.views.collections(c.reader, c["handle"]),
        "Collections of an account",
    ),
    _page(
        "/people/{handle}/collections/{name}",
        lambda c: c.platform.views.collection(c.reader, c["handle"], c["name"], c.page),
        "Saved collection",
        "cursor",
    ),
    _page(
        "/people/{handle}/likes",
        lambda c: c.platform.views.liked_list(c.reader, c["handle"], c.page),
        "Liked list",
        "cursor",
    ),
    _page(
        "/people/{handle}/following",
        lambda c: c.platform.views.following_list(c.reader, c["handle"], c.page),
        "Following list",
        "cursor",
    ),
    _page(
        "/people/{handle}/followers",
        lambda c: c.platform.views.followers_list(c.reader, c["handle"], c.page),
        "Followers list",
        "cursor",
    ),
    _page(
        "/search",
        lambda c: c.platform.views.search(c.reader, c.query.get("q", ""), c.page),
        "Search",
        "q",
        "cursor",
    ),
    _page("/feed/for-you", lambda c: c.platform.views.for_you(c.reader, c.page), "For You", "cursor"),
    _mine(
        "/feed/following",
        lambda c: c.platform.views.following_feed(c.me, c.page),
        "Following",
        "cursor",
    ),
    # one's own
    _act("DELETE", "/me", lambda c: c.platform.acts.close(c.me), "Close one's account"),
    _mine("/me/notices", lambda c: c.platform.views.notices(c.me, c.page), "In-app notices", "cursor"),
    _act("POST", "/me/notices/read", lambda c: c.platform.acts.read_notices(c.me), "Mark all notices read"),
    _mine("/me/push", lambda c: c.platform.views.push(c.me, c.page), "Push messages", "cursor"),
    _mine("/me/email", lambda c: c.platform.views.email(c.me, c.page), "E-mails", "cursor"),
    _mine("/me/digest", lambda c: c.platform.views.digest(c.me, c.page), "Daily digests", "cursor"),
    _mine("/me/analytics", lambda c: c.platform.views.analytics(c.me), "Creator analytics"),
    _mine("/me/analytics.csv", lambda c: Csv(c.platform.views.export(c.me)), "Analytics export"),
    _mine("/me/promotions", lambda c: c.platform.views.promotions(c.me), "Promotion tool"),
    _mine("/me/ads", lambda c: c.platform.views.ads_manager(c.me), "Ads manager"),
    _act(
        "POST",
        "/me/promotions",
        lambda c: c.platform.acts.promote(c.me, c.body["audience"]["did"], c.body["audience"]["video"]),
        "Ask to reach people by what they did",
        fields_of({"audience": fields_of({"did": _DID, "video": _LINE})}),
    ),
    _mine("/me/save-report", lambda c: c.platform.views.save_report(c.me, c.page), "Save report", "cursor"),
    _mine("/me/settings", _settings, "Settings screen"),
    _act(
        "PATCH",
        "/me/settings",
        lambda c: c.platform.acts.change_settings(c.me, c.body),
        "Change settings",
        _SETTINGS,
    ),
    _act(
        "PATCH",
        "/me/collections/{name}",
        _show_collection,
        "Decide who may see a collection",
        fields_of({"visibility": Choice(VISIBILITIES)}),
    ),
    _mine("/me/messages", lambda c: c.platform.views.messages(c.me, c.page), "Messages", "cursor"),
    _act(
        "PUT",
        "/me/messages/{id}/read",
        lambda c: c.platform.acts.read_message(c.me, c["id"]),
        "Read a message",
    ),
    _mine("/me/copy", lambda c: c.platform.views.data_copy(c.me), "A copy of all one's own data"),
    _mine("/me/visitors", lambda c: c.platform.views.visitors(c.me, c.page), "Profile visitors", "cursor"),
    _mine("/me/blocks", lambda c: c.platform.views.blocked(c.me, c.page), "Whom one blocked", "cursor"),
    # ties
    _act("PUT", "/me/following/{handle}", lambda c: c.platform.acts.follow(c.me, c["handle"]), "Follow"),
    _act(
        "DELETE", "/me/following/{handle}", lambda c: c.platform.acts.unfollow(c.me, c["handle"]), "Unfollow"
    ),
    _act(
        "PUT",
        "/me/followers/{handle}",
        lambda c: c.platform.acts.accept(c.me, c["handle"]),
        "Accept a request",
    ),
    _act("PUT", "/me/blocks/{handle}", lambda c: c.platform.acts.block(c.me, c["handle"]), "Block"),
    _act("DELETE", "/me/blocks/{handle}", lambda c: c.platform.acts.unblock(c.me, c["handle"]), "Unblock"),
    _act("PUT", "/me/mutes/{handle}", lambda c: c.platform.acts.mute(c.me, c["handle"]), "Mute"),
    _act("DELETE", "/me/mutes/{handle}", lambda c: c.platform.acts.unmute(c.me, c["handle"]), "Unmute"),
    _act(
        "POST",
        "/people/{handle}/visits",
        lambda c: c.platform.acts.visit(c.me, c["handle"]),
        "Visit a profile",
    ),
    _act(
        "POST",
        "/people/{handle}/messages",
        lambda c: c.platform.acts.message(c.me, c["handle"], c.body["text"]),
        "Send a message",
        fields_of({"text": Text()}),
    ),
    _act("POST", "/me/searches", _search, "Search for something", fields_of({"query": _LINE})),
    # videos
    _act(
        "POST",
        "/me/videos",
        _post,
        "Post a video",
        fields_of(
            {"title": _LINE},
            topic=_NAME,
            traits=Texts(_NAME, most=20),
            seconds=_SECONDS,
            audience=_AUDIENCE,
            story=Flag(),
        ),
    ),
    _act(
        "DELETE",
        "/me/videos/{video}",
        lambda c: c.platform.acts.remove_video(c.me, c["video"]),
        "Delete a video",
    ),
    _act(
        "PUT",
        "/me/saves/{video}",
        lambda c: c.platform.acts.save(c.me, c["video"], **c.body),
        "Save a video, or move it to another collection",
        fields_of({}, collection=_NAME),
    ),
    _act("DELETE", "/me/saves/{video}", lambda c: c.platform.acts.unsave(c.me, c["video"]), "Unsave a video"),
    _act("PUT", "/me/likes/{video}", lambda c: c.platform.acts.like(c.me, c["video"]), "Like a video"),
    _act(
        "DELETE", "/me/likes/{video}", lambda c: c.platform.acts.unlike(c.me, c["video"]), "Take a like back"
    ),
    _act("PUT", "/me/reposts/{video}", lambda c: c.platform.acts.repost(c.me, c["video"]), "Repost a video"),
    _act(
        "POST",
        "/videos/{video}/comments",
        lambda c: c.platform.acts.comment(c.me, c["video"], c.body["text"]),
        "Comment on a video",
        fields_of({"text": Text()}),
    ),
    _act(
        "DELETE",
        "/me/comments/{id}",
        lambda c: c.platform.acts.delete_comment(c.me, c["id"]),
        "Delete a comment by oneself or under one's own video",
    ),
    _act(
        "POST",
        "/videos/{video}/shares",
        lambda c: c.platform.acts.share(c.me, c["video"], **c.body),
        "Share a video",
        fields_of({}, to=_NAME),
    ),
    _act(
        "POST",
        "/videos/{video}/views",
        lambda c: c.platform.acts.view(c.me, c["video"], **c.body),
        "Watch a video",
        fields_of({}, seconds=_SECONDS, source=Choice(SOURCES)),
    ),
    _act(
        "POST",
        "/videos/{video}/reports",
        lambda c: c.platform.acts.report(c.me, c["video"], **c.body),
        "Report a video to the moderators",
        _REASON,
    ),
    _act(
        "POST",
        "/people/{handle}/reports",
        lambda c: c.platform.acts.report_person(c.me, c["handle"], **c.body),
        "Report an account to the moderators",
        _REASON,
    ),
    _act(
        "POST",
        "/me/messages/{id}/reports",
        lambda c: c.platform.acts.report_message(c.me, c["id"], **c.body),
        "Report a message to the moderators",
        _REASON,
    ),
    # outside tools
    Route(
        "POST",
        "/tools",
        lambda c: c.platform.acts.register(c.body.pop("name"), **c.body),
        "Register an outside tool",
        body=fields_of({"name": _NAME}, privacy_policy=_LINE, security=_LINE, callback=_LINE),
        status=201,
    ),
    _mine(
        "/me/permissions/{tool}",
        lambda c: c.platform.views.permission_screen(c.me, c["tool"]),
        "What a tool would get, to be read before it is let in",
    ),
    _act(
        "POST",
        "/me/grants",
        lambda c: c.platform.acts.grant(c.me, c.body["tool"], c.body["scopes"]),
        "Let an outside tool in",
        fields_of({"tool": _NAME, "scopes": Texts(Choice(SCOPES))}),
    ),
    _act(
        "DELETE",
        "/me/grants/{tool}",
        lambda c: c.platform.acts.withdraw(c.me, c["tool"]),
        "Take a tool's permission back",
    ),
    *DESKS,
    *DEVICES,
    *STEERING,
)
