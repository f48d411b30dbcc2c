"""Every payload somebody receives is built here and nowhere else."""

from platform_stub.views.discovery import Discovery
from platform_stub.views.machines import Machines

__all__ = ["Views"]


class Views(Discovery, Machines):
    """All views of one platform."""
