"""
A timestamp (RFC 3161) on a signed statement: an authority vouches that it was there at a moment.

What is stamped is the envelope, byte for byte. It lies beside it as a reply of the authority
(`application/timestamp-reply`) without the free text that an authority may add, so that no byte of it is
without meaning; `openssl ts` reads it (docs/evidence.md).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

QUERY_TYPE = "application/timestamp-query"
_GRANTED = b"\x30\x03\x02\x01\x00"
"""PKIStatusInfo of RFC 3161 (2.4.2) in DER: granted, and nothing more."""
_DIGESTS = ("sha256", "sha384", "sha512")
_SEQUENCE, _SHORT = 0x30, 0x80


class StampError(Exception):
    """A timestamp that cannot be read, is on something else, or is not of the authority that was named."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a statement was there, in UTC, by an authority's clock, and the number it gave the timestamp."""

    at: datetime
    serial: int

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} UTC, number {self.serial:x}"


def query(envelope: bytes) -> bytes:
    """What an authority is sent: the digest of the envelope (SHA-256) and a random number, nothing else."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(envelope).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()


def plain(reply: bytes) -> bytes:
    """
    A reply of an authority as it is kept: granted, and the token.

    Raises `StampError` for a refusal and for what is no reply.
    """
    try:
        token = _read(reply).time_stamp_token()
    except ValueError as error:
        raise StampError(f"it is no timestamp: {error}") from error
    inside = _GRANTED + token
    return bytes([_SEQUENCE]) + _length(len(inside)) + inside


def stamp_of(reply: bytes, envelope: bytes) -> Stamp:
    """What a timestamp says, whoever made it; `StampError` if it is on something else, or not `plain`."""
    read = _read(reply)
    try:
        stamp = Stamp(read.tst_info.gen_time, read.tst_info.serial_number)
        imprint = read.tst_info.message_imprint.message
    except ValueError as error:
        raise StampError(f"it is no timestamp: {error}") from error
    if imprint not in {hashlib.new(name, envelope).digest() for name in _DIGESTS}:
        raise StampError("it is a timestamp on something else")
    if plain(reply) != reply:
        raise StampError("it is not spelled as it was written")
    return stamp


def check(reply: bytes, envelope: bytes, authority: Path) -> Stamp:
    """
    What a timestamp says that this authority made.

    `authority` is a file with its root certificate, and those between, in PEM. Raises `StampError`, OSError.
    """
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder

    try:
        certificates = load_pem_x509_certificates(authority.read_bytes())
    except ValueError as error:
        raise StampError(f"`{authority}` is no certificate in PEM") from error
    stamp, builder = stamp_of(reply, envelope), VerifierBuilder()
    for certificate in certificates:
        is_root = certificate.issuer == certificate.subject
        add = builder.add_root_certificate if is_root else builder.add_intermediate_certificate
        builder = add(certificate)
    try:
        builder.build().verify_message(_read(reply), envelope)
    except (VerificationError, ValueError) as error:
        raise StampError(f"it is not by the authority of `{authority}`: {error}") from error
    return stamp


def _read(reply: bytes) -> "TimeStampResponse":
    from rfc3161_client import decode_timestamp_response

    try:
        read = decode_timestamp_response(reply)
        status = read.status
    except (ValueError, TypeError) as error:
        raise StampError(f"it is no timestamp: {error}") from error
    if status:
        said = "; ".join(read.status_string) or f"status {status}"
        raise StampError(f"the authority refused it: {said}")
    return read


def _length(size: int) -> bytes:
    """A length in DER (X.690, 8.1.3)."""
    if size < _SHORT:
        return bytes([size])
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([_SHORT | len(digits)]) + digits
