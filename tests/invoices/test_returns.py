"""The three ways back, answered by the supplier: only what the rule lets change changes."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.accounts.models import User
from unisson.directory.spaces import Level
from unisson.invoices import certificate, colleagues, returns
from unisson.invoices.attachments import Joined
from unisson.invoices.delivery import deliver_pending
from unisson.invoices.lists import search
from unisson.invoices.models import Invoice, UserAction
from unisson.invoices.returns import Route
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email, Event

from .builders import (
    LATER,
    a_clerk,
    a_draft,
    a_person,
    a_service,
    a_structure,
    a_supplier,
    an_available,
    certificate_of,
    grant,
    walk,
)

pytestmark = pytest.mark.django_db

NEXT = LATER + timedelta(days=1)


def came_back(status: Status) -> Invoice:
    return walk(an_available(), status)


def as_seen(*invoices: Invoice) -> dict[int, datetime | None]:
    return {one.pk: Invoice.objects.get(pk=one.pk).status_since for one in invoices}


def recycle(invoice: Invoice, **route: str) -> Invoice:
    given = {"siret": PONT_SAINT_ESPRIT, **route}
    return returns.recycle(a_supplier()[0], invoice.pk, Route(**given), at=NEXT)


def refused(code: str, invoice: Invoice, **route: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        recycle(invoice, **route)
    assert caught.value.code == code
    return caught.value


def test_recycled_it_leaves_for_the_other_recipient_with_its_number_and_certificate() -> None:
    invoice = came_back(Status.A_RECYCLER)
    a_structure(PONT_SAINT_ESPRIT)
    before, amounts = certificate_of(invoice), (invoice.number, invoice.net_to_pay)

    recycle(invoice, commitment="EJ-2", comment="Voici le bon SIRET.")
    deliver_pending(clock=stopped(NEXT))

    invoice = Invoice.objects.get(pk=invoice.pk)
    assert (invoice.status, invoice.commitment) == (Status.MISE_A_DISPOSITION, "EJ-2")
    assert invoice.recipient == a_structure(PONT_SAINT_ESPRIT)
    assert (invoice.number, invoice.net_to_pay) == amounts
    assert certificate_of(invoice).snapshot == before.snapshot
    assert certificate.number_of(before.snapshot) == certificate_of(invoice).number
    row = invoice.history.get(target=Status.EN_COURS_ACHEMINEMENT, source=Status.A_RECYCLER)
    assert (row.values["siret_from"], row.values["siret_to"]) == (PARIS_7E, PONT_SAINT_ESPRIT)
    assert row.comment == "Voici le bon SIRET."


def test_the_former_recipient_keeps_its_notes_and_loses_the_invoice() -> None:
    invoice = an_available()
    clerk, _ = a_clerk(), a_structure(PONT_SAINT_ESPRIT)
    colleagues.note(clerk, invoice.pk, text="Entre nous.", to=clerk.pk, at=LATER)
    recycle(walk(Invoice.objects.get(pk=invoice.pk), Status.A_RECYCLER))
    deliver_pending(clock=stopped(NEXT))

    invoice = Invoice.objects.get(pk=invoice.pk)
    assert (invoice.assignee, invoice.downloaded) == (None, False)
    assert not colleagues.notes(invoice)
    with pytest.raises(NotFound):
        colleagues.note(clerk, invoice.pk, text="Encore", at=NEXT)


@pytest.mark.parametrize(
    ("route", "findings"),
    [
        ({"siret": ""}, ["CPP-ADM-13"]),
        ({"siret": "21300202500099"}, ["CPP-ADM-01"]),
        ({"siret": PONT_SAINT_ESPRIT, "service_code": "NULLE-PART"}, ["CPP-ADM-08", "CPP-ADM-06"]),
        ({"siret": PONT_SAINT_ESPRIT}, ["CPP-ADM-06", "CPP-ADM-05"]),
    ],
)
def test_the_new_route_is_judged_as_at_a_deposit(route: dict[str, str], findings: list[str]) -> None:
    invoice = came_back(Status.A_RECYCLER)
    recipient = a_structure(PONT_SAINT_ESPRIT, service_required=True, commitment_required=True)
    a_service(recipient, "ECOLES")

    told = refused("CPP-RETOUR-01", invoice, **route)

    assert [finding.code for finding in told.findings] == findings
    assert Invoice.objects.get(pk=invoice.pk).status == Status.A_RECYCLER


def test_the_same_route_without_a_word_is_no_answer() -> None:
    invoice = came_back(Status.A_RECYCLER)
    refused("CPP-RETOUR-02", invoice, siret=PARIS_7E, commitment=invoice.commitment)
    assert recycle(invoice, siret=PARIS_7E, commitment=invoice.commitment, comment="C’est bien vous.")


def test_recycled_twice_it_leaves_once_and_another_state_is_not_recycled() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    invoice = came_back(Status.A_RECYCLER)
    for _ in range(2):
        recycle(invoice)
    assert invoice.history.filter(target=Status.EN_COURS_ACHEMINEMENT).count() == 2
    suspended = walk(an_available("FA-9"), Status.SUSPENDUE)
    refused("CPP-ETAT-01", suspended)


def test_who_recycles_what_a_colleague_sent_elsewhere_is_told_so() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    invoice = came_back(Status.A_RECYCLER)
    recycle(invoice, commitment="EJ-2")
    refused("CPP-ETAT-07", invoice, siret=PARIS_7E)
    refused("CPP-ETAT-07", invoice, commitment="EJ-2", comment="Voici le bon SIRET.")
    with pytest.raises(Refusal, match="CPP-ETAT-07"):
        route = Route(siret=PONT_SAINT_ESPRIT, commitment="EJ-2")
        returns.recycle(a_depositor(), invoice.pk, route, at=NEXT)
    deliver_pending(clock=stopped(NEXT))
    assert recycle(invoice, commitment="EJ-2").commitment == "EJ-2"


def test_what_never_was_to_be_recycled_does_not_leave() -> None:
    invoice = an_available()
    refused("CPP-ETAT-01", invoice, siret=invoice.recipient.identifier, comment="Encore")
    assert Invoice.objects.get(pk=invoice.pk).status == Status.MISE_A_DISPOSITION


def test_who_saw_an_earlier_return_answers_nothing() -> None:
    invoice = came_back(Status.SUSPENDUE)
    earlier = invoice.status_since
    walk(invoice, Status.COMPLETEE, Status.SUSPENDUE, at=NEXT)
    with pytest.raises(Refusal, match="CPP-ETAT-07"):
        returns.complete(a_supplier()[0], invoice.pk, (), comment="Voici.", at=NEXT, seen=earlier)


def a_depositor() -> User:
    colleague = a_person("paul@example.org", first_name="Paul", last_name="Durand")
    if not colleague.memberships.exists():
        grant(colleague, a_supplier()[1])
    return colleague


def complete(invoice: Invoice, *files: Joined, comment: str = "") -> Invoice:
    return returns.complete(a_supplier()[0], invoice.pk, files, comment=comment, at=NEXT)


def test_completed_it_has_its_documents_and_goes_back_with_a_word_to_the_recipient() -> None:
    a_structure(PARIS_7E, contact_email="finances@example.org")
    invoice = came_back(Status.SUSPENDUE)

    complete(invoice, Joined(name="bon.txt", content=b"signe"), comment="Voici le bon.")

    invoice = Invoice.objects.get(pk=invoice.pk)
    assert invoice.status == Status.COMPLETEE
    assert [one.name for one in invoice.attachments.all()] == ["bon.txt"]
    assert Event.objects.filter(code="CPP-EVT-04").count() == 1
    assert Email.objects.get(kind="invoice-completed").values["comment"] == "Voici le bon."


def test_a_comment_alone_completes_and_nothing_at_all_does_not() -> None:
    invoice = came_back(Status.SUSPENDUE)
    with pytest.raises(Refusal) as caught:
        complete(invoice, comment="  ")
    assert caught.value.code == "CPP-ETAT-03"
    assert complete(invoice, comment="Il n’y a pas de bon de livraison.").status == Status.COMPLETEE
    complete(invoice, comment="Il n’y a pas de bon de livraison.")
    assert invoice.history.filter(target=Status.COMPLETEE).count() == 1


def test_completed_with_other_documents_or_words_it_is_refused_and_nothing_is_lost_in_silence() -> None:
    invoice, first = came_back(Status.SUSPENDUE), Joined(name="a.txt", content=b"a")
    complete(invoice, first, comment="Voici.")
    assert complete(invoice, first, comment="Voici.").status == Status.COMPLETEE
    others = [Joined(name="b.txt", content=b"b"), Joined(name="a.txt", content=b"b")]
    for files, comment in (([others[0]], "Voici."), ([others[1]], "Voici."), ([first], "Le bon."), ([], "Voici.")):
        with pytest.raises(Refusal, match="CPP-ETAT-07"):
            complete(invoice, *files, comment=comment)
    with pytest.raises(Refusal, match="CPP-ETAT-07"):
        returns.complete(a_depositor(), invoice.pk, [first], comment="Voici.", at=NEXT)
    assert [one.name for one in invoice.attachments.all()] == ["a.txt"]


@pytest.mark.parametrize("status", [Status.REJETEE, Status.A_RECYCLER])
def test_only_a_suspended_invoice_is_completed(status: Status) -> None:
    with pytest.raises(Refusal) as caught:
        complete(came_back(status), comment="Voici.")
    assert caught.value.code == "CPP-ETAT-01"


def test_what_came_back_is_unread_until_somebody_of_the_supplier_acknowledges_it() -> None:
    rejected, suspended = walk(an_available("FA-1"), Status.REJETEE), walk(an_available("FA-2"), Status.SUSPENDUE)
    claire = a_supplier()[0]
    assert [(one, said.target) for one, said in returns.unread(claire)] == [
        (rejected, Status.REJETEE),
        (suspended, Status.SUSPENDUE),
    ]

    assert returns.acknowledge(claire, as_seen(rejected, suspended), at=NEXT) == 2
    assert returns.acknowledge(claire, as_seen(rejected, suspended), at=NEXT) == 0

    assert returns.unread(claire) == []
    assert sorted(UserAction.objects.values_list("what", flat=True)) == [
        "ACQUITTEMENT_REJET",
        "ACQUITTEMENT_SUSPENSION",
    ]


def test_a_rejection_that_followed_what_was_shown_is_not_acknowledged() -> None:
    invoice, claire = came_back(Status.SUSPENDUE), a_supplier()[0]
    shown = as_seen(invoice)
    walk(invoice, Status.REJETEE, at=NEXT)
    for answer in (returns.acknowledge, returns.treat_rejections):
        assert answer(claire, shown, at=NEXT) == answer(claire, {invoice.pk: None}, at=NEXT) == 0
    assert [one for one, _said in returns.unread(claire)] == [invoice]
    assert not UserAction.objects.exists()


def test_treating_rejections_leaves_a_suspended_one_unread() -> None:
    suspended, claire = came_back(Status.SUSPENDUE), a_supplier()[0]
    assert returns.treat_rejections(claire, as_seen(suspended), at=NEXT) == 0
    assert [one for one, _said in returns.unread(claire)] == [suspended]


def test_the_pop_up_costs_the_same_for_one_return_and_for_many(django_assert_num_queries: Any) -> None:
    for number in range(3):
        walk(an_available(f"FA-{number}"), Status.REJETEE)
    claire = a_supplier()[0]
    with django_assert_num_queries(3):  # rights, invoices, what was said
        assert len(returns.unread(claire)) == 3


def test_a_service_that_the_recipient_does_not_have_is_said_at_its_field() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    found = refused("CPP-RETOUR-01", came_back(Status.A_RECYCLER), service_code="NIMPORTE")
    assert [(one.code, one.where) for one in found.findings] == [("CPP-ADM-08", "BT-10")]


def test_the_former_recipient_s_mandate_stays_in_its_books() -> None:
    invoice = came_back(Status.A_RECYCLER)
    Invoice.objects.filter(pk=invoice.pk).update(mandate_number="M-1")
    a_structure(PONT_SAINT_ESPRIT)
    assert recycle(invoice).mandate_number == ""


def test_what_is_too_long_is_refused_and_never_cut() -> None:
    invoice = came_back(Status.A_RECYCLER)
    a_structure(PONT_SAINT_ESPRIT)
    assert refused("CPP-TEXTE-01", invoice, comment="x" * 2001).field == "commentaire"
    assert refused("CPP-TEXTE-01", invoice, commitment="x" * 51).field == "engagement"
    recycle(invoice, comment="a\r\n" * 999 + "aa")  # 2 000 characters as the box counts them
    assert search.history(invoice)[-1].comment == "a\n" * 999 + "aa"


def test_suspended_again_it_is_unread_again() -> None:
    invoice = came_back(Status.SUSPENDUE)
    claire = a_supplier()[0]
    returns.acknowledge(claire, as_seen(invoice), at=NEXT)
    walk(invoice, Status.COMPLETEE, Status.SUSPENDUE, at=NEXT)
    assert [one for one, _said in returns.unread(claire)] == [invoice]


@pytest.mark.parametrize(("days", "must"), [(6, False), (7, True)])
def test_after_seven_days_it_must_be_acknowledged(days: int, must: bool) -> None:
    came_back(Status.REJETEE)
    assert returns.overdue(a_supplier()[0], at=LATER + timedelta(days=days)) is must


def test_a_treated_rejection_leaves_the_synthese_and_counts_as_read() -> None:
    rejected, claire = came_back(Status.REJETEE), a_supplier()[0]
    assert search.issued_to_do(claire) == [rejected]

    assert returns.treat_rejections(claire, as_seen(rejected), at=NEXT) == 1
    assert returns.treat_rejections(claire, as_seen(rejected), at=NEXT) == 0

    assert search.issued_to_do(claire) == []
    assert returns.unread(claire) == []
    assert Invoice.objects.get(pk=rejected.pk).status == Status.REJETEE


def test_a_reader_and_a_stranger_answer_nothing() -> None:
    invoice = came_back(Status.REJETEE)
    reader = a_person("reader@example.org")
    grant(reader, a_supplier()[1], level=Level.READ)
    for stranger in (reader, a_clerk()):
        with pytest.raises(NotFound):
            returns.acknowledge(stranger, as_seen(invoice), at=NEXT)
        with pytest.raises(NotFound):
            returns.complete(stranger, invoice.pk, (), comment="Voici.", at=NEXT)


def test_made_again_a_draft_takes_what_its_file_does_not_say() -> None:
    rejected, claire = came_back(Status.REJETEE), a_supplier()[0]
    Invoice.objects.filter(pk=rejected.pk).update(contract="MARCHE-7", commitment="EJ-7")
    draft = a_draft("SS-2026-900")
    typed = draft.draft["typed"]["recipient_siret"]

    draft = returns.follow_up(claire, draft.pk, rejected.pk, at=NEXT)

    assert draft.duplicate_of == rejected
    assert draft.draft["typed"]["contract"] == "MARCHE-7"
    assert draft.draft["typed"]["recipient_siret"] == typed
    assert draft.draft["typed"]["number"] == "SS-2026-900"
