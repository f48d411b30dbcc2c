"""The shape of the project's own code."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("unseen", "steps", "platform_stub", "benchmarks", "docs", "tests")
MOST = 400


def test_no_module_is_too_long() -> None:
    """Whoever opens a module can read it whole: none has more than 400 lines, tests included."""
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for folder in CODE
        for path in (ROOT / folder).rglob("*.py")
    }

    assert "unseen/world.py" in sizes
    assert {path: size for path, size in sizes.items() if size > MOST} == {}
