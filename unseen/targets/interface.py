"""
The HTTP interface of the reference platform as tables: how acts and surfaces are spelled as requests.

A word in braces is filled in: `{video}`, `{person}`, `{collection}`, `{query}` and `{tool}`.
"""

from collections.abc import Mapping

# verb: method, path, body. A word in braces is the thing of the act, the rest are details of it.
ACTS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "save": ("PUT", "/me/saves/{video}", ("collection",)),
    "move": ("PUT", "/me/saves/{video}", ("collection",)),
    "unsave": ("DELETE", "/me/saves/{video}", ()),
    "like": ("PUT", "/me/likes/{video}", ()),
    "unlike": ("DELETE", "/me/likes/{video}", ()),
    "comment": ("POST", "/videos/{video}/comments", ("text",)),
    "share": ("POST", "/videos/{video}/shares", ("to",)),
    "repost": ("PUT", "/me/reposts/{video}", ()),
    "view": ("POST", "/videos/{video}/views", ()),
    "visit": ("POST", "/people/{person}/visits", ()),
    "follow": ("PUT", "/me/following/{person}", ()),
    "unfollow": ("DELETE", "/me/following/{person}", ()),
    "ask-to-follow": ("PUT", "/me/following/{person}", ()),
    "accept": ("PUT", "/me/followers/{person}", ()),
    "block": ("PUT", "/me/blocks/{person}", ()),
    "mute": ("PUT", "/me/mutes/{person}", ()),
    "message": ("POST", "/people/{person}/messages", ("text",)),
    "search": ("POST", "/me/searches", ()),
    "download": ("POST", "/videos/{video}/downloads", ()),
    "close": ("DELETE", "/me", ()),
    "log-out": ("DELETE", "/me/session", ()),
}
REPLIES: Mapping[str, str] = (
    {"sign-up": "signed-up"}
    | dict.fromkeys(
        ("save", "move", "like", "repost", "share", "view", "visit", "report", "read"), "reply-act"
    )
    | {"download": "reply-act"}
    | dict.fromkeys(("watch", "arrive", "leave", "locate", "sync"), "")
    | dict.fromkeys(("follow", "ask-to-follow", "accept", "block", "mute"), "reply-tie")
    | dict.fromkeys(("unsave", "unlike", "unfollow", "delete", "close", "log-out", "withdraw-grant"), "")
    | dict.fromkeys(("comment", "message"), "reply-text")
    | {
        "post": "video",
        "set": "reply-settings",
        "grant": "reply-grant",
        "target": "reply-promotion",
        "search": "search",
        "ask": "app-savers",
    }
)

LIVE = "live stream"
# surface: (path, payload) for each request that it takes; words in braces are filled with every subject the
# reader can name.
SURFACES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "in-app notifications": (("/me/notices", "notices"),),
    "push": (("/me/push", "push"),),
    "email": (("/me/email", "email"),),
    "digest": (("/me/digest", "digest"),),
    LIVE: (),
    "video page": (("/videos/{video}", "video"), ("/videos/{video}/likes", "likers")),
    "comments": (("/videos/{video}/comments", "comments"),),
    "filtered comments": (("/videos/{video}/comments/filtered", "filtered-comments"),),
    "profile": (("/people/{person}", "profile"),),
    "saved collection": (
        ("/people/{person}/collections", "collections"),
        ("/people/{person}/collections/{collection}", "collection"),
    ),
    "liked list": (("/people/{person}/likes", "liked-list"),),
    "following list": (("/people/{person}/following", "following-list"),),
    "followers list": (("/people/{person}/followers", "followers-list"),),
    "search": (("/search?q={query}", "search"),),
    "For You": (("/feed/for-you", "for-you"),),
    "Following": (("/feed/following", "following-feed"),),
    "creator analytics": (("/me/analytics", "analytics"),),
    "analytics export": (("/me/analytics.csv", "analytics-export"),),
    "promotion tool": (("/me/promotions", "promotions"),),
    "trend report": (("/trends", "trends"),),
    "ads manager": (("/me/ads", "ads-manager"),),
    "research data": (
        ("/research/videos", "research-videos"),
        ("/research/comments", "research-comments"),
        ("/research/people", "research-people"),
    ),
    "moderation desk": (
        ("/moderation/reports", "moderation-reports"),
        ("/moderation/videos", "moderation-videos"),
        ("/moderation/people/{person}", "moderation-account"),
        ("/moderation/looks", "moderation-looks"),
    ),
    "suggestions": (("/me/suggestions", "suggestions"),),
    "why this video": (("/videos/{video}/why", "why-this-video"),),
    "profile-view history": (("/me/visitors", "visitors"),),
    "post-view history": (("/videos/{video}/viewers", "viewers"),),
    "messages": (("/me/messages", "messages"),),
    "settings screen": (("/me/settings", "settings"), ("/me/blocks", "blocks")),
    "save report": (("/me/save-report", "save-report"),),
    "app interface": (
        ("/app/me", "app-me"),
        ("/app/videos", "app-videos"),
        ("/app/activity", "app-activity"),
        ("/app/copy", "app-copy"),
        ("/app/videos/{video}/savers", "app-savers"),
    ),
    "webhook": (),
    "embed": (("/embed/{video}", "embed"),),
    "data copy": (("/me/copy", "data-copy"),),
    "permission screen": (("/me/permissions/{tool}", "permission-screen"),),
    "error replies": (
        ("/videos/{video}/savers", "savers"),
        ("/videos/{video}/saves", "saves"),
        ("/people/{person}/saves", "saves"),
        ("/no-such-page", "nothing"),
    ),
    "privacy policy": (("/documents", "documents"), ("/documents/privacy-policy", "document")),
    "terms": (("/documents", "documents"), ("/documents/terms", "document")),
    "help page": (("/documents", "documents"), ("/documents/help-page", "document")),
    "recommendation guide": (("/documents", "documents"), ("/documents/recommendation-guide", "document")),
    "advice page": (("/documents", "documents"), ("/documents/advice-page", "document")),
}
STAFF_SURFACES: Mapping[str, tuple[str, str]] = {"purpose log": ("/control/purposes", "purposes")}
SETTINGS = frozenset(
    {
        "account privacy",
        "saved-video visibility",
        "liked-list visibility",
        "profile-view history",
        "post-view history",
        "following-list visibility",
        "read receipts",
        "activity status",
        "who may comment",
        "downloads",
        "suggestions and contact sync",
        "location tag",
        "use of my saves",
        "personalised ads",
        "comment filter",
    }
)
OTHER_VERBS = frozenset(
    {
        "set",
        "post",
        "grant",
        "withdraw-grant",
        "offer",
        "withhold",
        "say",
        "unsay",
        "threshold",
        "appoint",
        "look",
        "ask",
        "target",
        "read",
        "report",
        "arrive",
        "leave",
        "locate",
        "delete",
        "sync",
        "sign-up",
        "watch",
    }
)

PHRASES = {"comment": "comment on"}
