"""The pickers of a draft: what each recipient requires, and whether there are others than those shown."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import a_service, a_structure
from unisson.directory.models import Structure
from unisson.invoices.models import Invoice
from unisson.web.issued.picks import SHOWN


@pytest.mark.parametrize(("count", "cut"), [(SHOWN, False), (SHOWN + 1, True)])
def test_the_services_say_when_there_are_others(claire: Client, draft: Invoice, count: int, cut: bool) -> None:
    recipient = a_structure(PONT_SAINT_ESPRIT)
    for number in range(count):
        a_service(recipient, f"S{number:02d}")
    page = claire.get(reverse("issued:pick-service", args=[draft.pk]))

    assert (len(page.context["results"]), page.context["cut"]) == (SHOWN, cut)
    assert ("D’autres services" in page.text) is cut


@pytest.mark.parametrize(("count", "cut"), [(SHOWN, False), (SHOWN + 1, True)])
def test_the_structures_say_when_there_are_others(claire: Client, draft: Invoice, count: int, cut: bool) -> None:
    for number in range(count):
        a_structure(f"{number:014d}", name=f"SYNDICAT DES EAUX {number}")
    page = claire.get(reverse("issued:pick-structure", args=[draft.pk]), {"q": "syndicat eaux"})

    assert (len(page.context["results"]), page.context["cut"]) == (SHOWN, cut)
    assert ("D’autres structures" in page.text) is cut


def test_a_recipient_of_works_invoices_only_says_so_in_the_picker_and_in_the_directory(
    claire: Client, draft: Invoice
) -> None:
    Structure.objects.filter(pk=a_structure(PONT_SAINT_ESPRIT).pk).update(works_owner_only=True)
    for url in (reverse("issued:pick-structure", args=[draft.pk]), reverse("directory")):
        assert "Factures de travaux uniquement" in claire.get(url, {"q": PONT_SAINT_ESPRIT}).text
