"""What identifies parts of a record: the digest of a line, names that are the same in every run."""

import hashlib
import json
from typing import Any
from uuid import UUID, uuid5

from unseen.record.parts import Result, encode

NAMESPACE = UUID("7b0f3a6e-1f5d-5c39-9a3e-6d7c2f0b8e41")
"""Of every name-based identifier (UUID version 5) that a report carries."""


def line_of(kind: str, data: dict[str, Any]) -> bytes:
    """A line of a record as it is written."""
    plain = json.dumps({"type": kind, **data}, ensure_ascii=False, separators=(",", ":"))
    return plain.encode("utf-8", "replace") + b"\n"


def digest(result: Result) -> str:
    """The SHA-256 of the line that this result is in the record."""
    return hashlib.sha256(line_of("scenario", encode(result))).hexdigest()


def calls_name(scenario_id: str) -> str:
    """The file, in the folder of the evidence, with the calls of a scenario."""
    return f"scenarios/{hashlib.sha256(scenario_id.encode()).hexdigest()[:32]}.ndjson.gz"


def identifier(*parts: str) -> str:
    """A UUID that follows from these words alone, so that reports of equal runs are equal."""
    return str(uuid5(NAMESPACE, "\x1f".join(parts)))
