"""Scans made on the spot: the pages of a PDF as a scanner would give them, and nothing else."""

import io
import random

import pypdfium2
from PIL import Image


def scanned(
    pdf: bytes, *, dpi: int = 200, turn: int = 0, skew: float = 0.0, noise: float = 0.0, quality: int = 75
) -> bytes:
    """`pdf` as images of `dpi`: laid `turn` (90, 180, 270) and `skew` degrees askew, counter-clockwise, with `noise`
    (the share of pixels that are dust), in JPEG."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [_page(page, dpi, turn=turn, skew=skew, noise=noise) for page in document]
    output = io.BytesIO()
    pages[0].save(output, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=quality)
    document.close()
    return output.getvalue()


def _page(page: pypdfium2.PdfPage, dpi: int, *, turn: int, skew: float, noise: float) -> Image.Image:
    drawn = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    drawn = drawn.rotate(turn, expand=True).rotate(skew, Image.Resampling.BICUBIC, expand=True, fillcolor=250)
    dust = random.Random(1)
    for _ in range(round(drawn.width * drawn.height * noise)):
        drawn.putpixel((dust.randrange(drawn.width), dust.randrange(drawn.height)), dust.randrange(256))
    return drawn
