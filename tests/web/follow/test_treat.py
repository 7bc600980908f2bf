"""« Traiter » from the panel beside the list: returns with their motif, the rejection last, two people at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import LATER, a_clerk, a_person, a_structure, an_available, grant, walk
from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.invoices import actions
from unisson.invoices.models import Invoice, StatusChange
from unisson.invoices.payment import Unstopped
from unisson.invoices.status import Status
from unisson.kernel.clock import now

pytestmark = pytest.mark.django_db

TAKEN = Status.PRISE_EN_COMPTE_DESTINATAIRE
WORDS = "Le bon de commande prévoit 2 300,00 € HT."


@pytest.fixture
def marc(client: Client) -> Client:
    client.force_login(a_clerk())
    return client


def ines() -> User:
    colleague = a_person("ines@example.org", first_name="Inès", last_name="Garnier")
    if not colleague.memberships.exists():
        grant(colleague, a_structure(), Space.RECEIVED)
    return colleague


def treat(client: Client, invoice: Invoice, target: Status, **typed: str) -> Any:
    return client.post(reverse("received:treat", args=[invoice.pk]), {"etat": target, "liste": "", **typed})


def shown(client: Client, invoice: Invoice, target: Status, **typed: str) -> Any:
    """The page that asks again."""
    answer = treat(client, invoice, target, **typed)
    assert answer.status_code == 302
    return client.get(answer.headers["Location"].partition("#")[0])


def status_of(invoice: Invoice) -> str:
    return Invoice.objects.values_list("status", flat=True).get(pk=invoice.pk)


def seen(invoice: Invoice) -> str:
    return invoice.status_since.isoformat()


def test_an_act_in_the_panel_opens_the_next_line_of_the_same_list(marc: Client) -> None:
    first, second = an_available("FA-1"), an_available("FA-2")
    answer = treat(marc, first, Status.SERVICE_FAIT, liste="q=FA")

    assert answer.headers["Location"] == f"{reverse('received:summary')}?q=FA&ouvrir={second.pk}#traiter"
    assert treat(marc, second, TAKEN).headers["Location"] == f"{reverse('received:summary')}?"


def test_a_return_is_first_asked_for_its_motif_and_keeps_what_was_typed(marc: Client) -> None:
    invoice = an_available()
    page = shown(marc, invoice, Status.SUSPENDUE, commentaire="Il manque le bon.").context["page"]

    assert status_of(invoice) == Status.MISE_A_DISPOSITION
    assert (page.panel.back.target, page.panel.said.typed["comment"]) == (Status.SUSPENDUE, "Il manque le bon.")
    offered = [option.value for group in page.panel.back.motives for option in group.options]
    assert "LIVR_ABS" in offered
    assert "DOUBLON" not in offered


@pytest.mark.parametrize(
    ("target", "typed", "code"),
    [
        (Status.SUSPENDUE, {"motif": ""}, "CPP-ETAT-02"),
        (Status.SUSPENDUE, {"motif": "DOUBLON"}, "CPP-ETAT-04"),
        (Status.SUSPENDUE, {"motif": "AUTRE"}, "CPP-ETAT-05"),
        (Status.REJETEE, {"motif": "DOUBLON", "commentaire": "Trop court"}, "CPP-ETAT-06"),
    ],
)
def test_a_return_that_says_too_little_is_refused_where_it_was_asked(
    target: Status, typed: dict[str, str], code: str, marc: Client
) -> None:
    invoice = an_available()
    answer = shown(marc, invoice, target, **typed)
    panel = answer.context["page"].panel

    assert (answer.status_code, panel.said.refusal.code, panel.back.target) == (409, code, target)
    assert panel.said.typed["comment"] == typed.get("commentaire", "")
    assert status_of(invoice) == Status.MISE_A_DISPOSITION


def test_a_return_says_what_comes_next_to_the_supplier_and_to_the_delay(marc: Client) -> None:
    invoice = an_available()
    answer = treat(marc, invoice, Status.SUSPENDUE, motif="LIVR_ABS", vu=seen(invoice))
    after = marc.get(answer.headers["Location"].partition("#")[0]).context["treated"]

    assert status_of(invoice) == Status.SUSPENDUE
    assert StatusChange.objects.get(invoice=invoice, target=Status.SUSPENDUE).reason == "LIVR_ABS"
    assert "Complétée" in str(after.afterwards)
    assert marc.get(reverse("received:invoice", args=[invoice.pk])).context["page"].ways.afterwards == after.afterwards


@pytest.mark.parametrize(("motif", "cure"), [("CMD_ERR", Status.A_RECYCLER), ("LIVR_ABS", Status.SUSPENDUE)])
def test_a_fault_that_a_correction_mends_leads_there_instead_of_rejecting(
    motif: str, cure: Status, marc: Client
) -> None:
    invoice = an_available()
    panel = shown(marc, invoice, Status.REJETEE, motif=motif, commentaire=WORDS).context["page"].panel

    assert status_of(invoice) == Status.MISE_A_DISPOSITION
    assert (panel.back.target, panel.said.cured.code) == (cure, motif)
    assert panel.said.typed | {"motive": motif, "comment": WORDS} == panel.said.typed
    assert treat(marc, invoice, cure, motif=motif, commentaire=WORDS).status_code == 302
    assert status_of(invoice) == cure


def test_a_rejection_has_a_motif_and_words(marc: Client) -> None:
    invoice = an_available()
    treat(marc, invoice, Status.REJETEE, motif="MONTANTTOTAL_ERR", commentaire=WORDS)
    last = invoice.history.latest("sequence")

    assert (last.target, last.reason, last.comment) == (Status.REJETEE, "MONTANTTOTAL_ERR", WORDS)


def test_the_rejection_page_lists_all_that_can_be_wrong_and_what_a_correction_mends(marc: Client) -> None:
    fresh, mandated = an_available("FA-1"), walk(an_available("FA-2"), Status.MANDATEE)

    def cures(invoice: Invoice) -> list[str]:
        asked = {"ouvrir": invoice.pk, "renvoyer": Status.REJETEE}
        return [act.target for act in marc.get(reverse("received:summary"), asked).context["page"].panel.back.cures]

    assert cures(fresh) == [Status.A_RECYCLER, Status.SUSPENDUE]
    assert cures(mandated) == [Status.SUSPENDUE]


def test_the_slower_of_two_is_told_who_did_what_and_keeps_what_he_typed(marc: Client) -> None:
    invoice = an_available()
    moment = seen(invoice)
    actions.treat(ines(), invoice.pk, Status.SERVICE_FAIT, at=LATER + timedelta(hours=1))

    answer = shown(marc, invoice, Status.MANDATEE, vu=moment, commentaire="À payer vite.", mandat="MD-7")

    refusal = answer.context["page"].panel.said.refusal
    assert (answer.status_code, refusal.code) == (409, "CPP-ETAT-07")
    assert (refusal.values["who"], refusal.values["status"]) == ("Inès Garnier", Status.SERVICE_FAIT)
    assert all(text in answer.text for text in ("Inès Garnier", "À payer vite.", "MD-7"))
    assert status_of(invoice) == Status.SERVICE_FAIT


@pytest.mark.parametrize("target", [Status.MANDATEE, Status.SUSPENDUE])
def test_who_was_overtaken_is_told_so_before_being_asked_for_more(target: Status, marc: Client) -> None:
    invoice = an_available()
    moment = seen(invoice)
    actions.treat(ines(), invoice.pk, Status.COMPTABILISEE, at=LATER + timedelta(hours=1))

    assert shown(marc, invoice, target, vu=moment).context["page"].panel.said.refusal.code == "CPP-ETAT-07"


def test_two_who_do_the_same_at_once_are_not_both_told_that_they_did(marc: Client) -> None:
    invoice = an_available()
    moment = seen(invoice)
    actions.treat(ines(), invoice.pk, Status.SERVICE_FAIT, at=LATER + timedelta(hours=1))

    assert shown(marc, invoice, Status.SERVICE_FAIT, vu=moment).status_code == 409
    assert invoice.history.filter(target=Status.SERVICE_FAIT).count() == 1


def test_pressed_twice_from_the_same_page_it_is_done_once_and_says_so(marc: Client) -> None:
    invoice = an_available()
    moment = seen(invoice)
    for _ in range(2):
        assert treat(marc, invoice, Status.SERVICE_FAIT, vu=moment).status_code == 302

    assert invoice.history.filter(target=Status.SERVICE_FAIT).count() == 1


def test_a_mandate_number_sent_after_the_step_is_refused_and_shown_again(marc: Client) -> None:
    invoice = an_available()
    moment = seen(invoice)
    treat(marc, invoice, Status.MANDATEE, vu=moment, mandat="")
    typed = {"vu": moment, "mandat": "M-77", "commentaire": "Payée vendredi."}

    answer = shown(marc, invoice, Status.MANDATEE, **typed)
    form = {"etat": Status.MANDATEE, **typed}
    alone = marc.post(reverse("received:treat", args=[invoice.pk]), form, follow=True)

    assert answer.context["page"].panel.said.refusal.code == alone.context["refusal"].code == "CPP-ETAT-07"
    for page in (answer, alone):
        assert page.status_code == 409
        assert "M-77" in page.text
        assert "Payée vendredi." in page.text


def test_a_suspension_can_be_lifted(marc: Client) -> None:
    invoice = walk(an_available(), Status.SUSPENDUE)
    page = marc.get(reverse("received:invoice", args=[invoice.pk])).context["page"]

    assert page.ways.first.target == Status.MISE_A_DISPOSITION
    assert treat(marc, invoice, Status.MISE_A_DISPOSITION).status_code == 302
    assert status_of(invoice) == Status.MISE_A_DISPOSITION


def test_a_mandate_is_asked_for_its_number_which_may_stay_empty(marc: Client) -> None:
    first, second = an_available("FA-1"), an_available("FA-2")
    panel = shown(marc, first, Status.MANDATEE, liste="q=FA", commentaire="Payée vendredi.").context["page"].panel

    assert (status_of(first), panel.mandate.target) == (Status.MISE_A_DISPOSITION, Status.MANDATEE)
    assert panel.said.typed["comment"] == "Payée vendredi."
    for invoice, number in ((first, "M-7"), (second, "")):
        treat(marc, invoice, Status.MANDATEE, mandat=number)
        invoice.refresh_from_db()
        assert (invoice.status, invoice.mandate_number) == (Status.MANDATEE, number)


def test_the_panel_of_a_step_has_an_address_that_can_be_opened_again(marc: Client) -> None:
    invoice = an_available("FA-1")
    address = treat(marc, invoice, Status.SUSPENDUE, motif="", liste="q=FA", commentaire="Le bon").headers["Location"]
    page, _, place = address.partition("#")

    for _time in range(2):
        panel = marc.get(page).context["page"].panel
        assert (panel.said.refusal.code, panel.said.typed["comment"]) == ("CPP-ETAT-02", "Le bon")
    assert page.startswith(f"{reverse('received:summary')}?q=FA&ouvrir={invoice.pk}&renvoyer=SUSPENDUE&")
    assert place == "refus"
    assert 'id="refus"' in marc.get(page).text
    elsewhere = marc.get(f"{reverse('received:summary')}?ouvrir={invoice.pk}&renvoyer=SUSPENDUE").context["page"].panel
    assert (elsewhere.said.refusal, elsewhere.said.typed["comment"]) == (None, "")


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((), None),
        ((Status.SUSPENDUE, Status.COMPLETEE), Unstopped.SUSPENDED_ONCE),
        ((Status.MANDATEE,), Unstopped.ORDERED),
    ],
)
def test_a_suspension_that_stops_no_delay_says_so_before_and_why(
    steps: tuple[Status, ...], why: Unstopped | None, marc: Client
) -> None:
    invoice = walk(an_available(at=now() - timedelta(days=2)), *steps, at=now())
    panel = marc.get(reverse("received:summary"), {"ouvrir": invoice.pk}).context["page"].panel
    page = marc.get(reverse("received:invoice", args=[invoice.pk])).context["page"]
    prepared = shown(marc, invoice, Status.SUSPENDUE).context["page"].panel.back

    for ways in (panel.ways, page.ways):
        details = {act.target: str(act.detail) for act in ways.back}
        assert ways.unstopped is why
        assert ("s’arrête plus" in details[Status.SUSPENDUE]) is (why is not None)
        assert "SIRET" in details.get(Status.A_RECYCLER, "SIRET")
    assert ("R. 2192-27" in str(prepared.afterwards)) is (why is not None)


def test_a_motif_that_needs_words_says_so(marc: Client) -> None:
    invoice = an_available()

    def choices(target: Status) -> dict[str, str]:
        back = shown(marc, invoice, target).context["page"].panel.back
        return {option.value: str(option.label) for group in back.motives for option in group.options}

    told = choices(Status.SUSPENDUE)
    assert {code for code, label in told.items() if "commentaire obligatoire" in label} == {"AUTRE", "DEMANDE_INFO"}
    assert not any("obligatoire" in label for label in choices(Status.A_RECYCLER).values())


def test_a_sign_that_shows_nothing_loses_no_comment(marc: Client) -> None:
    invoice = an_available()
    treat(marc, invoice, Status.SERVICE_FAIT, commentaire="Livré\0 ce matin.")

    assert invoice.history.latest("sequence").comment == "Livré ce matin."
    assert shown(marc, invoice, Status.SUSPENDUE, motif="AUTRE", commentaire="\0").status_code == 409


def test_an_invoice_of_elsewhere_is_not_prepared_either(client: Client) -> None:
    invoice = an_available()
    client.force_login(a_clerk("21300202500012"))

    assert treat(client, invoice, Status.SUSPENDUE).status_code == 404


def test_an_invoice_of_elsewhere_cannot_be_opened_in_the_panel(client: Client) -> None:
    invoice = an_available()
    client.force_login(a_clerk("21300202500012"))

    answer = client.get(reverse("received:summary"), {"ouvrir": invoice.pk})
    assert (answer.context["page"].panel, answer.context["page"].gone) == (None, True)
    assert invoice.number not in answer.text
