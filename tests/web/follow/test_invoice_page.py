"""The page of one invoice, from both sides, and « Traiter »."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from tests.invoices.builders import (
    LATER,
    a_clerk,
    a_draft,
    a_person,
    a_structure,
    a_supplier,
    an_available,
    grant,
    walk,
)
from tests.web.budget import costs_the_same
from unisson.accounts.models import User
from unisson.directory.spaces import Level, Space
from unisson.invoices import deposit
from unisson.invoices.delivery import deliver_pending
from unisson.invoices.models import Invoice, Line, StatusChange
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.findings import Finding, Severity, to_data
from unisson.rules.catalogue import ALL_RULESETS

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def clerk() -> Client:
    return signed_in(a_clerk())


def treat(client: Client, invoice: Invoice, target: Status | str, *, way: str = "", **more: str) -> tuple[int, str]:
    answer = client.post(reverse("received:treat", args=[invoice.pk]) + way, {"etat": target, **more})
    return answer.status_code, answer.headers.get("Location", "")


def status_of(invoice: Invoice) -> str:
    return Invoice.objects.values_list("status", flat=True).get(pk=invoice.pk)


def test_both_sides_read_the_three_answers() -> None:
    invoice = an_available()
    supplier, _ = a_supplier()
    for client, route in ((signed_in(supplier), "issued:invoice"), (clerk(), "received:invoice")):
        page = client.get(reverse(route, args=[invoice.pk])).context["page"]

        assert page.standing.holder.value == "MAIRIE 7EME ARR."
        assert page.standing.clock.legal == 30
        assert page.standing.step.value == Status.PRISE_EN_COMPTE_DESTINATAIRE.label


def test_a_remark_leads_to_its_rule_and_the_versions_of_the_rules_are_told() -> None:
    invoice = an_available()
    remark = to_data(Finding(code="BR-CO-10", where="BT-106", severity=Severity.WARNING))
    Invoice.objects.filter(pk=invoice.pk).update(findings=[remark])
    page = clerk().get(reverse("received:invoice", args=[invoice.pk]))

    assert f'href="{reverse("rule", args=["BR-CO-10"])}?facture={invoice.pk}"' in page.text
    assert all(f"{one.title} {one.version}" in page.context["page"].judged_by for one in ALL_RULESETS)


def test_a_stranger_finds_nothing() -> None:
    invoice = an_available()
    client = signed_in(a_clerk(PONT_SAINT_ESPRIT))

    assert client.get(reverse("received:invoice", args=[invoice.pk])).status_code == 404
    assert treat(client, invoice, Status.SERVICE_FAIT)[0] == 404
    assert client.get(reverse("issued:invoice", args=[invoice.pk])).status_code == 404


def test_the_motif_of_a_return_stands_in_the_history_and_in_the_timeline() -> None:
    invoice = walk(an_available(), Status.SUSPENDUE)
    supplier, _ = a_supplier()
    answer = signed_in(supplier).get(reverse("issued:invoice", args=[invoice.pk]))

    assert answer.text.count("Pièce justificative manquante ou illisible") == 2
    assert "JUSTIF_ABS" not in answer.text


def test_the_recipient_is_told_nothing_from_before_the_deposit() -> None:
    draft, (supplier, _) = a_draft(), a_supplier()
    deposit.send(supplier, draft.pk, version=draft.draft_version, at=LATER)
    deliver_pending(clock=stopped(LATER))
    recipient = signed_in(a_clerk(PONT_SAINT_ESPRIT))
    told = {
        route: [change.status for change in client.get(reverse(route, args=[draft.pk])).context["page"].changes]
        for client, route in ((signed_in(supplier), "issued:invoice"), (recipient, "received:invoice"))
    }

    assert told["issued:invoice"] == [*told["received:invoice"], Status.BROUILLON.label]
    assert told["received:invoice"][-1] == Status.DEPOSEE.label


def test_a_draft_leads_to_its_form() -> None:
    draft = a_draft()
    supplier, _ = a_supplier()
    answer = signed_in(supplier).get(reverse("issued:invoice", args=[draft.pk]))

    assert answer.headers["Location"] == reverse("issued:draft", args=[draft.pk])


def test_forward_steps_and_corrections_are_offered_to_the_recipient_only() -> None:
    invoice = an_available()
    supplier, _ = a_supplier()
    mine = signed_in(supplier).get(reverse("issued:invoice", args=[invoice.pk])).context["page"]
    theirs = clerk().get(reverse("received:invoice", args=[invoice.pk])).context["page"]

    assert mine.ways is None
    assert theirs.ways.first.target == Status.PRISE_EN_COMPTE_DESTINATAIRE
    assert [act.target for act in theirs.ways.back] == [Status.A_RECYCLER, Status.SUSPENDUE]
    assert [act.target for act in theirs.ways.forward] == [
        Status.SERVICE_FAIT,
        Status.MANDATEE,
        Status.MISE_A_DISPOSITION_COMPTABLE,
        Status.COMPTABILISEE,
        Status.MISE_EN_PAIEMENT,
    ]


def test_who_only_reads_is_offered_nothing_and_changes_nothing() -> None:
    invoice = an_available()
    reader = a_person("lecture@example.org")
    grant(reader, a_structure(PARIS_7E), Space.RECEIVED, Level.READ)
    client = signed_in(reader)

    assert client.get(reverse("received:invoice", args=[invoice.pk])).context["page"].ways is None
    assert treat(client, invoice, Status.SERVICE_FAIT)[0] == 404
    assert status_of(invoice) == Status.MISE_A_DISPOSITION


def test_the_primary_way_goes_on_to_the_next_invoice_then_to_the_list() -> None:
    first, second = an_available("A-1"), an_available("A-2")
    client = clerk()

    taken = Status.PRISE_EN_COMPTE_DESTINATAIRE
    assert treat(client, first, taken, way="?suite=1") == (302, reverse("received:invoice", args=[second.pk]))
    assert client.get(reverse("received:invoice", args=[second.pk])).context["treated"].number == "A-1"
    assert client.get(reverse("received:invoice", args=[second.pk])).context["treated"] is None
    assert treat(client, second, taken, way="?suite=1") == (302, reverse("received:summary"))
    assert client.get(reverse("received:summary")).context["treated"].number == "A-2"


def test_another_step_stays_on_the_invoice_and_keeps_the_comment() -> None:
    invoice = an_available()

    assert treat(clerk(), invoice, Status.SERVICE_FAIT, commentaire="Livré.") == (
        302,
        reverse("received:invoice", args=[invoice.pk]),
    )
    assert StatusChange.objects.filter(invoice=invoice).last().comment == "Livré."  # type: ignore[union-attr]


@pytest.mark.parametrize(("target", "kept"), [(Status.MANDATEE, "M-7"), (Status.SERVICE_FAIT, "")])
def test_a_mandate_number_comes_with_the_mandate_only(target: Status, kept: str) -> None:
    invoice = an_available()
    treat(clerk(), invoice, target, mandat="M-7")
    invoice.refresh_from_db()

    assert (invoice.status, invoice.mandate_number) == (target, kept)


def test_pressed_twice_it_moves_once() -> None:
    invoice, client = an_available(), clerk()
    for _ in range(2):
        assert treat(client, invoice, Status.SERVICE_FAIT)[0] == 302

    assert StatusChange.objects.filter(invoice=invoice, target=Status.SERVICE_FAIT).count() == 1


def test_a_backward_step_is_refused_in_words() -> None:
    invoice = walk(an_available(), Status.MANDATEE)
    client = clerk()
    answer = client.get(treat(client, invoice, Status.SERVICE_FAIT)[1])

    assert answer.status_code == 409
    assert "Mandatée" in answer.text
    assert "SERVICE_FAIT" not in answer.text


def test_a_step_refused_since_a_colleague_was_faster_keeps_what_was_typed() -> None:
    invoice = walk(an_available(), Status.MANDATEE)
    client = clerk()
    answer = client.get(treat(client, invoice, Status.SERVICE_FAIT, commentaire="Livré.")[1])

    assert answer.context["typed"]["comment"] == "Livré."
    assert "Livré." in answer.text


def test_a_payment_is_not_reported_for_a_recipient_that_never_does() -> None:
    invoice = an_available()
    Invoice.objects.update(payment_unreported=True)

    client = clerk()
    assert client.get(treat(client, invoice, Status.MISE_EN_PAIEMENT)[1]).context["refusal"].code == "CPP-ETAT-01"
    assert status_of(invoice) == Status.MISE_A_DISPOSITION


@pytest.mark.parametrize("target", ["", "PAYEE", "<script>"])
def test_an_unknown_step_changes_nothing(target: str) -> None:
    invoice = an_available()

    assert treat(clerk(), invoice, target)[0] == 302
    assert status_of(invoice) == Status.MISE_A_DISPOSITION


def test_a_comment_sent_after_the_session_ended_is_given_back() -> None:
    invoice, client = an_available(), clerk()
    client.get(reverse("received:summary"))
    del client.cookies["sessionid"]
    way = client.post(
        reverse("received:treat", args=[invoice.pk]), {"etat": Status.SERVICE_FAIT, "commentaire": "Livré."}
    )
    page = reverse("received:invoice", args=[invoice.pk])

    assert way.headers["Location"] == f"{reverse('sign-in')}?next={page}"
    client.force_login(a_clerk())
    assert client.get(page).context["typed"]["comment"] == "Livré."
    treat(client, invoice, Status.SERVICE_FAIT, commentaire="Livré.")
    assert client.get(page).context["typed"]["comment"] == ""


def test_treating_takes_a_post() -> None:
    assert clerk().get(reverse("received:treat", args=[an_available().pk])).status_code == 405


@pytest.mark.parametrize("route", ["issued:invoice", "received:invoice"])
def test_the_page_costs_the_same_with_one_line_and_with_fifty(route: str) -> None:
    invoice = an_available()
    supplier, _ = a_supplier()
    client = signed_in(supplier) if route == "issued:invoice" else clerk()

    def add_rows() -> None:
        Line.objects.bulk_create([Line(invoice=invoice, position=rank, name=f"Ligne {rank}") for rank in range(10, 60)])

    costs_the_same(client, reverse(route, args=[invoice.pk]), add_rows=add_rows)


def test_a_very_long_invoice_keeps_a_light_page() -> None:
    invoice = an_available()
    Line.objects.bulk_create([Line(invoice=invoice, position=rank, name=f"Ligne {rank}") for rank in range(10, 2000)])
    answer = clerk().get(reverse("received:invoice", args=[invoice.pk]))

    assert answer.context["page"].more_lines
    assert len(answer.content) < 300_000
