"""The log: what it keeps, and what survives."""

import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from urllib.parse import quote

import pytest

from platform_stub import Platform, create_app
from platform_stub.events import LogError, SqliteLog

SERVE = """
import sys
from pathlib import Path
import uvicorn
from platform_stub import create_host
uvicorn.run(create_host(seed="s", database=Path(sys.argv[1])), port=0)
"""


class Server:
    """`platform_stub` served by a process of its own."""

    def __init__(self, database):
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(database)], stderr=subprocess.PIPE, text=True
        )
        for line in self.process.stderr:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
                return
        raise AssertionError("the server did not start")

    def ask(self, method, path, content=None, token=""):
        body = None if content is None else json.dumps(content)
        self.connection.request(method, path, body, {"authorization": f"Bearer {token}"})
        reply = self.connection.getresponse()
        data = reply.read()
        return reply.status, json.loads(data) if data else None

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stderr.close()
        self.connection.close()


def test_kill_loses_nothing_acknowledged(tmp_path):
    """After a kill -9, a server on the same file knows every act it had answered, and every token."""
    database = tmp_path / "log.db"
    server = Server(database)
    try:
        _, cho = server.ask("POST", "/people", {"handle": "cho", "name": "Cho", "age": 30})
        saved = []
        for number in range(30):
            _, video = server.ask("POST", "/me/videos", {"title": f"v{number}"}, cho["token"])
            assert server.ask("PUT", f"/me/saves/{video['id']}", {}, cho["token"])[0] == 200
            saved.append(video["id"])
    finally:
        server.kill()
    server = Server(database)
    try:
        found, path = [], "/people/cho/collections/saved"
        while path:
            _, page = server.ask("GET", path, token=cho["token"])
            found += [card["id"] for card in page["items"]]
            path = f"/people/cho/collections/saved?cursor={page['next']}" if "next" in page else ""
    finally:
        server.kill()

    assert found == list(reversed(saved))


def test_a_log_is_the_whole_memory(tmp_path, open_world):
    """A platform opened on the log of another answers everything as the other did."""
    log = SqliteLog(tmp_path / "log.db")
    world = open_world(log=log)
    world.join("ana", "ben", "cho")
    world.join("bo", age=14)
    recipe = world.video("cho", "recipe", topic="cooking")
    world.befriend("ana", "cho")
    world.set("cho", **{"comment filter": ["spoiler"], "account privacy": "private"})
    world.put("ben", "/me/following/cho")
    world.put("cho", "/me/followers/ben")
    for who in ("ana", "ben"):
        world.put(who, f"/me/saves/{recipe}", {"collection": "plans"})
        world.put(who, f"/me/likes/{recipe}")
        world.post(who, f"/videos/{recipe}/comments", {"text": f"no spoiler by {who}"})
        world.post(who, f"/videos/{recipe}/views", {"seconds": 5})
        world.post(who, "/people/cho/messages", {"text": "hello"})
    world.ask("ana", "PATCH", "/me/collections/plans", {"visibility": "everyone"})
    world.delete("ana", f"/me/likes/{recipe}")
    world.post("cho", "/me/grants", {"tool": "T", "scopes": ["copy everything"]})
    world.put(None, f"/control/features/{quote('save report for creators')}", {"on": True})
    world.put(None, "/control/threshold", {"k": 2})
    song = world.video("ana", "song")
    world.crowd("like", 25, song)
    world.put("ben", "/me/blocks/ana")
    people, videos = ["ana", "ben", "cho", "bo"], [recipe, song]
    readers = [*people, None]
    before = [list(world.everything(who, people, videos)) for who in readers]
    log.close()
    world.app = create_app(Platform("s", log=SqliteLog(tmp_path / "log.db")))
    world.now = "2026-01-01T09:00:00Z"

    assert [list(world.everything(who, people, videos)) for who in readers] == before


def test_crowds_are_one_transaction(tmp_path):
    """The acts of a crowd are kept together."""
    log = SqliteLog(tmp_path / "log.db")
    platform = Platform("s", log=log)
    platform.acts.sign_up("cho", "Cho", 30)
    platform.crowd("view", 100, platform.acts.post("cho", "recipe"))

    assert sum(event.verb == "view" for event in log) == 100


def test_keys_depend_on_the_act_alone(open_world):
    """The key of an event is the same whatever else happened before it."""
    keys = []
    for others in (0, 5):
        world = open_world()
        world.join("ana", "cho")
        recipe = world.video("cho", "recipe")
        world.crowd("save", others, recipe) if others else None
        world.put("ana", f"/me/likes/{recipe}")
        keys.append(next(event.key for event in world.platform.log if event.verb == "like"))

    assert keys[0] == keys[1]


@pytest.mark.parametrize("content", [b"no database at all, just some text" * 50, None])
def test_unusable_files(tmp_path, content):
    """A file that is no database, or a folder, is refused with its name and a remedy."""
    path = tmp_path / "log.db"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)

    with pytest.raises(LogError, match=r"log\.db` cannot be used as a database.*name another file"):
        SqliteLog(path)


def test_one_process_at_a_time(tmp_path):
    """A log that is open elsewhere is refused, so that two servers never write over each other."""
    log = SqliteLog(tmp_path / "log.db")

    with pytest.raises(LogError, match="locked"):
        SqliteLog(tmp_path / "log.db")
    log.close()
    SqliteLog(tmp_path / "log.db").close()


def test_damaged_files(tmp_path):
    """A log whose rows are no events is refused with its name."""
    path = tmp_path / "log.db"
    SqliteLog(path).close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO events VALUES (1, '', '', '', '', x'00', '')")
    connection.commit()
    connection.close()

    with pytest.raises(LogError, match=r"log\.db` is damaged"):
        Platform(log=SqliteLog(path))
