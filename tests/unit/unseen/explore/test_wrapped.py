"""Leaks around the platform that the search has to tell apart, and to tell well."""

import json
from dataclasses import dataclass

from benchmarks.leaks.wrappers import Wrapper
from platform_stub.hosting import create_host
from unseen.explore import Budget, Setup, replay, search
from unseen.model import Verdict
from unseen.targets.stub import Stub
from unseen.targets.transport import InProcess


class MovesViews(Wrapper):
    """Saves are counted among the views on the page of a video, blocks among those in the analytics."""

    def __init__(self, app):
        super().__init__(app)
        self.counts = {}

    def after(self, scope, world, path, reply):
        """Count, and add what was counted."""
        if scope["method"] != "GET":
            kind = "/".join(path.split("/")[:3])
            self.counts[world, kind] = self.counts.get((world, kind), 0) + (reply.status < 400)
        elif reply.status == 200 and path.startswith("/videos/") and path.count("/") == 2:
            page = json.loads(reply.body)
            page["metrics"]["views"] += self.counts.get((world, "/me/saves"), 0)
            self.put(reply, page)
        elif reply.status == 200 and path == "/me/analytics":
            page = json.loads(reply.body)
            for video in page["videos"]:
                video["views"] += self.counts.get((world, "/me/blocks"), 0)
            self.put(reply, page)

    def put(self, reply, page):
        """Answer with this page."""
        reply.body = json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode()
        kept = [(name, value) for name, value in reply.headers if name != b"content-length"]
        reply.headers = [*kept, (b"content-length", str(len(reply.body)).encode())]


class NamesAuthors(Wrapper):
    """Pages of videos hold the address of whoever signed up first, in a header or in a field."""

    field = False

    def __init__(self, app):
        super().__init__(app)
        self.mails = {}

    async def __call__(self, scope, receive, send):
        """Read who signs up."""
        body = await receive()
        if scope["path"].endswith("/people") and b'"email"' in body.get("body", b""):
            world = scope["path"].partition("/worlds/")[2].partition("/")[0]
            self.mails.setdefault(world, json.loads(body["body"])["email"])

        async def again():
            return body

        await super().__call__(scope, again, send)

    def after(self, scope, world, path, reply):
        """Tell the address."""
        if reply.status == 200 and path.startswith("/videos/") and path.count("/") == 2:
            if self.field:
                page = {"contact": self.mails.get(world, ""), **json.loads(reply.body)}
                MovesViews.put(self, reply, page)
            else:
                mail = self.mails.get(world, "").encode()
                reply.headers += [(b"x-a", b"@NOT-1"), (b"x-author", mail), (b"x-z", b"Scenario: x")]


class NamesAuthorsInside(NamesAuthors):
    """In a field."""

    field = True


@dataclass(frozen=True)
class Wrapped:
    """The reference platform behind this wrapper."""

    wrapper: type[Wrapper]

    def __call__(self):
        return Stub(InProcess(self.wrapper(create_host())), "wrapped", {})


def test_two_mistakes_with_one_figure_are_two_leaks():
    """What saves do to a figure on one page does not hide what blocks do to it on another."""
    setup = Setup(Wrapped(MovesViews), only=("CTL-6", "NOT-2"))
    found = search(setup, Budget(seconds=0, histories=90)).found
    places = {(each.finding.surface, each.finding.pointer) for each in found}

    assert places == {("creator analytics", "/videos/0/views"), ("video page", "/metrics/views")}
    assert len(found) == 2


def test_an_address_in_a_header_is_told_as_one():
    """What stands beside it stays in the comment; the scenario says whose address whom reaches."""
    setup = Setup(Wrapped(NamesAuthors), only=("ALG-8",))
    [found] = search(setup, Budget(seconds=0, histories=12)).found
    lines = [line.strip() for line in found.text.splitlines()]

    assert found.finding.pointer == "header x-author"
    assert found.promise == "Pia never learns Ana's e-mail address"
    assert found.clause == "SET-4"
    assert [line for line in lines if line.startswith("Scenario")] == [
        "Scenario: Pia can tell Ana's e-mail address"
    ]
    assert [line for line in lines if line.startswith("@")] == ["@SET-4"]
    assert replay(found, setup).shows(found)
    assert replay(found, Setup(Wrapped(Wrapper))).verdict is Verdict.KEPT


def test_an_address_in_an_undeclared_field_is_somebody_elses():
    """Nobody is told that they receive what is their own."""
    setup = Setup(Wrapped(NamesAuthorsInside), only=("ALG-8",))
    [found] = search(setup, Budget(seconds=0, histories=12)).found

    assert found.finding.pointer == "/contact"
    assert found.promise.endswith("'s e-mail address")
    assert found.finding.reader not in found.promise.partition("never")[2]
    assert found.acts <= 2
    assert replay(found, setup).shows(found)
    assert replay(found, Setup(Wrapped(Wrapper))).verdict is Verdict.KEPT
