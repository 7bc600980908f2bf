from collections.abc import Callable

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE, STATE
from unisson.accounts.models import User
from unisson.directory.models import Membership, Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices import actions, delivery
from unisson.invoices.access import Right, get_draft, get_invoice, get_readable, visible
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound

from .builders import AT, LATER, a_clerk, a_deposit, a_draft, a_person, a_service, a_structure, an_available, grant

pytestmark = pytest.mark.django_db

Reach = Callable[[], User]


def reached(user: User, invoice: Invoice, right: Right) -> bool:
    try:
        return get_invoice(user, invoice.pk, right) == invoice
    except NotFound:
        return False


def a_reader(structure: Structure, space: Space, level: Level = Level.READ, **others: object) -> User:
    user = a_person(f"{structure.identifier}-{space}@example.org".lower())
    grant(user, structure, space, level, **others)  # type: ignore[arg-type]
    return user


def to_state(service: str) -> dict[str, str]:
    """What to replace in the sample for it to go to one service of the State."""
    seller = "<ram:SellerTradeParty>"
    return {PARIS_7E: STATE, seller: f"<ram:BuyerReference>{service}</ram:BuyerReference>{seller}"}


def test_each_side_sees_the_invoice_from_its_own_space() -> None:
    invoice = an_available()
    supplier = a_reader(invoice.supplier, Space.ISSUED)
    recipient = a_reader(a_structure(PARIS_7E), Space.RECEIVED)
    assert reached(supplier, invoice, Right.READ_ISSUED)
    assert reached(recipient, invoice, Right.READ_RECEIVED)
    assert not reached(supplier, invoice, Right.READ_RECEIVED)
    assert not reached(recipient, invoice, Right.READ_ISSUED)


def test_reading_is_not_writing_and_writing_is_reading() -> None:
    invoice = an_available()
    reader = a_reader(invoice.supplier, Space.ISSUED)
    writer = a_reader(invoice.supplier, Space.RECEIVED, Level.WRITE)
    assert not reached(reader, invoice, Right.WRITE_ISSUED)
    assert not reached(writer, invoice, Right.WRITE_RECEIVED)
    assert reached(a_clerk(), invoice, Right.READ_RECEIVED)
    assert reached(a_clerk(), invoice, Right.WRITE_RECEIVED)


def test_a_recipient_sees_nothing_before_it_was_made_available() -> None:
    invoice, clerk = a_deposit(), a_clerk()
    assert not reached(clerk, invoice, Right.READ_RECEIVED)
    delivery.deliver_pending(clock=stopped(LATER))
    assert reached(clerk, invoice, Right.READ_RECEIVED)


def test_a_right_on_one_service_shows_the_invoices_of_that_service() -> None:
    state = a_structure(STATE)
    north, south = a_service(state, "NORD"), a_service(state, "SUD")
    person = a_reader(state, Space.RECEIVED, service=north)
    mine = an_available("FA-1", replace=to_state("NORD"))
    theirs = an_available("FA-2", replace=to_state("SUD"))
    assert (mine.recipient_service, theirs.recipient_service) == (north, south)
    assert reached(person, mine, Right.READ_RECEIVED)
    assert not reached(person, theirs, Right.READ_RECEIVED)
    assert list(visible(person, Right.READ_RECEIVED)) == [mine]


def test_a_right_on_the_whole_structure_covers_its_services() -> None:
    state = a_structure(STATE)
    a_service(state, "NORD")
    assert reached(a_reader(state, Space.RECEIVED), an_available(replace=to_state("NORD")), Right.READ_RECEIVED)


def test_a_right_counts_while_its_space_is_open_and_its_membership_valid() -> None:
    invoice = a_deposit()
    reader = a_reader(invoice.supplier, Space.ISSUED)
    membership = Membership.objects.get(user=reader)
    for state in set(Membership.State) - {Membership.State.VALID}:
        Membership.objects.filter(pk=membership.pk).update(state=state)
        assert not reached(reader, invoice, Right.READ_ISSUED)
    Membership.objects.filter(pk=membership.pk).update(state=Membership.State.VALID, until=AT)
    assert not reached(reader, invoice, Right.READ_ISSUED)
    Membership.objects.filter(pk=membership.pk).update(until=None)
    assert reached(reader, invoice, Right.READ_ISSUED)
    invoice.supplier.openings.all().delete()
    assert not reached(reader, invoice, Right.READ_ISSUED)


def test_not_yours_and_not_there_answer_alike() -> None:
    invoice, stranger = an_available(), a_person("karim@example.org")
    for fetch in (
        lambda pk: get_invoice(stranger, pk, Right.READ_ISSUED),
        lambda pk: get_readable(stranger, pk),
        lambda pk: get_draft(stranger, pk),
        lambda pk: actions.treat(stranger, pk, Status.SERVICE_FAIT, at=LATER),
    ):
        answers = []
        for pk in (invoice.pk, 10**9):
            with pytest.raises(NotFound) as refusal:
                fetch(pk)
            answers.append((refusal.value.code, refusal.value.values, refusal.value.field))
        assert answers[0] == answers[1]


def test_documents_are_readable_from_either_side_and_by_nobody_else() -> None:
    invoice = an_available()
    for reader in (a_reader(invoice.supplier, Space.ISSUED), a_clerk()):
        assert get_readable(reader, invoice.pk) == invoice
    with pytest.raises(NotFound):
        get_readable(a_clerk(PONT_SAINT_ESPRIT), invoice.pk)


def test_a_draft_is_nobodys_but_its_suppliers() -> None:
    draft, clerk = a_draft(), a_clerk(PONT_SAINT_ESPRIT)
    assert not reached(clerk, draft, Right.READ_RECEIVED)
    with pytest.raises(NotFound):
        get_readable(clerk, draft.pk)
    assert reached(a_reader(a_structure(SAFE_STYLE), Space.ISSUED), draft, Right.READ_ISSUED)
