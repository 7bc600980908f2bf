"""A page as an image made by us: the only way a stranger's PDF is shown inline (design §9)."""

import io

from PIL import Image

from unisson.kernel.refusal import Refusal

from . import codes
from .inspection import opened

COLOURS = 32
"""Enough for black text, a logo and coloured bands; a page weighs about 37 kB."""
LIGHT, HEAVIEST = 90_000, 250_000
"""Bytes of a page that travels within the page of the portal, as a PNG and at all."""
_LIGHT_DPIS = (90, 60, 40, 20)
MAX_SIDE = 4000
"""Pixels. A page may claim to be metres wide: it is then drawn at a lower resolution."""


def page_png(content: bytes, page: int, dpi: int = 110) -> bytes:
    """Page `page`, from 1, as a PNG of 32 colours at `dpi` dots per inch. Refusals of `opened`, and no such page."""
    with opened(content) as document:
        if not 1 <= page <= len(document):
            raise Refusal(codes.NO_SUCH_PAGE, page=page, pages=len(document))
        document.init_forms()
        sheet = document[page - 1]
        if min(sheet.get_size()) < 1:
            raise Refusal(codes.DAMAGED)
        scale = min(dpi / 72, MAX_SIDE / max(*sheet.get_size(), 1.0))
        picture = sheet.render(scale=scale).to_pil().convert("RGB")
    output = io.BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        output, "PNG", optimize=True
    )
    return output.getvalue()


def page_light(content: bytes, page: int) -> bytes:
    """Page `page`, from 1, as a PNG, or as a JPEG where that would be heavy (a photo). Refusals of `page_png`."""
    drawn = page_png(content, page, dpi=_LIGHT_DPIS[0])
    if len(drawn) <= LIGHT:
        return drawn
    with Image.open(io.BytesIO(drawn)) as opened_again:
        picture = opened_again.convert("L")
    for dpi in _LIGHT_DPIS:
        output, share = io.BytesIO(), dpi / _LIGHT_DPIS[0]
        sized = picture.resize((max(1, round(picture.width * share)), max(1, round(picture.height * share))))
        sized.save(output, "JPEG", quality=50, optimize=True)
        if output.tell() <= HEAVIEST:
            break
    return output.getvalue()
