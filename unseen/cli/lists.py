"""What the smaller commands print: sentences, problems of a policy, faults; and the served platform."""

import contextlib
import gc
import importlib
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from unseen.cli.audit import policy_paths
from unseen.cli.errors import Wrong, because, unknown

if TYPE_CHECKING:
    from unseen.targets.stub import PlantedFault

_WIDTH = 100


def words(wanted: str = "") -> str:
    """The catalogue of sentences by keyword, then that of words; only what `wanted` occurs in."""
    from unseen.vocabulary import KEYWORDS, Vocabulary

    catalogue = Vocabulary.packaged().catalogue()
    sentences = [each for each in catalogue["sentences"] if _mentions(each, wanted)]
    groups = {
        group: [each for each in members if _mentions(each, wanted)]
        for group, members in catalogue["words"].items()
    }
    if not sentences and not any(groups.values()):
        names = [each["name"] for members in catalogue["words"].values() for each in members]
        raise unknown("sentence or word with", wanted, names, "`unseen words` lists all")
    lines: list[str] = []
    for keyword in KEYWORDS:
        of_keyword = [each for each in sentences if each["keyword"] == keyword]
        if of_keyword:
            lines += [keyword.title(), ""]
        for each in of_keyword:
            lines += _entry(each["expression"], each["meaning"], each["examples"][:3])
    for group, members in groups.items():
        if members:
            lines += [f"Words: {group}" if group else "Words", ""]
        for each in members:
            lines += _entry(f"{{{each['name']}}}", each["meaning"], each["examples"][:8])
    return "\n".join(lines).rstrip() + "\n"


def _mentions(entry: dict[str, object], wanted: str) -> bool:
    texts = [str(entry.get(key, "")) for key in ("name", "expression", "meaning", "id")]
    examples = entry.get("examples", ())
    texts += map(str, examples if isinstance(examples, list) else ())
    return any(wanted.casefold() in text.casefold() for text in texts)


def _entry(name: str, meaning: str, examples: Iterable[str]) -> Iterator[str]:
    yield f"  {name}"
    yield textwrap.fill(meaning, _WIDTH, initial_indent="      ", subsequent_indent="      ")
    yield from (f"      · {example}" for example in examples)
    yield ""


def lint(paths: tuple[str, ...], steps: tuple[str, ...]) -> tuple[str, bool]:
    """What is wrong with these files, and whether anything is."""
    from unseen.beside import check_beside, read_beside
    from unseen.lint import check
    from unseen.policy import read_policy
    from unseen.vocabulary import Vocabulary

    with _keeping_everything():
        policy = read_policy(policy_paths(paths))
        beside = read_beside(policy.folders, Path.cwd())
        problems = check(policy, Vocabulary.packaged(_own(steps)))
        problems += check_beside(policy, beside, datetime.now(UTC).date())
    if not problems:
        files = len(policy.documents)
        return f"{files} feature {'file is' if files == 1 else 'files are'} in order\n", False
    lines = []
    for problem in problems:
        place = f"{problem.where}: " if problem.where else ""
        lines.append(f"{place}{problem.message}")
        if problem.remedy:
            lines.append(f"  → {problem.remedy}")
    count = len(problems)
    return "\n".join([*lines, "", f"{count} {'problem' if count == 1 else 'problems'}", ""]), True


@contextlib.contextmanager
def _keeping_everything() -> Iterator[None]:
    """What is read is needed to the end; looking through it for garbage takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _own(names: Iterable[str]) -> list[ModuleType]:
    sys.path.insert(0, str(Path.cwd()))
    modules: list[ModuleType] = []
    for name in names:
        try:
            modules.append(importlib.import_module(name))
        except ImportError as error:
            raise Wrong(
                f"the module `{name}` cannot be imported: {error}", "check the name given to `--steps`"
            ) from error
    return modules


def chosen_faults(slugs: Iterable[str]) -> "list[PlantedFault]":
    """The faults of these names, or all; in the order of the catalogue."""
    from unseen.targets.stub import fault_list

    known = {row.slug: row for row in fault_list()}
    wanted = set(slugs)
    for slug in slugs:
        if slug not in known:
            raise unknown("fault", slug, known, "`unseen faults` lists them")
    return [row for row in known.values() if not wanted or row.slug in wanted]


def faults(rows: "Sequence[PlantedFault]") -> str:
    """The faults by what they leak, the benign ones last."""
    width = max((len(row.slug) for row in rows), default=0)
    lines = []
    for title, benign in (
        ("Leaks: each breaks the clauses named", False),
        ("Benign: none of these breaks any", True),
    ):
        if not any(row.benign is benign for row in rows):
            continue
        lines += [title, ""]
        for row in rows:
            if row.benign is benign:
                lines.append(f"  {row.slug:<{width}}  {row.summary}")
                if row.breaks:
                    only = f"; with `--profile {row.profile}`" if row.profile else ""
                    lines.append(f"  {'':<{width}}  {row.leak_class}; breaks {', '.join(row.breaks)}{only}")
        lines.append("")
    return "\n".join([*lines, "`unseen audit --fault SLUG` plants one in the reference platform.\n"])


def serve(host: str, port: int, database: Path | None, fault: str | None, profile: str = "seed") -> None:
    """Serve the reference platform until it is stopped."""
    from unseen.targets import stub

    if profile not in stub.PROFILES:
        raise unknown("profile", profile, stub.PROFILES)

    slugs = [row.slug for row in stub.fault_list()]
    if fault is not None and fault not in slugs:
        raise unknown("fault", fault, slugs, "`unseen faults` lists them")

    def ready(url: str) -> None:
        planted = f", with `{fault}` planted" if fault else ""
        click.echo(f"the reference platform is at {url}{planted}; Ctrl-C stops it")
        click.echo(f"  → unseen audit --target {url}")

    try:
        stub.serve(host, port, database, fault, ready, profile)
    except OSError as error:
        raise Wrong(
            f"the platform cannot be served at {host}:{port}: {because(error)}",
            "choose another `--port` or `--database`",
        ) from error
