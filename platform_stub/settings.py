"""
The settings a person has: names, values strictest first, defaults by age, and locks.

Under 18 every default is the strictest value.
"""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = [
    "ACCOUNT",
    "ACTIVITY",
    "ADS",
    "ADULT",
    "COLLECTIONS",
    "COMMENTS",
    "COMMENT_FILTER",
    "DOWNLOADS",
    "FOLLOWING",
    "LIKED",
    "LOCATION",
    "POST_VIEWS",
    "PROFILE_VIEWS",
    "RECEIPTS",
    "SETTINGS",
    "SUGGESTIONS",
    "USE_OF_SAVES",
    "VISIBILITIES",
    "Setting",
    "Settings",
]

ADULT = 18

ACCOUNT = "account privacy"
ACTIVITY = "activity status"
ADS = "personalised ads"
COLLECTIONS = "saved-video visibility"
LIKED = "liked-list visibility"
PROFILE_VIEWS = "profile-view history"
POST_VIEWS = "post-view history"
FOLLOWING = "following-list visibility"
RECEIPTS = "read receipts"
COMMENTS = "who may comment"
DOWNLOADS = "downloads"
SUGGESTIONS = "suggestions and contact sync"
LOCATION = "location tag"
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
        effect: what it does, as the settings screen says.
        locked_under: the age below which it stays at its strictest; 0 for never.
    """

    id: str
    name: str
    choices: tuple[str, ...]
    default: str
    effect: str
    locked_under: int = 0


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting(
            "S1",
            ACCOUNT,
            ("private", "public"),
            "public",
            "Private: only followers whom you accept see what you post, like, comment on and repost",
        ),
        Setting(
            "S2",
            COLLECTIONS,
            VISIBILITIES,
            "only me",
            "Who can open your collections of saved videos; one of them can have a visibility of its own",
        ),
        Setting(
            "S3",
            LIKED,
            VISIBILITIES,
            "only me",
            "Who can open the list of videos you liked; a like itself can be seen where you gave it",
        ),
        Setting(
            "S4",
            PROFILE_VIEWS,
            _SWITCH,
            "off",
            "On: you see who visited your profile and they see your visits, where both have this on",
            locked_under=16,
        ),
        Setting(
            "S5",
            POST_VIEWS,
            _SWITCH,
            "off",
            "On: you see who watched your videos and they see what you watched, where both have this on",
            locked_under=16,
        ),
        Setting(
            "S6",
            FOLLOWING,
            VISIBILITIES,
            "only me",
            "Who can open the lists of whom you follow and who follows you",
        ),
        Setting(
            "S7",
            RECEIPTS,
            _SWITCH,
            "off",
            "On: whoever writes sees whether it was read, where both sides have this on",
        ),
        Setting(
            "S8",
            ACTIVITY,
            _SWITCH,
            "off",
            "On: friends see when you are online and you see when they are, where both have this on",
        ),
        Setting(
            "S9",
            COMMENTS,
            ("no one", "friends", "everyone"),
            "everyone",
            "Who can comment on your videos; you always can",
        ),
        Setting(
            "S10",
            DOWNLOADS,
            _SWITCH,
            "off",
            "On: people can download your videos; always off while your account is private",
            locked_under=16,
        ),
        Setting(
            "S11",
            SUGGESTIONS,
            _SWITCH,
            "off",
            "On: you and people who know you or your number are suggested to each other, if both have it on",
        ),
        Setting(
            "S12",
            LOCATION,
            _SWITCH,
            "off",
            "On: your profile shows the place where you are, as a city",
        ),
        Setting(
            "S14",
            USE_OF_SAVES,
            _SWITCH,
            "on",
            "Off: your saves, past ones too, are not used for recommendations, trends or ads",
        ),
        Setting(
            "S15",
            ADS,
            _SWITCH,
            "on",
            "Off: what you do is not counted in the audiences that advertisers can choose",
            locked_under=ADULT,
        ),
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
