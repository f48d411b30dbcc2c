"""`python -m benchmarks privacy`: runs with random people and leaks, and what of them is left lying about."""

import argparse
import contextlib
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from random import Random

from click.testing import CliRunner

from benchmarks.kept import rows_in
from benchmarks.searched import Wanted, leaves, texts
from benchmarks.spy import VARIABLE, Plan
from unseen.cli import main as cli
from unseen.evidence.envelope import generate
from unseen.home import HOME
from unseen.policy import read_policy
from unseen.record import RecordError, read
from unseen.targets.stub import embedded, fault_list

RESULTS = Path("unseen-report") / "privacy.ndjson"
WAYS = ("in process", "in process", "over HTTP", "over HTTP, and the platform dies", "an adapter that fails")
FORMS = ("text", "json", "github", "markdown")
_PATIENCE = 900.0
_ROOT = Path(__file__).parents[1]
_RULE = re.compile(r"(?=^  @[^\n]*\n(?:  @[^\n]*\n)*  Rule:)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One run: whose people, which leak, which part of the policy, how it is played and printed."""

    number: int
    seed: int
    fault: str
    profile: str
    feature: str
    way: str
    workers: str
    form: str

    @classmethod
    def of(cls, number: int) -> "Asked":
        """The run of this number; the same every time."""
        chance = Random(number)
        leaks = [row for row in fault_list() if not row.benign]
        leak = leaks[chance.randrange(len(leaks))]
        proving = [file for clause in leak.breaks for file in _files().get(clause, ())]
        return cls(
            number,
            chance.randrange(10**6),
            leak.slug,
            leak.profile or "seed",
            chance.choice(proving or sorted({file for files in _files().values() for file in files})),
            WAYS[number % len(WAYS)],
            chance.choice("112"),
            FORMS[number % len(FORMS)],
        )


@cache
def _files() -> dict[str, list[str]]:
    """The feature files in which a clause is proved."""
    found: dict[str, list[str]] = {}
    for each in read_policy([HOME / "features"]).scenarios:
        for clause in each.planned.clauses:
            found.setdefault(clause, []).append(Path(each.planned.file).name)
    return found


@dataclass(frozen=True, slots=True)
class Left:
    """What a run left: bytes in files, what was found in them, the verdicts, and how much was looked for."""

    files: int
    size: int
    found: tuple[str, ...]
    verdicts: dict[str, int]
    people: int
    tokens: int
    values: int


def main(words: Sequence[str], attempt: Callable[[Asked], Left] | None = None) -> int:
    """Run until there are so many, those of earlier times included; 1 if anything was found."""
    parser = argparse.ArgumentParser("python -m benchmarks privacy", description=__doc__)
    parser.add_argument("--runs", type=int, default=100, metavar="N", help="in all; default: 100")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FILE", help="kept from run to run")
    asked = parser.parse_args(words)
    rows = rows_in(asked.results)
    with asked.results.open("a", encoding="utf-8") as file:
        for number in sorted({*range(asked.runs)} - {row["number"] for row in rows}):
            one = Asked.of(number)
            rows.append(asdict(one) | asdict((attempt or searched)(one)))
            file.write(f"{json.dumps(rows[-1])}\n")
            file.flush()
            print(rows[-1], file=sys.stderr, flush=True)
    print(told(rows))
    return int(any(row["found"] for row in rows))


def told(rows: Sequence[dict[str, object]]) -> str:
    """All of it in a few lines."""

    def total(name: str) -> int:
        return sum(number for row in rows if isinstance(number := row[name], int))

    verdicts: Counter[str] = Counter()
    for row in rows:
        verdicts.update(row["verdicts"] if isinstance(row["verdicts"], dict) else {})
    found = [f"run {row['number']}: {each}" for row in rows for each in (row["found"] or ())]  # type: ignore[attr-defined]
    ways = Counter(str(row["way"]) for row in rows)
    return "\n".join(
        [
            f"{len(found)} found in {len(rows)} runs with {len({row['fault'] for row in rows})} leaks",
            f"searched: {total('files'):,} files, {total('size') / 1e6:,.0f} MB unpacked",
            f"for {total('people'):,} people, {total('tokens'):,} credentials, {total('values'):,} values",
            "scenarios: " + ", ".join(f"{count:,} {verdict}" for verdict, count in verdicts.most_common()),
            "runs: " + ", ".join(f"{count} {way}" for way, count in ways.most_common()),
            *found,
        ]
    )


def searched(asked: Asked) -> Left:
    """Play a run, write all that can be written of it, and search every byte."""
    with tempfile.TemporaryDirectory() as folder:
        place, notes = Path(folder, "place"), Path(folder, "notes")
        for each in (place, place / "tmp", notes):
            each.mkdir()
        _played(asked, place, notes)
        return _looked_through(asked, place, notes)


def _played(asked: Asked, place: Path, notes: Path) -> None:
    out = place / "out"
    with contextlib.ExitStack() as stack:
        served, url = None, ""
        if "HTTP" in asked.way:
            served, url = stack.enter_context(_platform(place))
        clumsy = 25 if "fails" in asked.way else 0
        plan = Plan(str(notes), asked.fault, url, clumsy)
        cut(asked, place / "policy")
        words = ["audit", "policy", "--target", "benchmarks.spy:make", "--profile", asked.profile]
        words += ["--seed", str(asked.seed), "-n", asked.workers, "--format", asked.form, "--out", "out"]
        process = _command(place, plan, "audit", *words)
        if served is not None and "dies" in asked.way:
            while process.poll() is None and _verdicts(out) < 1 + asked.number % 7:
                time.sleep(0.01)
            served.kill()
        process.wait(_PATIENCE)
    then = [["report", "out", "--format", "all", "--out", "formats"]]
    if asked.number % 3 == 0:
        then.append(["replay", "out"])
    if asked.number % 3 == 1:
        for name, content in zip(("key", "key.pub"), generate(), strict=True):
            (notes / name).write_bytes(content)
        then.append(["sign", "out", "--key", str(notes / "key"), "--assessor", "A. Auditor"])
        then.append(["verify", "out", "--key", str(notes / "key.pub")])
    if asked.number % 3 == 2:
        then += [["trace", "out"], ["diff", "out", "out"], ["history", "--out", "out"]]
    with contextlib.chdir(place):
        for words in then:
            result = CliRunner().invoke(cli, words)
            (place / f"{words[0]}.out").write_text(f"{result.output}\n{result.exception!r}", encoding="utf-8")


def cut(asked: Asked, folder: Path) -> None:
    """A policy of a few rules: those of the file that prove what the leak breaks, and chance ones beside."""
    shutil.copytree(HOME / "features", folder, ignore=lambda _, names: fnmatch.filter(names, "*.feature"))
    (folder.parent / "schemas").symlink_to(HOME / "schemas")
    breaks = next(row.breaks for row in fault_list() if row.slug == asked.fault)
    head, *rules = _RULE.split((HOME / "features" / asked.feature).read_text(encoding="utf-8"))
    proving = [
        rule for rule in rules if any(f"@{clause}" in rule.split("Rule:")[0].split() for clause in breaks)
    ]
    chance = Random(asked.number)
    some = chance.sample(proving, min(2, len(proving))) + chance.sample(rules, min(1, len(rules)))
    (folder / asked.feature).write_text(
        head + "".join(rule for rule in rules if rule in some), encoding="utf-8"
    )


def _command(place: Path, plan: Plan, name: str, *words: str) -> "subprocess.Popen[bytes]":
    """A command of ours, whose output and errors are kept where all is kept."""
    environment = {**os.environ, VARIABLE: plan.spelled(), "TMPDIR": str(place / "tmp"), "HOME": str(place)}
    environment["PYTHONPATH"] = str(_ROOT)
    with (place / f"{name}.out").open("ab") as out, (place / f"{name}.err").open("ab") as err:
        return subprocess.Popen(
            [sys.executable, "-m", "unseen.cli", *words], stdout=out, stderr=err, env=environment, cwd=place
        )


@contextlib.contextmanager
def _platform(place: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    words = [sys.executable, "-u", "-m", "unseen.cli", "platform", "serve", "--port", "0"]
    with (place / "serve.out").open("wb") as out:
        process = subprocess.Popen(words, stdout=out, stderr=out, cwd=place)
    try:
        while b"http://" not in (said := (place / "serve.out").read_bytes()) or b"\n" not in said:
            if process.poll() is not None:
                raise RuntimeError(said.decode())
            time.sleep(0.05)
        yield process, said.decode().split("is at ")[1].split("; ")[0].split(",")[0]
    finally:
        process.kill()
        process.wait()


def _verdicts(out: Path) -> int:
    record = out / "run.ndjson"
    return record.read_bytes().count(b"\n") - 1 if record.exists() else 0


def _looked_through(asked: Asked, place: Path, notes: Path) -> Left:
    noted = {"person": set[str](), "token": set[str](), "seen": set[str]()}
    for file in notes.glob("*.ndjson"):
        for line in file.read_text(encoding="utf-8").splitlines():
            kind, text = json.loads(line)
            noted[kind].add(text)
    values = {value for text in noted["seen"] for value in leaves(text)}
    needed = _needed(place)
    values = {value for value in values if value not in needed}
    salts = embedded(profile=asked.profile).capabilities().salts
    wanted = Wanted(asked.seed, sorted(noted["person"]), sorted(noted["token"]), salts, sorted(values))
    found, files, size = [], 0, 0
    for name, data in texts(place):
        short = name.removeprefix(f"{place}/")
        files, size = files + 1, size + len(data)
        found += [f"{short}: {each}" for each in wanted.found(data)]
        if not short.startswith("out/evidence/") and ".html" not in short:
            found += [f"{short}: {each}" for each in wanted.quoted(data)]
    counts: dict[str, int] = {}
    with contextlib.suppress(RecordError, OSError):
        counts = {str(verdict): count for verdict, count in read(place / "out" / "run.ndjson").counts.items()}
    numbers = len(noted["person"]), len(noted["token"]), len(values)
    return Left(files, size, tuple(found[:20]), counts, *numbers)


def _needed(place: Path) -> str:
    """What is rightly said outside of the evidence: the policy's own words, and what findings show."""
    parts = [path.read_text(encoding="utf-8") for path in _worded()]
    with contextlib.suppress(RecordError, OSError):
        for result in read(place / "out" / "run.ndjson").results:
            for step in result.steps:
                parts += [step.text]
                for each in step.findings:
                    parts += [each.message, each.pointer, each.request, each.here, each.there, *each.also]
    return "\n".join(parts)


@cache
def _worded() -> tuple[Path, ...]:
    return tuple(
        path
        for folder, kind in (("features", "*"), ("schemas", "*.json"), ("unseen", "*.py"), ("steps", "*.py"))
        for path in sorted((HOME / folder).rglob(kind))
        if path.is_file()
    )
