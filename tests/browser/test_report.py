"""The report in a real browser: it fits the screen, says everything without a script, and prints."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.browser import Tab
from unseen.record import Run

Screen = Callable[..., None]


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_fits(tab: Tab, on: Screen, width: int) -> None:
    """Nothing is wider than the screen, from a telephone to a desktop; wide tables scroll in themselves."""
    on(width)
    tab.value("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert tab.value("innerWidth") == width
    assert tab.value("document.documentElement.scrollWidth") <= width
    wide = tab.value(
        "[...document.body.querySelectorAll('*')].filter(each => !each.closest('thead, .skip, .scroll')"
        " && each.getBoundingClientRect().right > innerWidth + 1).map(each => each.outerHTML.slice(0, 80))"
    )
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(tab: Tab, on: Screen, scheme: str) -> None:
    """Every text stands out from its ground by at least 4.5 to 1 (WCAG 2.2 AA), by day and by night."""
    on(1280, scheme)

    poor = tab.value("""(() => {
      const channel = part => (part /= 255) <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4
      const numbers = colour => colour.match(/[\\d.]+/g).map(Number)
      const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b)
      const ground = node => {
        for (; node; node = node.parentElement) {
          const colour = numbers(getComputedStyle(node).backgroundColor)
          if (colour.length < 4 || colour[3] === 1) return colour
        }
        return [255, 255, 255]
      }
      const found = new Set()
      for (const node of document.body.querySelectorAll('*')) {
        if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue
        const [a, b] = [light(numbers(getComputedStyle(node).color)), light(ground(node))]
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05)
        if (ratio < 4.5) found.add(`${node.outerHTML.slice(0, 60)} ${ratio.toFixed(2)}`)
      }
      return [...found]
    })()""")

    assert poor == []


def test_targets(tab: Tab, on: Screen) -> None:
    """What is to be touched is at least 24 pixels high, or stands in a line of text (WCAG 2.2 AA)."""
    on(390)

    small = tab.value(
        "[...document.querySelectorAll('summary, nav a, .sc a, button, select, input')]"
        ".filter(each => each.checkVisibility())"
        ".filter(each => each.getBoundingClientRect().height < 24).map(each => each.outerHTML.slice(0, 60))"
    )

    assert small == []


def test_style_is_let_in(tab: Tab, on: Screen) -> None:
    """The page's own security policy lets its style in: the verdict is large and has its colour."""
    on(1280)

    assert tab.value("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") > 40
    assert tab.value("getComputedStyle(document.querySelector('h1')).color") == "rgb(163, 35, 26)"


def test_nothing_is_fetched(tab: Tab, on: Screen) -> None:
    """Opening the report asks for nothing else."""
    assert tab.value("performance.getEntriesByType('resource').length") == 0


def test_verdict_is_seen_first(tab: Tab, on: Screen) -> None:
    """The verdict is in sight when the report is opened on a telephone."""
    on(390)
    tab.value("scrollTo(0, 0)")

    assert tab.value("document.querySelector('.verdict').getBoundingClientRect().bottom") < 900


def test_print_shows_what_is_open(tab: Tab, on: Screen) -> None:
    """On paper every scenario that was found is there, open ones with their steps, and no control is."""
    tab.value("document.querySelectorAll('#list details')[0].open = true")
    tab.value("dispatchEvent(new Event('beforeprint'))")
    tab.call("Emulation.setEmulatedMedia", media="print")

    assert tab.value("document.querySelectorAll('#list details').length") == tab.value("LIST.found.length")
    assert tab.value("document.querySelector('#list .steps li').getBoundingClientRect().height") > 0
    assert (
        tab.value("[...document.querySelectorAll('button, form, nav')].some(each => each.checkVisibility())")
        is False
    )


def test_says_everything_without_a_script(tab: Tab, report: Path, run: Run) -> None:
    """Without a script the verdict, findings, clauses, matrix and every scenario are there to read."""
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    tab.open(report.as_uri())
    text = " ".join(tab.value("document.body.textContent").split())
    controls = tab.value("document.querySelectorAll('form.filters > *, button:not([hidden])').length")
    tab.call("Emulation.setScriptExecutionDisabled", value=False)

    assert "Broken" in text
    assert all(f"{each.file}:{each.line}" in text for each in run.header.planned)
    assert all(each.clause.rule in text for each in run.clauses)
    assert "audience 11" in text
    assert "A reason." in text
    assert controls <= 1


def test_small_enough(tab: Tab) -> None:
    """A report of some sixty scenarios stays light: the page is ready at once."""
    assert tab.value("document.querySelectorAll('*').length") < 3500
    assert tab.value("performance.getEntriesByType('navigation')[0].domComplete") < 5000
