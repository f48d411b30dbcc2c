"""The HTTP interface: errors, caching, pages, clocks, and input that means harm."""

from urllib.parse import quote

import pytest

from platform_stub.http import MAX_BODY
from platform_stub.routes import ROUTES

NOTHING = {"error": {"code": "not-found", "message": "there is nothing here for you"}}


class TestErrors:
    def test_absence_is_uniform(self, world, recipe):
        """Unknown, private, blocked, only-me and hidden things get byte-identical replies."""
        world.put("cho", "/me/blocks/ben")
        secret = world.video("cho", "diary", audience="only me")
        replies = [
            world.get("ben", f"/videos/{recipe}"),
            world.get("ana", f"/videos/{secret}"),
            world.get("ana", f"/videos/{secret}/comments"),
            world.get("ana", "/videos/unknown"),
            world.get("ana", "/people/cho/collections/saved"),
            world.get("ana", "/people/nobody"),
            world.get("ben", "/people/cho"),
            world.get("ana", "/me/save-report"),
            world.get("ana", f"/videos/{recipe}/savers"),
            world.get("ana", "/no/such/route"),
            world.put("ana", f"/me/saves/{secret}"),
            world.put("ana", "/me/likes/unknown"),
        ]

        assert replies[0].json == NOTHING
        assert all(reply == replies[0] for reply in replies)
        assert replies[0].status == 404

    def test_wrong_method(self, world, recipe):
        """A method that a path does not take is 405 with the body of a 404, whatever is there."""
        known, unknown = world.delete("ana", f"/videos/{recipe}"), world.delete("ana", "/videos/unknown")

        assert (known.status, known.json) == (405, NOTHING)
        assert known == unknown

    def test_sign_in_needed(self, world, recipe):
        """A surface of one's own asks for a token; a wrong one is as good as none."""
        world.tokens["forger"] = "forged"
        replies = [
            world.get(None, "/me/notices"),
            world.get("forger", "/me/notices"),
            world.put(None, f"/me/saves/{recipe}"),
            world.post(None, "/me/videos", {"nonsense": 1}),
            world.get(None, "/me/analytics", authorization="Basic abc"),
            world.get(None, "/feed/following"),
        ]

        assert replies[0].status == 401
        assert replies[0].json["error"]["code"] == "sign-in-needed"
        assert all(reply == replies[0] for reply in replies)

    def test_pages_for_visitors(self, world, recipe):
        """A logged-out visitor, or one with a wrong token, sees public pages without a viewer's part."""
        world.tokens["forger"] = "forged"

        assert "viewer" not in world.get(None, f"/videos/{recipe}").json
        assert world.get("forger", f"/videos/{recipe}") == world.get(None, f"/videos/{recipe}")

    @pytest.mark.parametrize(
        ("body", "complaint"),
        [
            (b"{", "not valid JSON"),
            (b"[]", "must be an object"),
            (b'{"title": NaN}', "not valid JSON"),
            (b'{"title": "\\ud800"}', "not valid JSON"),
            (b"\xff\xfe", "not valid JSON"),
            (b"", "`title` is missing"),
            (b"{}", "`title` is missing"),
            (b'{"title": 3}', "`title` must be a string"),
            (b'{"title": ""}', "1 to 200 characters"),
            (b'{"title": "   "}', "must not be blank"),
            (b'{"title": "x", "seconds": true}', "`seconds` must be a whole number"),
            (b'{"title": "x", "seconds": 99999999999999999999999}', "`seconds` must be a whole number"),
            (b'{"title": "x", "audience": "nobody"}', "`audience` must be one of `everyone`"),
            (b'{"title": "x", "traits": "tutorial"}', "`traits` must be a list"),
            (b'{"title": "x", "traits": [1]}', "`traits[0]` must be a string"),
            (b'{"title": "x", "savers": []}', "`savers` is not known here"),
        ],
    )
    def test_malformed_bodies(self, world, request_of, body, complaint):
        """A malformed body is 400 with the reason."""
        token = {"authorization": f"Bearer {world.tokens['cho']}"}
        reply = request_of(world.app, "POST", "/me/videos", headers=token, raw=[body])

        assert reply.status == 400
        assert reply.json["error"]["code"] == "bad-request"
        assert complaint in reply.json["error"]["message"]

    def test_other_shapes(self, world, recipe):
        """Numbers, flags and handles are checked as well."""
        bad = [
            world.post(None, "/people", {"handle": "a b", "name": "A", "age": 20}),
            world.post(None, "/people", {"handle": "..", "name": "A", "age": 20}),
            world.post(None, "/people", {"handle": "", "name": "A", "age": 20}),
            world.post(None, "/people", {"handle": "crowd~1", "name": "A", "age": 20}),
            world.post(None, "/people", {"handle": "ana", "name": "A", "age": 20}),
            world.post(None, "/people", {"handle": "new", "name": "A", "age": -1}),
            world.put(None, f"/control/features/{quote('save report for creators')}", {"on": 1}),
            world.put(None, "/control/threshold", {"k": 0}),
            world.post(None, "/control/crowd", {"verb": "save", "count": 3}),
            world.post(None, "/control/crowd", {"verb": "sing", "count": 3, "video": recipe}),
            world.ask("ana", "PATCH", "/me/settings", {}),
            world.ask("ana", "PATCH", "/me/collections/%20", {"visibility": "everyone"}),
            world.get("ana", "/feed/for-you?cursor=20"),
            world.get("ana", "/feed/for-you?cursor=p-1"),
            world.get("ana", "/feed/for-you?cursor=p" + "0" * 5000),
            world.get("ana", "/search?" + "&".join(f"a{n}=1" for n in range(30))),
        ]

        assert [reply.status for reply in bad] == [400] * len(bad)

    def test_large_bodies(self, world, request_of):
        """A body above 64 KiB is 413, even if it comes in pieces."""
        token = {"authorization": f"Bearer {world.tokens['cho']}"}
        reply = request_of(world.app, "POST", "/me/videos", headers=token, raw=[b" " * 40_000] * 2)

        assert reply.status == 413
        assert str(MAX_BODY) in reply.json["error"]["message"]

    def test_bodies_in_pieces(self, world, request_of):
        """A body may come in pieces."""
        token = {"authorization": f"Bearer {world.tokens['cho']}"}
        reply = request_of(world.app, "POST", "/me/videos", headers=token, raw=[b'{"title"', b': "x"}'])

        assert reply.status == 201

    def test_locked_settings(self, open_world):
        """A locked setting is 403, and nothing else of the same request is changed."""
        world = open_world()
        world.join("bo", age=14)
        reply = world.ask("bo", "PATCH", "/me/settings", {"account privacy": "public", "downloads": "on"})

        assert reply.status == 403
        assert reply.json["error"] == {
            "code": "locked",
            "message": "`downloads` cannot be changed on this account",
        }
        assert world.get("bo", "/people/bo").json["private"] is True

    def test_refusal_to_target(self, world, recipe):
        """Savers are no audience, whether or not anybody saved and whatever the video is."""
        wanted = {"audience": {"did": "save", "video": recipe}}
        before = world.post("cho", "/me/promotions", wanted)
        world.put("ana", f"/me/saves/{recipe}")

        assert before.status == 403
        assert before.json["error"]["message"] == "saving history is not a targeting choice"
        assert world.post("cho", "/me/promotions", wanted) == before
        assert world.post("ana", "/me/promotions", {"audience": {"did": "save", "video": "x"}}) == before

    def test_refusal_to_collect(self, world, recipe):
        """Who asks for savers without signing in is told that collecting is forbidden."""
        reply = world.get(None, f"/videos/{recipe}/savers")

        assert reply.status == 403
        assert reply.json["error"]["message"] == "collecting data without permission is forbidden"
        assert world.get(None, "/videos/unknown/saves/ana") == reply


class TestCaching:
    def test_unchanged_pages(self, world, recipe):
        """A page read again with its entity tag is 304 without a body."""
        first = world.get("ana", f"/videos/{recipe}")
        again = world.get("ana", f"/videos/{recipe}", if_none_match=f'"x", W/{first.headers["etag"]}')

        assert first.headers["cache-control"] == "private, no-cache"
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert world.get("ana", f"/videos/{recipe}", if_none_match="*").status == 304

    def test_changed_pages(self, world, recipe):
        """A page that changed is sent in full, under another tag."""
        first = world.get("ana", f"/videos/{recipe}")
        world.put("ben", f"/me/likes/{recipe}")
        again = world.get("ana", f"/videos/{recipe}", if_none_match=first.headers["etag"])

        assert again.status == 200
        assert again.headers["etag"] != first.headers["etag"]

    def test_save_keeps_tags(self, world, recipe):
        """A save changes no entity tag of the creator's pages."""
        before = world.get("cho", "/me/analytics")
        world.put("ana", f"/me/saves/{recipe}")

        assert world.get("cho", "/me/analytics", if_none_match=before.headers["etag"]).status == 304

    def test_head(self, world, recipe):
        """HEAD is GET without the body."""
        full, head = world.get("ana", f"/videos/{recipe}"), world.ask("ana", "HEAD", f"/videos/{recipe}")

        assert (head.status, head.headers, head.body) == (200, full.headers, b"")

    def test_export_is_csv(self, world, recipe):
        """The analytics export is CSV with a header and one line per video."""
        world.video("cho", 'a "b", c')
        reply = world.get("cho", "/me/analytics.csv")

        assert reply.headers["content-type"] == "text/csv; charset=utf-8"
        assert reply.body.decode().splitlines() == [
            "title,views,likes,comments,shares,reposts",
            '"a ""b"", c",0,0,0,0,0',
            "recipe,0,0,0,0,0",
        ]


class TestPages:
    def test_pages_partition_a_list(self, world, recipe):
        """The pages of a list hold each entry once, 20 at a time, and the last has no next."""
        world.crowd("like", 45, recipe)
        found, path, sizes = [], f"/videos/{recipe}/likes", []
        while path:
            page = world.get("ana", path).json
            sizes.append(len(page["items"]))
            found += [item["person"]["handle"] for item in page["items"]]
            path = f"/videos/{recipe}/likes?cursor={page['next']}" if "next" in page else ""

        assert sizes == [20, 20, 5]
        assert len(set(found)) == 45

    def test_full_last_page(self, world, recipe):
        """A list of exactly one page has no next."""
        world.crowd("like", 20, recipe)

        assert "next" not in world.get("ana", f"/videos/{recipe}/likes").json

    def test_beyond_the_end(self, world, recipe):
        """A cursor beyond the end gives an empty page."""
        assert world.get("ana", f"/videos/{recipe}/likes?cursor=p40").json == {"items": []}


class TestClock:
    def test_requests_carry_time(self, world):
        """What is done at a time bears that time, in UTC and whole seconds."""
        world.now = "2026-03-01T10:00:00.9+02:00"
        video = world.video("cho", "recipe")

        assert world.get(None, f"/videos/{video}").json["posted_at"] == "2026-03-01T08:00:00Z"

    def test_time_never_runs_back(self, world, recipe):
        """A time before the last event is 400; the same time is fine; without one, time stands."""
        world.now = "2026-03-01T10:00:00Z"
        world.video("cho", "later")
        same = world.get("ana", "/feed/for-you").status
        world.now = "2026-03-01T09:59:59Z"
        earlier = world.get("ana", "/feed/for-you")
        world.now = None
        standing = world.video("cho", "standing")

        assert same == 200
        assert (earlier.status, earlier.json["error"]["code"]) == (400, "bad-request")
        assert world.get(None, f"/videos/{standing}").json["posted_at"] == "2026-03-01T10:00:00Z"

    @pytest.mark.parametrize(
        "time", ["now", "2026-13-01T00:00:00Z", "2026-01-01T09:00:00", "0001-01-01T00:00:00Z", "é", ""]
    )
    def test_malformed_times(self, world, time):
        """A malformed time, or one without a zone, is 400."""
        world.now = time

        assert world.get("ana", "/feed/for-you").status == 400

    def test_reading_changes_nothing(self, world, recipe):
        """Reading everything, twice, gives the same twice and writes no event."""
        before = len(list(world.platform.log))
        first = list(world.everything("cho", ["ana", "cho"], [recipe]))

        assert list(world.everything("cho", ["ana", "cho"], [recipe])) == first
        assert len(list(world.platform.log)) == before


class TestOpenApi:
    def test_every_route_is_described(self, world):
        """The description has every route, and every path parameter of each."""
        document = world.get(None, "/openapi.json").json

        assert document["openapi"] == "3.1.0"
        for route in ROUTES:
            operation = document["paths"][route.path][route.method.lower()]
            named = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
            assert named == {part[1:-1] for part in route.path.split("/") if part.startswith("{")}

    def test_operation_names_are_unique(self, world):
        """No two operations have one name."""
        paths = world.get(None, "/openapi.json").json["paths"]
        names = [operation["operationId"] for path in paths.values() for operation in path.values()]

        assert len(names) == len(set(names))
