"""Every form in which a run can be told: its name, its file, and the function of the run that makes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from unseen.record import Run


@dataclass(frozen=True, slots=True)
class Format:
    """
    A form of report.

    `file` is what it is called beside others, `said` what it is for; `module` and `function` make it.
    """

    name: str
    file: str
    said: str
    module: str
    function: str = "render"

    def render(self, run: Run) -> str:
        """The whole report as text."""
        made: str = getattr(import_module(f"unseen.reports.{self.module}"), self.function)(run)
        return made


_ALL = (
    Format("html", "report.html", "for people: one file, to be opened or mailed", "html"),
    Format("json", "summary.json", "the summary for machines (summary.schema.json)", "summary"),
    Format("junit", "junit.xml", "for the test view of a CI system", "junit"),
    Format("github", "github.txt", "annotations in GitHub Actions, to be printed", "github", "annotations"),
    Format("markdown", "summary.md", "a step summary for GitHub Actions", "github", "step_summary"),
    Format("sarif", "unseen.sarif", "SARIF 2.1.0, for code scanning", "sarif"),
    Format("messages", "messages.ndjson", "Cucumber Messages, for Cucumber's formatters", "messages"),
    Format("ctrf", "ctrf.json", "Common Test Report Format, for comments on pull requests", "ctrf"),
    Format("trace-csv", "trace.csv", "traceability as a table", "trace", "render_csv"),
    Format("trace-json", "trace.json", "traceability both ways, and its gaps", "trace", "render_json"),
    Format("oscal-catalog", "oscal-catalog.json", "OSCAL: the clauses as controls", "oscal", "catalog"),
    Format("oscal-profile", "oscal-profile.json", "OSCAL: those of this profile", "oscal", "profile"),
    Format(
        "oscal-component-definition",
        "oscal-component-definition.json",
        "OSCAL: the rules that check them",
        "oscal",
        "component_definition",
    ),
    Format(
        "oscal-assessment-plan",
        "oscal-assessment-plan.json",
        "OSCAL: what was planned before the run",
        "oscal",
        "assessment_plan",
    ),
    Format(
        "oscal-assessment-results",
        "oscal-assessment-results.json",
        "OSCAL: what came of it, with observations, findings, risks",
        "oscal",
        "assessment_results",
    ),
    Format("oscal-poam", "oscal-poam.json", "OSCAL: what is to be mended, and until when", "oscal", "poam"),
)

FORMATS: Mapping[str, Format] = {each.name: each for each in _ALL}
"""All forms by name."""
