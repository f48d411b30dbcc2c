"""
Where a twin says something: histories whose other world differs in the secret and in nothing else.

In doubt it does not: a search that alarms wrongly is worth less than one that finds less.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from unseen.explore.standing import ADULT, Standing, is_modelled
from unseen.history import COUNTED, family, is_undone, secret
from unseen.model import Act, Fact, Thing

QUIET_SETTINGS = frozenset(
    {
        "use of my saves",
        "personalised ads",
        "read receipts",
        "activity status",
        "location tag",
        "suggestions and contact sync",
        "profile-view history",
        "post-view history",
    }
)
"""Settings that nobody else can notice, as long as nothing happens that they govern."""

_GOVERNED = {
    "use of my saves": frozenset({"save", "unsave", "move"}),
    "personalised ads": frozenset({"save", "unsave", "move"}),
    "read receipts": frozenset({"read"}),
    "profile-view history": frozenset({"visit"}),
    "post-view history": frozenset({"view"}),
}
_STEPS = tuple(base * 10**power for power in range(6) for base in (1, 2, 5))
_THRESHOLDS = (50, 1000)


def is_sound(fact: Fact, acts: Sequence[Act], reader: str, ages: Mapping[str, int]) -> bool:
    """
    Whether a twin of this history differs in the secret and in nothing else that the policy lets be seen.

    A save that makes a group large enough to be told of is the declared exception; a setting that governs
    what happens has visible effects; so has a block between people who had to do with each other.
    """
    numbers = secret(acts, fact.act)
    if not numbers:
        return False
    hidden = [acts[number] for number in numbers]
    if family(fact.act.verb) & COUNTED and not _is_clean_count(acts, numbers, reader):
        return False
    match fact.act.verb:
        case "save" | "unsave" | "move":
            return not _crosses(acts) and not _closes(acts, hidden)
        case "set":
            return _is_quiet(fact.act.thing.name, acts) or _is_set_back(acts, numbers, ages)
        case "block":
            return all(_is_clean_block(acts, each, reader) for each in hidden)
        case "post" | "delete":
            return _is_own(acts, hidden)
        case "follow" | "ask-to-follow":
            return _is_clean_tie(acts, fact.act, hidden, is_undone(acts, numbers))
        case verb if not is_modelled(verb):
            return False
        case _:
            return not _closes(acts, hidden)


def _is_clean_count(acts: Sequence[Act], numbers: Collection[int], reader: str) -> bool:
    """
    Whether the number of such acts tells nothing.

    Who did it is another in the twin, and a double may not see what is their own. What was taken back was
    counted while it lasted: its owner is told, to whom it was done, tools they let in, and whoever looked.
    """
    titles = {acts[number].thing.name for number in numbers}
    owners = {act.actor for act in acts if act.verb == "post" and act.thing.name in titles}
    if not is_undone(acts, numbers):
        return not owners & {acts[number].actor for number in numbers}
    told = titles | owners
    told |= {act.thing.name for act in acts if act.verb == "grant" and act.actor in told}
    told |= {act.actor for act in acts[min(numbers) : max(numbers)]}
    return reader not in told


def _is_own(acts: Sequence[Act], hidden: Sequence[Act]) -> bool:
    """Whether nobody else did anything with what was posted or deleted, leaving a trace of theirs."""
    title = hidden[0].thing.name
    others = [act for act in acts if act.thing.name == title and act not in hidden]
    if [act.verb for act in hidden] == ["post"]:
        return not any(act.crowd for act in others)
    return len(hidden) <= 2 and [act.verb for act in others] in ([], ["post"])


def _closes(acts: Sequence[Act], hidden: Sequence[Act]) -> bool:
    """Whether somebody closes their account whose double would not."""
    people = {act.actor for act in hidden}
    return any(act.verb == "close" and act.actor in people for act in acts)


def _crosses(acts: Sequence[Act]) -> bool:
    """Whether the number of savers may reach a step with or without named people; crowds alone may not."""
    smallest = next((act.thing.count for act in reversed(acts) if act.verb == "threshold"), 0)
    steps = {least * step for least in (smallest or _THRESHOLDS[0], *_THRESHOLDS) for step in _STEPS}
    kept = [act for act in acts if act.verb in ("save", "unsave", "move")]
    crowds = [act.crowd for act in kept if act.crowd]
    named = len({act.actor for act in kept if act.actor})
    if len({act.thing.name for act in kept if act.crowd}) > 2:
        return True  # a trend of several creators, in groups by age whose size is not known here
    sums = {sum(crowds), *crowds}
    return any(low < step <= low + named for low in sums for step in steps)


def _is_clean_tie(acts: Sequence[Act], tie: Act, hidden: Sequence[Act], undone: bool) -> bool:
    """Whether the tie leaves no figure on a profile: it is over, or nobody has answered the request yet."""
    if not undone:
        privacy = (tie.thing.name, Thing("setting", "account privacy"))
        changes = [number for number, act in enumerate(acts) if (act.actor, act.thing) == privacy]
        is_private = [acts[number].detail("value") for number in changes] == ["private"]
        asked = [number for number, act in enumerate(acts) if act in hidden]
        waits = is_private and changes[0] < asked[0] and {act.verb for act in hidden} == {"ask-to-follow"}
        return waits and not _closes(acts, hidden)
    pair = {tie.actor, tie.thing.name}
    ties = [act for act in acts if {act.actor, act.thing.name} == pair and act not in hidden]
    ties += [act for act in hidden if act.verb == "befriend"]
    return not any(act.verb in ("befriend", "block") for act in ties)


def _is_clean_block(acts: Sequence[Act], block: Act, reader: str) -> bool:
    who, whom = block.actor, block.thing.name
    owners = {act.thing.name: act.actor for act in acts if act.verb == "post"}
    after = acts[list(acts).index(block) + 1 :]
    if any(act.verb == "log-out" and act.actor == reader for act in acts):
        return False  # whoever has signed out is blocked by nobody
    if reader == whom:  # to whom it is as if the account had been closed
        ties = [act for act in acts if act.verb in ("follow", "befriend", "ask-to-follow")]
        others = [act for act in ties if who in (act.actor, act.thing.name)]
        return not any(act.actor == who for act in after) and all(
            whom in (act.actor, act.thing.name) for act in others
        )
    pair = {who, whom}
    return not any(_concerns(act, pair, owners) for act in acts if act is not block)


def _concerns(act: Act, pair: set[str], owners: Mapping[str, str]) -> bool:
    """Whether one of the pair does something to the other, or to a video of the other's."""
    other = owners.get(act.thing.name, act.thing.name)
    return act.actor in pair and other in pair and act.actor != other


def _is_quiet(name: str, acts: Iterable[Act]) -> bool:
    governed = _GOVERNED.get(name, frozenset())
    return name in QUIET_SETTINGS and not any(act.verb in governed for act in acts)


def _is_set_back(acts: Sequence[Act], numbers: Collection[int], ages: Mapping[str, int]) -> bool:
    """Whether an adult changed a setting and at once gave it the value that it has from the start."""
    first, last = min(numbers), max(numbers)
    act = acts[last]
    if act.detail("collection") or last - first + 1 != len(numbers) or ages.get(act.actor, ADULT) < ADULT:
        return False
    return len(numbers) > 1 and act.detail("value") == Standing(ages).setting(act.actor, act.thing.name)
