"""What the platform answers when it does not do what it was asked to."""

from platform_stub.shapes import ShapeError

__all__ = [
    "COLLECTING",
    "NOT_A_TARGET",
    "NO_PERMISSION",
    "Problem",
    "absent",
    "bad",
    "locked",
    "refused",
    "sign_in_needed",
    "suspended",
    "too_large",
]

COLLECTING = "collecting data without permission is forbidden"
NO_PERMISSION = "no permission covers it"
NOT_A_TARGET = "saving history is not a targeting choice"


class Problem(Exception):
    """
    A request that is answered with an error.

    Raised anywhere below the HTTP interface, which turns it into `{"error": {"code", "message"}}`
    with this status. The message must not depend on anything the reader may not see.
    """

    __slots__ = ("code", "message", "status")

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status = status
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


def absent() -> Problem:
    """Nothing here: unknown, private, blocked and forbidden all look like this."""
    return Problem(404, "not-found", "there is nothing here for you")


def sign_in_needed() -> Problem:
    """A surface of one's own, asked for without a valid token."""
    return Problem(401, "sign-in-needed", "sign in to use this")


def bad(reason: str | ShapeError) -> Problem:
    """A malformed request; *reason* names the field and the remedy."""
    return Problem(400, "bad-request", str(reason))


def too_large(limit: int) -> Problem:
    """A body above *limit* bytes."""
    return Problem(413, "too-large", f"the body is larger than {limit} bytes")


def refused(reason: str) -> Problem:
    """A request the policy forbids outright; *reason* is one of the three the policy lists."""
    return Problem(403, "refused", reason)


def suspended(until: str) -> Problem:
    """An act of an account that is suspended."""
    return Problem(403, "suspended", f"this account is suspended until {until}")


def locked(setting: str) -> Problem:
    """A setting this account cannot change."""
    return Problem(403, "locked", f"`{setting}` cannot be changed on this account")
