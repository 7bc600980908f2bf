import io

import pypdfium2
from PIL import Image

from unisson.pdf.inspection import opened
from unisson.pdf.scan import MOST_PIXELS, picture, scanned, trust

from .papers import paper, scan
from .scans import scanned as a_scan

WORDS = [(60.0, 60.0 + 20 * row, "Prestation de nettoyage du mois") for row in range(4)]


def test_an_image_is_a_scan_and_text_is_none() -> None:
    assert scanned(scan()) == (1,)
    assert scanned(paper(*WORDS)) == ()


def test_an_empty_page_is_no_scan() -> None:
    assert scanned(paper()) == ()


def test_the_first_three_pages_are_looked_at() -> None:
    assert scanned(a_scan(paper(*WORDS, pages=5), dpi=20)) == (1, 2, 3)


def test_a_logo_on_a_page_of_drawings_says_nothing_of_its_resolution() -> None:
    with opened(with_a_logo(paper(), pixels=64)) as document:
        assert max(picture(document[0]).size) > 2500
        assert trust(document[0]) == 1


def with_a_logo(pdf: bytes, *, pixels: int) -> bytes:
    """`pdf` with a small image in the corner of its first page."""
    jpeg, output = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (pixels, pixels), "navy").save(jpeg, "JPEG")
    document = pypdfium2.PdfDocument(pdf)
    page, logo = document[0], pypdfium2.PdfImage.new(document)
    logo.load_jpeg(jpeg)
    logo.set_matrix(pypdfium2.PdfMatrix().scale(40, 40).translate(30, 780))
    page.insert_obj(logo)
    page.gen_content()
    document.save(output)
    return output.getvalue()


def test_a_picture_keeps_within_its_size_whatever_the_page_claims() -> None:
    with opened(a_scan(paper(*WORDS), dpi=20)) as document:
        document[0].set_mediabox(0, 0, 14400, 14400)
        assert max(picture(document[0]).size) <= MOST_PIXELS + 1
