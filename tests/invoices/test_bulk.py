"""One act for many: verdicts line by line, within one transaction."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import PONT_SAINT_ESPRIT
from unisson.directory.spaces import Space
from unisson.invoices import bulk, delivery
from unisson.invoices.models import Invoice, StatusChange
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email, Event

from .builders import LATER, a_clerk, a_deposit, a_person, a_structure, an_available, grant, walk

pytestmark = pytest.mark.django_db

AT = LATER + timedelta(days=1)


def treat(*invoices: Invoice, target: Status = Status.SERVICE_FAIT, seen: bool = True, **words: str) -> list[str]:
    keys = {one.pk: one.status_since if seen else None for one in invoices}
    return [verdict.code for verdict in bulk.treat_several(a_clerk(), keys, target, at=AT, **words)]


def status_of(invoice: Invoice) -> str:
    return Invoice.objects.values_list("status", flat=True).get(pk=invoice.pk)


def several(count: int) -> list[Invoice]:
    for rank in range(count):
        a_deposit(f"FA-{rank}")
    delivery.deliver_pending(clock=stopped(LATER))
    return list(Invoice.objects.order_by("pk"))


def test_each_line_gets_its_own_verdict_and_the_others_go_through() -> None:
    fresh, taken, done, paid = several(4)
    walk(taken, Status.PRISE_EN_COMPTE_DESTINATAIRE)
    walk(done, Status.SERVICE_FAIT)
    walk(paid, Status.MISE_EN_PAIEMENT)

    assert treat(fresh, taken, done, paid) == ["CPP-LOT-01", "CPP-LOT-01", "CPP-LOT-02", "CPP-LOT-07"]
    assert [status_of(one) for one in (fresh, taken, done, paid)] == [*["SERVICE_FAIT"] * 3, "MISE_EN_PAIEMENT"]
    assert Email.objects.filter(kind="status-changed").count() == Event.objects.filter(code="CPP-EVT-03").count() == 2


def test_what_a_colleague_moved_meanwhile_is_left_alone_and_said() -> None:
    seen = an_available()
    colleague = a_person("ines@example.org", first_name="Inès", last_name="Garnier")
    grant(colleague, a_structure(), Space.RECEIVED)
    moved = Invoice.objects.get(pk=seen.pk)
    bulk.treat_several(colleague, {moved.pk: None}, Status.PRISE_EN_COMPTE_DESTINATAIRE, at=LATER + timedelta(hours=1))

    (verdict,) = bulk.treat_several(a_clerk(), {seen.pk: seen.status_since}, Status.SERVICE_FAIT, at=AT)

    assert verdict.code == "CPP-ETAT-07"
    assert (verdict.values["who"], verdict.values["status"]) == ("Inès Garnier", "PRISE_EN_COMPTE_DESTINATAIRE")
    assert status_of(seen) == Status.PRISE_EN_COMPTE_DESTINATAIRE


def test_a_stranger_s_invoice_is_not_there() -> None:
    invoice = an_available()
    with pytest.raises(NotFound):
        bulk.treat_several(a_clerk(PONT_SAINT_ESPRIT), {invoice.pk: None}, Status.SERVICE_FAIT, at=AT)
    assert status_of(invoice) == Status.MISE_A_DISPOSITION

    verdicts = bulk.treat_several(a_clerk(), {10**9: None, invoice.pk: None}, Status.SERVICE_FAIT, at=AT)

    assert [(one.code, one.invoice) for one in verdicts] == [("CPP-LOT-03", None), ("CPP-LOT-01", invoice)]


def test_a_way_back_has_one_motif_for_all_and_the_whole_batch_waits_for_it() -> None:
    first, second = several(2)

    for words, refusal in (({}, "CPP-ETAT-02"), ({"reason": "DOUBLON"}, "CPP-ETAT-04"), ({"reason": "AUTRE"}, "-05")):
        with pytest.raises(Refusal, match=refusal):
            treat(first, second, target=Status.SUSPENDUE, **words)
    assert treat(first, second, target=Status.SUSPENDUE, reason="LIVR_ABS") == ["CPP-LOT-01"] * 2
    assert set(StatusChange.objects.filter(target="SUSPENDUE").values_list("reason", flat=True)) == {"LIVR_ABS"}


def test_nothing_is_rejected_in_bulk() -> None:
    with pytest.raises(Refusal, match="CPP-LOT-06"):
        treat(an_available(), target=Status.REJETEE, reason="DOUBLON", comment="Déjà reçue sous ce numéro en mai.")


def test_a_batch_has_at_least_one_line_and_at_most_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="CPP-LOT-04"):
        treat()
    monkeypatch.setattr(bulk, "MOST", 1)
    with pytest.raises(Refusal, match="CPP-LOT-05"):
        treat(*several(2))


def test_a_recipient_that_reports_no_payment_does_not_in_bulk_either() -> None:
    invoice = an_available()
    Invoice.objects.filter(pk=invoice.pk).update(payment_unreported=True)

    assert treat(invoice, target=Status.MISE_EN_PAIEMENT) == ["CPP-LOT-07"]


def test_a_batch_of_fifty_costs_the_queries_of_a_batch_of_two() -> None:
    invoices, clerk, costs = several(52), a_clerk(), []
    for part in (invoices[:2], invoices[2:]):
        with CaptureQueriesContext(connection) as captured:
            keys = {one.pk: one.status_since for one in part}
            assert all(one.done for one in bulk.treat_several(clerk, keys, Status.SERVICE_FAIT, at=AT))
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 14


def test_one_mandate_pays_several_and_only_those_that_move() -> None:
    first, second, paid = several(3)
    walk(paid, Status.MISE_EN_PAIEMENT)
    treat(first, second, paid, target=Status.MANDATEE, mandate="M-2026-118")

    assert list(Invoice.objects.order_by("pk").values_list("mandate_number", flat=True)) == ["M-2026-118"] * 2 + [""]
    assert {row.values["mandate"] for row in StatusChange.objects.filter(target=Status.MANDATEE)} == {"M-2026-118"}


def test_a_mandate_number_goes_with_no_other_step() -> None:
    invoice = an_available()
    for target, words in ((Status.SERVICE_FAIT, {}), (Status.SUSPENDUE, {"reason": "LIVR_ABS"})):
        with pytest.raises(Refusal, match="CPP-ETAT-08"):
            treat(invoice, target=target, mandate="M-1", **words)
    assert Invoice.objects.get(pk=invoice.pk).status == Status.MISE_A_DISPOSITION
