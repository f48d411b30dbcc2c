"""What a fault is."""

from dataclasses import dataclass

from platform_stub.faults.classes import CLASSES
from platform_stub.parts import Parts

__all__ = ["Fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """
    A leak planted on purpose, or a harmless change.

    Attributes:
        slug: its name.
        leak_class: the class of leak it belongs to (`L04`), or a word for other broken promises.
        summary: what it does, in one sentence.
        parts: the classes of a platform that has it.
        breaks: the clauses it breaks; none if it is benign, or if no clause speaks of what it leaks.
        benign: whether it is harmless.
        profile: the only variant of the policy in which it does anything; empty for every one.
        about: the kind of secret that it leaks, if that is not the usual one of its class.
    """

    slug: str
    leak_class: str
    summary: str
    parts: Parts
    breaks: tuple[str, ...] = ()
    benign: bool = False
    profile: str = ""
    about: str = ""

    @property
    def secret(self) -> str:
        """The kind of secret that it leaks; empty for what leaks nothing."""
        return self.about or (CLASSES[self.leak_class].secret if self.leak_class in CLASSES else "")
