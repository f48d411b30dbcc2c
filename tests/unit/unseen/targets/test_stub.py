"""The adapter of the reference platform: how acts and surfaces are spelled as requests."""

import json

import pytest

from unseen.canary import Cast
from unseen.model import Act, PolicyError, Thing
from unseen.target import NotOffered, Subjects, TargetError
from unseen.targets.stub import Stub, embedded, fault_list, served
from unseen.targets.transport import Answer

CAST = Cast(1)
ANA, CHO = CAST.person("Ana"), CAST.person("Cho")
RECIPE = Thing("video", "recipe")


class Noting:
    """Notes every request, and answers it as the platform would where the adapter needs it."""

    def __init__(self):
        self.sent = []

    def send(self, method, path, headers, content):
        self.sent.append((method, path, headers, content))
        document = {"path": "/worlds/w", "token": f"token {len(self.sent)}", "id": "x1", "tool": "T"}
        return Answer(200, {"content-type": "application/json"}, json.dumps(document).encode())

    def listen(self, path, headers):
        return NoStream()


class NoStream:
    """The refusal of a platform without live streams."""

    status, headers, is_over, is_far = 404, {"content-type": "application/json"}, True, False

    def read(self, beat):
        return b'{"error": {"code": "not-found", "message": "nothing"}}'

    def close(self):
        """Nothing is open."""


@pytest.fixture
def way():
    return Noting()


@pytest.fixture
def session(way):
    """A world with Ana and Cho, who posted the recipe; nothing noted yet."""
    session = Stub(way, "x", {"profile": "seed"}).open_world(7)
    for person in (ANA, CHO):
        session.join(person, 0.0)
    session.perform(Act("Cho", "post", RECIPE), 0.0)
    session.perform(Act("Cho", "message", Thing("person", "Ana"), (("text", "hi"),)), 0.0)
    way.sent.clear()
    return session


HANDLE = CHO.handle
PLANS = (("collection", "to do"),)


@pytest.mark.parametrize(
    ("act", "request_line", "content"),
    [
        (Act("Ana", "save", RECIPE), "PUT /me/saves/x1", {}),
        (Act("Ana", "move", RECIPE, PLANS), "PUT /me/saves/x1", {"collection": "to do"}),
        (Act("Ana", "unsave", RECIPE), "DELETE /me/saves/x1", None),
        (Act("Ana", "comment", RECIPE, (("text", "hi"),)), "POST /videos/x1/comments", {"text": "hi"}),
        (Act("Ana", "follow", Thing("person", "Cho")), f"PUT /me/following/{HANDLE}", {}),
        (Act("Ana", "search", Thing("query", "pasta")), "POST /me/searches", {"query": "pasta"}),
        (Act("Ana", "save", Thing("video", "zzz")), "PUT /me/saves/nobody-has-this-name", {}),
        (Act("Ana", "visit", Thing("person", "Zoë")), "POST /people/nobody-has-this-name/visits", {}),
        (
            Act(
                "Ana",
                "post",
                Thing("video", "v"),
                (("topic", "t"), ("trait", "tutorial"), ("trait", "length of 60")),
            ),
            "POST /me/videos",
            {"title": "v", "topic": "t", "traits": ["tutorial"], "seconds": 60},
        ),
        (Act("Ana", "post", Thing("video", "v")), "POST /me/videos", {"title": "v"}),
        (
            Act("Ana", "set", Thing("setting", "account privacy"), (("value", "private"),)),
            "PATCH /me/settings",
            {"account privacy": "private"},
        ),
        (
            Act("Ana", "set", Thing("setting", "comment filter"), (("value", "a, b c"),)),
            "PATCH /me/settings",
            {"comment filter": ["a", "b c"]},
        ),
        (
            Act("Ana", "set", Thing("setting", "saved-video visibility"), (("value", "friends"), *PLANS)),
            "PATCH /me/collections/to%20do",
            {"visibility": "friends"},
        ),
        (Act("Ana", "withdraw-grant", Thing("tool", "A/B")), "DELETE /me/grants/A%2FB", None),
        (
            Act("Cho", "target", RECIPE, (("did", "comment"),)),
            "POST /me/promotions",
            {"audience": {"did": "comment on", "video": "x1"}},
        ),
        (Act("Ana", "read", Thing("message", "Cho")), "PUT /me/messages/x1/read", None),
        (Act("Cho", "read", Thing("message", "Ana")), "PUT /me/messages/nobody-has-this-name/read", None),
        (Act("Tool", "ask", Thing("fact", "recipe"), (("data", "who"),)), "GET /app/videos/x1/savers", None),
        (
            Act("Tool", "ask", Thing("fact", "recipe"), (("data", "how many"),)),
            "GET /app/videos/x1/saves",
            None,
        ),
        (Act("Cho", "ask", Thing("fact", "recipe"), (("data", "who"),)), "GET /videos/x1/savers", None),
        (Act("", "like", RECIPE, (), 9), "POST /control/crowd", {"verb": "like", "count": 9, "video": "x1"}),
        (
            Act("", "follow", Thing("person", "Cho"), (("of", "others"),), 9),
            "POST /control/crowd",
            {"verb": "follow", "count": 9, "handle": HANDLE, "others": True},
        ),
        (Act("the platform", "threshold", Thing("group", "", 20)), "PUT /control/threshold", {"k": 20}),
        (Act("the platform", "offer", Thing("feature", "a b")), "PUT /control/features/a%20b", {"on": True}),
        (
            Act("the platform", "withhold", Thing("feature", "a b")),
            "PUT /control/features/a%20b",
            {"on": False},
        ),
    ],
)
def test_an_act_is_one_request(session, way, act, request_line, content):
    """Verb, thing and details become method, path and body, at the moment of the act."""
    session.perform(act, 90.0)
    ((method, path, headers, sent),) = way.sent
    assert f"{method} {path}" == request_line.replace(" /", " /worlds/w/", 1)
    assert sent == content
    assert headers["unseen-now"] == "2026-01-05T09:01:30Z"
    assert headers.get("authorization") == {"Ana": "Bearer token 2", "Cho": "Bearer token 3"}.get(act.actor)


def test_a_machine_reads_many_pages_before_it_asks(session, way):
    """Scraping is a run of different pages, under the tool's own name, and then the question."""
    details = (("of", "Cho"), ("data", "whether"), ("way", "scraping"))
    seen = session.perform(Act("Tool", "ask", Thing("fact", "recipe"), details), 90.0)
    paths = [path for _, path, _, _ in way.sent]
    assert paths[:2] == ["/worlds/w/videos/x1", "/worlds/w/videos/x1/likes"]
    assert paths[-1] == f"/worlds/w/videos/x1/savers/{HANDLE}"
    assert len(set(paths)) == len(paths) == len(seen) > 40
    assert {headers["user-agent"] for _, _, headers, _ in way.sent} == {"Tool"}
    assert not any("unseen-examiner" in headers for _, _, headers, _ in way.sent)


@pytest.mark.parametrize("acting", [True, False])
def test_examining_is_told_from_looking(session, way, acting):
    """The platform is told when a page is read to see what somebody could find, and not by that somebody."""
    list(session.look("Ana", "push", Subjects(acting=acting), 90.0))
    ((_, _, headers, _),) = way.sent
    assert ("unseen-examiner" in headers) == (not acting)


def test_a_tool_registers_before_it_is_let_in(session, way):
    """The first grant to a tool is preceded by its registration, a second one is not."""
    for who in ("Ana", "Cho"):
        session.perform(Act(who, "grant", Thing("tool", "A/B"), (("scope", "one"), ("scope", "two"))), 90.0)
    paths = [path for _, path, _, _ in way.sent]
    assert paths == ["/worlds/w/tools", "/worlds/w/me/grants", "/worlds/w/me/grants"]
    assert "authorization" not in way.sent[0][2]
    assert way.sent[1][3] == {"tool": "A/B", "scopes": ["one", "two"]}


def test_an_act_that_the_platform_does_not_have_is_not_offered(session):
    """A verb without a request is not done in silence."""
    with pytest.raises(NotOffered, match="no act `dance`"):
        session.perform(Act("Ana", "dance", RECIPE), 0.0)


@pytest.mark.parametrize(
    ("surface", "subjects", "requests"),
    [
        ("push", Subjects(), ["/me/push"]),
        (
            "comments",
            Subjects(videos=("recipe",)),
            ["/videos/[recipe]/comments", "/videos/[nobody-has-this-name]/comments"],
        ),
        ("profile", Subjects(people=("Cho",), unknown=False), ["/people/[Cho]"]),
        (
            "saved collection",
            Subjects(people=("Cho",), collections=("saved", "to do"), unknown=False),
            [
                "/people/[Cho]/collections",
                "/people/[Cho]/collections/saved",
                "/people/[Cho]/collections/to do",
            ],
        ),
        (
            "search",
            Subjects(queries=("Cho", "a&b")),
            ["/search?q=Cho", "/search?q=a&b", "/search?q=nobody-has-this-name"],
        ),
    ],
)
def test_a_surface_is_looked_at_for_every_subject(session, surface, subjects, requests):
    """Requests are called by names in evidence, and what never existed is looked at too."""
    seen = list(session.look("Ana", surface, subjects, 90.0))
    assert [each.request for each in seen] == [f"GET {request}" for request in requests]


def test_subjects_are_spelled_so_that_they_arrive(session, way):
    """People are searched for by handle, and nothing in a name breaks a path."""
    list(session.look("Ana", "search", Subjects(queries=("Cho", "a&b=c d"), unknown=False), 90.0))
    list(session.look("Ana", "saved collection", Subjects(("Cho",), (), ("a/b",), unknown=False), 90.0))
    assert [path for _, path, _, _ in way.sent] == [
        f"/worlds/w/search?q={HANDLE}",
        "/worlds/w/search?q=a%26b%3Dc%20d",
        f"/worlds/w/people/{HANDLE}/collections",
        f"/worlds/w/people/{HANDLE}/collections/a%2Fb",
    ]


def test_a_tool_acts_with_the_permission_of_each_who_gave_it(session, way):
    """Two grants are two credentials; a double's grant does not take the place of the person's."""
    for name in ("Ana", "Cho"):
        session.perform(Act(name, "grant", Thing("tool", "Tool"), (("scope", "one"),)), 0.0)
    way.sent.clear()
    session.perform(Act("Tool", "ask", Thing("fact", "recipe"), (("data", "who"),)), 0.0)
    seen = list(session.look("Tool", "app interface", Subjects(unknown=False), 0.0))
    tokens = [headers["authorization"] for _, _, headers, _ in way.sent]
    assert tokens == ["Bearer token 2", "Bearer token 3"] * (len(tokens) // 2)
    assert [each.request for each in seen[:2]] == ["GET /app/me for Ana", "GET /app/me for Cho"]
    assert list(session.look("Tool", "search", Subjects(), 0.0)) == []


def test_a_world_is_given_back_where_it_was_opened(session, way):
    """Closing deletes the world that opening made."""
    session.close()
    assert way.sent == [("DELETE", "/control/worlds/w", {}, None)]


def test_a_target_is_opened_with_its_options():
    """Profile, fault and seed go to the platform as they were asked for."""
    way = Noting()
    Stub(way, "x", {"profile": "seed", "fault": "f"}).open_world(7)
    assert way.sent == [("POST", "/control/worlds", {}, {"seed": "7", "profile": "seed", "fault": "f"})]


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: embedded(fault="etag-change"), "no fault `etag-change`; did you mean `etag-changes`"),
        (lambda: embedded(profile="sede"), "no profile `sede`; did you mean `seed`"),
        (lambda: served("http://127.0.0.1:1", profile="zzz"), "no profile `zzz`; there are: seed"),
    ],
)
def test_a_profile_or_fault_that_does_not_exist_is_told_with_the_nearest(make, why):
    """A misspelt option is a mistake, not a clean platform."""
    with pytest.raises(PolicyError, match=why):
        make()


def test_targets_have_names_for_reports():
    """Where it was played, and with which leak."""
    assert embedded(fault="etag-changes").name == "the reference platform with the fault etag-changes"
    assert served("http://127.0.0.1:1").name == "the platform at http://127.0.0.1:1"
    with pytest.raises(TargetError, match="should look like"):
        served("nowhere")


def test_faults_are_listed_leaks_first():
    """Benign changes come after the leaks, each by name; a leak names clauses, or the secret that is out."""
    rows = fault_list()
    assert [(row.benign, row.slug) for row in rows] == sorted((row.benign, row.slug) for row in rows)
    assert {row.benign for row in rows} == {False, True}
    assert all(row.breaks or row.secret for row in rows if not row.benign)
