"""The run as one HTML file: no network, no script, for a screen, a telephone or paper."""

import base64
import difflib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import jinja2
from markupsafe import Markup

from unseen.model import Finding, Verdict
from unseen.record import WORST_FIRST, ClauseResult, Planned, Result, Run, Section
from unseen.reports.wording import (
    MEANINGS,
    ORACLES,
    SIGNS,
    ground,
    headline,
    many,
    ranges,
    replay,
    replay_breach,
    sentence,
)

_HERE = Path(__file__).parent
_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
_LONGEST_COMPARED = 4000


@dataclass(frozen=True, slots=True)
class _SectionView:
    section: Section
    results: tuple[ClauseResult, ...]

    @property
    def tally(self) -> list[tuple[Verdict, int]]:
        found = [each.verdict for each in self.results]
        return [(verdict, found.count(verdict)) for verdict in WORST_FIRST if verdict in found]


@dataclass(frozen=True, slots=True)
class _RuleView:
    file: str
    feature: str
    rule: str
    verdict: Verdict
    scenarios: tuple[tuple[Planned, Result], ...]


def render(run: Run) -> str:
    """The whole report as text."""
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FileSystemLoader(_HERE),
    )
    environment.filters |= {
        "sentence": sentence,
        "slug": _slug,
        "pointer": _pointer,
        "prose": _prose,
        "moment": _moment,
        "verdict": _verdict,
    }
    environment.globals |= {"many": many, "sides": _sides, "steps": _steps}
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    tested = [each for each in run.clauses if each.verdict is not Verdict.NOT_TESTED]
    return environment.get_template("report.html.j2").render(
        run=run,
        header=run.header,
        style=Markup(style),  # noqa: S704  # our own file, nothing of the record is in it
        digest=digest,
        headline=sentence(headline(run)),
        ground=ground(run),
        verdicts=Verdict,
        signs=SIGNS,
        meanings=MEANINGS,
        oracles=ORACLES,
        tested=tested,
        sections=tuple(_sections(run)),
        rules=tuple(_rules(run)),
        breaches=[(breach, replay_breach(run, breach)) for breach in run.breaches],
        anchors={plan.id: f"s{number}" for number, plan in enumerate(run.header.planned, 1)},
        untested=ranges(each.clause.id for each in run.not_tested),
        replay=replay(run, *run.header.paths),
        unsettled=[
            (plan, run.by_id[plan.id])
            for plan in run.header.planned
            if run.by_id[plan.id].verdict in (Verdict.INCONCLUSIVE, Verdict.NOT_TESTED)
        ],
    )


def _sections(run: Run) -> Iterator[_SectionView]:
    for section in run.header.sections:
        results = tuple(each for each in run.clauses if each.clause.section == section.id)
        if results:
            yield _SectionView(section, results)


def _rules(run: Run) -> Iterator[_RuleView]:
    for rule in run.rules:
        pairs = tuple((plan, run.by_id[plan.id]) for plan in rule.scenarios)
        yield _RuleView(rule.file, rule.feature, rule.rule, rule.verdict, pairs)


def _verdict(verdict: Verdict) -> Markup:
    """Sign and word; the sign is left out of what is read aloud."""
    return Markup('<span class="v v-{}"><span aria-hidden="true">{}</span> {}</span>').format(
        _slug(str(verdict)), SIGNS[verdict], verdict
    )


def _prose(text: str) -> Markup:
    """A message of the harness; what stands in backticks is set as code."""
    return Markup().join(
        Markup("<code>{}</code>").format(part) if number % 2 else Markup.escape(part)
        for number, part in enumerate(re.split(r"`([^`]+)`", text))
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _moment(iso: str) -> str:
    """A moment as a person writes it; what is no ISO 8601 moment stays as it is."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    zone = " UTC" if moment.utcoffset() is not None and not moment.utcoffset() else moment.strftime(" %z")
    return f"{moment.day} {moment:%B %Y, %H:%M:%S}{zone.rstrip()}"


def _pointer(pointer: str) -> Markup:
    """A JSON pointer with its end highlighted, from the last name on; may be broken at every step."""
    if not pointer:
        return Markup("<mark>the whole reply</mark>")
    steps = pointer.split("/")
    last = max((number for number, step in enumerate(steps) if not step.isdigit()), default=0)
    return Markup("{}{}<mark>{}</mark>").format(
        Markup("<wbr>/").join(steps[:last]), Markup("<wbr>/") if last else "", "/".join(steps[last:])
    )


def _sides(finding: Finding) -> tuple[Markup, Markup]:
    """Both sides of the evidence, with what differs between them highlighted."""
    here, there = finding.here, finding.there
    if finding.oracle == "canary":
        return _named(here), _named(there)
    if not here or not there or len(here) + len(there) > _LONGEST_COMPARED:
        return _marked(here), _marked(there)
    one, other = _TOKEN.findall(here), _TOKEN.findall(there)
    left, right = Markup(), Markup()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        mine, theirs = "".join(one[a:b]), "".join(other[c:d])
        left += Markup.escape(mine) if tag == "equal" else _marked(mine)
        right += Markup.escape(theirs) if tag == "equal" else _marked(theirs)
    return left, right


def _named(text: str) -> Markup:
    """A payload with what identifies somebody highlighted: "[Ana's handle]", as redaction leaves it."""
    parts = re.split(r"(\[[^\[\]]+'s [^\[\]]+\])", text)
    if len(parts) == 1:
        return _marked(text)
    return Markup().join(
        _marked(part) if number % 2 else Markup.escape(part) for number, part in enumerate(parts)
    )


def _marked(text: str) -> Markup:
    return Markup("<mark>{}</mark>").format(text) if text else Markup()


def _steps(result: Result) -> list[tuple[str, str, str, str]]:
    """For each step: sign, outcome, keyword, text."""
    signs = {str(verdict): sign for verdict, sign in SIGNS.items()} | {
        "done": "·",
        "not run": "○",
        "wrong": "!",
    }
    return [(signs.get(step.outcome, "·"), step.outcome, step.keyword, step.text) for step in result.steps]
