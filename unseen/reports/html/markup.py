"""Small pieces of the page: verdicts, prose, pointers, moments, two sides with what differs highlighted."""

import difflib
import re
from datetime import datetime

from markupsafe import Markup

from unseen.model import Finding, Verdict
from unseen.record import Cell, Result
from unseen.reports.wording import SIGNS

_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
_LONGEST_COMPARED = 4000

OUTCOMES = {str(verdict): sign for verdict, sign in SIGNS.items()} | {
    "done": "·",
    "not run": "○",
    "wrong": "!",
}
"""The sign of each outcome that a step can have."""

SEEN = {"visible": "●", "count": "#", "aggregate": "≥", "by setting": "◐", "hidden": "○", "not offered": "–"}
"""The sign of what an audience can tell, in the matrix; it stands beside its word."""


def verdict(found: Verdict) -> Markup:
    """Sign and word; the sign is left out of what is read aloud."""
    return Markup('<span class="v v-{}"><span aria-hidden="true">{}</span> {}</span>').format(
        slug(str(found)), SIGNS[found], found
    )


def cell(held: Cell) -> Markup:
    """What an audience can tell; where that is not as declared, also what was declared."""
    seen = Markup('<span aria-hidden="true">{}</span> {}').format(SEEN.get(held.observed, "·"), held.observed)
    if held.agrees:
        return seen
    sign = "✗" if held.is_finding else "≠"
    return Markup('{}<small><span aria-hidden="true">{}</span> declared {}</small>').format(
        seen, sign, held.declared
    )


def prose(text: str) -> Markup:
    """A message of the harness; what stands in backticks is set as code."""
    return Markup().join(
        Markup("<code>{}</code>").format(part) if number % 2 else Markup.escape(part)
        for number, part in enumerate(re.split(r"`([^`]+)`", text))
    )


def slug(text: str) -> str:
    """A text as part of a class or anchor."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def moment(iso: str) -> str:
    """A moment as a person writes it; what is no ISO 8601 moment stays as it is."""
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    zone = " UTC" if found.utcoffset() is not None and not found.utcoffset() else found.strftime(" %z")
    return f"{found.day} {found:%B %Y, %H:%M:%S}{zone.rstrip()}"


def pointer(path: str) -> Markup:
    """A JSON pointer with its end highlighted, from the last name on; may be broken at every step."""
    if not path:
        return Markup("<mark>the whole reply</mark>")
    steps = path.split("/")
    last = max((number for number, step in enumerate(steps) if not step.isdigit()), default=0)
    return Markup("{}{}<mark>{}</mark>").format(
        Markup("<wbr>/").join(steps[:last]), Markup("<wbr>/") if last else "", "/".join(steps[last:])
    )


def sides(finding: Finding) -> tuple[Markup, Markup]:
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


def steps(result: Result) -> list[tuple[str, str, str, str]]:
    """For each step: sign, outcome, keyword, text."""
    return [(OUTCOMES.get(step.outcome, "·"), step.outcome, step.keyword, step.text) for step in result.steps]
