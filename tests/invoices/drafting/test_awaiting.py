"""What is prepared while a request to be attached waits: whole for its author, nothing of the structure, never sent."""

import pytest

from tests.builders import PONT_SAINT_ESPRIT, SAFE_STYLE
from unisson.accounts.models import User
from unisson.directory import awaiting as asking
from unisson.directory import register, requests
from unisson.directory.models import Demand, Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices import deposit
from unisson.invoices.access import Right, get_invoice, get_readable, visible
from unisson.invoices.drafting import awaiting, drafts
from unisson.invoices.models import Flow, Invoice, Landmark
from unisson.invoices.status import Channel, Status
from unisson.kernel.refusal import NotFound, Refusal

from ..builders import AT, LATER, a_deposit, a_draft, a_pdf, a_person, a_structure, a_supplier

pytestmark = pytest.mark.django_db


def a_newcomer(*, level: Level = Level.WRITE) -> User:
    """Somebody who asked SAFE STYLE to be attached."""
    person = a_person("max@example.org", first_name="Max")
    requests.ask(person, a_supplier()[1], wanted=[(Space.ISSUED, level)], at=AT)
    return person


def prepare(person: User, number: str = "SS-2026-001", *, channel: Channel = Channel.PORTAL) -> Invoice:
    a_structure(PONT_SAINT_ESPRIT)
    upload = deposit.Upload(name="facture.pdf", content=a_pdf(number))
    supplier = Structure.objects.get(identifier=SAFE_STYLE)
    return deposit.receive(person, upload, supplier=supplier, channel=channel, at=AT).invoice


def complete(person: User, draft: Invoice) -> Invoice:
    confirmed = tuple(draft.draft["read"])
    typed = drafts.Typed(texts={"vat_regime": "TVA_SUR_DEBIT"}, confirmed=confirmed, version=draft.draft_version)
    return drafts.save(person, draft.pk, typed, at=LATER)


def decide(*, accept: bool, person: User) -> None:
    manager = a_person("manager@example.org")
    role = Membership.Role.PRINCIPAL
    register.attach(manager, Structure.objects.get(identifier=SAFE_STYLE), at=AT, role=role)
    requests.decide(manager, [person.demands.get().pk], accept=accept, comment="Vu", at=LATER)


def codes(draft: Invoice) -> set[str]:
    return {finding.code for finding in drafts.check(draft, at=LATER).findings}


def test_a_prepared_invoice_is_read_and_judged_in_the_name_of_the_structure_asked() -> None:
    max_ = a_newcomer()
    draft = complete(max_, prepare(max_))

    assert draft.draft["typed"]["number"] == "SS-2026-001"
    assert awaiting.sender_of(draft).identifier == SAFE_STYLE
    assert codes(draft) == {"CPP-DEPOT-16"}


def test_it_cannot_leave_before_the_answer() -> None:
    max_ = a_newcomer()
    draft = complete(max_, prepare(max_))

    with pytest.raises(Refusal) as caught:
        deposit.send(max_, draft.pk, version=draft.draft_version, at=LATER)

    assert caught.value.code == "CPP-DEPOT-06"
    draft.refresh_from_db()
    assert draft.status == Status.BROUILLON


def test_the_people_of_the_structure_do_not_see_it() -> None:
    claire, _structure = a_supplier()
    draft = prepare(a_newcomer())

    assert not visible(claire, Right.READ_ISSUED).exists()
    with pytest.raises(NotFound):
        get_invoice(claire, draft.pk, Right.WRITE_ISSUED)
    with pytest.raises(NotFound):
        get_readable(claire, draft.pk)


def test_nothing_of_the_structure_shows_through_it() -> None:
    claire, supplier = a_supplier()
    sent = a_draft()
    deposit.send(claire, sent.pk, version=sent.draft_version, at=LATER)
    account = register.add_account(supplier, label="Compte", iban="FR7630006000011234567890189")
    learnt = {"page": 1, "left": 50, "learnt_at": AT, "used_at": AT}
    Landmark.objects.create(supplier=supplier, field="contract", anchor="TVA", side="right", **learnt)

    max_ = a_newcomer()
    draft = complete(max_, prepare(max_))
    draft = drafts.fill(max_, draft.pk, {"account": str(account.pk)}, at=LATER)

    assert draft.account is None
    assert draft.flow.findings == []  # the same bytes were sent before
    assert "CPP-ADM-10" not in codes(draft)  # the same number was used
    assert "learned" not in str(draft.draft["read"])
    assert awaiting.senders_of(max_, draft).services == ()


def test_accepted_it_is_shown_in_its_place_and_leaves() -> None:
    max_ = a_newcomer()
    draft = complete(max_, prepare(max_))
    decide(accept=True, person=max_)

    opened = drafts.opened(max_, draft.pk)

    assert (opened.supplier.identifier, opened.awaits, codes(opened)) == (SAFE_STYLE, None, set())
    sent = deposit.send(max_, draft.pk, version=opened.draft_version, at=LATER)
    assert (sent.status, sent.supplier, sent.awaits) == (Status.DEPOSEE, opened.supplier, None)
    assert Flow.objects.get(pk=sent.flow_id).supplier == opened.supplier
    assert visible(a_person(), Right.READ_ISSUED).filter(pk=draft.pk).exists()


def test_refused_it_stays_its_authors_to_read_and_delete() -> None:
    max_ = a_newcomer()
    draft = complete(max_, prepare(max_))
    decide(accept=False, person=max_)

    assert codes(drafts.opened(max_, draft.pk)) == {"CPP-DEPOT-17"}
    drafts.delete(max_, draft.pk, at=LATER)
    assert not awaiting.drafts_of(max_).exists()


def test_who_sends_elsewhere_may_take_it_there() -> None:
    max_ = a_newcomer()
    draft = prepare(max_)
    own = a_structure("83876704400012")
    register.attach(max_, own, at=AT, rights=[(Space.ISSUED, Level.WRITE)])

    drafts.fill(max_, draft.pk, {"supplier": str(own.pk)}, at=LATER)

    draft.refresh_from_db()
    assert (draft.supplier_id, draft.awaits_id) == (own.pk, None)


def test_only_a_request_to_send_lets_one_prepare() -> None:
    with pytest.raises(Refusal) as caught:
        prepare(a_newcomer(level=Level.READ))
    assert caught.value.code == "CPP-ACCES-02"


def test_a_machine_cannot_prepare() -> None:
    with pytest.raises(Refusal) as caught:
        prepare(a_newcomer(), channel=Channel.API)
    assert caught.value.code == "CPP-ACCES-02"


def test_a_request_taken_back_prepares_nothing_more() -> None:
    max_ = a_newcomer()
    requests.withdraw(max_, Demand.objects.get().pk, at=LATER)
    with pytest.raises(Refusal):
        prepare(max_)


def test_no_more_than_so_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awaiting, "MOST", 1)
    max_ = a_newcomer()
    prepare(max_)
    with pytest.raises(Refusal) as caught:
        prepare(max_, "SS-2026-002")
    assert caught.value.code == "CPP-DEPOT-15"


def test_the_structure_of_nobody_is_one_and_finds_no_invoice() -> None:
    a_deposit()
    assert asking.nobody() == asking.nobody()
    assert not Invoice.objects.filter(supplier=asking.nobody()).exists()
