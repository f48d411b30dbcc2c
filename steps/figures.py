"""Typed words for numbers: how many, how long, how much more."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from unseen.model import Act, Thing
from unseen.vocabulary import Word

from .nouns import METRICS, NAME, NUMBER, TOPIC, number_of, one_of, topic_text, unquoted
from .phrases import VIDEO, thing_text, video_title


def _none(_: Act) -> tuple[()]:
    return ()


def _number(
    name: str, least: int, meaning: str, example: str, within: Callable[[Act], Iterable[int]] = _none
) -> Word[int]:
    def parse(text: str) -> int:
        if number_of(text) < least:
            raise ValueError(text)
        return number_of(text)

    return Word(name, NUMBER, parse, str, meaning, (example,), "numbers", within)


integer = _number("int", 0, "a whole number", "50", lambda act: [act.thing.count])
crowd = _number(
    "crowd", 2, "how many people, two or more", "80", lambda act: [act.crowd] if act.crowd > 1 else []
)
age = _number("age", 0, "an age in years", "14")


class Figure(NamedTuple):
    """So many of a metric."""

    number: int
    metric: str


_WATCH = "seconds of mean watch time"


def _parse_figure(text: str) -> Figure:
    number, name = text.split(" ", 1)
    names = {**{one: many for many, one in METRICS.items()}, **{many: many for many in METRICS}}
    return Figure(number_of(number), "mean watch time" if name == _WATCH else names[name])


def _figure_text(figure: Figure) -> str:
    if figure.metric == "mean watch time":
        return f"{figure.number} {_WATCH}"
    return f"{figure.number} {METRICS[figure.metric] if figure.number == 1 else figure.metric}"


figure = Word(
    name="figure",
    regexp=rf"{NUMBER} {one_of([*METRICS, *METRICS.values(), _WATCH])}",
    parse=_parse_figure,
    render=_figure_text,
    meaning="so many of a metric",
    examples=("30 likes", *(f"2 {name}" for name in METRICS if name != "likes"), f"12 {_WATCH}"),
    group="numbers",
)


def _parse_days(text: str) -> int:
    number, unit = text.split()
    return number_of(number) * (7 if unit == "weeks" else 1)


def _days_of(act: Act) -> list[int]:
    return [act.thing.count] if act.thing.kind == "days" else []


days = Word(
    name="days",
    regexp=rf"{NUMBER} (?:days|weeks)",
    parse=_parse_days,
    render=lambda number: f"{number} days",
    meaning="a stretch of time; a week is seven days",
    examples=("30 days", "2 weeks"),
    group="numbers",
    within=_days_of,
)


class Comparison(NamedTuple):
    """
    How much something is recommended, to whom, against what.

    `direction` is *more*, *less* or *as much*; `reader` "" means people who play no part; `baseline` None
    means before.
    """

    direction: str
    reader: str = ""
    baseline: Thing | None = None


def _parse_comparison(text: str) -> Comparison:
    found = re.fullmatch(rf"(more|less|as much)(?: to ({NAME}))? (?:than|as) (?:before|(.+))", text)
    if not found:
        raise ValueError(text)
    return Comparison(found[1], found[2] or "", _parse_offer(found[3]) if found[3] else None)


def _parse_offer(text: str) -> Thing:
    if text.startswith("videos about "):
        return Thing("videos", unquoted(text.removeprefix("videos about ")), 0)
    return Thing("video", video_title(text))


def _comparison_text(comparison: Comparison) -> str:
    direction, reader, baseline = comparison
    to = f" to {reader}" if reader else ""
    if baseline is None:
        against = "before"
    else:
        against = (
            f"videos about {topic_text(baseline.name)}" if baseline.kind == "videos" else thing_text(baseline)
        )
    return f"{direction}{to} {'as' if direction == 'as much' else 'than'} {against}"


_AGAINST = rf"(?:before|{VIDEO}|videos about {TOPIC})"

comparison = Word(
    name="comparison",
    regexp=rf"(?:more|less)(?: to {NAME})? than {_AGAINST}",
    parse=_parse_comparison,
    render=_comparison_text,
    meaning="more or less often than something else, or than without the acts of this scenario",
    examples=(
        "more than before",
        "less than before",
        "more to Ana than before",
        'more than the "prank" video',
        "less than videos about cooking",
    ),
    group="numbers",
)

parity = Word(
    name="parity",
    regexp=rf"as much(?: to {NAME})? as {_AGAINST}",
    parse=_parse_comparison,
    render=_comparison_text,
    meaning="as often as something else, or as without the acts of this scenario",
    examples=("as much as before", "as much to Ana as before", 'as much as the "prank" video'),
    group="numbers",
)
