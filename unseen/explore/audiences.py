"""Who examined a history, by what they are to the person whose secret it is."""

from collections.abc import Collection, Mapping, Sequence

from unseen.explore.standing import Standing
from unseen.model import Act
from unseen.world import LOGGED_OUT

AUDIENCES = ("creator", "friend", "follower", "stranger", "blocked", "tool", "visitor")
"""All there are, in the order in which they are told."""


def audience_of(
    reader: str, person: str, acts: Sequence[Act], ages: Mapping[str, int], tools: Collection[str]
) -> str:
    """
    What the reader is at the end of a history to the person whose secret it is.

    *creator* has posted the video that it is about, or the first one there is; *friend* and *follower* follow
    the person; *blocked* is by whoever of the two; *visitor* is not signed in.
    """
    if reader == LOGGED_OUT:
        return "visitor"
    if reader in tools:
        return "tool"
    standing = Standing(ages)
    for act in acts:
        standing.take(act)
    about = (act.thing.name for act in acts if act.actor == person and act.thing.name in standing.owners)
    title = next(about, next(iter(standing.owners), ""))
    if standing.apart(reader, person):
        return "blocked"
    if reader == standing.owners.get(title):
        return "creator"
    if (reader, person) in standing.following:
        return "friend" if (person, reader) in standing.following else "follower"
    return "stranger"
