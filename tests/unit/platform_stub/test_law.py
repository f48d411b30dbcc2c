"""The law of the reference platform: one person's saves move nothing that anybody else receives."""

from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PEOPLE = ["ana", "ben", "cho", "bo"]
TITLES = ["recipe", "song", "party"]

person = st.sampled_from(PEOPLE)
title = st.sampled_from(TITLES)
visibility = st.sampled_from(["only me", "friends", "everyone"])
switch = st.sampled_from(["off", "on"])
setting = st.one_of(
    st.tuples(st.just("account privacy"), st.sampled_from(["private", "public"])),
    st.tuples(st.sampled_from(["liked-list visibility", "following-list visibility"]), visibility),
    st.tuples(st.sampled_from(["use of my saves", "read receipts", "activity status"]), switch),
    st.tuples(st.just("comment filter"), st.sampled_from([[], ["hi"]])),
    st.tuples(st.just("who may comment"), st.sampled_from(["no one", "friends", "everyone"])),
)

act = st.one_of(
    st.tuples(
        st.just("PUT"), st.just("/me/saves/{v}"), title, st.sampled_from([{}, {"collection": "plans"}])
    ),
    st.tuples(st.just("DELETE"), st.just("/me/saves/{v}"), title, st.none()),
    st.tuples(st.sampled_from(["PUT", "DELETE"]), st.just("/me/likes/{v}"), title, st.none()),
    st.tuples(st.just("PUT"), st.just("/me/reposts/{v}"), title, st.none()),
    st.tuples(st.just("POST"), st.just("/videos/{v}/comments"), title, st.just({"text": "hi there"})),
    st.tuples(st.just("POST"), st.just("/videos/{v}/views"), title, st.just({"seconds": 7})),
    st.tuples(st.just("POST"), st.just("/videos/{v}/shares"), title, st.sampled_from([{}, {"to": "ben"}])),
    st.tuples(st.sampled_from(["PUT", "DELETE"]), st.just("/me/following/{p}"), person, st.none()),
    st.tuples(st.just("PUT"), st.just("/me/followers/{p}"), person, st.none()),
    st.tuples(st.sampled_from(["PUT", "DELETE"]), st.just("/me/blocks/{p}"), person, st.none()),
    st.tuples(st.just("PUT"), st.just("/me/mutes/{p}"), person, st.none()),
    st.tuples(st.just("POST"), st.just("/people/{p}/messages"), person, st.just({"text": "hello"})),
    st.tuples(st.just("POST"), st.just("/people/{p}/visits"), person, st.none()),
    st.tuples(st.just("PATCH"), st.just("/me/settings"), st.just(""), setting.map(lambda one: dict([one]))),
)
step = st.tuples(person, act, st.integers(0, 30))
save = st.tuples(
    st.just("PUT"), st.just("/me/saves/{v}"), title, st.sampled_from([{}, {"collection": "plans"}])
)


def play(open_world, history, left_out, saver):
    """Play a history without one of its acts, far from k savers; what everybody but the saver received."""
    world = open_world(k=9)
    world.join(*PEOPLE[:3])
    world.join("bo", age=15)
    videos = {
        name: world.video(owner, name, topic="cooking") for owner, name in zip(PEOPLE, TITLES, strict=False)
    }
    world.put(None, f"/control/features/{quote('save report for creators')}", {"on": True})
    world.crowd("save", 4, videos["song"])
    received = []
    minutes = 0
    for number, (who, (method, path, what, body), pause) in enumerate(history):
        minutes += pause * 60
        world.now = f"2026-01-{2 + minutes // 1440:02}T{minutes // 60 % 24:02}:{minutes % 60:02}:00Z"
        if number == left_out:
            continue
        reply = world.ask(who, method, path.format(v=videos.get(what, ""), p=what), body)
        if who != saver:
            received.append((number, reply))
    for reader in [*PEOPLE, None]:
        if reader != saver:
            received += [(reader, *seen) for seen in world.everything(reader, PEOPLE, list(videos.values()))]
    return received


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    before=st.lists(step, max_size=10),
    saver=person,
    secret=save,
    pause=st.integers(0, 30),
    after=st.lists(step, max_size=10),
)
def test_dropping_a_save_changes_nothing_for_others(open_world, before, saver, secret, pause, after):
    """Without one save, everything that everybody but the saver receives is the same, byte for byte."""
    history = [*before, (saver, secret, pause), *after]
    with_save = play(open_world, history, None, saver)
    without = play(open_world, history, len(before), saver)

    assert without == with_save


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=st.lists(step, max_size=8), saver=person, secret=save, after=st.lists(step, max_size=4))
def test_saving_and_unsaving_is_nothing_to_others(open_world, before, saver, secret, after):
    """A save that is taken back at once leaves no trace for others."""
    undo = (saver, ("DELETE", secret[1], secret[2], None), 0)
    whole = [*before, (saver, secret, 0), undo, *after]
    with_pair = play(open_world, whole, None, saver)
    without_save = play(open_world, whole, len(before), saver)

    assert with_pair == without_save


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=st.lists(step, min_size=1, max_size=12), data=st.data())
def test_identifiers_depend_on_their_own_act(open_world, history, data):
    """Leaving any act out changes no identifier that remains."""
    left_out = data.draw(st.integers(0, len(history) - 1))

    def ids(seen):
        found = {}
        for *_, reply in seen:
            if reply.status == 201 and "id" in reply.json:
                found[reply.json["id"], reply.json.get("text"), reply.json.get("at")] = reply.json
        return found

    whole = ids(play(open_world, history, None, None))
    less = ids(play(open_world, history, left_out, None))
    same = whole.keys() & less.keys()

    assert all(whole[key] == less[key] for key in same)
    assert len(less.keys() - same) <= len(history)
