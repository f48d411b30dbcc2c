"""The list of scenarios in a real browser: searched, filtered, opened, by mouse and by keyboard."""

from pathlib import Path

import pytest

from benchmarks.browser import Tab
from unseen.model import Verdict
from unseen.record import Run

TITLES = "[...document.querySelectorAll('#list .title')].map(each => each.textContent)"
FOCUS = "document.activeElement"


def find(tab: Tab, **asked: str) -> None:
    """Set the search and filters and wait for what is found."""
    for name, value in asked.items():
        tab.value(f"LIST.controls['{name}'].value = {value!r}")
    tab.value("LIST.find()")


def test_all_are_listed(tab: Tab, run: Run) -> None:
    """At first every scenario is found, the policy's order kept, and counted aloud."""
    titles = tab.value("LIST.found.map(each => each.title)")

    assert titles == [each.scenario for each in run.header.planned]
    assert tab.value("document.querySelector('[role=status]').textContent").startswith(
        f"{len(titles)} scenarios of {len(titles)}"
    )


def test_search(tab: Tab, run: Run) -> None:
    """A search finds scenarios by the words of title and steps, in any order and case, all together."""
    plan = run.header.planned[7]
    find(tab, q=" ".join(reversed(f"{plan.scenario} {run.by_id[plan.id].steps[0].text}".upper().split())))

    found = tab.value("LIST.found.map(each => each.title)")
    assert plan.scenario in found
    assert len(found) < len(run.header.planned)


def test_nothing_is_found(tab: Tab) -> None:
    """A search without a match says so and how to go on."""
    find(tab, q="zzzzz")

    assert tab.value("document.querySelector('[role=status]').textContent").startswith("No scenario matches")
    assert tab.value(TITLES) == []


@pytest.mark.parametrize("verdict", [Verdict.BROKEN, Verdict.KEPT])
def test_filter_by_verdict(tab: Tab, run: Run, verdict: Verdict) -> None:
    """A filter leaves what it names and nothing else."""
    find(tab, verdict=str(verdict))

    assert tab.value("LIST.found.length") == run.counts[verdict]
    assert tab.value("[...new Set(LIST.found.map(each => each.has.verdict[0]))]") == [str(verdict)]


@pytest.mark.parametrize("name", ["clause", "tag", "surface", "oracle"])
def test_filters(tab: Tab, name: str) -> None:
    """Each filter offers what occurs, with how often, and leaves exactly so many."""
    value, label = tab.value(
        f"(() => {{ const each = LIST.controls['{name}'].options[1]; return [each.value, each.text] }})()"
    )
    find(tab, **{name: value})

    assert label == f"{value} ({tab.value('LIST.found.length')})"


def test_link_of_a_clause(tab: Tab) -> None:
    """The number of scenarios beside a clause leads to the list of these."""
    clause, number = tab.value(
        "(() => { const link = document.querySelector('a[data-clause]'); link.click();"
        " return [link.dataset.clause, Number(link.textContent)] })()"
    )

    assert tab.value("LIST.found.length") == number
    assert tab.value("LIST.controls.clause.value") == clause


def test_link_of_a_scenario(tab: Tab, run: Run) -> None:
    """A link to a scenario opens it, also when a filter had left it out."""
    find(tab, q="zzzzz")
    place = next(n for n, each in enumerate(run.header.planned) if run.by_id[each.id].steps)
    tab.value(f"new Promise(done => {{ location.hash = '#s{place + 1}'; setTimeout(done, 100) }})")

    assert tab.value(f"document.getElementById('s{place + 1}').open") is True
    steps = tab.value(f"document.querySelectorAll('#s{place + 1} .steps li').length")
    assert steps == len(run.by_id[run.header.planned[place].id].steps)


def test_evidence_in_a_scenario(tab: Tab, run: Run) -> None:
    """An opened scenario shows what broke it: sentence, pointer, both sides with the difference marked."""
    find(tab, verdict="broken")
    tab.value("document.querySelector('#list details').open = true")
    tab.value("new Promise(done => setTimeout(done, 50))")

    assert tab.value("document.querySelectorAll('#list .found').length") >= 1
    assert tab.value("document.querySelectorAll('#list .found pre mark').length") >= 1
    assert "unseen audit" in tab.value("document.querySelector('#list .command').textContent")


def test_payloads(tab: Tab) -> None:
    """A broken scenario shows both payloads side by side, the pointer marked, and opens all it received."""
    find(tab, verdict="broken")
    tab.value("document.querySelector('#list details').open = true")
    tab.value(wait("document.querySelector('#list .received')"))
    both = tab.value("[...document.querySelectorAll('#list .received .sides pre')].map(e => e.innerText)")
    tab.value("document.querySelector('#list .all').open = true")
    tab.value(wait("document.querySelector('#list .all li details')"))
    tab.value("document.querySelector('#list .all li details').open = true")
    tab.value(wait("document.querySelector('#list .all li pre')"))

    assert len(both) >= 2
    assert both[0] != both[1]
    assert tab.value("document.querySelectorAll('#list .received .sides mark').length") >= 2
    assert '"unread"' in tab.value("document.querySelector('#list .all li pre').innerText")


def test_payloads_that_are_elsewhere(tab: Tab) -> None:
    """A scenario whose payloads are not in the page says where they are."""
    find(tab, verdict="kept")
    tab.value("document.querySelector('#list details').open = true")
    tab.value(wait("document.querySelector('#list .what')"))

    assert "in the folder evidence" in tab.value("document.querySelector('#list .what').textContent")


def wait(what: str) -> str:
    """An expression that is done when `what` is there."""
    return f"new Promise(done => {{ const look = () => {what} ? done() : setTimeout(look, 10); look() }})"


def test_by_keyboard_alone(tab: Tab) -> None:
    """Tab reaches the search, filters and scenarios; keys search, open a scenario and close it again."""
    tab.value("document.getElementById('q').focus()")
    tab.call("Input.insertText", text="a")
    tab.value("new Promise(done => setTimeout(done, 200))")
    names = []
    for _ in range(12):
        tab.press("Tab", 9)
        names.append(tab.value(f"{FOCUS}.tagName"))
        if names[-1] == "SUMMARY":
            break
    outlined = tab.value(f"getComputedStyle({FOCUS}).outlineStyle")
    tab.press("Enter", 13)
    opened = tab.value(f"{FOCUS}.parentElement.open")
    tab.press("Enter", 13)

    assert names[0] == "SELECT"
    assert "BUTTON" in names
    assert names[-1] == "SUMMARY"
    assert outlined == "solid"
    assert opened is True
    assert tab.value(f"{FOCUS}.parentElement.open") is False


def test_a_command_is_copied(tab: Tab) -> None:
    """Each command has a button that copies it, or selects it where copying is not allowed."""
    tab.value("document.querySelector('button.copy').click()")
    tab.value("new Promise(done => setTimeout(done, 100))")

    assert tab.value("document.querySelector('button.copy').textContent") in ("Copied", "Selected")


def test_a_browser_that_is_too_old(tab: Tab, report: Path) -> None:
    """A browser that cannot unpack says so, and shows everything else."""
    script = tab.call("Page.addScriptToEvaluateOnNewDocument", source="delete globalThis.DecompressionStream")
    tab.open(report.as_uri())
    tab.value(wait("'ready' in document.documentElement.dataset"))
    said = tab.value("document.querySelector('p.shown').innerText")
    tab.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])

    assert "too old" in said
    assert tab.value("document.querySelectorAll('button.copy').length") >= 1
