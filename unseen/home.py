"""Where vocabulary, schemas and policy lie: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent

HOME = _PACKAGE if (_PACKAGE / "steps").is_dir() else _PACKAGE.parent
"""The directory that holds `steps`, `schemas` and `features`."""
