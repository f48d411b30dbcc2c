"""How the command says that it cannot do what was asked."""

import difflib
from collections.abc import Iterable
from typing import IO, Any

import click


class Wrong(click.ClickException):
    """Something asked for is wrong or cannot be done: what, where, and how to mend it; code 2."""

    exit_code = 2

    def __init__(self, message: str, remedy: str = "", where: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy
        self.where = where

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message on standard error."""
        place = f"{self.where}: " if self.where else ""
        click.echo(f"error: {place}{self.message}", file, err=True)
        if self.remedy:
            click.echo(f"  → {self.remedy}", file, err=True)


class Unreachable(Wrong):
    """The platform cannot be reached, so that nothing can be said about it; code 3."""

    exit_code = 3


def unknown(what: str, name: str, known: Iterable[str], otherwise: str = "") -> Wrong:
    """The error for a name that is none of those known; the nearest is offered."""
    names = list(known)
    near = difflib.get_close_matches(name, names, 1, 0.5)
    remedy = otherwise
    if near:
        remedy = f"did you mean `{near[0]}`? {otherwise}".rstrip()
    elif 0 < len(names) <= 6:
        remedy = "; ".join(filter(None, (f"known: {', '.join(f'`{each}`' for each in names)}", otherwise)))
    return Wrong(f"there is no {what} `{name}`", remedy)


def because(error: OSError) -> str:
    """Why the operating system refused, in lower case."""
    return (error.strerror or str(error)).lower()
