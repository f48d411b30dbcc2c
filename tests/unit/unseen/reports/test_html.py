"""report.html"""

import base64
import hashlib
import itertools
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.model import Finding, Verdict
from unseen.record import (
    Clause,
    Header,
    Planned,
    Problem,
    Result,
    Run,
    Section,
    Step,
    Waiver,
    parse,
    read,
)
from unseen.reports.html import render
from unseen.reports.html.pack import unpacked
from unseen.reports.html.views import audiences, provisions, row_of

LEAKY = Path(__file__).with_name("leaky.ndjson")
CONTENT = LEAKY.read_bytes()
VOID = {"meta", "br", "wbr", "link", "img"}


class Page(HTMLParser):
    """What a page consists of; raises when its tags do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def attributes(self) -> set[str]:
        return {name for _, attributes in self.tags for name in attributes}

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def leaky(text: str) -> Run:
    """A run in which everything that can hold a text holds this one."""
    finding = Finding("twins", text, f"/{text}", text, text, text, text, text, text, text + "x", (text,))
    plan = Planned("a", text, text, text, text, 3, ("C-1",), (text,))
    result = Result("a", Verdict.BROKEN, text, 0.1, (Step(text, text, 4, "broken", (finding,)),))
    header = Header(
        text,
        text,
        text,
        text,
        text,
        1,
        (text,),
        (Section("s", text),),
        (Clause("C-1", "s", text),),
        (plan,),
        (text,),
    )
    return Run(header, (result,), (Problem(text, text, 3, text),), text)


def test_verdict_first() -> None:
    """The verdict is the first heading, in words."""
    page = render(read(LEAKY))

    assert re.sub(r"<[^>]+>", "", page[page.index("<h1>") : page.index("</h1>")]).strip() == "✗ Broken"


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_nothing_is_fetched_and_nothing_else_runs() -> None:
    """One script and one style, let in by their hash; no address of another file, none let in."""
    text = render(read(LEAKY))
    page = Page(text)
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    code = text[text.rindex("<script>") + 8 : text.rindex("</script>")]
    policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv"))

    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(code)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    assert [each.get("type", "runs") for each in page.all("script")].count("runs") == 1
    assert not {"link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not re.search(r"url\(|@import|https?://|innerHTML|eval\(", text)
    assert not any(name == "style" or name.startswith("on") for _, each in page.tags for name in each)


def test_all_clauses_are_there() -> None:
    """Every clause stands in the report with its promise, also those not tested."""
    run = read(LEAKY)
    page = Page(render(run))
    anchors = {each.get("id") for _, each in page.tags}

    for each in run.clauses:
        assert each.clause.id in anchors
        assert each.clause.rule in page.text


def test_links_lead_somewhere() -> None:
    """Every link points at an element of the page, and no two elements have one id."""
    page = Page(render(read(LEAKY)))
    ids = Counter(each["id"] for _, each in page.tags if "id" in each)

    assert {each["href"] for each in page.all("a")} <= {f"#{name}" for name in ids}
    assert max(ids.values()) == 1


def test_structure() -> None:
    """Landmarks, one first heading, no level left out, headers with a scope, language and title."""
    page = Page(render(read(LEAKY)))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]

    assert [len(page.all(tag)) for tag in ("header", "main", "nav", "footer", "h1", "title")] == [1] * 6
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    assert all(each.get("scope") for each in page.all("th"))
    assert page.all("html") == [{"lang": "en"}]
    assert all(
        each["aria-labelledby"] in {one.get("id") for _, one in page.tags} for each in page.all("section")
    )


def test_evidence() -> None:
    """A finding shows both sides with what differs highlighted, its pointer, and how to play it again."""
    finding = Finding(
        "twins", "For You", "/items/0/total", "Ben", "Ben can tell", here='{"total":7}', there='{"total":8}'
    )
    run = leaky("t")
    step = replace(run.results[0].steps[0], findings=(finding,))
    text = render(replace(run, results=(replace(run.results[0], steps=(step,)),)))

    assert "{&#34;total&#34;:<mark>7</mark>}" in text
    assert "{&#34;total&#34;:<mark>8</mark>}" in text
    assert "/items<wbr>/0<wbr>/<mark>total</mark>" in text
    assert "unseen audit t --target t --profile t --fault t --seed 1" in text


@pytest.mark.parametrize(
    ("here", "marked"),
    [
        ("savers: [Ana's handle], 3", "savers: <mark>[Ana&#39;s handle]</mark>, 3"),
        ("@ana", "<mark>@ana</mark>"),
    ],
)
def test_identity_is_highlighted(here: str, marked: str) -> None:
    """Of a payload that names somebody, the name is highlighted; without a known name, all of it."""
    finding = Finding("canary", "push", "", "Cho", "seen", here=here)
    run = leaky("t")
    step = replace(run.results[0].steps[0], findings=(finding,))
    text = render(replace(run, results=(replace(run.results[0], steps=(step,)),)))

    assert f"<pre>{marked}</pre>" in text
    assert "<mark>the whole reply</mark>" in text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='x",
        "</style><b>",
        "{{ 7 * 7 }}",
        "`<i>`",
        "a/b~1c",
        "]]>",
    ],
)
def test_hostile_text(hostile: str) -> None:
    """Whatever a payload or a policy says is shown as text and never becomes part of the page."""
    text = render(leaky(hostile))
    harmless = Page(render(leaky("harmless")))
    page = Page(text)

    tags = Counter(tag for tag, _ in page.tags)
    tags.subtract(Counter(tag for tag, _ in harmless.tags))
    assert {tag for tag, more in tags.items() if more} <= {"mark", "wbr", "code"}
    assert {name for _, each in page.tags for name in each} == {
        name for _, each in harmless.tags for name in each
    }


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(CONTENT)))
def test_any_record(cut: int) -> None:
    """A record cut at any byte gives a whole page that says it is not complete."""
    page = Page(render(parse(CONTENT[:cut])))

    assert ("the rest is not tested" in page.text) == (cut < len(CONTENT) - 1)


def test_interrupted() -> None:
    """A run that was stopped says so beside its verdict."""
    assert "This run was stopped before its end" in render(replace(read(LEAKY), interrupted=True))


def test_many_pointers_and_scenarios() -> None:
    """One root cause met at many places is told once, and the rest is counted."""
    run = leaky("t")
    findings = tuple(Finding("twins", "s", f"/x/{number}", "r", "m") for number in range(9))
    plans = tuple(replace(run.header.planned[0], id=f"p{number}") for number in range(6))
    steps = (replace(run.results[0].steps[0], findings=findings),)
    results = tuple(Result(plan.id, Verdict.BROKEN, "", 0.1, steps) for plan in plans)
    page = Page(render(replace(run, header=replace(run.header, planned=plans), results=results)))

    assert "and 4 more" in page.text
    assert "and 3 more scenarios" in page.text


def test_many_without_a_verdict() -> None:
    """A platform that failed everywhere does not make the page endless."""
    plans = tuple(Planned(str(number), "F", "", "S", "f.feature", number) for number in range(250))
    page = Page(render(Run(Header(target="t", planned=plans), finished="x")))

    assert "… and 50 more, under Scenarios." in page.text


def test_moment_that_is_none() -> None:
    """A moment with another offset keeps it; what is no moment stays as it is."""
    run = read(LEAKY)
    at = replace(run, finished="2026-08-03T09:12:52+02:00")
    unknown = replace(run, finished="yesterday")

    assert "3 August 2026, 09:12:52 +0200" in render(at)
    assert "yesterday" in render(unknown)
    assert "no end recorded" in render(replace(run, finished=""))


def test_what_is_waived_is_told_apart() -> None:
    """What a waiver covers stands with the waiver, not with what broke; the list has its evidence."""
    run = leaky("t")
    waiver = Waiver(
        "W-1", ("C-1",), "t", ("/t",), "why", "Doors", "Privacy", "T-9", "2026-07-01", "2026-09-30"
    )
    header = replace(run.header, waivers=(waiver,), started="2026-08-03T09:12:44+00:00")
    finding = replace(run.results[0].steps[0].findings[0], also=())
    step = replace(run.results[0].steps[0], findings=(finding,))
    waived = replace(run, header=header, results=(replace(run.results[0], steps=(step,)),))
    text = render(waived)
    page = Page(text)
    data = unpacked(re.search(r'id="index">([^<]+)<', text)[1])  # type: ignore[index]

    assert waived.breaches == ()
    assert "What was found there" in page.text
    assert "owner Doors, approved by Privacy" in page.text
    assert [[data["texts"][said] for said in each[1:3]] for each in data["scenarios"][0][11]] == [["t", "t"]]


def test_own_words_of_rules() -> None:
    """Below a clause stand the rules that test it, where they say it in other words."""
    run = leaky("Same words")
    plans = tuple(
        replace(run.header.planned[0], id=str(number), rule=rule)
        for number, rule in enumerate(["same words.", "Other words"])
    )
    kept = tuple(Result(plan.id, Verdict.KEPT) for plan in plans)
    text = render(replace(run, header=replace(run.header, planned=plans), results=kept))

    rule = text[text.index('<td class="rule">') : text.index('<td class="vd">')]
    assert rule.count("<small>") == 1
    assert "Other words" in rule


def test_regulation() -> None:
    """Scenarios are counted by the provisions they name, numbers in their order; other tags are none."""
    run = leaky("t")
    tags = ("gdpr-32", "gdpr-5-1c", "mine", "dsa-27")
    plan = replace(run.header.planned[0], tags=tags)
    found = provisions(replace(run, header=replace(run.header, planned=(plan,))))

    assert [(each.tag, each.law) for each in found] == [
        ("gdpr-5-1c", "GDPR"),
        ("gdpr-32", "GDPR"),
        ("dsa-27", "DSA"),
    ]
    assert found[0].tally == [(Verdict.BROKEN, 1)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("creator (hidden), saver (visible)", ("creator", "saver")),
        ("everyone", ("everyone",)),
        ("", ()),
    ],
)
def test_audiences_of_a_clause(text: str, names: tuple[str, ...]) -> None:
    """Whom a clause speaks of, one by one and without what is said of them."""
    assert audiences(text) == names


def test_row_of_an_outline() -> None:
    """Scenarios of one outline are told apart by the row of its examples."""
    plan = Planned("f.feature::Loud[push · saves]", "F", "R", "Loud", "f.feature", 3)

    assert row_of(plan) == "push · saves"
    assert row_of(replace(plan, id="f.feature::Loud")) == ""


def test_many_findings() -> None:
    """Of many findings the first are shown whole, all others in a sentence, and what is beyond is counted."""
    run = leaky("t")
    found = tuple(Finding("twins", "s", f"/x{number}", "r", f"told {number}") for number in range(430))
    step = replace(run.results[0].steps[0], findings=found)
    page = Page(render(replace(run, results=(replace(run.results[0], steps=(step,)),))))

    assert len([each for each in page.all("article") if each.get("id")]) == 20
    assert "Told 419." in page.text
    assert "Told 420." not in page.text
    assert "… and 10 more, under Scenarios." in page.text


def test_same_run_same_report() -> None:
    """Two builds of the report of one run are the same, byte by byte."""
    assert render(read(LEAKY)) == render(read(LEAKY))
