"""Data inside the page: compressed, in a form that no browser runs and any can open again."""

import base64
import gzip
import json
from typing import Any

_LEVEL = 6


def packed(data: Any) -> str:
    """Data as JSON, gzipped, in base64; the same data always gives the same text."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(text, _LEVEL, mtime=0)).decode()


def unpacked(text: str) -> Any:
    """What `packed` was given."""
    return json.loads(gzip.decompress(base64.b64decode(text)))
