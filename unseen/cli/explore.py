"""`unseen explore`: look for leaks around each promise, show how far it is, write what is found."""

import os
import re
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

import click

from unseen.cli.errors import Unreachable, Wrong, because, unknown
from unseen.explore import Batch, Budget, Found, Report, Setup, find_seeds, search
from unseen.explore.audiences import AUDIENCES
from unseen.explore.explain import line_of
from unseen.explore.journal import EXAMPLES, Journal, read_findings
from unseen.explore.scenario import file_name
from unseen.home import HOME
from unseen.policy import CLAUSES, load_clauses
from unseen.target import Target, TargetError

FOUND = "found"
STATE = Path("unseen-report") / "explore"
_BAR = 24
_EVERY = 10.0
_RATHER = 0.25
"""Below this share of histories in which a leak could have shown, a search says little."""


@dataclass(frozen=True, slots=True)
class Platform:
    """The target that was asked for; made anew in each process."""

    target: str
    profile: str
    fault: str = ""

    def __call__(self) -> Target:
        """Find and open it."""
        from unseen.asked import Options
        from unseen.plugin import find_target

        return find_target(Options(self.target, self.profile, self.fault, 1, None))


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    what: tuple[str, ...]
    platform: Platform
    budget: Budget
    workers: str
    seed: int
    out: Path | None
    fresh: bool = False
    as_json: bool = False


def explore(request: Request) -> int:
    """Search, and tell what came of it; returns the exit code."""
    paths, only = _parted(request.what)
    setup = Setup(
        request.platform,
        paths,
        only,
        request.platform.profile,
        request.seed,
        str((STATE / EXAMPLES).absolute()),
    )
    try:
        promises = len(find_seeds(setup))
    except TargetError as error:
        raise Unreachable(str(error)) from error
    if not promises:
        raise Wrong(
            "no promise there says what somebody must not learn",
            "name another file or clause, or none for the whole policy",
        )
    workers = _workers(request.workers)
    journal = Journal(STATE)
    about = {"what": list(request.what), **_described(request.platform), "seed": request.seed}
    folder, options = request.out or _folder(), _options(request.platform)
    try:
        before = journal.begin(about, fresh=request.fresh)
    except OSError as error:
        raise Wrong(f"`{STATE}` cannot be written: {because(error)}", "work in another directory") from error
    if before.batches:
        click.echo(f"going on where it stopped, after {_count(before.histories)} histories", err=True)
    shown = Shown(request.budget, before)

    def keep(batch: Batch, found: tuple[Found, ...]) -> None:
        written = tuple(replace(_write(each, folder), options=options) for each in found)
        journal.batch(batch, written)
        shown.take(batch, written)

    try:
        report = search(setup, request.budget, workers=workers, before=before, on_batch=keep)
        if not report.interrupted:
            journal.end()
    except BrokenProcessPool as error:
        raise Unreachable(
            "a process of the search died", "the same command goes on from here; `-n 1` needs less memory"
        ) from error
    finally:
        journal.close()
        shown.close()
    numbers = {each.number for each in report.found}
    written = (each for each in read_findings(STATE) if each.number in numbers)
    report = replace(report, found=tuple(written))
    click.echo(_json(report) if request.as_json else told(report, folder), nl=False)
    return code_of(report)


def code_of(report: Report) -> int:
    """0 nothing found, 1 found, 3 the search could not say, 130 interrupted."""
    if report.interrupted:
        return 130
    if report.found:
        return 1
    return 0 if report.exposed else 3


def _parted(what: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Feature files and folders, and ids of clauses."""
    from unseen.cli.audit import policy_paths

    paths = [each for each in what if Path(each).exists() or each.endswith(".feature") or "/" in each]
    names = [each for each in what if each not in paths]
    known = load_clauses(clauses_file(paths)).by_id
    for name in names:
        if name.upper() not in known:
            raise unknown("clause", name, known, "files and folders are named by their path")
    return tuple(map(str, policy_paths(tuple(paths)))), tuple(name.upper() for name in names)


def clauses_file(paths: Sequence[str] = ()) -> Path:
    """The clauses of these feature files, of the policy here, or else the packaged ones."""
    from unseen.policy import policy_folder

    own = (policy_folder(Path(path).absolute()) for path in (*paths, "features/x"))
    folder = next((each for each in own if each is not None), HOME / "features")
    return folder / CLAUSES


def _options(platform: Platform) -> str:
    """What a command needs to ask the same platform, " --fault SLUG" and the like."""
    usual = Platform("stub", "seed")
    return "".join(
        f" --{name} {value}" for name, value in _described(platform).items() if value != getattr(usual, name)
    )


def _described(platform: Platform) -> dict[str, str]:
    return {"target": platform.target, "profile": platform.profile, "fault": platform.fault}


def seconds_of(text: str) -> float:
    """`60s`, `5m`, `1h` or a plain number of seconds."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) *(s|m|h|)", text.strip())
    if not found:
        raise Wrong(f"`--time {text}` is no time", "write it like `60s`, `5m` or `1h`")
    return float(found[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[found[2]]


def _workers(text: str) -> int:
    if text == "auto":
        return os.cpu_count() or 1
    if text.isdigit() and int(text) > 0:
        return int(text)
    raise Wrong(f"`-n {text}` is no number of processes", "give a number, or `auto`")


def _folder() -> Path:
    """Beside the policy here; where there is none, a folder of its own that is not taken for one."""
    features = Path("features")
    is_policy = any(path.parent.name != FOUND for path in features.rglob("*.feature"))
    return features / FOUND if is_policy else Path(FOUND)


def _write(found: Found, folder: Path) -> Found:
    path = folder / file_name(found.finding.surface, found.clause, found.number)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(found.text, encoding="utf-8")
    except OSError as error:
        click.echo(f"error: `{path}` cannot be written: {because(error)}", err=True)
        return found
    return replace(found, file=str(path))


def _count(number: int) -> str:
    return f"{number:,}"


class Shown:
    """Shows how far a search is: a bar on a terminal, elsewhere a line now and then; and what is found."""

    def __init__(self, budget: Budget, before: Report) -> None:
        self._budget = budget
        self._bar = sys.stderr.isatty()
        self._histories, self._found = before.histories, len(before.found)
        self._began = time.monotonic() - before.seconds
        self._last = ""
        self._said = time.monotonic()

    def take(self, batch: Batch, found: Sequence[Found]) -> None:
        """Take a batch into what is shown."""
        self._histories += batch.histories
        self._found += len(found)
        for each in found:
            self._wipe()
            click.echo(f"✗ {line_of(each)}", err=True)
        if self._bar:
            self._draw()
        elif time.monotonic() >= self._said + _EVERY:
            self._said = time.monotonic()
            click.echo(f"{self._words()} · {self._said - self._began:.0f} s", err=True)

    def close(self) -> None:
        """Leave no trace that would disturb what is printed next."""
        self._wipe()

    def _draw(self) -> None:
        budget = self._budget
        done = max(
            (time.monotonic() - self._began) / budget.seconds if budget.seconds else 0.0,
            self._histories / budget.histories if budget.histories else 0.0,
        )
        filled = min(_BAR, int(_BAR * done))
        text = f"{'█' * filled}{'░' * (_BAR - filled)} {self._words()}"
        text = text[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write(f"\r{text}{' ' * (len(self._last) - len(text))}")
        sys.stderr.flush()
        self._last = text

    def _words(self) -> str:
        found = f" · ✗ {self._found} found" if self._found else ""
        return f"{_count(self._histories)} histories{found}"

    def _wipe(self) -> None:
        if self._last:
            sys.stderr.write(f"\r{' ' * len(self._last)}\r")
            self._last = ""


def told(report: Report, folder: Path) -> str:
    """What a search came to, for people."""
    lines: list[str] = []
    for found in report.found:
        lines += [f"✗ {line_of(found)}", f"    {found.fingerprint}"]
        lines += [f"    {keyword} {text}" for keyword, text in found.steps]
        lines += [f"    → {found.file}" if found.file else f"    → not written to {folder}", ""]
    share = report.exposed / report.histories if report.histories else 0.0
    masked = sum(batch.masked for batch in report.batches)
    worlds = sum(batch.worlds for batch in report.batches)
    observations = sum(batch.observations for batch in report.batches)
    readers = {reader for batch in report.batches for reader in batch.readers}
    what = f"{len(report.found)} {'leak' if len(report.found) == 1 else 'leaks'} found"
    lines.append(f"{what if report.found else 'no leak found'} in {_count(report.histories)} histories")
    lines.append(
        f"  around {report.searched} of {report.promises} promises, in {_count(worlds)} worlds; "
        f"{len(readers)} observers, {_count(observations)} observations, {_count(masked)} masked"
    )
    kinds = {kind for batch in report.batches for kind in batch.audiences}
    if kinds:
        lines.append(f"  who observed: {', '.join(kind for kind in AUDIENCES if kind in kinds)}")
    lines.append(f"  in {_count(report.exposed)} histories ({share:.0%}) a leak could have shown")
    lines += _doubts(report, share)
    rate = report.histories / report.seconds if report.seconds else 0.0
    lines.append(f"  {report.seconds:.0f} s, {rate:.0f} histories a second")
    if report.found:
        lines.append(f"Next: unseen explain {report.found[0].number}")
    return "\n".join(lines) + "\n"


def _doubts(report: Report, share: float) -> list[str]:
    lines = []
    if report.histories and share < _RATHER:
        lines.append("  → that is rare: this search says little")
    if report.unconfirmed:
        what = "difference was" if report.unconfirmed == 1 else "differences were"
        lines.append(f"  → {_count(report.unconfirmed)} {what} not confirmed by the judge of the policy")
    blind = report.never_exposed
    if blind:
        lines.append(f"  → never around {len(blind)} of the promises, such as `{blind[0]}`")
    unsearched = report.promises - report.searched
    if unsearched:
        lines.append(f"  → {unsearched} promises were not reached: give it more `--time`")
    lines += [f"  → the platform failed: {reason}" for reason in report.failures[:3]]
    if report.interrupted:
        lines.append("  → stopped; the same command goes on from here")
    return lines


def _json(report: Report) -> str:
    import json

    from unseen.explore import encode

    data = {
        "histories": report.histories,
        "exposed": report.exposed,
        "promises": report.promises,
        "searched": report.searched,
        "seconds": report.seconds,
        "interrupted": report.interrupted,
        "failures": list(report.failures),
        "unconfirmed": report.unconfirmed,
        "found": [encode(found) for found in report.found],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
