"""
Merkle trees of logs as in RFC 6962 (section 2.1): one digest that stands for every record and its place.

A leaf is hashed with a byte 0 before it, an inner node with a byte 1, so that neither can pass for the other.
A tree of n leaves is cut at the greatest power of two below n.
"""

import hashlib
from collections.abc import Sequence


def root(leaves: Sequence[bytes]) -> str:
    """The root of a log of these records, in hex; of none, the digest of nothing."""
    return _root([_leaf(each) for each in leaves]).hex()


def proof(leaves: Sequence[bytes], index: int) -> tuple[str, ...]:
    """The path of a record (RFC 6962, 2.1.1): the digests with which it and its index make up the root."""
    return tuple(each.hex() for each in _path([_leaf(each) for each in leaves], index))


def rooted(leaf: bytes, index: int, size: int, path: Sequence[str]) -> str:
    """
    The root that a record at an index of a log of a size has with this path.

    It is in the log if that is the log's root (the check of RFC 9162, 2.1.3.2). Raises ValueError for a path
    that fits no such log.
    """
    at, last, digest = index, size - 1, _leaf(leaf)
    if not 0 <= index < size:
        raise ValueError(f"there is no record {index} in a log of {size}")
    for each in path:
        if last == 0:
            raise ValueError("the path is too long")
        if at & 1 or at == last:
            digest = _node(bytes.fromhex(each), digest)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            digest = _node(digest, bytes.fromhex(each))
        at, last = at >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return digest.hex()


def _leaf(record: bytes) -> bytes:
    return hashlib.sha256(b"\0" + record).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _cut(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


def _root(digests: Sequence[bytes]) -> bytes:
    if not digests:
        return hashlib.sha256().digest()
    if len(digests) == 1:
        return digests[0]
    cut = _cut(len(digests))
    return _node(_root(digests[:cut]), _root(digests[cut:]))


def _path(digests: Sequence[bytes], index: int) -> list[bytes]:
    if len(digests) == 1:
        return []
    cut = _cut(len(digests))
    if index < cut:
        return [*_path(digests[:cut], index), _root(digests[cut:])]
    return [*_path(digests[cut:], index - cut), _root(digests[:cut])]
