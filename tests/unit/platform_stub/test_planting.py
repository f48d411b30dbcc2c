"""What faults exchange, several at once, and what is asked of the parts they exchange."""

import pytest

from platform_stub.faults import FAULTS
from platform_stub.faults.planting import ClashError, changed, together, traced
from platform_stub.parts import Parts


def test_what_a_fault_changes():
    """A fault changes what its classes define beyond the platform's own, inherited or not."""
    assert changed(Parts()) == frozenset()
    assert changed(FAULTS["badge-count-moves"].parts) == {"views.unread"}
    assert changed(FAULTS["etag-changes"].parts) == {"wire.etag", "wire.saves", "wire.last_save"}
    assert all(changed(fault.parts) for fault in FAULTS.values())


def test_several_at_once(open_world):
    """Changes of one part and of several stand together, each as it is alone."""
    slugs = ("reordered-keys", "other-page-size", "badge-count-moves", "server-header")
    parts = together(FAULTS[slug].parts for slug in slugs)
    world = open_world(parts=parts)
    world.join("ana", "cho")
    recipe = world.video("cho", "recipe")
    world.put("ana", f"/me/saves/{recipe}", {})
    world.crowd("like", 30, recipe)
    page = world.get("ana", f"/videos/{recipe}/likes")

    assert changed(parts) == {"wire.encode", "wire.page_size", "views.unread", "wire.headers"}
    assert len(page.json["items"]) == 7
    assert page.headers["server"] == "reference/2"
    assert list(page.json) == sorted(page.json)
    assert world.get("cho", "/me/notices").json["unread"] == 31


def test_a_class_and_its_ancestor_are_one():
    """Of a change and one that builds on it, the later is taken."""
    some, more = FAULTS["badge-count-moves"].parts, FAULTS["private-likes-shown"].parts
    assert together([]) == Parts()
    assert together([some]).views is some.views
    assert together([some, more]) == Parts(views=some.views, rules=more.rules)


def test_the_same_changed_twice():
    """Two faults that change the same cannot stand together."""
    with pytest.raises(ClashError, match=r"two of them change `views\.performance`"):
        together(FAULTS[slug].parts for slug in ("saves-as-zero", "body-extra-field"))


def test_what_is_asked(open_world):
    """A watched platform notes every attribute that is asked of a part, by others or by itself."""
    asked: set[str] = set()
    world = open_world(parts=traced(asked))
    world.join("ana", "cho")
    recipe = world.video("cho", "recipe")
    asked.clear()
    page = world.get("ana", f"/videos/{recipe}")

    assert page.json["title"] == "recipe"
    assert asked >= {"views.video_page", "views.seen", "rules.sees_video", "rules.admits", "wire.encode"}
    assert asked.isdisjoint({"ranking.appeal", "views.performance", "acts.promote", "views.unread"})
