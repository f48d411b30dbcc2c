"""B9: the whole policy with its evidence kept, and without; signing and checking what was kept."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Cost, Effort, Row, call, cpu, in_turns, ratio, run
from unseen.evidence.bundle import digests
from unseen.evidence.envelope import generate, public_key
from unseen.evidence.verify import verify
from unseen.home import HOME


def rows(effort: Effort) -> Iterator[Row]:
    """What keeping everything adds, and what a check of it costs beside reading the files alone."""
    smallest = effort.rounds == 1
    policy = HOME / "features" / ("conclusion.feature" if smallest else "")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)

        def audit(*words: str) -> Cost:
            return run([sys.executable, "-m", "unseen.cli", "audit", str(policy), *words], place)

        without, kept = in_turns(effort.rounds, lambda: audit("--no-evidence"), audit)
        yield Row(
            "B9",
            "the whole policy with its evidence kept, processor time; without",
            f"{cpu(kept):.1f} s",
            f"{cpu(without):.1f} s",
            ratio([cost.cpu for cost in kept], [cost.cpu for cost in without]),
            sign="≤",
            bar=1.4,
        )
        yield from _checked(place / "unseen-report", place, effort)


def _checked(bundle: Path, place: Path, effort: Effort) -> Iterator[Row]:
    private, public = generate()
    (place / "key").write_bytes(private)
    (place / "key.pub").write_bytes(public)
    files = [path for path in bundle.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    run([sys.executable, "-m", "unseen.cli", "sign", str(bundle), "--key", str(place / "key")], place)
    key = public_key(place / "key.pub")

    read, checked = in_turns(
        effort.rounds, lambda: call(lambda: digests(bundle)), lambda: call(lambda: verify(bundle, key))
    )
    yield Row(
        "B9",
        f"a check of {len(files):,} files, {size / 1e6:.1f} MB; the digests of the files alone",
        f"{cpu(checked):.2f} s",
        f"{cpu(read):.2f} s",
        ratio([cost.cpu for cost in checked], [cost.cpu for cost in read]),
    )
