"""Summary and exceptions of a run on paper: a tagged PDF (PDF/UA-1), the same bytes for the same run."""

import logging

from unseen.record import Run
from unseen.reports.html import paper


class NoPrinter(Exception):
    """WeasyPrint, or the library of the system that it sets text with, is not installed."""


def render(run: Run) -> bytes:
    """The whole document; raises `NoPrinter` when it cannot be made here."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise NoPrinter(str(error)) from error
    log = logging.getLogger("weasyprint")
    level = log.level
    log.setLevel(logging.CRITICAL)  # it warns of rules for screens, and of links into what is not printed
    try:
        made: bytes = weasyprint.HTML(string=paper(run), url_fetcher=_nothing).write_pdf(
            pdf_variant="pdf/ua-1"
        )
    finally:
        log.setLevel(level)
    return made


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    """Whatever a record says, nothing is fetched for it."""
    raise ValueError(f"{url} is not fetched")
