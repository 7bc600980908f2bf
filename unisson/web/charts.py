"""What the server draws: the payment clock, days left, bars and lines. Geometry only, as SVG attributes (strict CSP).

All numbers that reach a template are whole: Django would write a French comma into an SVG attribute otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext, ngettext

MEASURE = 5
"""Days between two bar lines of the clock."""

# The frame of a chart in the 646 × 230 view: its ground line, the height of its tallest value, its first and last x.
_GROUND, _HEIGHT, _LEFT, _RIGHT, _BAR = 195, 165, 54, 636, 30


@dataclass(frozen=True)
class ClockBar:
    """The payment clock: `width` days in all, `past` gone by, a bar line at each of `measures`."""

    width: int
    past: int
    measures: range


@dataclass(frozen=True)
class Urgency:
    """How pressing an invoice is. `past` is the filled part of its gauge, in days."""

    tone: str
    icon: str
    words: str
    past: int


@dataclass(frozen=True)
class Point:
    """One value of a chart. `marked` when its figure is written beside it, `now` for the period under way."""

    label: str
    shown: str
    x: int
    y: int
    height: int
    now: bool = False
    marked: bool = False

    @property
    def left(self) -> int:
        return self.x - _BAR // 2


@dataclass(frozen=True)
class Mark:
    """A horizontal line of a chart and what is written at its end."""

    y: int
    label: str


@dataclass(frozen=True)
class Chart:
    """A chart ready to draw; `line` holds the polyline of a curve and is empty for bars."""

    points: Sequence[Point]
    grid: Sequence[Mark]
    limit: Mark | None = None
    line: str = ""


def clock_bar(*, legal: int, past: int) -> ClockBar:
    """The bar of `legal` days of which `past` are gone; it grows when the last day is behind."""
    width = max(legal, past, 1)
    return ClockBar(width=width, past=past, measures=range(MEASURE, width, MEASURE))


def urgency(*, left: int, legal: int, stopped: str = "") -> Urgency:
    """Tone, icon and words for `left` days: more than 10 calm, 2 to 10 soon, at most 1 or late pressing."""
    past = min(legal, max(0, legal - left))
    if stopped:
        return Urgency("mute", "pause", stopped, past)
    words = _days_or_late(left)
    if left <= 1:
        return Urgency("bad", "alarm", words, past)
    return Urgency("warn", "clock", words, past) if left <= 10 else Urgency("info", "", words, past)


def bars(values: Sequence[tuple[str, float, str]], *, grid: Sequence[tuple[float, str]], now: bool = True) -> Chart:
    """Bars for (label, value, value as shown); the last is under way if `now`. `grid`: (value, label) of each line."""
    top = _top(values, grid)
    points = _points(values, top)
    tallest, last = min((point.y for point in points), default=0), points[-1] if points else None
    marked = [
        Point(p.label, p.shown, p.x, p.y, p.height, now=now and p is last, marked=p.y == tallest or (now and p is last))
        for p in points
    ]
    return Chart(points=marked, grid=_marks(grid, top))


def curve(
    values: Sequence[tuple[str, float, str]],
    *,
    grid: Sequence[tuple[float, str]],
    limit: tuple[float, str] | None = None,
) -> Chart:
    """A curve through (label, value, value as shown), with an optional limit (value, label) such as the legal delay."""
    top = _top(values, [*grid, *([limit] if limit else [])])
    points = _points(values, top)
    return Chart(
        points=points,
        grid=_marks(grid, top),
        limit=_marks([limit], top)[0] if limit else None,
        line=" ".join(f"{point.x},{point.y}" for point in points),
    )


def _days_or_late(left: int) -> str:
    if left < 0:
        return gettext("%(number)d j de retard") % {"number": -left}
    if left == 0:
        return gettext("dernier jour")
    return ngettext("%(number)d jour", "%(number)d jours", left) % {"number": left}


def _top(values: Sequence[tuple[str, float, str]], lines: Sequence[tuple[float, str]]) -> float:
    return max([value for _, value, _ in values] + [value for value, _ in lines] + [1])


def _height(value: float, top: float) -> int:
    return ceil(_HEIGHT * max(value, 0) / top)


def _points(values: Sequence[tuple[str, float, str]], top: float) -> list[Point]:
    step = (_RIGHT - _LEFT) / max(len(values), 1)
    return [
        Point(label, shown, round(_LEFT + step * (at + 0.5) - 8), _GROUND - _height(value, top), _height(value, top))
        for at, (label, value, shown) in enumerate(values)
    ]


def _marks(lines: Sequence[tuple[float, str]], top: float) -> list[Mark]:
    return [Mark(_GROUND - _height(value, top), label) for value, label in lines]
