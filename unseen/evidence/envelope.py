"""
A signed envelope: DSSE (Dead Simple Signing Envelope, v1) with ed25519 (RFC 8032).

What is signed is not the statement but its pre-authentication encoding, which says type and lengths too; the
same bytes can be made with a shell, and checked with `openssl pkeyutl` (docs/evidence.md).
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PAYLOAD_TYPE = "application/vnd.in-toto+json"


class EnvelopeError(Exception):
    """An envelope or a key that cannot be read, or a signature that is not the key's."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and how it is called in envelopes: the SHA-256 of its DER form."""

    public: "Ed25519PublicKey"
    id: str


def encoding(payload: bytes, payload_type: str = PAYLOAD_TYPE) -> bytes:
    """The pre-authentication encoding of the DSSE protocol: what a signature is over."""
    return b"DSSEv1 %d %s %d %s" % (len(payload_type), payload_type.encode(), len(payload), payload)


def sign(payload: bytes, *keys: "Ed25519PrivateKey") -> bytes:
    """The envelope of a statement, signed with each key; the same bytes every time (RFC 8032, 5.1.6)."""
    signatures = [
        {"keyid": key_of(key.public_key()).id, "sig": b64encode(key.sign(encoding(payload))).decode()}
        for key in keys
    ]
    whole = {"payload": b64encode(payload).decode(), "payloadType": PAYLOAD_TYPE, "signatures": signatures}
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2) + b"\n"


def opened(envelope: bytes, key: Key) -> bytes:
    """
    The statement in an envelope that this key has signed, whatever the envelope calls the key.

    Raises:
        EnvelopeError: it is no envelope, it was changed, or somebody else signed it.
    """
    from cryptography.exceptions import InvalidSignature

    try:
        whole: dict[str, Any] = orjson.loads(envelope)
        payload = b64decode(whole["payload"], validate=True)
        payload_type = whole["payloadType"]
        signatures = [b64decode(each["sig"], validate=True) for each in whole["signatures"]]
        signed = encoding(payload, payload_type)
        again = [each.get("keyid", "") for each in whole["signatures"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EnvelopeError(f"it is no signed statement: {error!r}") from error
    if payload_type != PAYLOAD_TYPE:
        raise EnvelopeError(f"it holds `{payload_type}`, which is no in-toto statement")
    for signature, name in zip(signatures, again, strict=True):
        try:
            key.public.verify(signature, signed)
        except InvalidSignature:
            continue
        if name != key.id:
            raise EnvelopeError("the signature is the key's, but the envelope names another key")
        if _spelled(whole) != envelope:
            raise EnvelopeError("it is not spelled as it was written")
        return payload
    raise EnvelopeError("no signature in it is that of this key: it was changed, or somebody else signed it")


def _spelled(whole: dict[str, Any]) -> bytes:
    """The one spelling that `sign` gives an envelope: white space and unused bits of base64 hide nothing."""
    payload = b64encode(b64decode(whole["payload"])).decode()
    signatures = [
        {"keyid": each["keyid"], "sig": b64encode(b64decode(each["sig"])).decode()}
        for each in whole["signatures"]
    ]
    plain = {"payload": payload, "payloadType": whole["payloadType"], "signatures": signatures}
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2) + b"\n"


def generate() -> tuple[bytes, bytes]:
    """A new key as PEM files: the private one (PKCS #8), and the public one."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public


def key_of(public: "Ed25519PublicKey") -> Key:
    """A public key with its name."""
    from cryptography.hazmat.primitives import serialization

    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return Key(public, sha256(der).hexdigest())


def private_key(path: Path) -> "Ed25519PrivateKey":
    """Read a private key; raises `EnvelopeError` or OSError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise EnvelopeError(f"`{path}` is no private key in PEM without a password") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise EnvelopeError(f"`{path}` is no ed25519 key")
    return key


def public_key(path: Path) -> Key:
    """Read a public key; raises `EnvelopeError` or OSError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(path.read_bytes())
    except (ValueError, TypeError) as error:
        raise EnvelopeError(f"`{path}` is no public key in PEM") from error
    if not isinstance(key, Ed25519PublicKey):
        raise EnvelopeError(f"`{path}` is no ed25519 key")
    return key_of(key)
