"""
The waivers of a policy, `waivers.toml` beside its `clauses.toml`: only reading.

What is wrong with a single waiver is remembered in it, so that a run can say so and go on; a file that cannot
be read as a whole is a `PolicyError`.
"""

import difflib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from unseen.model import PolicyError, Where
from unseen.record import Waiver
from unseen.toml import read_toml

WAIVERS = "waivers.toml"

_TEXTS = ("id", "reason", "owner", "approver", "ticket", "created", "expires")
_KNOWN = (*_TEXTS, "rule", "scope")
_SCOPE = ("surface", "pointer")


def load_waivers(path: Path, file: str = "") -> tuple[Waiver, ...]:
    """Read a file of waivers, shown as `file`; raises `PolicyError` with the line of what is wrong."""
    file = file or str(path)
    data, text = read_toml(path, "waivers", file)
    entries = data.pop("waiver", [])
    for name in data:
        raise PolicyError(f"`{name}` means nothing here", Where(file), "write each waiver under `[[waiver]]`")
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise PolicyError("`waiver` is no list", Where(file), "write each waiver under `[[waiver]]`")
    heads = [number for number, row in enumerate(text.splitlines(), 1) if row.strip() == "[[waiver]]"]
    seen: set[str] = set()
    waivers = []
    for number, body in enumerate(entries):
        waivers.append(_waiver(body, file, heads[number] if number < len(heads) else 0, seen))
        seen.add(waivers[-1].id)
    return tuple(waivers)


def _waiver(body: Mapping[str, Any], file: str, line: int, seen: set[str]) -> Waiver:
    wrong = list(_strange(body, _KNOWN, "a waiver"))
    texts = {name: _text(body.get(name, ""), name, wrong) for name in _TEXTS}
    if texts["id"] in seen and texts["id"]:
        wrong.append("another waiver has this id")
    scope = body.get("scope", {})
    if not isinstance(scope, dict):
        wrong.append('`scope` is written as `{ surface = "push", pointer = "/text" }`')
        scope = {}
    wrong += _strange(scope, _SCOPE, "a scope")
    return Waiver(
        **texts,
        rules=_texts(body.get("rule", []), "rule", wrong),
        surface=_text(scope.get("surface", ""), "surface", wrong),
        pointers=_texts(scope.get("pointer", []), "pointer", wrong),
        file=file,
        line=line,
        wrong=tuple(wrong),
    )


def _strange(body: Mapping[str, Any], known: tuple[str, ...], what: str) -> list[str]:
    found = []
    for name in body:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
            found.append(f"{what} has no field `{name}`: {hint}")
    return found


def _text(value: Any, name: str, wrong: list[str]) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str | datetime):
        return str(value).strip()
    wrong.append(f"`{name}` is no text")
    return ""


def _texts(value: Any, name: str, wrong: list[str]) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(_text(each, name, wrong) for each in values)
