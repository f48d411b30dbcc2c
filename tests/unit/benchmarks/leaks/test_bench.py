"""The bench goes on where it was, counts fairly, and hands the other tool a closed document."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.kept import rows_in
from benchmarks.leaks import bench, soak, table
from benchmarks.leaks.closed import document
from benchmarks.leaks.plants import Plant, catalogue, chosen
from benchmarks.leaks.players import Outcome
from unseen.explore import Batch, Report

LEAK = Plant("badge-count-moves", "L06", False, "a badge moves")
OTHER = Plant("etag-changes", "L14", False, "a tag changes")
BENIGN = Plant("indented-json", "none", True, "blanks")
BROKEN = Plant("likes-not-public", "broken-visibility", False, "likes are missing")
PLANTS = (LEAK, OTHER, BENIGN, BROKEN)


def outcome(method: str, plant: Plant, found: bool = True, cpu: float = 2.0, steps: int = 3) -> Outcome:
    return Outcome(method, plant.slug, found, cpu, cpu, steps if found else 0)


class TestTables:
    def test_sums(self) -> None:
        """Leaks, classes and false alarms are counted apart; a plant that was not searched counts nowhere."""
        rows = [outcome("twins", LEAK), outcome("twins", OTHER, False), outcome("twins", BENIGN, False)]
        text = table.tables(PLANTS, [*rows, outcome("schemas", BENIGN)], 60)

        assert "| twins alone | 1 of 2 | 1 of 2 | 2.00 s | 2.0 s | 3 | 3 | – | 0 of 1 |" in text
        assert "| closed schemas alone | 0 of 0 | 0 of 0 | – | – | – | – | – | 1 of 1 |" in text
        assert "| `badge-count-moves` | L06 |  | 2.00 |" in text
        assert "likes-not-public" not in text

    def test_what_is_found_too_late_counts_as_not_found(self) -> None:
        """Searches that were given longer stand beside the others as if they had ended with their budget."""
        late = Outcome("policy", LEAK.slug, True, 9.0, 9.0, 3, "twins: it differs")
        text = table.tables(PLANTS, [late, outcome("twins", LEAK)], 5)

        assert "| the policy | 0 of 1 | 0 of 1 | – | – | – | – | – | 0 of 0 |" in text
        assert "| `badge-count-moves` | L06 | 2.00 | (9) |" in text

    def test_the_page_keeps_what_was_written_by_hand(self, tmp_path: Path) -> None:
        """Only what is below the mark is replaced."""
        page = tmp_path / "page.md"
        page.write_text(f"# Ours\n\n{table.BEGIN}\n\nold\n")
        table.write(page, PLANTS, [outcome("policy", LEAK)], 60)

        assert page.read_text().startswith(f"# Ours\n\n{table.BEGIN}\n\nBudget of a search: 60 s of")
        assert "old" not in page.read_text()


class TestGoingOn:
    def test_what_is_known_is_not_searched_again(self, tmp_path: Path) -> None:
        """A run that was stopped goes on: a line that was cut off is searched again, no other is."""
        results = tmp_path / "results.ndjson"
        asked: list[tuple[str, str]] = []

        def look(method: str) -> bench.Search:
            def search(plant: Plant, budget: float) -> Outcome | None:
                asked.append((method, plant.slug))
                return outcome(method, plant) if plant is not OTHER else None

            return search

        rows: list[Outcome] = []
        searches = {"twins": look("twins"), "policy": look("policy")}
        bench.run((LEAK, OTHER), searches, 1, results, rows)
        assert asked == [(name, plant.slug) for plant in (LEAK, OTHER) for name in ("twins", "policy")]

        asked.clear()
        results.write_text(results.read_text()[:-20])
        rows = [Outcome(**row) for row in rows_in(results)]
        assert [row.method for row in rows] == ["twins"]
        bench.run((LEAK,), searches, 1, results, rows)
        assert asked == [("policy", LEAK.slug)]

    def test_wrong_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A searcher or a leak that does not exist is refused by its name."""
        for words, why in (
            (["--methods", "guess"], "there is no searcher guess"),
            (["--faults", "no-such"], "there is no leak 'no-such'"),
            (["--methods", "schemathesis", "--schemathesis", "/no/such"], "Schemathesis is not there"),
        ):
            with pytest.raises(SystemExit):
                bench.main(words)
            assert why in capsys.readouterr().err


def test_the_catalogue_is_whole() -> None:
    """Every class comes first with one leak, then the benign changes; wrappers are among them."""
    plants = catalogue()
    classes = {plant.leak_class for plant in plants if plant.is_leak}
    assert {plant.leak_class for plant in plants[: len(classes)]} == classes
    assert plants[len(classes)].benign
    assert len({plant.slug for plant in plants}) == len(plants)
    assert chosen(["around/harmless"])[0].benign


@pytest.mark.parametrize(
    ("method", "found", "budget"), [("schemas", False, 0.7), ("canary", False, 0.7), ("twins", True, 60.0)]
)
def test_a_searcher_with_one_oracle_sees_what_that_oracle_sees(
    method: str, found: bool, budget: float, tmp_path: Path
) -> None:
    """A badge that moves breaks no schema and names nobody; twins tell it, and count acts and time."""
    (plant,) = chosen([LEAK.slug])
    told = bench.searchers("", tmp_path / "x.ndjson")[method](plant, budget)
    assert told
    assert told.found is found
    assert bool(told.steps) is found
    assert told.searched


class TestClosedDocument:
    DOCUMENT = document({"handle": ["cho"], "id": []}, ["DELETE /me"])

    def test_replies_are_closed(self) -> None:
        """What a surface shows is described by its closed schema, and every reference leads somewhere."""
        reply = self.DOCUMENT["paths"]["/people/{handle}"]["get"]["responses"]["200"]
        schema = reply["content"]["application/json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/profile"}
        for reference in references(self.DOCUMENT):
            assert reference.startswith("#/")
            at: Any = self.DOCUMENT
            for part in reference[2:].split("/"):
                at = at[part]

    def test_names_and_what_is_left_out(self) -> None:
        """Known names are given; what steers a world, or closes the account, is not offered."""
        (parameter,) = self.DOCUMENT["paths"]["/people/{handle}"]["get"]["parameters"]
        assert parameter["schema"] == {"type": "string", "enum": ["cho"]}
        assert "delete" not in self.DOCUMENT["paths"].get("/me", {})
        assert not [path for path in self.DOCUMENT["paths"] if path.startswith("/control")]


def references(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for value in part:
            yield from references(value)


class TestSoak:
    def soaked(self, tmp_path: Path, histories: int, size: int = 400) -> tuple[int, list[int]]:
        seeds: list[int] = []

        def look(seed: int, wanted: int, workers: int) -> Report:
            assert workers == 2
            seeds.append(seed)
            batch = Batch("a promise", 0, histories=min(size, wanted), exposed=min(size, wanted))
            return Report(1, (batch,) if size else ())

        words = ["--histories", str(histories), "-n", "2", "--results", str(tmp_path / "soak.ndjson")]
        return soak.main(words, look), seeds

    def test_it_goes_on_with_the_next_seed(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Histories of earlier runs count, and no seed is played twice."""
        assert self.soaked(tmp_path, 500) == (0, [1, 2])
        assert self.soaked(tmp_path, 900) == (0, [3])
        assert capsys.readouterr().out.splitlines()[-1].startswith("0 alarms in 900 clean histories")

    def test_an_alarm_is_told_and_fails(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """One alarm in an earlier run is enough."""
        (tmp_path / "soak.ndjson").write_text(
            json.dumps(
                soak.row_of(1, Report(1, (Batch("p", 0, histories=9),)), 1.0) | {"alarms": ["it leaks"]}
            )
        )
        assert self.soaked(tmp_path, 5) == (1, [])
        assert "1 alarms in 9 clean histories" in capsys.readouterr().out

    def test_nothing_to_play_ends(self, tmp_path: Path) -> None:
        """A platform on which no history can be played ends the soak, and does not keep it for ever."""
        assert self.soaked(tmp_path, 5, size=0) == (0, [1])
