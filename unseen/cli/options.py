"""Options that several commands share, so that they are called and explained alike."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
_ALIKE = "As for `unseen audit`."
_APPLICATION = "Instead of a target: an ASGI application that speaks the reference platform's HTTP interface."


def which_platform(
    target: str = _ALIKE,
    profile: str = _ALIKE,
    fault: str = "Plant a leak in the reference platform (see `unseen faults`).",
) -> Callable[[Command], Command]:
    """`--target`, `--platform`, `--profile` and `--fault`, with what each says here in the help."""
    options = (
        click.option("--target", default="stub", show_default=True, metavar="NAME|URL", help=target),
        click.option(
            "--platform",
            metavar="MODULE:APP",
            help=_APPLICATION,
        ),
        click.option("--profile", default="seed", show_default=True, metavar="NAME", help=profile),
        click.option("--fault", metavar="SLUG", help=fault),
    )

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add
