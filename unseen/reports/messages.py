"""
The run as Cucumber Messages, one JSON object a line, for the official formatters and living documentation.

Everything comes from the record: the features are those that were played, each row of an outline a scenario
of its own. Only a step that was done or kept has passed. A broken step has failed; in a waived scenario it is
*pending*. What is inconclusive is *ambiguous*, because a formatter takes the worst status of the steps for
that of the scenario, and *unknown* would rank below *passed*. What was found hangs on its step as an
attachment.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from unseen.model import Verdict
from unseen.record import Planned, Result, Run, Step
from unseen.reports.broken import detail
from unseen.reports.sarif import instant
from unseen.reports.wording import headline

PROTOCOL = "34.2.0"
"""The version of the messages."""

_STATUS = {
    "done": "PASSED",
    "kept": "PASSED",
    "broken": "FAILED",
    "inconclusive": "AMBIGUOUS",
    "wrong": "UNDEFINED",
    "not applicable": "SKIPPED",
    "not run": "SKIPPED",
}
_OF_VERDICT = {
    Verdict.BROKEN: "FAILED",
    Verdict.WAIVED: "PENDING",
    Verdict.INCONCLUSIVE: "AMBIGUOUS",
    Verdict.NOT_TESTED: "UNDEFINED",
    Verdict.NOT_APPLICABLE: "SKIPPED",
    Verdict.KEPT: "PASSED",
}
_KINDS = {"Given": "Context", "When": "Action", "Then": "Outcome"}

Envelope = dict[str, Any]


def render(run: Run) -> str:
    """The whole stream as text."""
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in envelopes(run))


def envelopes(run: Run) -> Iterator[Envelope]:
    """Every message, in order; identifiers are numbers, each used once in the whole stream."""
    numbers = count(1)
    names = map(str, numbers)
    yield {
        "meta": {
            "protocolVersion": PROTOCOL,
            "implementation": {"name": "unseen", "version": run.header.unseen},
            "runtime": {"name": "Python"},
            "os": {"name": "any"},
            "cpu": {"name": "any"},
        }
    }
    pickles: dict[str, Envelope] = {}
    files: dict[str, list[Planned]] = {}
    for plan in run.header.planned:
        files.setdefault(plan.file, []).append(plan)
    for file, plans in files.items():
        yield _document(run, file, plans, names, pickles)
    for plan in run.header.planned:
        yield {"pickle": pickles[plan.id]}
    start = _moment(run.header.started)
    whole, sentence = next(names), next(names)
    pattern = {"source": "{sentence}", "type": "CUCUMBER_EXPRESSION"}
    yield {"stepDefinition": {"id": sentence, "pattern": pattern, "sourceReference": {"uri": "steps"}}}
    yield {"testRunStarted": {"id": whole, "timestamp": start}}
    for plan in run.header.planned:
        yield from _case(pickles[plan.id], run.by_id[plan.id], names, start, (whole, sentence))
    yield {
        "testRunFinished": {
            "testRunStartedId": whole,
            "success": run.exit_code == 0,
            "timestamp": _moment(run.finished) if instant(run.finished) else start,
            "message": headline(run),
        }
    }


def _document(
    run: Run, file: str, plans: list[Planned], names: Iterator[str], pickles: dict[str, Envelope]
) -> Envelope:
    """A feature file as it was played; fills in what will be run of it."""
    children: list[Envelope] = []
    rules: dict[str, Envelope] = {}
    for plan in plans:
        scenario = _scenario(plan, run.by_id[plan.id].steps, names)
        pickles[plan.id] = _pickle(plan, run.by_id[plan.id].steps, scenario, names)
        if not plan.rule:
            children.append({"scenario": scenario})
            continue
        if plan.rule not in rules:
            rules[plan.rule] = {
                "id": next(names),
                "location": {"line": plan.line, "column": 1},
                "keyword": "Rule",
                "name": plan.rule,
                "description": "",
                "tags": [],
                "children": [],
            }
            children.append({"rule": rules[plan.rule]})
        rules[plan.rule]["children"].append({"scenario": scenario})
    feature = {
        "location": {"line": 1, "column": 1},
        "language": "en",
        "keyword": "Feature",
        "name": plans[0].feature,
        "description": "",
        "tags": [],
        "children": children,
    }
    return {"gherkinDocument": {"uri": file, "feature": feature, "comments": []}}


def _scenario(plan: Planned, steps: Iterable[Step], names: Iterator[str]) -> Envelope:
    return {
        "id": next(names),
        "location": {"line": plan.line, "column": 1},
        "keyword": "Scenario",
        "name": plan.scenario,
        "description": "",
        "examples": [],
        "tags": [
            {"id": next(names), "location": {"line": plan.line, "column": 1}, "name": f"@{tag}"}
            for tag in plan.tags
        ],
        "steps": [
            {
                "id": next(names),
                "location": {"line": step.line, "column": 1},
                "keyword": f"{step.keyword} ",
                "keywordType": _KINDS.get(step.keyword, "Conjunction"),
                "text": step.text,
            }
            for step in steps
        ],
    }


def _pickle(
    plan: Planned, steps: Iterable[Step], scenario: Mapping[str, Any], names: Iterator[str]
) -> Envelope:
    kind, made = "Context", []
    for step, node in zip(steps, scenario["steps"], strict=True):
        kind = _KINDS.get(step.keyword, kind)
        made.append({"id": next(names), "astNodeIds": [node["id"]], "text": step.text, "type": kind})
    return {
        "id": next(names),
        "uri": plan.file,
        "location": {"line": plan.line, "column": 1},
        "astNodeIds": [scenario["id"]],
        "name": plan.scenario,
        "language": "en",
        "tags": [{"astNodeId": tag["id"], "name": tag["name"]} for tag in scenario["tags"]],
        "steps": made,
    }


def _case(
    pickle: Mapping[str, Any], result: Result, names: Iterator[str], at: Envelope, of: tuple[str, str]
) -> Iterator[Envelope]:
    whole, sentence = of
    own: list[Envelope] = [
        {
            "id": next(names),
            "pickleStepId": each["id"],
            "stepDefinitionIds": [sentence],
            "stepMatchArgumentsLists": [{"stepMatchArguments": []}],
        }
        for each in pickle["steps"]
    ]
    # some step has to show what the scenario came to; a hook stands in where none does
    outcomes = _outcomes(result)
    if len(outcomes) > len(own):
        hook = next(names)
        yield {"hook": {"id": hook, "name": "verdict", "sourceReference": {"uri": pickle["uri"]}}}
        own.append({"id": next(names), "hookId": hook})
    case, started = next(names), next(names)
    yield {"testCase": {"id": case, "pickleId": pickle["id"], "testSteps": own, "testRunStartedId": whole}}
    yield {"testCaseStarted": {"id": started, "testCaseId": case, "attempt": 0, "timestamp": at}}
    done = [*result.steps, None]
    for step, (status, message), played in zip(own, outcomes, done, strict=False):
        place = {"testCaseStartedId": started, "testStepId": step["id"], "timestamp": at}
        yield {"testStepStarted": place}
        for finding in played.findings if played else ():
            body = f"{finding.message}\n{detail(finding)}"
            said = {"body": body, "contentEncoding": "IDENTITY", "mediaType": "text/plain"}
            yield {"attachment": {**place, **said}}
        outcome: Envelope = {"status": status, "duration": {"seconds": 0, "nanos": 0}}
        yield {
            "testStepFinished": {
                **place,
                "testStepResult": outcome | ({"message": message} if message else {}),
            }
        }
    yield {"testCaseFinished": {"testCaseStartedId": started, "timestamp": at, "willBeRetried": False}}


def _outcomes(result: Result) -> list[tuple[str, str]]:
    """Status and message of each step, and one more when no step has the status of the verdict."""
    wanted = _OF_VERDICT[result.verdict]
    found = []
    for step in result.steps:
        status = _STATUS.get(step.outcome, "AMBIGUOUS")
        message = "\n".join(each.message for each in step.findings)
        if status == "FAILED" and result.verdict is Verdict.WAIVED:
            status, message = wanted, f"{result.reason}\n{message}"
        elif status not in ("PASSED", "SKIPPED") or step.outcome == "not applicable":
            message = message or result.reason
        found.append((status, message))
    if wanted not in {status for status, _ in found} and result.verdict is not Verdict.KEPT:
        found.append((wanted, result.reason))
    return found


def _moment(moment: str) -> Envelope:
    found = instant(moment)
    return {"seconds": int(found.timestamp()) if found else 0, "nanos": 0}
