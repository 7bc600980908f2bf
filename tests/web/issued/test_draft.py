"""Steps 5 to 8, « Déposer facture en cours »: kept at each press, judged by the rules of the send."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import a_cii, a_draft, a_service, a_structure, receive
from tests.web.issued.conftest import form_of, page_of
from unisson.invoices.models import Attachment, Invoice
from unisson.invoices.status import Channel, Status
from unisson.kernel.identifiers import STATE_SIRET


def typed(draft: Invoice) -> dict[str, str]:
    draft.refresh_from_db()
    return draft.draft["typed"]


def test_saving_as_a_draft_keeps_incomplete_text_and_sends_nothing(claire: Client, draft: Invoice) -> None:
    answer = claire.post(page_of(draft), form_of(draft, net_total="dix mille", number="", action="save"))

    assert answer.url == reverse("issued:summary")
    assert typed(draft)["net_total"] == "dix mille"
    assert draft.status == Status.BROUILLON


def test_a_ready_draft_leads_to_the_confirmation(claire: Client, draft: Invoice) -> None:
    answer = claire.post(page_of(draft), form_of(draft, action="send"))

    assert answer.url == reverse("issued:confirm", args=[draft.pk])


def test_a_draft_with_a_fault_comes_back_with_the_focus_on_its_field(claire: Client, draft: Invoice) -> None:
    answer = claire.post(page_of(draft), form_of(draft, number="", action="send"))

    fields = {view.name: view for block in answer.context["page"].blocks.values() for view in block.fields}
    assert fields["number"].error
    assert fields["number"].focus
    assert not answer.context["page"].ready


def test_a_live_check_keeps_what_is_typed_and_renews_the_panel(claire: Client, draft: Invoice) -> None:
    answer = claire.post(reverse("issued:check", args=[draft.pk]), form_of(draft, net_to_pay="99999"))

    assert typed(draft)["net_to_pay"] == "99999"
    assert [point.href for point in answer.context["page"].points if point.state == "todo"] == ["#net_to_pay"]
    assert "#panneau" in answer.context["page"].swapped


def test_a_stale_tab_is_told_and_keeps_what_it_typed(claire: Client, draft: Invoice) -> None:
    stale = form_of(draft, comment="du premier onglet", tab="first", action="send")
    claire.post(page_of(draft), form_of(draft, comment="du second onglet", tab="second", action="save"))

    answer = claire.post(page_of(draft), stale)

    assert answer.context["refusal"].code == "CPP-DEPOT-05"
    assert answer.context["page"].comment.value == "du premier onglet"
    assert typed(draft)["comment"] == "du second onglet"


def test_a_page_never_quarrels_with_its_own_earlier_save(claire: Client, draft: Invoice) -> None:
    first = form_of(draft, comment="un", action="save")
    claire.post(page_of(draft), first)

    answer = claire.post(page_of(draft), {**first, "comment": "deux"})

    assert answer.status_code == 302
    assert typed(draft)["comment"] == "deux"


def test_the_state_fills_its_siret_and_asks_for_service_and_commitment(claire: Client, draft: Invoice) -> None:
    a_structure(STATE_SIRET, service_required=True, commitment_required=True)

    answer = claire.post(page_of(draft), form_of(draft, state="oui", action="send"))

    assert typed(draft)["recipient_siret"] == STATE_SIRET
    assert {"CPP-ADM-05", "CPP-ADM-06"} <= {finding.code for finding in answer.context["page"].checked.findings}


def test_going_back_from_the_state_empties_its_siret(claire: Client, draft: Invoice) -> None:
    a_structure(STATE_SIRET)
    claire.post(page_of(draft), form_of(draft, state="oui", action="save"))
    draft.refresh_from_db()

    claire.post(page_of(draft), form_of(draft, state="non", action="save"))

    assert typed(draft)["recipient_siret"] == ""


def test_one_press_repairs_a_number(claire: Client, draft: Invoice) -> None:
    broken = form_of(draft, number="F 2026.7")
    answer = claire.post(page_of(draft), {**broken, "action": "send"})
    repair = next(v.repair for v in answer.context["page"].blocks["references"].fields if v.name == "number")

    claire.post(page_of(draft), {**broken, "action": f"repair:{repair}"})

    assert typed(draft)["number"] == "F-2026-7"


def test_a_structure_picked_replaces_the_siret_and_forgets_the_service(claire: Client, draft: Invoice) -> None:
    a_structure(PARIS_7E)
    claire.post(page_of(draft), form_of(draft, service_code="TECH", action="save"))

    answer = claire.post(reverse("issued:pick-structure", args=[draft.pk]), {"siret": PARIS_7E})

    assert answer.url == page_of(draft) + "#recipient_siret"
    assert typed(draft)["recipient_siret"] == PARIS_7E
    assert typed(draft)["service_code"] == ""


@pytest.mark.parametrize("words", ["pont esprit", "PONT-SAINT-ESPRIT", "pont st esprit", "213002"])
def test_structures_are_found_by_words_and_by_the_start_of_a_siret(claire: Client, draft: Invoice, words: str) -> None:
    answer = claire.get(reverse("issued:pick-structure", args=[draft.pk]), {"q": words})

    assert [one["value"] for one in answer.context["results"]] == [PONT_SAINT_ESPRIT]


def test_services_of_the_chosen_recipient_are_offered(claire: Client, draft: Invoice) -> None:
    a_service(a_structure(PONT_SAINT_ESPRIT), "ECOLE", name="Affaires scolaires")
    pick = reverse("issued:pick-service", args=[draft.pk])

    found = claire.get(pick, {"q": "affaires"}).context["results"]
    claire.post(pick, {"service": "ECOLE"})

    assert [one["value"] for one in found] == ["ECOLE"]
    assert typed(draft)["service_code"] == "ECOLE"


def test_values_of_a_structured_file_cannot_be_typed_over(claire: Client) -> None:
    a_structure(PARIS_7E)
    draft = receive(a_cii(), channel=Channel.PORTAL).invoice

    claire.post(page_of(draft), form_of(draft, number="AUTRE", net_to_pay="1,00", action="save"))

    assert typed(draft)["number"] == "FA-2026-0101"
    assert typed(draft)["net_to_pay"] == "841,20"


def test_a_doubtful_value_asks_until_it_is_confirmed(claire: Client) -> None:
    draft = a_draft(ready=False, faint=True)
    before = claire.get(page_of(draft)).context["page"].checked.doubts
    answers = {f"confirm_{name}": "on" for name in before}

    after = claire.post(page_of(draft), form_of(draft, action="send", **answers))

    assert before
    assert after.status_code == 302 or not after.context["page"].checked.doubts


def test_a_file_chosen_and_not_yet_joined_goes_with_any_press(claire: Client, draft: Invoice) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    claire.post(
        page_of(draft),
        form_of(draft, action="save") | {"attachments": SimpleUploadedFile("bon.txt", b"bon de commande")},
    )

    assert [attachment.name for attachment in Attachment.objects.filter(invoice=draft)] == ["bon.txt"]


def test_another_structure_of_ones_own_may_be_chosen_and_no_other(claire: Client, draft: Invoice) -> None:
    other = a_structure(PARIS_7E)

    answer = claire.post(page_of(draft), form_of(draft, supplier=str(other.pk), action="save"))

    draft.refresh_from_db()
    assert answer.context["refusal"].code == "CPP-ACCES-02"
    assert draft.supplier.identifier == SAFE_STYLE


def test_a_draft_that_was_sent_leads_to_its_receipt(claire: Client, draft: Invoice) -> None:
    claire.post(reverse("issued:confirm", args=[draft.pk]), {"version": draft.draft_version})

    answer = claire.post(page_of(draft), form_of(draft, action="save"))

    assert answer.url == reverse("issued:receipt", args=[draft.pk])


def test_a_form_sent_after_the_session_ended_is_given_back(claire: Client, draft: Invoice) -> None:
    user = draft.depositor
    claire.logout()
    posted = claire.post(page_of(draft), form_of(draft, comment="tapé pendant une heure", action="send"))
    assert posted.url.startswith(reverse("sign-in"))
    assert user is not None
    claire.force_login(user)

    answer = claire.get(page_of(draft))

    assert answer.context["given_back"]
    assert answer.context["page"].comment.value == "tapé pendant une heure"


def test_deleting_a_draft_asks_first_and_is_safe_to_repeat(claire: Client, draft: Invoice) -> None:
    url = reverse("issued:delete-draft", args=[draft.pk])

    assert claire.get(url).status_code == 200
    for _ in range(2):
        claire.post(url)

    draft.refresh_from_db()
    assert draft.status == Status.SUPPRIMEE
