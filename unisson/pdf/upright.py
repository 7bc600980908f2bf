"""A scanned page set upright: which way it lies, by how little it leans, and the way back to the page as displayed.

Lines of text are dense rows between empty ones: seen so, the sums of the rows of a picture differ most from one to the
next when its lines run level.
"""

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PIL import Image, ImageOps

from .words import Box

MOST_SKEW = 6.0
"""Degrees. A page that leans more was laid askew on purpose."""
_COARSE, _FINE = 0.5, 0.1
_LEAST_SKEW = 0.15
_LOOKED_AT = 1000
"""Pixels of the long side of the picture that is looked at: enough to part the lines."""
_CLEARLY = 1.3
"""Ruled columns look like lines laid on their side: only a clear difference turns a page."""

_QUARTERS = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True, kw_only=True)
class Frame:
    """How an upright picture lies on its page: `turn` (0, 90, 180, 270) and `skew` in degrees, counter-clockwise, were
    applied to the page as displayed, of `width` by `height` points."""

    width: float
    height: float
    turn: int = 0
    skew: float = 0.0

    def displayed(self, box: Box) -> Box:
        """The box on the page as displayed that holds a box of the upright page."""
        wide, high = (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)
        back = math.radians(self.turn + self.skew)
        cosine, sine = math.cos(back), math.sin(back)
        corners = [
            (x * cosine - y * sine + self.width / 2, x * sine + y * cosine + self.height / 2)
            for x in (box[0] - wide / 2, box[2] - wide / 2)
            for y in (box[1] - high / 2, box[3] - high / 2)
        ]
        across, down = zip(*corners, strict=True)
        return (
            round(max(min(across), 0.0), 1),
            round(max(min(down), 0.0), 1),
            round(min(max(across), self.width), 1),
            round(min(max(down), self.height), 1),
        )


def turns(picture: Image.Image) -> tuple[int, ...]:
    """The quarter turns worth trying, likeliest first: lines tell level from sideways, not top from bottom."""
    small = _small(picture)
    sideways = _unevenness(small.transpose(Image.Transpose.ROTATE_90)) > _CLEARLY * _unevenness(small)
    return (90, 270, 0, 180) if sideways else (0, 180, 90, 270)


def turned(picture: Image.Image, frame: Frame) -> tuple[Image.Image, Frame]:
    """The picture turned as `frame` says and its lines made level; the frame with the skew that was found."""
    if frame.turn:
        picture = picture.transpose(_QUARTERS[frame.turn])
    skew = _skew(_small(picture))
    if abs(skew) < _LEAST_SKEW:
        return picture, frame
    level = picture.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return level, replace(frame, skew=skew)


def _skew(small: Image.Image) -> float:
    steps = round(MOST_SKEW / _COARSE)
    coarse = _best(small, [step * _COARSE for step in range(-steps, steps + 1)])
    around = round(_COARSE / _FINE)
    return _best(small, [coarse + step * _FINE for step in range(-around, around + 1)])


def _best(small: Image.Image, angles: Sequence[float]) -> float:
    # Of equal ones the smallest: an empty page does not lean.
    return max(angles, key=lambda angle: (_unevenness(small.rotate(angle, Image.Resampling.BILINEAR)), -abs(angle)))


def _small(picture: Image.Image) -> Image.Image:
    """Ink as white on black, so that corners cut off by a rotation weigh nothing."""
    factor = max(1, max(picture.size) // _LOOKED_AT)
    return ImageOps.invert(ImageOps.autocontrast(picture.reduce(factor), cutoff=1))


def _unevenness(small: Image.Image) -> float:
    rows = small.convert("F").resize((1, small.height), Image.Resampling.BOX)
    return _differences(array("f", rows.tobytes()))


def _differences(rows: Iterable[float]) -> float:
    return sum((one - other) ** 2 for one, other in pairwise(rows))
