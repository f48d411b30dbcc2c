"""
B1: many small scenarios through our plugin, and the same files through stock pytest-bdd.

The world does nothing, so that only the runner is measured. The price of a scenario is what one more of
them costs: the difference between many and few, so that neither start-up counts nor that a sentence is made
ready when it is first used (few scenarios use as many sentences as many do).
"""

import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Cost, Effort, Row, cpu, in_turns, ratio, run

SCENARIOS = 5000
_PER_FILE = 100

_CLAUSES = """\
[sections]
rooms = { title = "Rooms" }

[[clause]]
id = "ROOM-1"
section = "rooms"
rule = "Nothing happens in a room."
"""
_OURS = '''
import pytest

from unseen.model import Judgement
from unseen.vocabulary import given, then, when


class Nowhere:
    def __init__(self):
        self.keyword, self.judgements = "", []

    def close(self):
        pass


@pytest.fixture
def world():
    return Nowhere()


def nothing(world, number):
    """Nothing happens."""


def judged(world, number):
    """Nothing is wrong."""
    world.judgements.append((None, Judgement()))


for name in range({each}):
    given(f"a room of kind{{name}} with {{{{int}}}} chairs")(nothing)
    when(f"somebody enters it as visitor{{name}} with {{{{int}}}} friends")(nothing)
    then(f"rule{{name}} holds for {{{{int}}}} guests", shows=True)(judged)
'''
_STOCK = """
from pathlib import Path

from pytest_bdd import given, parsers, scenarios, then, when

scenarios(*sorted(str(path) for path in Path(__file__).parent.glob("features/*.feature")))


@given(parsers.parse("a room of kind{kind:d} with {number:d} chairs"))
def _(kind, number):
    pass


@when(parsers.parse("somebody enters it as visitor{kind:d} with {number:d} friends"))
def _(kind, number):
    pass


@then(parsers.parse("rule{kind:d} holds for {number:d} guests"))
def _(kind, number):
    pass
"""
_PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pytest_bdd.plugin")
_ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def rows(effort: Effort) -> Iterator[Row]:
    """Ours with 300 sentences against stock with three definitions; ours with 3,000 against ours with 30."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield _against_stock(effort, folder)
        yield _flat(effort, folder)


def _against_stock(effort: Effort, folder: Path) -> Row:
    scenarios = max(4, int(SCENARIOS * effort.share))
    _write_ours(folder / "ours", scenarios, 300, 100)
    _write_stock(folder / "stock", scenarios, 100)
    mine, theirs = in_turns(
        effort.rounds,
        lambda: _play(folder / "ours"),
        lambda: run([*_PYTEST, "test_rooms.py"], folder / "stock", _ALONE),
    )
    return Row(
        "B1",
        f"{scenarios:,} scenarios of 3 steps, 300 sentences; stock pytest-bdd, 3 definitions",
        f"{cpu(mine):.2f} s",
        f"{cpu(theirs):.2f} s",
        ratio([cost.cpu for cost in mine], [cost.cpu for cost in theirs]),
        sign="≤",
        bar=1.0,
    )


def _flat(effort: Effort, folder: Path) -> Row:
    many = max(4, int(SCENARIOS * effort.share / 5))
    few = max(2, many // 10)
    names = [(number, sentences) for sentences in (3000, 30) for number in (many, few)]
    for number, sentences in names:
        _write_ours(folder / f"{number}-{sentences}", number, sentences, few)
    large, large_few, small, small_few = in_turns(
        effort.rounds, *(partial(_play, folder / f"{number}-{sentences}") for number, sentences in names)
    )
    return Row(
        "B1",
        f"one scenario more than {few}, of {many:,}, with 3,000 sentences; with 30",
        _each(large, large_few, many - few),
        _each(small, small_few, many - few),
        (cpu(large) - cpu(large_few)) / (cpu(small) - cpu(small_few)),
        sign="≤",
        bar=1.2,
    )


def _play(project: Path) -> Cost:
    return run([*_PYTEST, "-p", "unseen.plugin", "features"], project, _ALONE)


def _each(many: list[Cost], few: list[Cost], more: int) -> str:
    return f"{(cpu(many) - cpu(few)) / more * 1000:.2f} ms"


def _features(folder: Path, scenarios: int, kinds: int) -> None:
    folder.mkdir(parents=True)
    for start in range(0, scenarios, _PER_FILE):
        lines = ["Feature: Rooms", "", "  @ROOM-1", "  Rule: Nothing happens", ""]
        for number in range(start, min(start + _PER_FILE, scenarios)):
            kind = number % kinds
            lines += [
                f"    Scenario: Room {number}",
                f"      Given a room of kind{kind} with {number} chairs",
                f"      When somebody enters it as visitor{kind} with {number} friends",
                f"      Then rule{kind} holds for {number} guests",
                "",
            ]
        (folder / f"rooms-{start:05}.feature").write_text("\n".join(lines))


def _write_ours(folder: Path, scenarios: int, sentences: int, used: int) -> None:
    each = sentences // 3
    _features(folder / "features", scenarios, min(each, used))
    (folder / "features" / "clauses.toml").write_text(_CLAUSES)
    (folder / "conftest.py").write_text(_OURS.format(each=each))
    (folder / "pytest.ini").write_text("[pytest]\nunseen_features = true\n")


def _write_stock(folder: Path, scenarios: int, used: int) -> None:
    _features(folder / "features", scenarios, min(100, used))
    (folder / "test_rooms.py").write_text(_STOCK)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers =\n    ROOM-1: a clause\n")
