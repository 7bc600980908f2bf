import io

import pytest
from PIL import Image

from unisson.kernel.refusal import Refusal
from unisson.pdf import codes
from unisson.pdf.image import COLOURS, HEAVIEST, LIGHT, page_light, page_png

from .papers import paper


def test_draws_a_page_with_few_colours() -> None:
    picture = Image.open(io.BytesIO(page_png(paper((50, 50, "Facture")), 1)))
    assert picture.format == "PNG"
    assert abs(picture.width - 595 * 110 / 72) < 2
    assert len(picture.getcolors() or []) <= COLOURS


@pytest.mark.parametrize("page", [0, 2])
def test_refuses_a_page_that_is_not_there(page: int) -> None:
    with pytest.raises(Refusal) as refused:
        page_png(paper(), page)
    assert refused.value.code == codes.NO_SUCH_PAGE


def test_a_page_that_travels_with_the_portal_is_light_whatever_it_shows() -> None:
    noise = Image.effect_noise((2400, 3400), 200)
    photo = io.BytesIO()
    noise.save(photo, "PDF")

    assert len(page_light(photo.getvalue(), 1)) <= HEAVIEST
    assert len(page_light(paper((50, 50, "Facture")), 1)) <= LIGHT
