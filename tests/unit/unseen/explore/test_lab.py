"""What a laboratory takes for a leak, and what it does not."""

from unseen.explore.draft import Varied
from unseen.explore.seeds import Case, Done
from unseen.model import Act, Fact, Thing


def person(who, verb, whom):
    return Act(who, verb, Thing("person", whom))


POST = Act("Cho", "post", Thing("video", "recipe"))
BLOCK = person("Dev", "block", "Ben")
LIKE = Act("Cho", "like", Thing("video", "recipe"))


def varied(secret, reader, *acts):
    return Varied(Case(done=tuple(map(Done, acts))), Fact("that", secret), (reader,), swaps=True)


def test_what_somebody_else_could_not_do_is_no_leak(lab):
    """Everyone sees that the blocked does not follow; that they had tried to is theirs to know."""
    assert lab().examine(varied(BLOCK, "Cho", POST, BLOCK, person("Ben", "follow", "Dev"))).leaks == ()


def test_what_only_one_could_do_is_no_leak(lab):
    """Nobody but its owner can like what a private account shows to nobody: a double tells nothing."""
    private = Act("Cho", "set", Thing("setting", "account privacy"), (("value", "private"),))
    grant = Act("Cho", "grant", Thing("tool", "StatApp"), (("scope", "list my videos"),))
    assert lab().examine(varied(LIKE, "StatApp", POST, grant, private, LIKE)).leaks == ()


def test_a_leak_is_a_leak(lab):
    """What everybody could do and somebody is told of is found, whatever was refused to others."""
    save = Act("Ana", "save", Thing("video", "recipe"))
    refused = (BLOCK, person("Ben", "follow", "Dev"))
    assert lab("body-extra-field").examine(varied(save, "Cho", POST, *refused, save)).leaks
