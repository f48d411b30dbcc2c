"""
The settings a person has: names, values strictest first, defaults by age, and locks.

Under 18 every default is the strictest value.
"""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = [
    "ACCOUNT",
    "ADS",
    "ADULT",
    "COLLECTIONS",
    "COMMENTS",
    "COMMENT_FILTER",
    "DOWNLOADS",
    "FOLLOWING",
    "LIKED",
    "POST_VIEWS",
    "PROFILE_VIEWS",
    "RECEIPTS",
    "SETTINGS",
    "USE_OF_SAVES",
    "VISIBILITIES",
    "Setting",
    "Settings",
]

ADULT = 18

ACCOUNT = "account privacy"
ADS = "personalised ads"
COLLECTIONS = "saved-video visibility"
LIKED = "liked-list visibility"
PROFILE_VIEWS = "profile-view history"
POST_VIEWS = "post-view history"
FOLLOWING = "following-list visibility"
RECEIPTS = "read receipts"
COMMENTS = "who may comment"
DOWNLOADS = "downloads"
USE_OF_SAVES = "use of my saves"
COMMENT_FILTER = "comment filter"

VISIBILITIES = ("only me", "friends", "everyone")
_SWITCH = ("off", "on")


@dataclass(frozen=True, slots=True)
class Setting:
    """
    One setting.

    Attributes:
        id: its number in the policy.
        name: its name on the settings screen.
        choices: its values, strictest first.
        default: the value an adult starts with.
        locked_under: the age below which it stays at its strictest; 0 for never.
    """

    id: str
    name: str
    choices: tuple[str, ...]
    default: str
    locked_under: int = 0


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("S1", ACCOUNT, ("private", "public"), "public"),
        Setting("S2", COLLECTIONS, VISIBILITIES, "only me"),
        Setting("S3", LIKED, VISIBILITIES, "only me"),
        Setting("S4", PROFILE_VIEWS, _SWITCH, "off", locked_under=16),
        Setting("S5", POST_VIEWS, _SWITCH, "off", locked_under=16),
        Setting("S6", FOLLOWING, VISIBILITIES, "only me"),
        Setting("S7", RECEIPTS, _SWITCH, "off"),
        Setting("S8", "activity status", _SWITCH, "off"),
        Setting("S9", COMMENTS, ("no one", "friends", "everyone"), "everyone"),
        Setting("S10", DOWNLOADS, _SWITCH, "off", locked_under=16),
        Setting("S11", "suggestions and contact sync", _SWITCH, "off"),
        Setting("S12", "location tag", _SWITCH, "off"),
        Setting("S14", USE_OF_SAVES, _SWITCH, "on"),
        Setting("S15", ADS, _SWITCH, "on", locked_under=ADULT),
    )
}


class Settings:
    """What an account starts with and what it may change."""

    def default(self, setting: Setting, age: int) -> str:
        """The value of *setting* for a new account of somebody *age* years old."""
        return setting.choices[0] if age < ADULT else setting.default

    def defaults(self, age: int) -> dict[str, str]:
        """All values a new account starts with, by name."""
        return {name: self.default(setting, age) for name, setting in SETTINGS.items()}

    def changeable(self, setting: Setting, age: int, *, private: bool) -> bool:
        """Whether somebody of this age may change it; downloads stay off while an account is private."""
        return age >= setting.locked_under and not (private and setting.name == DOWNLOADS)
