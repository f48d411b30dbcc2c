"""What is reported of mutants: how many of each module were killed, and why the others live."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.mutants import Mutant

if TYPE_CHECKING:
    from benchmarks.mutation import Fate

__all__ = ["reasons", "report"]

_REASONS = Path(__file__).with_name("survivors.toml")
UNEXPLAINED = "not looked at"


def reasons() -> Mapping[str, tuple[str, str]]:
    """Why mutants live: for the name of each, the kind of reason and the reason."""
    groups = tomllib.loads(_REASONS.read_text(encoding="utf-8"))["group"]
    return {name: (group["kind"], group["why"]) for group in groups for name in group["mutants"]}


def report(mutants: Sequence[Mutant], fates: Mapping[str, "Fate"], *, markdown: bool) -> str:
    """A table of modules, and the survivors with the reasons for them."""
    known = reasons()
    alive = [mutant for mutant in mutants if mutant.name in fates and not fates[mutant.name].by]
    lines = ["| module | mutants | killed | share | alive |", "|---|---|---|---|---|"]
    by_module = Counter(mutant.module for mutant in mutants if mutant.name in fates)
    left = Counter(mutant.module for mutant in alive)
    for module, count in by_module.items():
        lines.append(_cells(f"`{module}`", count, *_share(count, left[module])))
    total = sum(by_module.values())
    lines.append(_cells("all", f"{total:,}", *_share(total, len(alive))))
    kinds = Counter(known.get(mutant.name, (UNEXPLAINED, ""))[0] for mutant in alive)
    lines += ["", *(f"- {kind}: {count}" for kind, count in kinds.most_common()), ""]
    why = {mutant.name: ": ".join(known.get(mutant.name, (UNEXPLAINED,))) for mutant in alive}
    if markdown:
        lines += ["| mutant | lives because |", "|---|---|"]
        lines += [_cells(f"`{name}`", reason) for name, reason in why.items()]
    else:
        lines += [f"{name}\n  {reason}" for name, reason in why.items()]
    return "\n".join(lines)


def _share(count: int, alive: int) -> Iterable[str]:
    return f"{count - alive:,}", f"{(count - alive) / count:.1%}", f"{alive}"


def _cells(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"
