"""Steps 5 to 8, « Déposer facture en cours »: kept at each press, judged by the rules of the send."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import a_cii, a_draft, a_pdf, a_person, a_service, a_structure, grant, receive
from tests.web.issued.conftest import form_of, page_of
from unisson.directory.models import Structure
from unisson.invoices.drafting.typed import COMPLETED
from unisson.invoices.models import Attachment, Invoice
from unisson.invoices.status import Channel, Status
from unisson.kernel.identifiers import STATE_SIRET
from unisson.kernel.ports import Known, ports


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
    # Once under the field, once in the panel.
    assert answer.text.count(f'href="{reverse("rule", args=["CPP-REF-01"])}?facture={draft.pk}"') == 2


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
    claire.get(page_of(draft))
    del claire.cookies["sessionid"]
    posted = claire.post(page_of(draft), form_of(draft, comment="tapé pendant une heure", action="send"))
    assert posted.url.startswith(reverse("sign-in"))
    assert user is not None
    claire.force_login(user)

    answer = claire.get(page_of(draft))

    assert answer.context["given_back"]
    assert answer.context["page"].comment.value == "tapé pendant une heure"


def test_a_kept_form_is_not_shown_to_another_person(claire: Client, draft: Invoice) -> None:
    claire.get(page_of(draft))
    del claire.cookies["sessionid"]
    claire.post(page_of(draft), form_of(draft, comment="pour mes yeux"))
    hugo = a_person("hugo@example.org")
    grant(hugo, draft.supplier)
    claire.force_login(hugo)

    assert not claire.get(page_of(draft)).context["given_back"]


def test_a_visitor_who_never_signed_in_keeps_nothing(client: Client, draft: Invoice) -> None:
    visitor = Client()

    visitor.post(page_of(draft), {"comment": "x" * 1000})

    assert not visitor.session.keys()


def test_deleting_a_draft_asks_first_and_is_safe_to_repeat(claire: Client, draft: Invoice) -> None:
    url = reverse("issued:delete-draft", args=[draft.pk])

    assert claire.get(url).status_code == 200
    for _ in range(2):
        claire.post(url)

    draft.refresh_from_db()
    assert draft.status == Status.SUPPRIMEE


def live(client: Client, draft: Invoice, **changes: str) -> object:
    draft.refresh_from_db()
    return client.post(reverse("issued:check", args=[draft.pk]), form_of(draft, **changes))


def test_a_siret_typed_after_yes_is_not_replaced_by_the_states_again(claire: Client, draft: Invoice) -> None:
    a_structure(STATE_SIRET)
    live(claire, draft, state="oui")
    live(claire, draft, state="oui", recipient_siret=PONT_SAINT_ESPRIT)

    live(claire, draft, state="non", recipient_siret=PONT_SAINT_ESPRIT, comment="et un autre champ")

    assert typed(draft)["recipient_siret"] == PONT_SAINT_ESPRIT


def test_the_states_siret_typed_beside_no_is_not_emptied(claire: Client, draft: Invoice) -> None:
    a_structure(STATE_SIRET)

    answer = live(claire, draft, state="non", recipient_siret=STATE_SIRET)

    assert typed(draft)["recipient_siret"] == STATE_SIRET
    assert answer.context["page"].is_state  # type: ignore[attr-defined]
    assert "#etat" in answer.context["page"].swapped  # type: ignore[attr-defined]


def test_a_live_check_of_a_stale_tab_says_so_and_stays_stale(claire: Client, draft: Invoice) -> None:
    stale = form_of(draft, contract="MARCHE-B", tab="second")
    claire.post(page_of(draft), form_of(draft, contract="MARCHE-A", tab="first", action="save"))
    check = reverse("issued:check", args=[draft.pk])

    for _ in range(2):
        answer = claire.post(check, stale)
        stale["version"] = str(answer.context["page"].version)

    assert answer.context["refusal"].code == "CPP-DEPOT-05"
    assert "#refus" in answer.context["page"].swapped
    assert typed(draft)["contract"] == "MARCHE-A"


def test_every_field_of_a_structured_draft_that_can_be_typed_reaches_the_value(claire: Client) -> None:
    a_structure(PARIS_7E)
    draft = receive(a_cii(), channel=Channel.PORTAL).invoice
    page = claire.get(page_of(draft)).context["page"]
    views = [view for block in page.blocks.values() for view in block.fields if not (view.fixed or view.absent)]

    assert {view.name for view in views} <= {"supplier", *COMPLETED}


def test_a_person_with_one_service_sends_for_it_and_for_no_other(client: Client, db: None) -> None:
    structure = a_structure(SAFE_STYLE)
    own, other = a_service(structure, "SUD"), a_service(structure, "NORD")
    ines = a_person("ines@example.org")
    grant(ines, structure, service=own)
    client.force_login(ines)
    a_structure(PONT_SAINT_ESPRIT)
    client.post("/factures-emises/depot/", {"file": SimpleUploadedFile("facture.pdf", a_pdf()), "framework": "A1"})
    draft = Invoice.objects.get()
    assert draft.supplier_service == own

    for code in (other.code, ""):
        client.post(page_of(draft), form_of(draft, supplier_service=code, action="save"))
        draft.refresh_from_db()

        assert draft.supplier_service == own
        assert client.get(page_of(draft)).status_code == 200


def test_an_attachment_joined_meanwhile_makes_one_look_again(claire: Client, draft: Invoice) -> None:
    shown = draft.draft_version
    claire.post(page_of(draft), form_of(draft, action="join") | {"attachments": SimpleUploadedFile("bon.txt", b"bon")})

    answer = claire.post(reverse("issued:confirm", args=[draft.pk]), {"version": shown})

    assert answer.context["refusal"].code == "CPP-DEPOT-05"


def test_a_structure_closed_meanwhile_sends_nothing(claire: Client, draft: Invoice) -> None:
    Structure.objects.filter(pk=draft.supplier_id).update(active=False)

    answer = claire.post(page_of(draft), form_of(draft, action="send"))

    assert [finding.code for finding in answer.context["page"].checked.findings] == ["CPP-ADM-14"]


def test_a_check_overtaken_by_a_later_one_of_its_page_changes_nothing(claire: Client, draft: Invoice) -> None:
    check = reverse("issued:check", args=[draft.pk])
    posted = form_of(draft)
    claire.post(check, {**posted, "comment": "le dernier mot", "turn": "8"})

    claire.post(check, {**posted, "comment": "le mot d’avant", "turn": "7"})

    assert typed(draft)["comment"] == "le dernier mot"


def test_amounts_bear_the_currency_of_the_invoice(claire: Client, draft: Invoice) -> None:
    assert claire.get(page_of(draft)).context["page"].currency_sign == "€"

    answer = claire.post(reverse("issued:check", args=[draft.pk]), form_of(draft, currency="CHF"))

    assert answer.context["page"].currency_sign == "CHF"


def test_what_is_wrong_is_not_called_sure(claire: Client, draft: Invoice) -> None:
    answer = claire.post(page_of(draft), form_of(draft, net_total="1 000,00", gross_total="9,99", action="send"))

    views = [view for block in answer.context["page"].blocks.values() for view in block.fields]
    assert any(view.error for view in views)
    assert not any(view.error and view.read == "sure" for view in views)


def test_faults_and_doubts_are_counted_apart(claire: Client) -> None:
    draft = a_draft(ready=False, faint=True)
    page = claire.get(page_of(draft)).context["page"]

    todo = sum(point.state == "todo" for point in page.points)
    doubts = sum(point.state == "doubt" for point in page.points)
    assert (todo > 0, doubts > 0) == (True, True)
    assert [str(todo), str(doubts)] == re.findall(r"\d+", page.ready_title)


@pytest.mark.parametrize(
    ("known", "told"), [(Known.YES, "connaît ce numéro"), (Known.UNKNOWN, "Numéro non vérifié"), (Known.NO, "")]
)
def test_the_answer_about_a_commitment_number_stands_under_it(
    known: Known, told: str, claire: Client, draft: Invoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Register:
        def known(self, *, recipient: str, number: str) -> Known:
            return known

    monkeypatch.setattr(ports, "commitments", Register())
    answer = claire.post(reverse("issued:check", args=[draft.pk]), form_of(draft, commitment="EJ-9"))
    fields = {view.name: view for block in answer.context["page"].blocks.values() for view in block.fields}
    assert told in fields["commitment"].hint
    assert fields["commitment"].codes == (["CPP-ADM-12"] if known is Known.NO else [])
    without = claire.post(reverse("issued:check", args=[draft.pk]), form_of(draft, commitment=""))
    assert "vérifié" not in without.text
