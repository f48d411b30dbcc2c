"""Each planted leak leaks, and each benign change says the same in other words."""

import re
from urllib.parse import quote

import pytest

from platform_stub import FAULTS
from platform_stub.audience import TRAITS
from platform_stub.faults.classes import CLASSES, OTHERS, SECRETS
from platform_stub.faults.dealings import TakesLonger
from platform_stub.platform import PROFILES

LEAKS = [
    slug
    for slug, fault in FAULTS.items()
    if not fault.benign and not fault.profile and slug != "response-time-varies"
]
OF_ONE_PROFILE = [slug for slug, fault in FAULTS.items() if fault.profile]
BENIGN = [slug for slug, fault in FAULTS.items() if fault.benign]
UNSEEN = {"slower", "rules-in-other-words", "response-time-varies"}
"""What changes no byte."""


def play(open_world, fault=None, savers=300):
    """A history in which every fault has an occasion; what everybody receives at its end."""
    calls = []
    world = open_world(fault=fault, post=lambda *call: calls.append(call))
    acts = []
    people = ["ana", "ben", "cho", "dev", "eve"]
    world.join(*people)
    world.join("bo", age=14)
    recipe = world.video("cho", "recipe", topic="cooking")
    dance = world.video("cho", "dance", topic="dance")
    song = world.video("eve", "song")
    edge = world.video("cho", "edge")
    close = world.video("cho", "party", audience="friends")
    own = world.video("cho", "diary", audience="only me")
    hers = world.video("ana", "hers")
    world.set("cho", **{"comment filter": ["spoiler"], "downloads": "on"})
    world.set("ana", **{"liked-list visibility": "everyone", "use of my saves": "off"})
    world.set("ana", **{"account privacy": "private"})
    world.ask("ana", "PATCH", "/me/collections/plans", {"visibility": "everyone"})
    world.put("ana", f"/me/saves/{hers}", {"collection": "art"})
    twice = {"handle": "ana2", "name": "Ana", "age": 30, "email": "ana@mail.example"}
    acts.append(world.post(None, "/people", twice))
    acts.append(world.put("dev", "/me/following/ana"))
    world.put("eve", "/me/following/ana")
    world.put("ana", "/me/followers/eve")
    world.delete("eve", "/me/following/ana")
    world.befriend("ben", "dev")
    for video in (recipe, song):
        world.put("ana", f"/me/saves/{video}", {})
        world.put("dev", f"/me/saves/{video}", {"collection": "plans"})
    world.put("ben", f"/me/saves/{recipe}", {})
    world.delete("ben", f"/me/saves/{recipe}")
    for who in ("ana", "ben"):
        world.put(who, f"/me/likes/{recipe}")
        world.put(who, f"/me/reposts/{recipe}")
        acts.append(world.post(who, f"/videos/{recipe}/comments", {"text": "hi"}))
        world.post(who, f"/videos/{recipe}/views", {})
        world.post(who, f"/videos/{recipe}/shares", {})
        world.post(who, f"/videos/{recipe}/shares", {"to": "dev"})
    world.post("ben", f"/videos/{recipe}/comments", {"text": "spoiler"})
    world.post("cho", f"/videos/{close}/comments", {"text": "just us"})
    world.post("ben", "/people/dev/messages", {"text": "hello"})
    acts.append(world.post("cho", "/me/promotions", {"audience": {"did": "save", "video": recipe}}))
    acts.append(world.post("cho", "/me/promotions", {"audience": {"did": "like", "video": recipe}}))
    acts.append(world.post("ana", "/me/promotions", {"audience": {"did": "save", "video": recipe}}))
    world.crowd("like", 25, dance)
    world.crowd("save", 60, dance)
    world.crowd("save", 49, edge)
    world.put("ana", f"/me/saves/{edge}", {})
    world.crowd("save", savers, song)
    for number in range(5):
        world.video("eve", f"plain {number}")
    world.video("ben", "stew", topic="cooking")
    world.put("cho", f"/me/likes/{song}")
    world.post("ben", "/people/cho/visits")
    world.befriend("cho", "dev")
    world.put("dev", f"/me/reposts/{close}")
    world.post("dev", "/people/ben/messages", {"text": "hello to you"})
    for source in ("profile", "search", "search"):
        world.post("ben", f"/videos/{recipe}/views", {"source": source})
    acts.append(world.post("ben", f"/videos/{song}/downloads"))
    acts.append(world.put("cho", "/me/blocks/eve"))
    acts.append(world.delete("cho", f"/me/videos/{world.video('cho', 'mistake')}"))
    world.put(None, f"/control/features/{quote('save report for creators')}", {"on": True})
    world.tokens["T"] = world.post("cho", "/me/grants", {"tool": "T", "scopes": ["copy everything"]}).json[
        "token"
    ]
    for tool in "TV":
        about = {"name": tool, "privacy_policy": "https://t.example/privacy", "callback": f"http://{tool}"}
        world.post(None, "/tools", about)
    world.tokens["U"] = world.post("cho", "/me/grants", {"tool": "U", "scopes": ["list my videos"]}).json[
        "token"
    ]
    world.tokens["V"] = world.post("cho", "/me/grants", {"tool": "V", "scopes": ["list my videos"]}).json[
        "token"
    ]
    world.put("dev", f"/me/likes/{dance}")
    world.delete("cho", "/me/grants/V")
    world.put("ben", f"/me/saves/{dance}", {})
    world.post("ben", f"/videos/{dance}/shares", {})
    world.tokens["W"] = world.post("eve", "/me/grants", {"tool": "W", "scopes": ["list my videos"]}).json[
        "token"
    ]
    acts += [world.get("W", f"/videos/guess-{number}") for number in range(40)]
    acts.append(world.get("W", "/app/videos"))
    for _ in range(40):
        world.get("ben", f"/videos/{recipe}")
    acts += [world.get("dev", f"/videos/guess-{number}") for number in range(40)]
    world.now = "2026-01-01T09:01:07Z"
    world.put("ben", f"/me/likes/{dance}")
    acts += [world.get("dev", f"/videos/guess-{number}") for number in range(40)]
    acts.append(world.put("dev", f"/me/likes/{song}"))
    world.now = None
    world.now = "2026-01-03T00:00:00Z"
    videos = [recipe, dance, song, edge, close, own, hers]
    seen = [("act", reply) for reply in acts]
    for reader in [*people, "bo", None]:
        seen += world.everything(reader, [*people, "bo"], videos)
    app = ("/app/me", "/app/videos", "/app/activity", f"/app/videos/{recipe}/savers", "/app/x")
    app += (f"/app/videos/{recipe}/savers/dev",)
    seen += [(path, world.get(tool, path)) for tool in ("T", "U", "V") for path in app]
    seen += [(path, world.get("cho", path)) for path in ("/me/copy", f"/embed/{recipe}")]
    seen += [
        (path, world.get("ben", path))
        for path in ("/me/copy", f"/embed/{own}", "/search?q=o", "/search?q=art")
    ]
    seen.append(("permission screen", world.get("cho", "/me/permissions/T")))
    seen.append(("calls", calls))
    seen.append(("purposes", world.get(None, "/control/purposes")))
    seen.append(("suspended", world.put("dev", f"/me/likes/{song}")))
    return [
        *seen,
        *play_groups(open_world, fault),
        *play_desks(open_world, fault),
        *play_devices(open_world, fault),
    ]


def play_groups(open_world, fault):
    """Another history: groups just below and above what is released, and what ranks closely."""
    world = open_world(fault=fault)
    world.join("adco", "ben", "cho", "dev", "eve")
    world.join("bo", age=14)
    world.put(None, "/control/roles/adco", {"role": "advertiser"})
    for who, savers in (("cho", 49), ("dev", 49), ("eve", 49)):
        world.crowd("save", savers, world.video(who, "knots", topic="sailing"))
    for who, savers in (("cho", 122), ("dev", 60), ("eve", 60)):
        world.crowd("save", savers, world.video(who, "bread", topic="baking"))
    steps = [world.video("cho", f"dance {number}", topic="dance") for number in range(3)]
    song, hum, liked = (world.video("eve", title) for title in ("song", "hum", "liked"))
    world.crowd("save", 998, steps[0])
    world.put("bo", f"/me/saves/{steps[0]}", {})
    world.crowd("save", 1100, song)
    world.post(None, "/control/crowd", {"verb": "locate", "count": 60, "place": "Porto"})
    world.crowd("save", 60, hum)
    world.crowd("like", 300, liked)
    world.crowd("like", 60, world.video("eve", "rod", topic="fishing"))
    world.crowd("comment", 30, liked)
    for step in steps:
        world.put("ben", f"/me/saves/{step}", {})
    world.video("dev", "short", seconds=20)
    for trait in TRAITS:
        world.video("dev", trait, traits=[trait])
    world.now = "2026-01-30T00:00:00Z"
    pages = [(who, "/feed/for-you") for who in ("ben", "cho", None)]
    pages += [("adco", "/me/ads"), (None, "/trends"), ("cho", "/me/analytics"), (None, "/control/purposes")]
    return [(path, world.get(who, path)) for who, path in pages]


def play_desks(open_world, fault):
    """What accounts with a role are told, and what is written down of it."""
    world = open_world(fault=fault)
    world.join("ana", "ben", "cho", "ria", "mia")
    for who, role in (("ria", "researcher"), ("mia", "moderator")):
        world.put(None, f"/control/roles/{who}", {"role": role})
    recipe = world.video("cho", "recipe")
    streams = [world.listen(who) for who in ("ben", "cho")]
    world.put("ana", f"/me/saves/{recipe}", {})
    world.put("ana", f"/me/likes/{recipe}")
    world.delete("cho", "/me/session")
    streams[1].drive()
    world.put("ben", f"/me/likes/{recipe}")
    heard = [("live", (stream.events(), stream.is_over)) for stream in streams]
    streams[0].running.close()
    streams[1].running.close()
    world.video("ben", "diary")
    world.set("ben", account_privacy="private")
    world.post("ana", "/people/ben/messages", {"text": "hello"})
    world.now = "2026-01-02T10:00:00Z"
    pages = [("ria", f"/research/{page}") for page in ("videos", "comments", "people")]
    pages += [(who, "/moderation/people/ana") for who in ("mia", "ben")]
    pages += [("mia", "/moderation/looks"), (None, "/control/purposes")]
    return [*heard, *((path, world.get(who, path)) for who, path in pages)]


def play_devices(open_world, fault):
    """What devices tell, with every setting about it off; a story, a download, and what few search for."""
    world = open_world(fault=fault)
    world.join("ana", "ben", "cho")
    world.befriend("ana", "ben")
    world.set("cho", downloads="on")
    video = world.video("cho", "day", story=True)
    world.put("ana", "/me/presence", {"online": True})
    world.put("ana", "/me/place", {"city": "Porto", "country": "Portugal"})
    world.put("ana", "/me/contacts", {"numbers": ["555 0100"]})
    world.post("ana", f"/videos/{video}/downloads")
    world.post("ana", "/me/searches", {"query": "day"})
    pages = [("ben", "/people/ana"), ("ana", "/me/suggestions"), ("cho", "/me/notices")]
    seen = [(path, world.get(who, path)) for who, path in pages]
    world.now = "2026-01-04T10:00:00Z"
    return [
        *seen,
        *((path, world.get("cho", path)) for path in ("/me/analytics", f"/videos/{video}/viewers")),
    ]


@pytest.fixture(scope="module")
def baseline(open_world):
    """What everybody receives from the platform as it should be."""
    return play(open_world)


@pytest.mark.parametrize("slug", LEAKS)
def test_leaks_leak(open_world, baseline, slug):
    """A leak changes something that somebody receives, and names clauses that exist."""
    fault = FAULTS[slug]

    if slug == "save-milestone":
        assert play(open_world, slug, 10_000) != play(open_world, None, 10_000)
    else:
        assert play(open_world, slug) != baseline
    assert fault.slug == slug
    assert fault.summary
    assert all(re.fullmatch(r"[A-Z]{3}-\d+", clause) for clause in fault.breaks)
    assert fault.breaks or fault.secret


def play_counts(open_world, profile, fault=None):
    """What is shown of videos that just fewer, exactly, and just more than k people saved, now and later."""
    world = open_world(profile=PROFILES[profile], fault=fault)
    world.join("cho")
    videos = [world.video("cho", f"saved by {savers}") for savers in (49, 50, 51)]
    for video, savers in zip(videos, (49, 50, 51), strict=True):
        world.crowd("save", savers, video)
    now = list(world.everything("cho", ["cho"], videos))
    world.now = "2026-01-03T00:00:00Z"
    embeds = [world.get(None, f"/embed/{video}") for video in videos]
    return [*now, *world.everything("cho", ["cho"], videos), *embeds]


@pytest.mark.parametrize("slug", OF_ONE_PROFILE)
def test_leaks_of_one_profile(open_world, slug):
    """A leak of one profile leaks there, and does nothing in the others."""
    fault = FAULTS[slug]
    for profile in PROFILES:
        silent = play_counts(open_world, profile, slug) == play_counts(open_world, profile)
        assert silent is (profile != fault.profile)
    assert fault.breaks


@pytest.mark.parametrize("slug", BENIGN)
def test_benign_changes_say_the_same(open_world, slug):
    """A benign change breaks nothing: the video page says the same as without it."""
    pages = []
    for fault in (None, slug):
        world = open_world(fault=fault)
        world.join("ana", "cho")
        recipe = world.video("cho", "recipe")
        world.crowd("like", 30, recipe)
        page = world.get("ana", f"/videos/{recipe}").json
        assert page.pop("id") == recipe
        likes, path = [], f"/videos/{recipe}/likes"
        while path:
            reply = world.get("ana", path).json
            likes += reply["items"]
            path = f"/videos/{recipe}/likes?cursor={reply['next']}" if "next" in reply else ""
        likes.sort(key=lambda like: like["person"]["handle"])
        pages.append((page, likes, len(world.get("cho", "/feed/for-you").json["items"])))

    assert pages[0] == pages[1]
    assert not FAULTS[slug].breaks


@pytest.mark.parametrize("slug", sorted({*BENIGN} - UNSEEN))
def test_benign_changes_show(open_world, baseline, slug):
    """A benign change is no empty one: some byte differs."""
    assert play(open_world, slug) != baseline


@pytest.mark.parametrize("slug", sorted(UNSEEN))
def test_what_takes_time_or_other_ways_shows_in_no_byte(open_world, baseline, slug):
    """What only takes longer, or comes to the same in another way, is in no payload and no header."""
    assert play(open_world, slug) == baseline


def test_a_reply_takes_longer_for_each_save(open_world, monkeypatch):
    """The leak in time looks up every save for every reply, up to fifty."""
    looked_up = []
    monkeypatch.setattr(TakesLonger, "look_up", lambda self, body: looked_up.append(body))
    world = open_world(fault="response-time-varies")
    world.join("ana", "cho")
    recipe = world.video("cho", "recipe")
    for savers in (1, 3, 80):
        world.crowd("save", savers, recipe)
        looked_up.clear()
        world.get("ana", "/me/settings")
        assert len(looked_up) == min(savers, 50)


def test_there_is_a_fault_for_every_class():
    """Every class of leak has a fault, every fault a class, and there are twenty benign changes."""
    classes = {fault.leak_class for fault in FAULTS.values()}
    assert classes == CLASSES.keys() | OTHERS.keys()
    assert {fault.secret for fault in FAULTS.values() if fault.leak_class in CLASSES} <= {*SECRETS}
    assert not any(fault.secret for fault in FAULTS.values() if fault.leak_class in OTHERS)
    assert len(BENIGN) >= 20
