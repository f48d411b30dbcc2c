"""Traceability: from clauses down, from anything up, and the gaps."""

import csv
import io
import json
from dataclasses import replace

import pytest

from unseen.record import Planned, Run, Sheet
from unseen.reports.terminal import Paper
from unseen.reports.trace import COLUMNS, GAPS, document, gaps, links, render_csv, render_json
from unseen.reports.trace_text import names, render


def reviewed(run: Run) -> Run:
    """The run after all its clauses were reviewed, but the first, whose text changed since."""
    clauses = [replace(each, reviewed=each.digest) for each in run.header.clauses]
    clauses[0] = replace(clauses[0], reviewed="0" * 16)
    return replace(run, header=replace(run.header, clauses=tuple(clauses)))


class TestLinks:
    def test_both_ways(self, every: Run) -> None:
        """Every clause leads to its scenarios, every scenario to clauses; nothing is left out."""
        found = links(every)

        assert {each.clause for each in found} == {"C-1", "C-2", "C-3", "C-4", "C-5", ""}
        assert {each.plan.id for each in found if each.plan} == {plan.id for plan in every.header.planned}
        assert [each.clause for each in found if each.plan is None] == ["C-4", "C-5"]

    def test_what_was_shown(self, every: Run) -> None:
        """A scenario is linked to the surfaces it looked at, their schemas and categories."""
        kept = next(each for each in links(every) if each.clause == "C-3")

        assert (kept.surfaces, kept.schemas, kept.categories) == (
            ("email", "push"),
            ("mail", "push"),
            ("notice.text",),
        )
        assert kept.regulations == ("gdpr-25-2",)


class TestGaps:
    def test_every_kind(self, every: Run) -> None:
        """Each kind of gap is found, and named."""
        found = gaps(reviewed(every))

        assert [(gap.kind, gap.name) for gap in found] == [
            ("clause without rule", "C-4"),
            ("rule without clause", "A: feature"),
            ("scenario never run", "wrong"),
            ("scenario never run", "lost"),
            ("schema field without category", "mail /secret"),
            ("clause changed since review", "C-1"),
        ]
        assert found[1].where == "f/a b.feature:13"

    def test_never_reviewed(self, every: Run) -> None:
        """A clause whose review was never noted is named."""
        kinds = [gap.kind for gap in gaps(every)]

        assert kinds.count("clause never reviewed") == 5
        assert set(kinds) <= set(GAPS)

    def test_none(self, every: Run) -> None:
        """A policy without a gap says so."""
        header = every.header
        plan = Planned("x", "F", "R", "kept", "f.feature", 3, ("C-3",))
        clause = replace(header.clauses[2], reviewed=header.clauses[2].digest)
        whole = replace(
            every,
            header=replace(header, planned=(plan,), clauses=(clause,), sheets=()),
            results=(replace(every.results[0], id="x"),),
        )

        assert gaps(whole) == ()
        assert "No gap: every clause has a rule" in render(whole, Paper())


class TestFormats:
    def test_csv(self, every: Run) -> None:
        """There is a line for each link, with the same columns in each, and no formula."""
        planned = replace(every.header.planned[0], scenario="=1+1", rule="@x")
        run = replace(every, header=replace(every.header, planned=(planned, *every.header.planned[1:])))
        rows = list(csv.reader(io.StringIO(render_csv(run))))

        assert rows[0] == list(COLUMNS)
        assert {len(row) for row in rows} == {len(COLUMNS)}
        assert len(rows) == 1 + len(links(run))
        kept = dict(zip(COLUMNS, next(row for row in rows if row[0] == "C-3"), strict=True))
        assert (kept["scenario"], kept["rule"], kept["verdict"]) == ("'=1+1", "'@x", "kept")
        assert kept["clause verdict"] == "kept"
        assert len(kept["record line sha-256"]) == 64

    def test_json(self, every: Run) -> None:
        """The other way leads from provisions and schemas to clauses and scenarios."""
        made = json.loads(render_json(every))

        assert made == document(every)
        assert made["regulations"][0]["tag"] == "gdpr-25-2"
        assert made["regulations"][0]["clauses"] == ["C-1", "C-2", "C-3"]
        by_schema = {each["schema"]: each for each in made["schemas"]}
        assert by_schema["page"]["clauses"] == []
        assert by_schema["push"]["fields"] == [{"pointer": "/items/*/text", "category": "notice.text"}]
        assert len(made["scenarios"]) == len(every.header.planned)


class TestText:
    def test_whole(self, every: Run) -> None:
        """The policy in short: each clause with its verdict, rules and scenarios; then the gaps."""
        text = render(reviewed(every), Paper(100))

        assert "  C-2      ◐ waived  1 rule, 1 scenario, 1 provision\n" in text
        assert "  C-4      ○ not tested  0 rules, 0 scenarios\n" in text
        assert "  ! 2 × scenario never run: the scenario was planned, and got no verdict\n" in text
        assert "mail /secret (email)" in text

    def test_down(self, every: Run) -> None:
        """A clause is told with its provisions, rules, scenarios, what was found and what was looked at."""
        text = render(every, Paper(100), ["C-1", "C-4"])

        for said in (
            "C-1 ✗ broken\n  Nobody is told of a save.\n  supports: GDPR 25(2)\n",
            "  Rule: Rule of C-1\n    ✗ broken: broken  f/a b.feature:11\n      found: Cho can tell: 50%\n",
            "6 worlds, 30 observations on email, push, 2 schemas",
            "    – not applicable: not offered  f/a b.feature:15\n      There is no push.\n",
            "C-4 ○ not tested\n  Nobody has a rule for this.\n  ! no rule of this run speaks of the clause\n",
        ):
            assert said in text

    @pytest.mark.parametrize(
        ("word", "said"),
        [
            ("gdpr-25-2", "gdpr-25-2 (GDPR 25(2))\n  C-1      ✗ broken  8 scenarios\n"),
            ("push", "push\n  push on push: /items/*/text\n  C-1      ✗ broken  "),
            ("notice.text", "notice.text\n  mail on email: /subject\n  push on push: /items/*/text\n"),
            ("page", "page\n  page on video page: /title\n  no scenario of this run has to do with it\n"),
        ],
    )
    def test_up(self, every: Run, word: str, said: str) -> None:
        """A provision, a surface, a category and a schema lead up to the clauses."""
        assert word in names(every)
        assert said in render(every, Paper(100), [word])

    def test_many_fields(self, every: Run) -> None:
        """A long list of fields is cut, and says so."""
        wide = Sheet("wide", "push", tuple((f"/{number}", "x.y") for number in range(9)))
        run = replace(every, header=replace(every.header, sheets=(wide,)))

        assert "/0, /1, /2, /3, /4, /5 … and 3 more" in render(run, Paper(100), ["wide"])
