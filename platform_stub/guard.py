"""
How machines that collect data are recognised: by what they do, not by what they say they are.

Reading changes nothing, with this one exception. Who reads more different pages of one kind within a minute
than a person can look at is a machine: it is refused for the rest of that minute, and the account in whose
name it reads goes up the ladder (`Acts.catch`).
"""

from typing import NamedTuple

from platform_stub.acts import Acts
from platform_stub.problems import COLLECTING, refused

__all__ = ["Client", "Guard"]


class Client(NamedTuple):
    """
    Who reads.

    `mark` is what tells one reader from another: a credential, valid or not, or address and software. It may
    stand for somebody who is signed in, or for a tool in somebody's name.
    """

    mark: str
    person: str = ""
    tool: str = ""


class Guard:
    """Watches how many different pages each client reads in the minute at hand."""

    most = 30
    """So many different videos, or people, a person may look at in a minute."""

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self._minute = ""
        self._read: dict[tuple[str, str], set[str]] = {}
        self._caught: set[str] = set()

    def read(self, client: Client, kind: str, what: str, now: str) -> None:
        """
        Note that *client* reads the page of *what*, one of its *kind*, at *now*.

        Raises:
            Problem: the client is collecting data.
        """
        if now[:16] != self._minute:
            self._minute = now[:16]
            self._read.clear()
            self._caught.clear()
        if client.mark not in self._caught:
            pages = self._read.setdefault((client.mark, kind), set())
            pages.add(what)
            if len(pages) <= self.most:
                return
            self._caught.add(client.mark)
            if client.person:
                self.acts.catch(client.person, client.tool)
        raise refused(COLLECTING)
