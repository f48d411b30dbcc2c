"""Every payload somebody receives is built here and nowhere else."""

from platform_stub.views.discovery import Discovery
from platform_stub.views.machines import Machines
from platform_stub.views.own import Own
from platform_stub.views.pages import Pages

__all__ = ["Views"]


class Views(Pages, Discovery, Own, Machines):
    """All views of one platform."""
