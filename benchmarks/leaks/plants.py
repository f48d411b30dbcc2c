"""What is planted: leaks and benign changes, in the reference platform or around its HTTP application."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.leaks.wrappers import BENIGN, WRAPPERS
from unseen.targets.stub import PROFILES, Stub, embedded, fault_list, hosted

CLASSES = {
    "counts-requests": "L14",
    "shares-its-cache": "L25",
    "compresses": "L39",
    "looks-up-savers": "L38",
    "tells-of-requests": "L01",
    "harmless": "none",
}
"""The class of leak of each wrapper."""


@dataclass(frozen=True, slots=True)
class Plant:
    """
    Something planted.

    Attributes:
        slug: its name; that of a wrapper begins with `around/`.
        leak_class: `L01` to `L42`, or a word for another broken promise.
        benign: whether it leaks nothing.
        summary: what it does.
        profile: the variant of policy and platform in which it does it.
    """

    slug: str
    leak_class: str
    benign: bool
    summary: str
    profile: str = PROFILES[0]

    @property
    def is_wrapper(self) -> bool:
        """Whether it is planted around the application, not in it."""
        return self.slug.startswith("around/")

    @property
    def is_leak(self) -> bool:
        """Whether somebody learns something; other faults break promises that something is there or used."""
        return self.leak_class[:1] == "L" and self.leak_class[1:].isdigit()

    def target(self) -> Stub:
        """The platform that has it, in this process."""
        if self.is_wrapper:
            name = self.slug.removeprefix("around/").replace("-", "_")
            return hosted(f"benchmarks.leaks.wrappers:{name}")
        return embedded(fault=self.slug, profile=self.profile)


CLEAN = Plant("", "none", True, "the reference platform as it is")
"""Nothing is planted."""


def catalogue() -> list[Plant]:
    """Every plant: one leak of each class, then benign changes, then all other leaks, then other faults."""
    faults = [
        Plant(row.slug, row.leak_class, row.benign, row.summary, row.profile or PROFILES[0])
        for row in fault_list()
    ]
    around = [
        Plant(f"around/{slug}", CLASSES[slug], slug in BENIGN, (make.__doc__ or "").rstrip(".").lower())
        for slug, make in WRAPPERS.items()
    ]
    rows = [*around, *faults]
    first: dict[str, Plant] = {}
    for row in sorted(rows, key=lambda row: (row.is_wrapper, row.slug)):
        if row.is_leak:
            first.setdefault(row.leak_class, row)
    lead = [first[name] for name in sorted(first)]
    benign = [row for row in rows if row.benign]
    others = sorted(
        (row for row in rows if row not in lead and not row.benign), key=lambda row: not row.is_leak
    )
    return [*lead, *benign, *others]


def chosen(slugs: Iterable[str]) -> Sequence[Plant]:
    """The plants of these slugs (none: all); raises `KeyError` for one that does not exist."""
    rows = catalogue()
    by_slug = {row.slug: row for row in rows}
    return [by_slug[slug] for slug in slugs] or rows
