"""
The run as one HTML file: no network, for a screen, a telephone or paper.

What a reader has to know stands in the page itself: verdict, clauses, what broke, matrix, waivers, what
was not tested. The list of scenarios and the payloads are compressed data that the page's only script opens
when they are asked for; without a script the scenarios are listed one line each. The page's security policy
lets in its own style and script, by their hash, and nothing else.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from unseen.model import Verdict
from unseen.past import PastRun, past_run
from unseen.record import Run
from unseen.regulation import CAUTION
from unseen.reports.html import markup, views
from unseen.reports.html.census import Census
from unseen.reports.html.index import index
from unseen.reports.html.pack import packed
from unseen.reports.html.payloads import Payloads
from unseen.reports.html.trend import trend
from unseen.reports.wording import (
    MEANINGS,
    ORACLES,
    SIGNS,
    WAIVER_SIGNS,
    WISHED,
    earlier,
    ground,
    headline,
    many,
    promise,
    ranges,
    replay,
    replay_breach,
    sentence,
)

_HERE = Path(__file__).parent
NONE = Payloads()
NOBODY = Census()
_SHOWN = 20
"""So many findings are shown with all their evidence; the rest in a sentence each, and whole in the list."""


@dataclass(frozen=True, slots=True)
class Proof:
    """
    What evidence and its sources are known by.

    `root` is that of the log of so many `records`; `sources` are kind, path and SHA-256 of each file that the
    run was judged with.
    """

    root: str
    records: int
    sources: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Own:
    """A style or script of the page, and what the security policy lets it in by."""

    text: Markup
    digest: str


def render(
    run: Run,
    past: Sequence[PastRun] = (),
    payloads: Payloads = NONE,
    census: Census = NOBODY,
    proof: Proof | None = None,
) -> str:
    """
    The whole report as text; the same arguments always give the same text.

    `past` are the runs of the same policy on the same platform before this one, the oldest first;
    `payloads` and `census` what was gathered and counted from the evidence of the run;
    `proof` says by which digests that can be checked.
    """
    index_ = index(run, payloads.places, _elsewhere(payloads))
    parts = {"trend": trend(past, past_run(run)), "payloads": payloads, "census": census, "proof": proof}
    page = _environment().get_template("report.html.j2")
    return page.render(_context(run) | parts, script=_own("script", "js"), index=packed(index_))


def paper(run: Run) -> str:
    """Summary and exceptions only, as a page without a script, to be set on paper."""
    sheet = _environment().get_template("paper.html.j2")
    return sheet.render(_context(run), trend=None, census=NOBODY, proof=None)


def _context(run: Run) -> dict[str, Any]:
    """What the parts of a page speak of."""
    plans = run.header.planned
    return {
        "run": run,
        "header": run.header,
        "style": _own("style", "css"),
        "headline": sentence(headline(run)),
        "ground": ground(run),
        "verdicts": Verdict,
        "signs": SIGNS,
        "waiver_signs": WAIVER_SIGNS,
        "meanings": MEANINGS,
        "oracles": ORACLES,
        "tested": [each for each in run.clauses if each.verdict is not Verdict.NOT_TESTED],
        "sections": tuple(views.sections(run)),
        "caution": CAUTION,
        "provisions": views.provisions(run),
        "breaches": [(breach, replay_breach(run, breach)) for breach in run.breaches],
        "earlier": earlier(run.breaches[:_SHOWN]),
        "shown": _SHOWN,
        "anchors": {plan.id: f"s{number}" for number, plan in enumerate(plans, 1)},
        "replay": replay(run, *run.header.paths),
        "unsettled": [
            (plan, run.by_id[plan.id])
            for plan in plans
            if run.by_id[plan.id].verdict in (Verdict.INCONCLUSIVE, Verdict.NOT_TESTED)
        ],
    }


def _elsewhere(payloads: Payloads) -> str:
    """Where a scenario's payloads are when they are not in the page; "" when no evidence was kept."""
    if not payloads.places:
        return ""
    return "What was received here is in the folder evidence beside this file, not in the file."


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FileSystemLoader(_HERE),
    )
    environment.filters |= {
        "sentence": sentence,
        "slug": markup.slug,
        "pointer": markup.pointer,
        "prose": markup.prose,
        "moment": markup.moment,
        "verdict": markup.verdict,
        "cell": markup.cell,
    }
    environment.globals |= {
        "many": many,
        "promise": promise,
        "wished": WISHED,
        "ranges": ranges,
        "sides": markup.sides,
        "steps": markup.steps,
        "own_words": views.own_words,
        "row_of": views.row_of,
    }
    return environment


def _own(folder: str, suffix: str) -> _Own:
    """Our own files of one kind as one; nothing of a record is ever in them."""
    files = sorted((_HERE / folder).glob(f"*.{suffix}"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return _Own(Markup(text), digest)  # noqa: S704
