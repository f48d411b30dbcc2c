"""What a fault is."""

from dataclasses import dataclass

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
        breaks: the clauses it breaks; none if it is benign.
        benign: whether it is harmless.
        profile: the only variant of the policy in which it does anything; empty for every one.
    """

    slug: str
    leak_class: str
    summary: str
    parts: Parts
    breaks: tuple[str, ...] = ()
    benign: bool = False
    profile: str = ""
