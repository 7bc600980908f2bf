"""Steps 9 and 10: « Confirmation d'envoi », then « Récapitulatif »."""

from django.test import Client
from django.urls import reverse

from tests.web.issued.conftest import form_of, page_of
from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.status import Status


def confirm_url(draft: Invoice) -> str:
    return reverse("issued:confirm", args=[draft.pk])


def test_the_confirmation_names_the_recipient_and_the_four_amounts(claire: Client, draft: Invoice) -> None:
    page = claire.get(confirm_url(draft)).content.decode()

    for words in ("21300202500012", "1\u202f000,00", "200,00", "1\u202f200,00"):
        assert words in page


def test_confirming_twice_sends_once(claire: Client, draft: Invoice) -> None:
    sent = {"version": draft.draft_version}

    answers = [claire.post(confirm_url(draft), sent).url for _ in range(2)]

    assert answers == [reverse("issued:receipt", args=[draft.pk])] * 2
    assert DepositCertificate.objects.count() == 1
    draft.refresh_from_db()
    assert draft.status == Status.DEPOSEE


def test_a_draft_changed_since_the_confirmation_was_shown_is_not_sent(claire: Client, draft: Invoice) -> None:
    shown = draft.draft_version
    claire.post(page_of(draft), form_of(draft, net_to_pay="1,00", action="save"))

    answer = claire.post(confirm_url(draft), {"version": shown})

    assert answer.context["refusal"].code == "CPP-DEPOT-05"
    draft.refresh_from_db()
    assert draft.status == Status.BROUILLON


def test_a_draft_that_is_not_ready_has_no_confirmation(claire: Client, draft: Invoice) -> None:
    claire.post(page_of(draft), form_of(draft, number="", action="save"))

    assert claire.get(confirm_url(draft)).url == page_of(draft)


def test_the_receipt_shows_the_number_of_the_certificate(claire: Client, draft: Invoice) -> None:
    claire.post(confirm_url(draft), {"version": draft.draft_version})

    answer = claire.get(reverse("issued:receipt", args=[draft.pk]))

    assert answer.context["certificate"].number in answer.content.decode()


def test_the_receipt_of_a_draft_leads_back_to_it(claire: Client, draft: Invoice) -> None:
    assert claire.get(reverse("issued:receipt", args=[draft.pk])).url == page_of(draft)
