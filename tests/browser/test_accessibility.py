"""The report by the rules of WCAG 2.2 AA, as axe-core checks them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.browser import Tab

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_violation(
    tab: Tab, on: Callable[..., None], needs: Callable[..., None], width: int, scheme: str
) -> None:
    """No rule is broken on a desktop by day and a telephone by night, with scenarios opened."""
    needs("axe-core")
    on(width, scheme)
    tab.value("[...document.querySelectorAll('details')].slice(0, 20).forEach(each => each.open = true)")
    tab.value(AXE.read_text(encoding="utf-8"))

    broken = tab.value(
        f"axe.run(document, {{runOnly: {{type: 'tag', values: {RULES}}}}}).then(found =>"
        " found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}"
        " ${node.failureSummary.slice(0, 200)}`)))"
    )

    assert broken == []
