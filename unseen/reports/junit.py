"""
The run as JUnit XML, for the test view of a CI system.

One test suite for each feature file, one test case for each scenario, with file and line of the `.feature`
file; clauses and tags are properties. Kept passes, broken is a failure, inconclusive an error; waived, not
applicable and not tested are skipped, each with its reason. A problem of the policy is an error of its own, a
cell of the matrix that differs from what is declared a failure of its own.
"""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from unseen.model import Verdict
from unseen.record import Planned, Problem, Run, WaiverStatus, digest, findings
from unseen.regulation import regulations, spelled
from unseen.reports.broken import broken
from unseen.reports.wording import side

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENTS = {
    Verdict.BROKEN: "failure",
    Verdict.INCONCLUSIVE: "error",
    Verdict.WAIVED: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.NOT_TESTED: "skipped",
}


def render(run: Run) -> str:
    """The whole document as text."""
    root = Element("testsuites", name="unseen")
    files: dict[str, list[Planned]] = {}
    for plan in run.header.planned:
        files.setdefault(plan.file, []).append(plan)
    for file, plans in files.items():
        _suite(root, run, file, plans)
    cells = [each for each in broken(run) if not each.scenarios]
    if cells:
        suite = SubElement(root, "testsuite", name="matrix")
        for cell in cells:
            case = SubElement(suite, "testcase", name=_text(cell.message), classname="matrix", time="0.000")
            SubElement(case, "failure", message=_text(cell.message), type="broken").text = _text(cell.detail)
        _count(suite)
    problems = [*run.problems, *map(_of_waiver, run.idle_waivers)]
    if problems:
        suite = SubElement(root, "testsuite", name="policy")
        for problem in problems:
            _problem(suite, problem)
        _count(suite)
    _count(root)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, run: Run, file: str, plans: list[Planned]) -> None:
    header = run.header
    suite = SubElement(root, "testsuite", name=_text(file), file=_text(file), timestamp=_text(header.started))
    properties = SubElement(suite, "properties")
    for name in ("target", "profile", "fault", "seed"):
        value = getattr(header, name)
        if value is not None:
            _property(properties, name, str(value))
    for plan in plans:
        _case(suite, plan, run)
    _count(suite)


def _case(suite: Element, plan: Planned, run: Run) -> None:
    result = run.by_id[plan.id]
    case = SubElement(
        suite,
        "testcase",
        name=_text(plan.scenario),
        classname=_text(plan.rule or plan.feature),
        file=_text(plan.file),
        line=str(plan.line),
        time=f"{result.seconds:.3f}",
    )
    properties = SubElement(case, "properties")
    for clause in plan.clauses:
        _property(properties, "clause", clause)
    for tag in (tag for tag in plan.tags if tag not in plan.clauses):
        _property(properties, "tag", tag)
    if plan.rule:
        _property(properties, "rule", plan.rule)
    for tag in regulations(plan.tags):
        _property(properties, "regulation", spelled(tag))
    _property(properties, "verdict", result.verdict)
    _property(properties, "evidence", f"sha256:{digest(result)}")
    for status in (each for each in run.waivers if plan.id in each.scenarios):
        _property(properties, "waiver", f"{status.waiver.id} until {status.waiver.expires}")
    for mark in (mark for step in result.steps for mark in step.assessed):
        _property(properties, "assessment", f"{mark.item}: {mark.assessment}")
    name = _ELEMENTS.get(result.verdict)
    if name is None:
        return
    found = list(findings(result))
    message = found[0].message if found else result.reason
    outcome = SubElement(case, name, message=_text(message or str(result.verdict)))
    if name != "skipped":
        outcome.set("type", result.verdict)
    texts = [
        f"{each.message}\n  {each.surface} {each.pointer}, reached {each.reader}"
        f"\n  here: {side(each.here)}\n  twin: {side(each.there)}"
        + (f"\n  remedy: {each.remedy}" if each.remedy else "")
        for each in found
    ]
    if texts:
        outcome.text = _text(f"{plan.file}:{plan.line}\n" + "\n".join(texts))


def _of_waiver(status: WaiverStatus) -> Problem:
    waiver = status.waiver
    said = f"the waiver `{waiver.id}` is {status.state}: {status.note}"
    return Problem(said, waiver.file, waiver.line, "mend it, or take it out")


def _problem(suite: Element, problem: Problem) -> None:
    case = SubElement(
        suite, "testcase", name=_text(problem.where or "policy"), classname="policy", time="0.000"
    )
    if problem.file:
        case.set("file", _text(problem.file))
        case.set("line", str(problem.line))
    error = SubElement(case, "error", message=_text(problem.message), type="problem")
    error.text = _text(problem.remedy)


def _property(properties: Element, name: str, value: str) -> None:
    SubElement(properties, "property", name=name, value=_text(value))


def _count(suite: Element) -> None:
    cases = list(suite.iter("testcase"))
    suite.set("tests", str(len(cases)))
    for attribute, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(element) is not None for case in cases)))
    suite.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.3f}")


def _text(text: str) -> str:
    return _NOT_XML.sub("�", text)
