"""« Téléchargement groupé » from a list or from one invoice."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_clerk, a_supplier, an_available
from tests.invoices.test_bundle import attach
from unisson.files import limits
from unisson.invoices.models import Invoice

URL = "documents:several"


@pytest.fixture
def marc(client: Client, db: None) -> Client:
    a_supplier()
    client.force_login(a_clerk())
    return client


def test_a_selection_comes_as_one_zip_and_is_no_longer_to_download(marc: Client) -> None:
    chosen = [an_available("A-1").pk, an_available("A-2").pk]

    answer = marc.post(reverse(URL), {"facture": chosen})

    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert len({name.partition("/")[0] for name in archive.namelist()}) == 2
    assert answer["Content-Disposition"].startswith("attachment")
    assert Invoice.objects.filter(downloaded=True).count() == 2


def test_what_is_too_heavy_for_one_is_a_page_of_parts_and_marks_nothing_yet(marc: Client) -> None:
    chosen = [an_available("A-1"), an_available("A-2")]
    attach(chosen[0], size=limits.DOSSIER)

    answer = marc.post(reverse(URL), {"facture": [one.pk for one in chosen]})

    assert [[one.number for one in part.invoices] for part in answer.context["parts"]] == [["A-1"], ["A-2"]]
    assert not Invoice.objects.filter(downloaded=True).exists()


@pytest.mark.parametrize(("chosen", "status"), [([], 400), (["x"], 404), (["9" * 30], 404), (["123"], 404)])
def test_a_selection_that_cannot_be_given_is_a_page_that_says_so(marc: Client, chosen: list[str], status: int) -> None:
    assert marc.post(reverse(URL), {"facture": chosen}).status_code == status


def test_who_had_to_sign_in_again_is_led_home(marc: Client) -> None:
    assert marc.get(reverse(URL)).status_code == 302
