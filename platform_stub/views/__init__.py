"""Every payload somebody receives is built here and nowhere else."""

from platform_stub.views.discovery import Discovery
from platform_stub.views.machines import Machines
from platform_stub.views.research import Research

__all__ = ["Views"]


class Views(Discovery, Machines, Research):
    """All views of one platform."""
