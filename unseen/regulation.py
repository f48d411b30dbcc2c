"""
Tags for laws and standards: which law, which provision.

A tag says what a scenario supports, never that a law is complied with; counsel confirms provisions before a
report is relied on.
"""

import re
from collections.abc import Iterable

LAWS = {
    "gdpr": "GDPR",
    "eprivacy": "ePrivacy Directive",
    "ukcc": "UK Children's Code, standard",
    "coppa": "COPPA",
    "ccpa": "CCPA",
    "dsa": "DSA",
    "ftc": "FTC Act, section",
    "dpdp": "DPDP",
    "iso27701": "ISO/IEC 27701",
    "iso29100": "ISO/IEC 29100, principle",
    "nist-ct": "NIST Privacy Framework, CT",
    "nist-cm": "NIST Privacy Framework, CM",
}
"""What the first part of a tag stands for."""

REGULATIONS = re.compile(rf"({'|'.join(LAWS)})(-[0-9a-z]+)+")
"""Tags for laws and standards: the law, then the provision."""

CAUTION = (
    "Regulation tags say what a scenario supports. A passing test is evidence, never proof of compliance; "
    "counsel confirms the provisions."
)


def regulations(tags: Iterable[str]) -> tuple[str, ...]:
    """Those of these tags that name a provision."""
    return tuple(tag for tag in tags if REGULATIONS.fullmatch(tag))


def spelled(tag: str) -> str:
    """A tag in words: "GDPR 25(2)"; any other tag as it is."""
    if not REGULATIONS.fullmatch(tag):
        return tag
    law = next(name for name in LAWS if tag.startswith(f"{name}-"))
    first, *rest = tag.removeprefix(f"{law}-").split("-")
    return f"{LAWS[law]} {first}" + "".join(f"({part})" for part in rest)
