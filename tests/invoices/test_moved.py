"""A change of identifier with invoices in flight: what was deposited goes on, what was not takes the new number."""

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.directory.conftest import an_operator
from tests.invoices.builders import (
    LATER,
    a_cii,
    a_clerk,
    a_deposit,
    a_draft,
    a_pdf,
    a_person,
    a_service,
    a_structure,
    a_supplier,
    an_available,
    certificate_of,
    grant,
    receive,
    walk,
)
from unisson.accounts.models import User
from unisson.directory import register, register_update, renumbering
from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.directory.stewards import Steward
from unisson.files import store
from unisson.invoices import actions, certificate, delivery, deposit, legibility, returns, underway
from unisson.invoices.access import Right, get_invoice, visible
from unisson.invoices.drafting import drafts, habits
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.status import Channel, Status
from unisson.kernel.clock import stopped
from unisson.kernel.ports import Company, ports
from unisson.kernel.refusal import NotFound, Refusal

pytestmark = pytest.mark.django_db
MOVED = "53819959700021"
MOVED_AGAIN = "53819959700039"
PARIS_MOVED = "21750001600027"
PONT_MOVED = "21300202500020"


def moved(identifier: str, to: str) -> Structure:
    """By the operator, whatever the structure."""
    by = Steward(person=an_operator(), as_operator=True, reason="Arrêté")
    return renumbering.renumber(by, a_structure(identifier).pk, kind="SIRET", identifier=to, at=LATER)


def codes(draft: Invoice) -> list[str]:
    return [one.code for one in drafts.check(Invoice.objects.get(pk=draft.pk), at=LATER).findings]


def test_the_recipient_acts_on_what_it_got_and_the_supplier_follows_it() -> None:
    clerk, invoice = a_clerk(), an_available()
    new = moved(PARIS_7E, PARIS_MOVED)
    moved(SAFE_STYLE, MOVED)

    actions.treat(clerk, invoice.pk, Status.PRISE_EN_COMPTE_DESTINATAIRE, at=LATER)

    claire, _supplier = a_supplier()
    seen = get_invoice(claire, invoice.pk, Right.READ_ISSUED)
    assert seen.status == Status.PRISE_EN_COMPTE_DESTINATAIRE
    assert seen.recipient != new
    assert invoice in visible(clerk, Right.WRITE_RECEIVED)


def test_what_was_on_its_way_arrives_where_it_was_sent() -> None:
    invoice = a_deposit()
    moved(PARIS_7E, PARIS_MOVED)
    delivery.deliver_pending(clock=stopped(LATER))
    invoice.refresh_from_db()
    assert (invoice.status, invoice.recipient.identifier) == (Status.MISE_A_DISPOSITION, PARIS_7E)


def test_a_certificate_holds_and_says_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = an_available()
    before = certificate_of(invoice).snapshot
    certificate.print_pending(clock=stopped(LATER))
    pdf = certificate_of(invoice).pdf
    moved(PARIS_7E, PARIS_MOVED)
    moved(SAFE_STYLE, MOVED)

    class Known:
        def find(self, siret: str) -> Company | None:
            return Company(name="AUTRE NOM", address="1 rue", postcode="1", town="Ici")

    monkeypatch.setattr(ports, "companies", Known())
    by = Steward(person=an_operator(), as_operator=True, reason="x")
    seen = register_update.compare(by, invoice.recipient_id or 0).mark
    assert register_update.take(by, invoice.recipient_id or 0, seen=seen, at=LATER)

    assert certificate_of(invoice).snapshot == before
    assert pdf is not None
    assert certificate.verify(store.content_of(pdf.pk)).authentic


def test_a_draft_to_the_former_number_takes_the_present_one_in_one_press() -> None:
    draft, person = a_draft(), a_person()
    assert codes(draft) == []
    moved(PONT_SAINT_ESPRIT, PONT_MOVED)
    assert codes(draft) == ["CPP-ADM-16"]
    with pytest.raises(Refusal) as caught:
        deposit.send(person, draft.pk, version=Invoice.objects.get(pk=draft.pk).draft_version, at=LATER)
    assert [one.values["number"] for one in caught.value.findings] == [PONT_MOVED]
    checked = drafts.check(Invoice.objects.get(pk=draft.pk), at=LATER)
    filled = drafts.fill(person, draft.pk, drafts.repairs(checked)["CPP-ADM-16"], at=LATER)
    assert codes(filled) == []
    sent = deposit.send(person, draft.pk, version=filled.draft_version, at=LATER)
    assert sent.recipient is not None
    assert sent.recipient.identifier == PONT_MOVED


def test_a_draft_of_the_former_number_goes_on_under_the_present_one_with_service_and_account() -> None:
    draft, (person, supplier) = a_draft(), a_supplier()
    service = a_service(supplier, "SUD")
    account = register.add_account(supplier, label="Banque", iban="FR7630006000011234567890189")
    texts = {"supplier_service": service.code, "account": str(account.pk)}
    drafts.fill(person, draft.pk, texts, at=LATER)
    new = moved(SAFE_STYLE, MOVED)
    assert codes(draft) == ["CPP-ADM-17"]
    checked = drafts.check(Invoice.objects.get(pk=draft.pk), at=LATER)
    filled = drafts.fill(person, draft.pk, drafts.repairs(checked)["CPP-ADM-17"], at=LATER)
    assert (filled.supplier, filled.supplier_service, filled.account) == (
        new,
        new.services.get(),
        new.accounts.get(),
    )
    assert codes(draft) == []


def test_somebody_of_one_service_takes_the_present_number_too() -> None:
    draft, (_claire, supplier) = a_draft(), a_supplier()
    service, ines = a_service(supplier, "SUD"), a_person("ines@example.org")
    grant(ines, supplier, service=service)
    Invoice.objects.filter(pk=draft.pk).update(supplier_service=service)
    new = moved(SAFE_STYLE, MOVED)
    filled = drafts.fill(ines, draft.pk, {"supplier": str(new.pk)}, at=LATER)
    assert (filled.supplier, filled.supplier_service) == (new, new.services.get())


def test_a_file_to_the_former_number_is_rejected_by_the_present_one() -> None:
    a_structure(PARIS_7E)
    moved(PARIS_7E, PARIS_MOVED)
    flow = receive(a_cii())
    assert flow.state == Flow.State.REJECTED
    assert [(one["code"], one["values"]["number"]) for one in flow.findings] == [("CPP-ADM-16", PARIS_MOVED)]
    again = receive(a_cii(replace={PARIS_7E: PARIS_MOVED}))
    assert again.state == Flow.State.INTEGRATED, again.findings


def test_the_former_number_deposits_nothing_and_a_file_that_says_it_is_made_again() -> None:
    a_structure(PARIS_7E)
    person, supplier = a_supplier()
    new = moved(SAFE_STYLE, MOVED)
    with pytest.raises(Refusal) as caught:
        receive(a_pdf(), "facture.pdf", channel=Channel.PORTAL)
    assert (caught.value.code, caught.value.values["number"]) == ("CPP-ADM-17", MOVED)
    upload = deposit.Upload(name="facture.xml", content=a_cii())
    flow = deposit.receive(person, upload, supplier=new, channel=Channel.API, at=LATER)
    assert [one["code"] for one in flow.findings] == ["CPP-ADM-18"]
    upload = deposit.Upload(name="facture.xml", content=a_cii(replace={SAFE_STYLE: MOVED}))
    flow = deposit.receive(person, upload, supplier=new, channel=Channel.API, at=LATER)
    assert flow.state == Flow.State.INTEGRATED, flow.findings
    assert {one.supplier.identifier for one in visible(person, Right.READ_ISSUED)} == {MOVED}
    assert supplier.pk != new.pk


def test_lists_show_both_numbers_to_the_people_of_both() -> None:
    clerk, first = a_clerk(), an_available()
    moved(PARIS_7E, PARIS_MOVED)
    flow = receive(a_cii("FA-2026-0102", replace={PARIS_7E: PARIS_MOVED}))
    assert flow.state == Flow.State.INTEGRATED, flow.findings
    delivery.deliver_pending(clock=stopped(LATER))
    received = visible(clerk, Right.READ_RECEIVED)
    assert {one.recipient.identifier for one in received if one.recipient} == {PARIS_7E, PARIS_MOVED}
    assert first in received


def test_recycled_to_the_former_number_is_refused_by_the_present_one() -> None:
    invoice = walk(an_available(), Status.PRISE_EN_COMPTE_DESTINATAIRE, Status.A_RECYCLER)
    moved(PARIS_7E, PARIS_MOVED)
    person, _supplier = a_supplier()
    route = returns.Route(siret=PARIS_7E, commitment="AUTRE")
    with pytest.raises(Refusal) as caught:
        returns.recycle(person, invoice.pk, route, at=LATER)
    assert [(one.code, one.values["number"]) for one in caught.value.findings] == [("CPP-ADM-16", PARIS_MOVED)]
    moved_to = returns.Route(siret=PARIS_MOVED, commitment=invoice.commitment)
    assert returns.recycle(person, invoice.pk, moved_to, at=LATER).recipient == Structure.objects.get(
        identifier=PARIS_MOVED
    )


def test_the_legibility_page_names_the_present_number() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    moved(PONT_SAINT_ESPRIT, PONT_MOVED)
    told = list(legibility._of_recipient({"recipient_siret": PONT_SAINT_ESPRIT}, on=LATER.date()))
    assert [(one.code, one.values["number"]) for one in told] == [("CPP-ADM-16", PONT_MOVED)]


def test_closed_without_successor_the_sentence_is_the_plain_one() -> None:
    draft = a_draft()
    Structure.objects.update(active=False)
    assert codes(draft) == ["CPP-ADM-14", "CPP-ADM-02"]


def test_what_is_under_way_is_counted() -> None:
    a_draft()
    an_available()
    walk(an_available("FA-2026-0102"), Status.PRISE_EN_COMPTE_DESTINATAIRE, Status.REJETEE)
    supplier, recipient = a_structure(SAFE_STYLE), a_structure(PARIS_7E)
    assert underway.of(supplier) == underway.Underway(drafts=1, sent=1, received=0)
    assert underway.of(recipient) == underway.Underway(drafts=0, sent=0, received=1)


def test_a_newcomer_at_the_present_number_sees_nothing_of_the_former() -> None:
    invoice = an_available()
    new = moved(PARIS_7E, PARIS_MOVED)
    newcomer: User = a_person("nouveau@example.org")
    grant(newcomer, new, Space.RECEIVED)
    with pytest.raises(NotFound):
        get_invoice(newcomer, invoice.pk, Right.READ_RECEIVED)


@pytest.mark.parametrize("times", [1, 2])
def test_a_number_sent_under_the_former_identifier_is_not_sent_again(times: int) -> None:
    a_deposit("FA-2026-0101")
    person, _supplier = a_supplier()
    new = moved(SAFE_STYLE, MOVED)
    if times == 2:
        new = moved(MOVED, MOVED_AGAIN)
    upload = deposit.Upload(name="facture.xml", content=a_cii("FA-2026-0101", replace={SAFE_STYLE: new.identifier}))
    flow = deposit.receive(person, upload, supplier=new, channel=Channel.API, at=LATER)
    assert (flow.state, [one["code"] for one in flow.findings]) == (Flow.State.REJECTED, ["CPP-ADM-10"])
    upload = deposit.Upload(name="facture.xml", content=a_cii("FA-2026-0102", replace={SAFE_STYLE: new.identifier}))
    flow = deposit.receive(person, upload, supplier=new, channel=Channel.API, at=LATER)
    assert flow.state == Flow.State.INTEGRATED, flow.findings


def test_a_draft_under_the_present_identifier_is_told_of_the_numbers_of_the_former() -> None:
    first = a_draft("SS-2026-001")
    deposit.send(a_person(), first.pk, version=first.draft_version, at=LATER)
    person, _supplier = a_supplier()
    new = moved(SAFE_STYLE, MOVED)
    upload = deposit.Upload(name="facture.pdf", content=a_pdf("SS-2026-001"))
    flow = deposit.receive(person, upload, supplier=new, channel=Channel.PORTAL, at=LATER)
    assert [one["code"] for one in flow.findings] == ["CPP-DEPOT-02"]
    assert "CPP-ADM-10" in codes(Invoice.objects.get(flow=flow))


def test_what_was_chosen_under_the_former_identifier_is_proposed_under_the_present_one() -> None:
    first = a_draft()
    deposit.send(a_person(), first.pk, version=first.draft_version, at=LATER)
    person, _supplier = a_supplier()
    new = moved(SAFE_STYLE, MOVED)
    upload = deposit.Upload(name="facture.pdf", content=a_pdf("SS-2026-002", recipient=""))
    flow = deposit.receive(person, upload, supplier=new, channel=Channel.PORTAL, at=LATER)
    proposed = habits.habits_of(Invoice.objects.get(flow=flow), on=LATER.date())
    assert [one.identifier for one in proposed.recipients] == [PONT_SAINT_ESPRIT]
