"""TOML files that people write beside their policy: read, or told what is wrong and in which line."""

import re
import tomllib
from pathlib import Path
from typing import Any

from unseen.model import PolicyError, Where


def read_toml(path: Path, what: str, file: str = "") -> tuple[dict[str, Any], str]:
    """
    The data of a TOML file, and its text, in which lines of mistakes can be found.

    Args:
        path: the file.
        what: what it holds, in the plural ("clauses"), for the message.
        file: how it is shown; its path by default.

    Raises:
        PolicyError: it cannot be read, or is not TOML; with the line.
    """
    file = file or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise PolicyError(f"the {what} cannot be read: {reason}", Where(file)) from error
    except UnicodeDecodeError as error:
        raise PolicyError(
            f"the {what} are not text in UTF-8", Where(file), "save the file as UTF-8"
        ) from error
    try:
        return tomllib.loads(text), text
    except ValueError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = Where(file, int(line[1]) if line else text.count("\n") + 1)
        raise PolicyError(f"this is not TOML: {error}", where, "mend the line") from error


def lines_of(text: str, head: str) -> list[int]:
    """The lines, counted from 1, at which tables of this head begin (`[[clause]]`)."""
    return [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == head]
