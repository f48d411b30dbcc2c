"""What members of the film club do, in their own words."""

from unseen.model import Act, Thing
from unseen.vocabulary import Stage, given, when


@given("{person} has put {video} on the watchlist")
@when("{person} puts {video} on the watchlist")
def _(world: Stage, member: str, film: str) -> None:
    """A watchlist is what other platforms call saved videos."""
    world.do(Act(member, "save", Thing("video", film)))
