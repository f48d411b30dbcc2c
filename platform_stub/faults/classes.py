"""Ways in which somebody learns what they must not, by number, and whose secret goes that way."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ANY", "CLASSES", "OTHERS", "LeakClass"]

SAVES = "saves and likes"
HIDDEN = "hidden content"
IDENTITY = "contact details and identity"
TIES = "blocks and mutes"
PRESENCE = "presence"
PAST = "past settings and memberships"
DELETION = "deletions"
ANY = "any"
SECRETS = (SAVES, HIDDEN, IDENTITY, TIES, PRESENCE, PAST, DELETION, ANY)

OTHERS: Mapping[str, str] = {
    "broken-visibility": "something is not there that was promised to be",
    "broken-safety": "somebody is not kept away, or kept away who should not be",
    "undeclared-use": "a datum is used for what it was not said to be, or that is not told",
    "none": "a benign change",
}
"""What faults do that leak nothing to anybody."""


@dataclass(frozen=True, slots=True)
class LeakClass:
    """A way to leak; `secret` is the kind of secret that usually goes that way."""

    id: str
    slug: str
    title: str
    secret: str


CLASSES: Mapping[str, LeakClass] = {
    f"L{number:02}": LeakClass(f"L{number:02}", slug, title, secret)
    for number, (slug, title, secret) in enumerate(
        (
            ("body-extra-field", "a payload has a field too many", SAVES),
            ("nested-full-user", "a nested object holds the whole account", IDENTITY),
            ("declared-field-wrong-audience", "a declared field goes to the wrong reader", ANY),
            ("notification-names-saver", "a notice names who saved", SAVES),
            ("notification-anonymous-saver", "a notice says that somebody saved", SAVES),
            ("badge-count-moves", "a count of unread things moves", SAVES),
            ("counter-below-k", "a figure about fewer than k people", SAVES),
            ("counter-includes-ignored", "a figure counts people the reader has nothing to do with", TIES),
            ("aggregate-differencing", "two figures subtract to one person", SAVES),
            ("threshold-crossing", "a figure says when the threshold was crossed", SAVES),
            ("list-order-by-saves", "the order of a list depends on saves", SAVES),
            ("recommendation-shift", "one person's act moves what others are recommended", SAVES),
            ("cursor-encodes-identity", "the cursor of a page encodes who is on it", SAVES),
            ("etag-changes", "the entity tag of a page changes", SAVES),
            ("updated-at-bump", "a time of last change moves", SAVES),
            ("sequential-id-gap", "a running number has a gap", SAVES),
            (
                "existence-status-difference",
                "what is hidden is refused otherwise than what never was",
                HIDDEN,
            ),
            ("search-hidden-field", "search looks at a field it does not show", IDENTITY),
            ("contact-import-match", "a contact detail is answered with an account", IDENTITY),
            ("login-reset-account-oracle", "signing up or in tells who has an account", IDENTITY),
            ("side-endpoint-no-parent-check", "a list beside a page is open where the page is not", SAVES),
            ("object-idor", "an object is given to whoever knows its number", HIDDEN),
            ("excerpt-shows-hidden", "an excerpt or a reason shows what is hidden", HIDDEN),
            ("ranked-feed-ignores-audience", "a feed offers what is not for the reader", HIDDEN),
            ("wrong-session-response", "a reader is sent another reader's reply", ANY),
            ("stream-over-publishes", "a stream or a call tells more than its subject", PRESENCE),
            ("stream-survives-logout", "access outlives the permission", PAST),
            ("export-includes-others", "an export holds what is others' or deleted", DELETION),
            ("share-token-discloses-email", "a link or a token holds an address", IDENTITY),
            ("setting-ignored-second-path", "a setting is kept on one path and not on another", PRESENCE),
            ("ex-member-still-sees", "somebody who was let go still sees", PAST),
            ("follow-without-approval", "following takes effect without approval", HIDDEN),
            ("thumbnail-store-public", "what a page shows lies open beside it", HIDDEN),
            ("federation-publishes-votes", "what is given to partners names who voted", SAVES),
            ("directory-nickname", "a name meant for one place is found in another", IDENTITY),
            ("boost-widens-audience", "passing something on shows it to more people", HIDDEN),
            ("private-instance-gate-missing", "a new page has forgotten the gate", HIDDEN),
            ("response-time-varies", "a reply takes longer", ANY),
            ("response-size-varies", "a reply is longer", ANY),
            ("delivery-receipt-presence", "a receipt tells who is there", PRESENCE),
            ("save-unsave-residue", "what was taken back leaves a trace", SAVES),
            ("draft-role-disclosed", "something that is only asked for is shown as if it were so", PAST),
        ),
        1,
    )
}
