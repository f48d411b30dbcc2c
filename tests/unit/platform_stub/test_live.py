"""Live streams: what is pushed while somebody listens, by hand and in an event loop, and when they end."""

import asyncio

import pytest

SPOILER = {"text": "what a spoiler"}


def test_a_like_is_pushed_with_the_new_figures(world, recipe):
    """Whoever listens gets the notice of a like at once, and the figures of the video."""
    cho = world.listen("cho")
    world.put("ana", f"/me/likes/{recipe}")
    (kind, notice), (other, figures) = cho.events()

    assert (kind, notice["kind"], notice["actor"]["handle"]) == ("notice", "like", "ana")
    assert notice in world.get("cho", "/me/notices").json["items"]
    assert (other, figures["metrics"]["likes"]) == ("figures", 1)
    cho.running.close()


def test_a_crowd_is_pushed_once(world, recipe):
    """However many people watch, the new figures come once."""
    cho = world.listen("cho")
    world.crowd("view", 300, recipe)

    assert [figures["metrics"]["views"] for _, figures in cho.events()] == [300]


def test_saves_and_what_a_filter_holds_back_push_nothing(world, recipe):
    """A save, an unsave, and a comment that the filter holds back reach nobody."""
    world.set("cho", comment_filter=["spoiler"])
    cho = world.listen("cho")
    world.put("ana", f"/me/saves/{recipe}")
    world.delete("ana", f"/me/saves/{recipe}")
    world.post("ana", f"/videos/{recipe}/comments", SPOILER)

    assert cho.events() == []


def test_only_those_concerned_are_told(world, recipe):
    """Who likes is told nothing of it, nor is anybody else; two streams of one person get the same."""
    ana, ben, cho, again = (world.listen(who) for who in ("ana", "ben", "cho", "cho"))
    world.put("ana", f"/me/likes/{recipe}")

    assert ana.events() == ben.events() == []
    assert cho.events() == again.events() != []
    again.running.close()
    world.put("ben", f"/me/likes/{recipe}")
    assert len(cho.events()) == 4


@pytest.mark.parametrize("path", ["/me/session", "/me"])
def test_it_ends_with_the_session(world, recipe, path):
    """Signing out and closing the account end the stream and every token; another cannot be opened."""
    cho = world.listen("cho")
    world.delete("cho", path)
    world.put("ana", f"/me/likes/{recipe}")

    assert cho.events() == []
    assert cho.is_over
    assert world.listen("cho").status == world.get("cho", "/me/notices").status == 401


def test_a_suspended_account_has_none(world, recipe):
    """The second time somebody is caught, their stream ends, and it opens again after the suspension."""
    listening = world.listen("ben")
    for minute in ("00", "01"):
        world.now = f"2026-01-01T10:{minute}:00Z"
        for number in range(40):
            world.get("ben", f"/videos/guess-{number}")
        listening.drive()
        assert listening.is_over == (minute == "01")
    assert world.get("ben", "/me/live").status == 403

    world.now = "2026-01-09T10:00:00Z"
    again = world.listen("ben")
    assert (again.status, again.is_over) == (200, False)
    again.running.close()


def test_head_tells_the_headers_only(world):
    """A HEAD request is answered at once and opens no stream."""
    head = world.listen("cho", "HEAD")

    assert head.is_over
    assert dict(head.messages[0]["headers"])[b"content-type"] == b"text/event-stream; charset=utf-8"
    assert head.events() == []


def test_a_beat_is_a_comment(world):
    """A test world can be asked for a comment on every stream, which is no event."""
    cho = world.listen("cho")
    world.ask(None, "PUT", "/control/beat", {"beat": 7})
    cho.drive()

    assert cho.messages[-1]["body"] == b": 7\n\n"
    assert cho.events() == []


def test_in_an_event_loop_it_waits_for_news_and_for_the_reader_to_leave(world, recipe):
    """Served by a loop, a stream sleeps until something is pushed, and ends when its reader hangs up."""
    left = None

    async def listen():
        nonlocal left
        left = asyncio.Event()
        sent = []

        async def receive():
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "path": "/me/live",
            "query_string": b"",
            "headers": [(b"authorization", f"Bearer {world.tokens['cho']}".encode())],
        }
        serving = asyncio.create_task(world.app(scope, receive, send))
        await asyncio.sleep(0.01)
        assert [message["type"] for message in sent] == ["http.response.start"]
        with pytest.raises(StopIteration):  # like another request that the same loop serves
            world.app(
                scope | {"method": "PUT", "path": f"/me/likes/{recipe}", "headers": ana}, nobody, ignore
            ).send(None)
        await asyncio.sleep(0.01)
        assert b"event: notice" in sent[1]["body"]
        left.set()
        await asyncio.wait_for(serving, 1)
        return sent

    ana = [(b"authorization", f"Bearer {world.tokens['ana']}".encode())]

    async def nobody():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def ignore(message):
        return None

    sent = asyncio.run(listen())
    assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
