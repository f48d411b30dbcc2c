"""`unseen explain`: a finding in sentences, and how to see it again."""

import json
from pathlib import Path

from unseen.cli.errors import Wrong, unknown
from unseen.cli.explore import STATE, clauses_file
from unseen.explore import Found
from unseen.explore.explain import explain
from unseen.explore.journal import JOURNAL, read_findings
from unseen.policy import load_clauses


def explain_finding(name: str, where: Path | None) -> str:
    """The sentences about one finding, by its number or the beginning of it, its fingerprint or its file."""
    path = where or STATE
    found = read_findings(path)
    chosen = [
        each
        for each in found
        if each.number.startswith(name) or name in (each.fingerprint, each.file, Path(each.file).name)
    ]
    if not chosen:
        if not found:
            raise Wrong(
                f"there are no findings in `{path}`", "run `unseen explore` first, or name a file with `--in`"
            )
        raise unknown("finding", name, [each.number for each in found], "`unseen explore` prints them")
    rules = {each.id: each.rule for each in load_clauses(clauses_file()).clauses}
    return explain(chosen[0], rules, _replay(chosen[0], path))


def _replay(found: Found, path: Path) -> list[str]:
    about = _about(path)
    options = "".join(
        f" --{name} {value}"
        for name, value in (("target", about.get("target")), ("fault", about.get("fault")))
        if value and value != "stub"
    )
    audit = [f"unseen audit {found.file}{options}"] if found.file else []
    return [*audit, f"unseen explore --seed {found.seed}{options}"]


def _about(path: Path) -> dict[str, str]:
    folder = path if path.is_dir() else path.parent
    try:
        first = (folder / JOURNAL).read_text(encoding="utf-8").partition("\n")[0]
        data = json.loads(first)
    except (OSError, ValueError):
        return {}
    return {name: str(data.get(name, "")) for name in ("target", "fault")}
