"""Header fields of replies, by lower-case name."""

from collections.abc import Iterable
from functools import lru_cache

_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding"})


def of_message(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The header fields in an application's message."""
    found: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name = _name(raw_name)
        if name in found:
            _add(found, name, raw_value.decode("latin-1"))
        else:
            found[name] = raw_value.decode("latin-1")
    return found


def of_reply(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The header fields of a reply that came over a network, without those about the connection."""
    found: dict[str, str] = {}
    for name, value in items:
        if name.lower() not in _HOP_BY_HOP:
            _add(found, name.lower(), value)
    return found


@lru_cache(maxsize=256)
def _name(header: bytes) -> str:
    return header.decode("latin-1").lower()


def _add(headers: dict[str, str], name: str, value: str) -> None:
    """A header that is sent more than once is one header with several values (RFC 9110, 5.2)."""
    headers[name] = f"{headers[name]}, {value}" if name in headers else value
