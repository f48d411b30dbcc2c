"""
What the record of a run and its evidence say of each other; neither is believed more than the other.

A bundle can be signed and yet contradict itself, when it was changed before. So whoever signs it is told, and
whoever checks it.
"""

from collections.abc import Iterator

from unseen.evidence.store import EvidenceError, Store
from unseen.evidence.writer import scenario_path
from unseen.record import Run


def contradictions(run: Run, store: Store) -> Iterator[str]:
    """
    In a sentence each: evidence of a scenario that is another's, of one that nobody planned, and that cannot
    be read, or not whole, with the bodies that were seen.
    """
    for planned in run.header.planned:
        if store.has(planned.id):
            try:
                if (owner := store.owner(planned.id)) != planned.id:
                    yield f"the evidence of `{planned.id}` is that of `{owner}`"
                else:
                    for _ in store.calls(planned.id):
                        pass  # reading is the check
            except EvidenceError as error:
                yield f"the evidence of `{planned.id}` cannot be read: {error}"
    known = {scenario_path(store.directory, planned.id) for planned in run.header.planned}
    for path in sorted((store.directory / "scenarios").glob("*.ndjson.gz")):
        if path not in known and not path.name.startswith("."):
            yield f"`{path.name}` is the evidence of no scenario that was planned"


def unproved(run: Run, store: Store) -> tuple[str, ...]:
    """
    The scenarios that were played and have no evidence, by their ids, in the order of the plan.

    It was removed, or the scenario has a `world` of its own, whose calls nobody keeps.
    """
    return tuple(
        planned.id
        for planned in run.header.planned
        if any(step.outcome != "not run" for step in run.by_id[planned.id].steps)
        and not store.has(planned.id)
    )
