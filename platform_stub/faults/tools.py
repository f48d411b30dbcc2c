"""Faults in tools, and in the documents that describe the platform."""

from platform_stub.acts import Acts
from platform_stub.documents import Documents
from platform_stub.faults.fault import Fault
from platform_stub.parts import Parts
from platform_stub.problems import absent
from platform_stub.views import Views
from platform_stub.views.base import Payload

__all__ = ["FAULTS"]


class PromotesToSavers(Acts):
    def promote(self, me: str, did: str, video: str) -> Payload:
        if did != "save":
            return super().promote(me, did, video)
        if self.video(me, video).owner != me:
            raise absent()
        promotion = self.ids.make("promotion", me, video, did)
        self.record(me, "promote", video, id=promotion, did=did)
        return {"id": promotion, "audience": {"did": did, "video": video}}


class ListsSavingSegment(Views):
    def audiences(self) -> list[str]:
        return [*super().audiences(), "people likely to save"]


class ServesSavers(Views):
    def app_anything_else(self, path: str) -> Payload:
        video = self.state.videos.get(path.removeprefix("videos/").removesuffix("/savers"))
        if video is None:
            return super().app_anything_else(path)
        return {"items": [self.person(saver) for saver in video.savers]}


def _silent(slug: str, about: str) -> type[Documents]:
    class Silent(Documents):
        def statements(self, wanted: str) -> list[dict[str, str]]:
            statements = super().statements(wanted)
            if wanted != slug:
                return statements
            return [one for one in statements if about not in one["text"].casefold()]

    return Silent


FAULTS = (
    Fault(
        "promotion-accepts-savers",
        "L09",
        "the promotion tool reaches people by what they saved",
        Parts(acts=PromotesToSavers),
        ("NOT-6", "AGG-11"),
    ),
    Fault(
        "promotion-segment",
        "L01",
        "the promotion tool offers people likely to save as an audience",
        Parts(views=ListsSavingSegment),
        ("NOT-3",),
    ),
    Fault(
        "app-serves-savers",
        "L21",
        "the app interface lists who saved a video",
        Parts(views=ServesSavers),
        ("FAQ-6", "TPT-1", "TPT-10", "TPT-17"),
    ),
    Fault(
        "help-page-silent",
        "broken-visibility",
        "the help page says nothing about saves",
        Parts(documents=_silent("help-page", "save")),
        ("INT-9",),
    ),
    Fault(
        "guide-silent",
        "broken-visibility",
        "the recommendation guide says nothing about saves",
        Parts(documents=_silent("recommendation-guide", "save")),
        ("CON-4", "TRN-10", "TRN-11"),
    ),
    Fault(
        "terms-silent",
        "broken-visibility",
        "the terms say nothing about permission",
        Parts(documents=_silent("terms", "permission")),
        ("CON-2", "TPT-6", "TPT-7"),
    ),
)
