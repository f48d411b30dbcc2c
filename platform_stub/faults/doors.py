"""Faults at the doors: who is let in, and what the door says about those behind it."""

# ruff: noqa: ARG002 - an override keeps the arguments it has no use for

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from platform_stub.acts import Acts
from platform_stub.faults.fault import Fault
from platform_stub.faults.tools import ServesSavers
from platform_stub.parts import Parts
from platform_stub.problems import absent, bad
from platform_stub.rules import Reader
from platform_stub.views import Views
from platform_stub.views.base import Payload
from platform_stub.wire import Page

if TYPE_CHECKING:
    from platform_stub.platform import Platform

__all__ = ["FAULTS"]


class LetsInWhoeverRegisters(Acts):
    def register(
        self, tool: str, privacy_policy: str = "", security: str = "", callback: str = ""
    ) -> Payload:
        reply = super().register(tool, privacy_policy, security, callback)
        for person in self.state.signed_up:  # no credential at all is one of everybody's
            self.record(person.handle, "grant", tool, scopes=["copy everything"], fingerprint="")
        return reply


class MatchesContacts(Views):
    def search(self, reader: Reader, query: str, page: Page) -> Payload:
        found = super().search(reader, query, page)
        matches = [one for one in self.state.signed_up if query and query in (one.email, one.phone)]
        return found | {"people": [*found["people"], *(self.person(one.handle) for one in matches)]}


class SaysWhoHasAnAccount(Acts):
    def sign_up(
        self, handle: str, name: str, age: int, email: str = "", phone: str = "", bio: str = ""
    ) -> Payload:
        if email and any(email == one.email for one in self.state.signed_up):
            raise bad("somebody with this e-mail address has an account already")
        return super().sign_up(handle, name, age, email, phone, bio)


class KeepsPagesForAnybody(Views):
    def __init__(self, platform: "Platform") -> None:
        super().__init__(platform)
        self._profiles: dict[tuple[str, int], Payload] = {}

    def profile(self, reader: Reader, handle: str) -> Payload:
        key = handle, sum(self.state.nth.values())
        if key not in self._profiles:
            self._profiles[key] = super().profile(reader, handle)
        return self._profiles[key]


class SignsSharesWithAddress(Acts):
    def message(self, me: str, other: str, text: str) -> Payload:
        if text.startswith('Watch "'):
            token = urlsafe_b64encode(self.state.people[me].email.encode()).decode()
            text = f"{text} – stop such messages: /unsubscribe/{token}"
        return super().message(me, other, text)


class EmbedsAnything(Views):
    def embed(self, reader: Reader, video_id: str) -> Payload:
        video = self.state.videos.get(video_id)
        if video is None:
            raise absent()
        return {
            "title": video.title,
            "creator": self.person(video.owner),
            "posted_at": video.posted_at,
            "metrics": self.metrics(video),
        }


class EmbedsVotes(Views):
    def embed(self, reader: Reader, video_id: str) -> Payload:
        voters = self.state.videos[video_id].likes if video_id in self.state.videos else ()
        return super().embed(reader, video_id) | {"liked_by": list(voters)}


FAULTS = (
    Fault(
        "tool-let-in-by-registering",
        "L21",
        "a tool that registers is let into every account, and may read who saved",
        Parts(acts=LetsInWhoeverRegisters, views=ServesSavers),
        ("TPT-9",),
    ),
    Fault(
        "contact-import-match",
        "L19",
        "an e-mail address or a telephone number is answered with the account behind it",
        Parts(views=MatchesContacts),
        ("TRN-18", "TRN-7"),
    ),
    Fault(
        "sign-up-names-account",
        "L20",
        "signing up with somebody's e-mail address is answered otherwise if they have an account",
        Parts(acts=SaysWhoHasAnAccount),
        ("SET-4",),
    ),
    Fault(
        "profile-kept-for-anybody",
        "L25",
        "a profile is kept as the first reader saw it and given to the next",
        Parts(views=KeepsPagesForAnybody),
        ("SET-5",),
    ),
    Fault(
        "share-signed-with-address",
        "L29",
        "what somebody is sent to watch holds the sender's e-mail address in a link",
        Parts(acts=SignsSharesWithAddress),
        ("SET-4",),
    ),
    Fault(
        "embeds-whatever-exists",
        "L33",
        "what other sites embed is given of private videos too",
        Parts(views=EmbedsAnything),
        ("SET-5", "SET-10", "CTL-4"),
    ),
    Fault(
        "embed-names-voters",
        "L34",
        "what other sites embed names who liked, private accounts included",
        Parts(views=EmbedsVotes),
        ("SET-5", "TPT-3"),
    ),
)
