"""`unseen audit`: check what was asked, play it with pytest in a process of its own, tell what came of it."""

import contextlib
import os
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from unseen.cli import resume
from unseen.cli.errors import Unreachable, Wrong, because, unknown
from unseen.cli.page import page, remember
from unseen.cli.playing import Played, play
from unseen.cli.progress import Bar, Lines, Progress
from unseen.cli.report import folder_of, paper, read_run
from unseen.cli.sign import keep_log
from unseen.evidence.writer import clear
from unseen.home import HOME
from unseen.record import RecordError, Run, add_matrix, read, seal

RECORD = "run.ndjson"
LOG = "pytest.log"
TEXT = "text"
EVIDENCE = "evidence"
REPORTS = ("summary.json", "report.html", "junit.xml")
_TAIL = 15
_FULL = ("No space left on device", "Disk quota exceeded", "File too large")


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    paths: tuple[str, ...]
    target: str
    profile: str
    fault: str | None
    out: Path
    workers: str
    seed: int | None
    waivers: Path | None = None
    strict: bool = False
    evidence: bool = True
    matrix: bool = False
    resume: bool = False


Build = Callable[[Request, list[Path], Path], list[str]]


def audit(request: Request, form: str = TEXT, build: Build | None = None) -> int:
    """
    Do it all; returns the exit code. Raises `Wrong` for what cannot be done.

    `form` is what is printed at the end: `TEXT`, or a format of `unseen.reports.formats`. `build` makes the
    command that plays the scenarios and writes the record; by default it is `command`.
    """
    paths = policy_paths(request.paths)
    check_options(request)
    record = request.out / RECORD if request.resume else prepare(request.out)
    check_reachable(request)
    played = _go_on(request, paths, record) if request.resume else _play(request, paths, record, build)
    run = _settled(record, played)
    if request.matrix and run and run.finished and not run.interrupted:
        run = _with_matrix(request, record, run)
    strange = _is_strange(run, played)
    if run:
        remember(run, request.out)
    if run and request.evidence:
        keep_log(run, request.out / EVIDENCE)
    failed = write_reports(run, request.out, request.out) if run else []
    if run:
        _tell(run, None if "report.html" in failed else request.out, form)
    if strange:
        _tell_log(played, request.out)
    if run is None:
        return 130 if played.interrupted else 3
    code = run.exit_code
    return code or (3 if strange or failed else 0)


def _play(request: Request, paths: list[Path], record: Path, build: Build | None = None) -> Played:
    return play((build or command)(request, paths, record), record, progress())


def _go_on(request: Request, paths: list[Path], record: Path) -> Played:
    """Play what has no verdict in the record yet, into a record of its own, and take that in."""
    count = resume.left(request, record, record.with_name(EVIDENCE))
    resume.say(record, count)
    if not count:
        resume.finish(record)
        return Played(0, (), interrupted=False)
    more = record.with_name(resume.MORE)
    more.touch()
    played = _play(
        request, paths, more, lambda *asked: [*command(*asked), f"--unseen-done={record.absolute()}"]
    )
    resume.take_in(record)
    return played


def platform_or(target: str, platform: str | None) -> str:
    """The target that an application named with `--platform` is, else the one named with `--target`."""
    from unseen.plugin import ASGI

    if platform is None:
        return target
    if target != "stub":
        raise Wrong("`--platform` and `--target` both name what is to be tested", "leave one of them out")
    if ":" not in platform:
        raise Wrong(f"`{platform}` names no application", "name it as `MODULE:APP`")
    return ASGI + platform


def report(record: Path, out: Path) -> int:
    """Write the reports of a record again and print the summary; returns the run's exit code."""
    run = read_run(record)
    _make(out)
    failed = write_reports(run, out, folder_of(record))
    _tell(run, None if "report.html" in failed else out, TEXT)
    return run.exit_code or (3 if failed else 0)


def policy_paths(paths: tuple[str, ...]) -> list[Path]:
    """The files and folders to play; each has feature files that can be read, else `Wrong`."""
    if not paths:
        here = Path("features")
        return [here if here.is_dir() and any(here.rglob("*.feature")) else HOME / "features"]
    return [_policy_path(Path(path)) for path in paths]


def _policy_path(path: Path) -> Path:
    if not path.exists():
        siblings = path.parent.iterdir() if path.parent.is_dir() else ()
        near = sorted(str(each) for each in siblings if each.is_dir() or each.suffix == ".feature")
        raise unknown("file or folder", str(path), near, "check the path")
    if path.is_file():
        if path.suffix != ".feature":
            raise Wrong(f"`{path}` is no feature file", "name a `.feature` file, or a folder that has some")
        if not os.access(path, os.R_OK):
            raise Wrong(f"`{path}` cannot be read", "check its permissions")
        return path
    refused: list[OSError] = []
    found = any(
        name.endswith(".feature") for _, _, names in os.walk(path, onerror=refused.append) for name in names
    )
    if refused:
        raise Wrong(f"`{refused[0].filename}` cannot be read: {because(refused[0])}", "check its permissions")
    if not found:
        raise Wrong(f"there is no `.feature` file in `{path}`", "name a folder that has some")
    return path


def check_options(request: Request) -> None:
    """Raise `Wrong` for a target, profile or fault that does not exist."""
    from importlib.metadata import entry_points

    from unseen.plugin import ASGI
    from unseen.targets.stub import PROFILES, fault_list

    names = sorted({"stub", *(point.name for point in entry_points(group="unseen.targets"))})
    is_named = not _is_url(request.target) and ":" not in request.target
    if is_named and request.target not in names:
        raise unknown("target", request.target, names, "an address begins with `http://` or `https://`")
    if request.profile not in PROFILES:
        raise unknown("profile", request.profile, PROFILES)
    if request.fault is not None:
        if not _is_url(request.target) and request.target != "stub" and not request.target.startswith(ASGI):
            raise Wrong(
                f"a fault cannot be planted in `{request.target}`",
                "leave out `--target` to plant it in the reference platform",
            )
        profiles = {fault.slug: fault.profile for fault in fault_list()}
        if request.fault not in profiles:
            raise unknown("fault", request.fault, profiles, "`unseen faults` lists them")
        if profiles[request.fault] not in ("", request.profile):
            raise Wrong(
                f"`{request.fault}` leaks nothing in the profile `{request.profile}`",
                f"add `--profile {profiles[request.fault]}`",
            )
    if request.workers != "auto" and not (request.workers.isdecimal() and int(request.workers) > 0):
        raise Wrong(f"`-n {request.workers}` is no number of processes", "give a number from 1 on, or `auto`")


def check_reachable(request: Request) -> None:
    """Ask for a connection, so that a wrong address is one message and not one for each scenario."""
    if _is_url(request.target):
        _check_address(request.target)


def _is_url(target: str) -> bool:
    return target.startswith(("http://", "https://"))


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Wrong(f"`{url}` is no address: {error}") from error
    if not parts.hostname:
        raise Wrong(f"`{url}` is no address: it names no host", "write `http://HOST:PORT`")
    try:
        socket.create_connection((parts.hostname, port), timeout=5).close()
    except OSError as error:
        raise Unreachable(
            f"inconclusive: `{url}` cannot be reached: {because(error)}",
            "start the platform (`unseen platform serve` starts ours), or correct the address",
        ) from error


def prepare(out: Path) -> Path:
    """Make the directory, remove an earlier run from it, and return where the record goes."""
    _make(out)
    record = out / RECORD
    resume.must_rest(record)
    try:
        for name in (RECORD, LOG, *REPORTS):
            (out / name).unlink(missing_ok=True)
        clear(out / EVIDENCE)
        record.touch()
    except OSError as error:
        raise Wrong(
            f"`{out}` cannot be written: {because(error)}", "name another directory with `--out`"
        ) from error
    return record


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Wrong(
            f"`{out}` cannot be made: {because(error)}", "name another directory with `--out`"
        ) from error


def command(request: Request, paths: list[Path], record: Path) -> list[str]:
    """The pytest command that plays the feature files below these paths, and nothing else there."""
    words = [sys.executable, "-m", "pytest", "-q", "--no-header", "--color=no"]
    # rewritten asserts put what was compared into messages, and a third of a second into every start
    words += ["--assert=plain"]
    words += [
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        "-o",
        "python_files=",
        "-o",
        "unseen_features=true",
    ]
    # pytest takes a path that is a word of its own for one that its root directory has to be above
    words += [f"--unseen-record={record.absolute()}", "--unseen-target", request.target]
    words += ["--unseen-profile", request.profile]
    if request.fault is not None:
        words += ["--unseen-fault", request.fault]
    if request.seed is not None:
        words += ["--unseen-seed", str(request.seed)]
    if request.waivers is not None:
        words += [f"--unseen-waivers={request.waivers.absolute()}"]
    if request.strict:
        words += ["--unseen-strict"]
    if request.evidence:
        words += [f"--unseen-evidence={record.absolute().with_name(EVIDENCE)}"]
    if request.workers != "1":
        words += ["-n", request.workers]
    return [*words, *map(str, paths)]


def progress() -> Progress:
    stream = sys.stderr
    if stream.isatty():
        return Bar(stream, shutil.get_terminal_size().columns)
    return Lines(stream)


def _settled(record: Path, played: Played) -> Run | None:
    """The run as it was recorded, None when nothing was; one that was stopped says so."""
    try:
        run = read(record)
        if not run.header.started:
            return None if not run.problems else run
        if played.interrupted and not run.finished:
            seal(record, datetime.now(UTC).isoformat(timespec="seconds"), interrupted=True)
            run = read(record)
    except OSError as error:
        click.echo(f"error: `{record}` cannot be read or written: {because(error)}", err=True)
        return None
    except RecordError as error:
        click.echo(f"error: {error}", err=True)
        return None
    return run


def _with_matrix(request: Request, record: Path, run: Run) -> Run:
    """The run with who can tell what, written behind its end; without it, if the platform fails meanwhile."""
    from unseen.cli.visibility import observed

    found = observed(request)
    try:
        add_matrix(record, found.matrix)
        return read(record)
    except OSError as error:
        click.echo(f"error: `{record}` cannot be written: {because(error)}", err=True)
        return replace(run, matrix=found.matrix)


def _is_strange(run: Run | None, played: Played) -> bool:
    """Whether the process ended in a way that the record does not explain."""
    if played.interrupted:
        return False
    if run is None or (run.partial and not run.problems):
        return True
    if run.exit_code == 0:
        return played.code != 0
    return played.code not in (0, 1, 5) and not run.problems and not run.idle_waivers


def write_reports(run: Run, out: Path, folder: Path) -> list[str]:
    """
    Write all reports; those that could not be written are named, said so, and not left cut off.

    `folder` is where the record lies, and beside it the history.
    """
    from unseen.reports import junit, summary

    renderers: dict[str, Callable[[Run], str]] = dict(
        zip(REPORTS, (summary.render, lambda run: page(run, folder), junit.render), strict=True)
    )
    failed = []
    for name, render in renderers.items():
        text = render(run)
        try:
            (out / name).write_text(text, encoding="utf-8", errors="replace")
        except OSError as error:
            failed.append(name)
            click.echo(f"error: `{out / name}` cannot be written: {because(error)}", err=True)
            with contextlib.suppress(OSError):
                (out / name).unlink(missing_ok=True)
    if failed:
        click.echo(
            f"  → make room, then `unseen report {out / RECORD} --out {out}` writes them again", err=True
        )
    return failed


def _tell(run: Run, out: Path | None, form: str) -> None:
    from unseen.reports import terminal
    from unseen.reports.formats import FORMATS

    if form != TEXT:
        click.echo(FORMATS[form].render(run), nl=False)
        return
    click.echo(terminal.render(run, paper(), out), nl=False)


def _tell_log(played: Played, out: Path) -> None:
    """Show the end of what pytest wrote, and keep it."""
    with contextlib.suppress(OSError):
        (out / LOG).write_text("\n".join(played.log) + "\n", encoding="utf-8", errors="replace")
    full = any(sign in line for line in played.log for sign in _FULL)
    if full:
        click.echo("error: the disk is full; what was judged before is kept", err=True)
        click.echo("  → make room, or name another directory with `--out`", err=True)
        return
    click.echo(f"error: the run did not end as it should (pytest ended with code {played.code})", err=True)
    for line in played.log[-_TAIL:]:
        click.echo(f"  | {line}", err=True)
    click.echo(f"  → all of it is in `{out / LOG}`", err=True)
