"""The classes a platform is built from. A fault exchanges some of them."""

from dataclasses import dataclass

from platform_stub.acts import Acts
from platform_stub.audience import Audience
from platform_stub.channels import Channels
from platform_stub.documents import Documents
from platform_stub.guard import Guard
from platform_stub.ids import Ids
from platform_stub.live import Live
from platform_stub.ranking import Ranking
from platform_stub.reports import Reports
from platform_stub.rules import Rules
from platform_stub.settings import Settings
from platform_stub.views import Views
from platform_stub.webhooks import Webhooks
from platform_stub.wire import Wire

__all__ = ["Parts"]


@dataclass(frozen=True, slots=True)
class Parts:
    """One class for each part of a platform."""

    settings: type[Settings] = Settings
    rules: type[Rules] = Rules
    audience: type[Audience] = Audience
    ranking: type[Ranking] = Ranking
    reports: type[Reports] = Reports
    channels: type[Channels] = Channels
    views: type[Views] = Views
    ids: type[Ids] = Ids
    acts: type[Acts] = Acts
    guard: type[Guard] = Guard
    webhooks: type[Webhooks] = Webhooks
    live: type[Live] = Live
    documents: type[Documents] = Documents
    wire: type[Wire] = Wire
