"""The policy in OSCAL: catalog, profile, component definition."""

from unseen.model import Verdict
from unseen.record import ClauseResult, Run
from unseen.regulation import regulations
from unseen.reports.oscal.basics import (
    FILES,
    Document,
    document,
    line,
    metadata,
    objective,
    prop,
    tokens,
    tool,
    uuid,
)
from unseen.reports.wording import promise


def catalog(run: Run) -> Document:
    """Every clause as a control, in groups for the sections."""
    names = tokens(run.header.clauses)
    groups = []
    for section in run.header.sections:
        own = [each for each in run.clauses if each.clause.section == section.id]
        if own:
            controls = [_control(each, names[each.clause.id]) for each in own]
            groups.append({"id": _group(section.id), "title": line(section.title), "controls": controls})
    return document({"metadata": metadata(run, "Clauses of the policy"), "groups": groups})


def _group(section: str) -> str:
    return "section-" + "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in section)


def _control(each: ClauseResult, token: str) -> Document:
    clause, told = each.clause, promise(each.clause.rule, each.clause.conditional)
    tags = dict.fromkeys(tag for plan in each.scenarios for tag in regulations(plan.tags))
    return {
        "id": token,
        "title": line(told),
        "props": [
            {"name": "label", "value": line(clause.id)},
            prop("text-digest", clause.digest),
            *([prop("holds-in-profile", clause.profile)] if clause.profile else []),
            *(prop("regulation", tag) for tag in tags),
        ],
        "parts": [
            {"id": f"{token}_smt", "name": "statement", "prose": told},
            {
                "id": objective(token),
                "name": "assessment-objective",
                "prose": f"Determine that this holds for everybody and on every surface: {told}",
            },
        ],
    }


def profile(run: Run) -> Document:
    """The clauses that hold in the profile of the run."""
    names = tokens(run.header.clauses)
    held = [names[clause.id] for clause in run.header.clauses if clause.profile in ("", run.header.profile)]
    which: Document = {"include-controls": [{"with-ids": held}]} if held else {"include-all": {}}
    source = uuid("resource", "catalog")
    return document(
        {
            "metadata": metadata(run, f"Profile {run.header.profile}"),
            "imports": [{"href": f"#{source}", **which}],
            "merge": {"as-is": True},
            "back-matter": {"resources": [_resource(source, "Clauses of the policy", FILES["catalog"])]},
        }
    )


def component_definition(run: Run) -> Document:
    """The rules of the feature files, as what validates the clauses."""
    names = tokens(run.header.clauses)
    source = uuid("resource", "profile")
    rules: dict[str, list[str]] = {}
    for rule in run.rules:
        for plan in rule.scenarios:
            for clause in plan.clauses:
                rules.setdefault(clause, []).append(f"{rule.file}: {rule.rule or rule.feature}")
    requirements = [
        {
            "uuid": uuid("requirement", each.clause.id),
            "control-id": names[each.clause.id],
            "description": "Checked by: " + "; ".join(dict.fromkeys(map(line, rules[each.clause.id]))),
            "props": [prop("rule", name) for name in dict.fromkeys(rules[each.clause.id])],
        }
        for each in run.clauses
        if each.clause.id in rules and each.verdict is not Verdict.NOT_TESTED
    ]
    implementations = [
        {
            "uuid": uuid("implementation", "unseen"),
            "source": f"#{source}",
            "description": "Each rule of a feature file is played as scenarios, in worlds that differ in one "
            "secret; whoever must not learn it must not be able to tell them apart.",
            "implemented-requirements": requirements,
        }
    ]
    return document(
        {
            "metadata": metadata(run, "What checks the clauses"),
            "components": [
                {
                    "uuid": tool(),
                    "type": "validation",
                    "title": "unseen",
                    "description": "Plays a privacy policy against a platform and looks for leaks.",
                    "control-implementations": implementations if requirements else [],
                }
            ],
            "back-matter": {"resources": [_resource(source, "Profile", FILES["profile"])]},
        }
    )


def _resource(name: str, title: str, href: str) -> Document:
    return {"uuid": name, "title": title, "rlinks": [{"href": href, "media-type": "application/json"}]}
