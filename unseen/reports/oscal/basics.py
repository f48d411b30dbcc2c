"""What all OSCAL documents of a run share: names, properties, metadata, parties, components."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from unseen.record import Clause, Run, identifier
from unseen.regulation import CAUTION
from unseen.reports.sarif import instant

VERSION = "1.2.3"
NAMESPACE = "https://unseen.example/ns/oscal"
FILES = {
    "catalog": "oscal-catalog.json",
    "profile": "oscal-profile.json",
    "plan": "oscal-assessment-plan.json",
}
"""What the documents that others refer to are called (see `unseen.reports.formats`)."""

_NO_MOMENT = "1970-01-01T00:00:00Z"
_NOT_A_TOKEN = re.compile(r"[^\w.\-]")

Document = dict[str, Any]


def uuid(kind: str, *names: str) -> str:
    """The identifier of one thing, the same in every run."""
    return identifier("oscal", kind, *names)


def tokens(clauses: Iterable[Clause]) -> Mapping[str, str]:
    """The identifier that OSCAL allows for each clause: letters, digits, `.`, `-` and `_`."""
    found: dict[str, str] = {}
    for clause in clauses:
        token = _NOT_A_TOKEN.sub("_", clause.id)
        if not token[:1].isalpha():
            token = f"_{token}"
        while token in found.values():
            token += "_"
        found[clause.id] = token
    return found


def objective(token: str) -> str:
    """The identifier of a control's objective."""
    return f"{token}_obj"


def line(text: str) -> str:
    """A text in one line; one that is empty says so."""
    return " ".join(text.split()) or "(nothing)"


def prop(name: str, value: str) -> Document:
    """A property of our own."""
    return {"name": name, "ns": NAMESPACE, "value": line(value)}


def moment(text: str, otherwise: str = "") -> str:
    """A moment as OSCAL writes it; the other one, or the first of all, where it is malformed."""
    for each in (text, otherwise):
        if instant(each):
            return each
    return _NO_MOMENT


def day_start(day: str) -> str:
    """The first moment of a day in UTC."""
    return moment(f"{day}T00:00:00+00:00")


def day_end(day: str) -> str:
    """The last second of a day in UTC."""
    return moment(f"{day}T23:59:59+00:00")


def metadata(run: Run, title: str, remarks: str = "") -> Document:
    """Title, version and moment of a document, with everybody who is named in it."""
    header = run.header
    people = dict.fromkeys(
        name for each in run.waivers for name in (each.waiver.owner, each.waiver.approver) if name.strip()
    )
    return {
        "title": line(title),
        "last-modified": moment(run.finished, header.started),
        "version": line(header.started or "0"),
        "oscal-version": VERSION,
        "props": [
            prop("unseen", header.unseen),
            prop("profile", header.profile),
            prop("target", header.target),
            prop("seed", str(header.seed)),
            *([prop("planted-fault", header.fault)] if header.fault else []),
        ],
        "parties": [{"uuid": party(name), "type": "organization", "name": line(name)} for name in people],
        "remarks": f"{remarks} {CAUTION}".strip(),
    }


def party(name: str) -> str:
    """The identifier of an owner or approver."""
    return uuid("party", line(name))


def document(body: Document) -> Document:
    """A document with its identifier, which changes with what it says; empty lists are left out."""
    plain = _pruned(body)
    return {"uuid": uuid("document", json.dumps(plain, sort_keys=True, ensure_ascii=False)), **plain}


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _pruned(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each is not None and each != []}
    if isinstance(value, list):
        return [_pruned(each) for each in value]
    return value


def tool() -> str:
    """The identifier of the harness as a component."""
    return uuid("component", "unseen")


def system(run: Run) -> str:
    """The identifier of the platform under test as a component."""
    return uuid("component", "target", run.header.target)


def surface(name: str) -> str:
    """The identifier of a surface as a component."""
    return uuid("component", "surface", name)


def surfaces(run: Run) -> list[str]:
    """Every surface that was looked at or has a schema."""
    return sorted({*run.census.surfaces, *(sheet.surface for sheet in run.header.sheets)})


def components(run: Run) -> list[Document]:
    """The platform under test and its surfaces."""
    status = {"state": "operational"}
    target = run.header.target or "the platform"
    return [
        {
            "uuid": system(run),
            "type": "software",
            "title": line(target),
            "description": "The platform under test.",
            "status": status,
        },
        *(
            {
                "uuid": surface(name),
                "type": "service",
                "title": line(name),
                "description": "A surface: a place where somebody can look, or through which something "
                "reaches them.",
                "status": status,
            }
            for name in surfaces(run)
        ),
    ]


def assets(run: Run) -> Document:
    """The harness, as the asset that assesses."""
    return {
        "components": [
            {
                "uuid": tool(),
                "type": "software",
                "title": "unseen",
                "description": "Plays a privacy policy against a platform and looks for leaks.",
                "props": [{"name": "version", "value": line(run.header.unseen or "0")}],
                "status": {"state": "operational"},
            }
        ],
        "assessment-platforms": [
            {
                "uuid": uuid("platform", "unseen"),
                "title": "unseen",
                "uses-components": [{"component-uuid": tool()}],
            }
        ],
    }


def origins() -> list[Document]:
    """Who says so: the harness."""
    return [{"actors": [{"type": "tool", "actor-uuid": tool()}]}]
