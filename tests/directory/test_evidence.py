"""The document of a request: judged by what it is, and named after it."""

from datetime import UTC, datetime

import pytest

from tests.invoices.builders import a_pdf
from unisson.directory import evidence
from unisson.kernel.refusal import Refusal

AT = datetime(2026, 11, 28, tzinfo=UTC)


def test_a_page_that_holds_the_marks_of_a_pdf_is_none() -> None:
    with pytest.raises(Refusal) as caught:
        evidence.keep(b"<html>%PDF-1.4 ... %%EOF</html>", name="kbis.html", at=AT)
    assert caught.value.code == "CPP-SUCCESSION-02"


def test_a_pdf_is_kept_as_one() -> None:
    assert evidence.keep(a_pdf(), name="kbis.pdf", at=AT).file.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("name", "media_type", "fitting"),
    [
        ("kbis.pdf", "application/pdf", "kbis.pdf"),
        ("fdp.exe", "application/pdf", "fdp.pdf"),
        ("Photo.JPEG", "image/jpeg", "Photo.JPEG"),
        ("photo", "image/png", "photo.png"),
        (".pdf", "image/png", "pdf.png"),
    ],
)
def test_its_name_ends_as_what_it_is(name: str, media_type: str, fitting: str) -> None:
    assert evidence.fitting_name(name, media_type) == fitting
