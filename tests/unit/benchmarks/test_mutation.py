"""Mutants are planted and taken out again, watched, hunted, and told of with reasons."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import mutation, survivors
from benchmarks.infection import TooLongError, Watch, limited
from benchmarks.mutants import Mutant, exchanged, is_method, made
from benchmarks.mutation import Fate, Hunter, end_of, fates, main, watch
from platform_stub import Platform, ranking, rules
from unseen.cli.planted import the_policy

MUTE = next(each.id for each in the_policy() if "keeps somebody out of the feeds" in each.id)
DOCUMENT = next(each.id for each in the_policy() if "CON-4" in each.planned.clauses)


def mutant(module: str, function: str, before: str, after: str) -> Mutant:
    """The module with the first of these changed."""
    source = Path(f"{module.replace('.', '/')}.py")
    text = (Path(__file__).parents[3] / source).read_text()
    assert before in text
    return Mutant(module, function, before, after, 0, 1, text.replace(before, after, 1))


BEARS_NOBODY = mutant(
    "platform_stub.rules",
    "Rules.has_muted",
    "reader is not None and person in self.state.mutes.get(reader, ())",
    "reader is not None",
)
THE_SAME = mutant("platform_stub.rules", "Rules.has_muted", "mutes.get(reader, ())", "mutes.get(reader, [])")
STEPS = mutant("platform_stub.ranking", "step", "(1, 2, 5)", "(1, 3, 5)")
ENDLESS = mutant("platform_stub.ranking", "step", "unit *= 10", "unit *= 1")


def test_a_method_is_exchanged_and_put_back() -> None:
    """A mutant's method takes the place of the platform's, with all that it refers to, until the end."""
    platform = Platform()
    assert not platform.rules.has_muted("ana", "cho")
    with exchanged(BEARS_NOBODY, made(BEARS_NOBODY).function):
        assert platform.rules.has_muted("ana", "cho")
    assert not platform.rules.has_muted("ana", "cho")
    assert is_method(BEARS_NOBODY)
    assert rules.Rules.has_muted is made(BEARS_NOBODY).original


def test_a_function_that_others_imported_is_exchanged_too() -> None:
    """A function stays where it was imported, and does what the mutant does, until the end."""
    imported = ranking.step
    with exchanged(STEPS, made(STEPS).function):
        assert imported(100, 50) == 50
    assert imported(100, 50) == 100
    assert not is_method(STEPS)


def test_a_mutant_shows_itself_where_it_answers_otherwise() -> None:
    """Only in scenarios in which its function answers otherwise can a mutant show itself."""
    found = watch([DOCUMENT, MUTE], [made(BEARS_NOBODY), made(THE_SAME)])
    assert MUTE in found[BEARS_NOBODY.name]
    assert THE_SAME.name not in found


def test_the_watch_knows_what_is_alike() -> None:
    """Values, items of iterators and errors are compared; whoever asks is given what the original gave."""

    class Owner:
        def items(self, wanted: object) -> object:
            return (int(each) for each in wanted)  # type: ignore[attr-defined]

    several = replace(BEARS_NOBODY, function="Rules.items")
    original = made(BEARS_NOBODY).original

    def told(answer: object) -> Watch:
        one = replace(made(BEARS_NOBODY), mutant=several, original=Owner.items, function=answer)
        watched = Watch({"": [one]})
        asked = watched._watched([one])
        assert list(asked(Owner(), iter(["1", "2"]))) == [1, 2]
        with pytest.raises(ValueError, match="x"):
            list(asked(Owner(), iter(["x"])))
        return watched

    assert original
    assert told(lambda self, wanted: iter([int(each) for each in wanted])).infected == set()
    assert told(lambda self, wanted: [int(each) for each in wanted]).infected == {several.name}
    assert told(lambda self, wanted: iter([])).infected == {several.name}


def test_what_does_not_end_is_ended() -> None:
    """What takes too much processor time is stopped; a scenario that does is killed."""
    with pytest.raises(TooLongError), limited(0.05):
        made(ENDLESS).function(10**100, 50)


def test_a_mutant_is_hunted_until_a_scenario_is_not_kept() -> None:
    """Whoever killed a mutant of a function is tried first on the next one of it."""
    hunter = Hunter()
    assert hunter.hunt(made(BEARS_NOBODY), [DOCUMENT, MUTE]) == Fate(BEARS_NOBODY.name, MUTE, "broken", 2)
    assert hunter.hunt(made(BEARS_NOBODY), [DOCUMENT, MUTE]).played == 1
    assert hunter.hunt(made(THE_SAME), [MUTE]) == Fate(THE_SAME.name, played=1)


def test_a_crash_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong in a scenario, it has not kept anything."""
    monkeypatch.setattr(mutation, "play", lambda *_, **__: 1 / 0)
    assert end_of(MUTE) == "ZeroDivisionError"

    def never(*_: object, **__: object) -> None:
        raise TooLongError

    monkeypatch.setattr(mutation, "play", never)
    assert end_of(MUTE) == "endless"


def test_what_was_found_out_is_not_found_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run goes on where it was stopped: known fates stand, and what was watched is not watched again."""
    monkeypatch.setattr(mutation, "_profiles", lambda: {MUTE: "", DOCUMENT: ""})
    known = {THE_SAME.name: Fate(THE_SAME.name)}
    kept = tmp_path / "reach.json"
    first = list(fates([THE_SAME, BEARS_NOBODY, STEPS], known, 1, kept))
    assert [bool(fate.by) for fate in first] == [False, True, False]
    monkeypatch.setattr(mutation, "_watch", None)
    assert next(fates([BEARS_NOBODY], {}, 1, kept)).by == MUTE
    assert list(fates([THE_SAME], known, 1, kept)) == list(known.values())


def test_the_report_says_why_mutants_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Killed and alive are counted by module, each survivor comes with its reason, and the share decides."""
    monkeypatch.setattr(mutation, "mutants_of", lambda path, module, every: [BEARS_NOBODY, THE_SAME][::every])
    monkeypatch.setattr(survivors, "reasons", lambda: {THE_SAME.name: ("equivalent", "nobody is in either")})
    record = tmp_path / "mutation.ndjson"
    rows = [Fate(BEARS_NOBODY.name, MUTE, "broken", 1), Fate(THE_SAME.name)]
    record.write_text(
        "".join(
            json.dumps({"name": row.name, "by": row.by, "how": row.how, "played": row.played}) + "\n"
            for row in rows
        )
    )
    assert main(["rules", "--record", str(record), "--markdown"]) == 1
    printed = capsys.readouterr().out
    assert "| `platform_stub.rules` | 2 | 1 | 50.0% | 1 |" in printed
    assert "- equivalent: 1" in printed
    assert f"| `{THE_SAME.name}` | equivalent: nobody is in either |" in printed
    assert main(["rules", "--record", str(record), "--every", "2"]) == 0
    assert "equivalent" not in capsys.readouterr().out


def test_reasons_are_readable() -> None:
    """The file of reasons can be read, and names a kind and a reason for each mutant."""
    assert all(kind and why for kind, why in survivors.reasons().values())


def test_an_unknown_module_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A module that is not hunted is refused with those that are."""
    with pytest.raises(SystemExit, match="2"):
        main(["acts"])
    assert "there is no module acts" in capsys.readouterr().err
