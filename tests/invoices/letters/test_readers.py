"""Who gets the letters about an invoice."""

import pytest

from tests.builders import PARIS_7E, SAFE_STYLE
from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices import actions
from unisson.invoices.letters import readers
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.notices import preferences
from unisson.notices.models import Email
from unisson.notices.preferences import What

from ..builders import AT, LATER, a_clerk, a_deposit, a_person, a_service, a_structure, an_available, grant

pytestmark = pytest.mark.django_db


def a_colleague(
    name: str, identifier: str, space: Space, *, level: Level = Level.READ, wants: What | None = None, service: str = ""
) -> User:
    person, structure = a_person(f"{name}@example.org"), a_structure(identifier)
    grant(person, structure, space, level, service=structure.services.get(code=service) if service else None)
    if wants:
        preferences.choose(person.pk, {wants}, at=AT)
    return person


def to_supplier(invoice: Invoice, *, everybody: bool = False) -> list[str]:
    return [one.address for one in readers.of_suppliers([invoice], everybody=everybody)[invoice.pk]]


def to_recipient(invoice: Invoice) -> list[str]:
    return [one.address for one in readers.of_recipients([invoice])[invoice.pk]]


def test_the_depositor_stands_in_for_a_supplier_without_an_address() -> None:
    invoice = a_deposit()
    assert to_supplier(invoice) == ["claire@example.org"]
    Structure.objects.filter(pk=invoice.supplier_id).update(contact_email="compta@example.org")
    assert to_supplier(Invoice.objects.get(pk=invoice.pk)) == ["compta@example.org"]


def test_those_who_want_each_event_get_it_and_the_others_do_not() -> None:
    invoice = a_deposit()
    for name, wants in (("eager", What.AT_ONCE), ("calm", What.DAILY), ("silent", None)):
        a_colleague(name, SAFE_STYLE, Space.ISSUED, wants=wants)
    a_colleague("elsewhere", PARIS_7E, Space.ISSUED, wants=What.AT_ONCE)
    a_colleague("other-space", PARIS_7E, Space.RECEIVED, wants=What.AT_ONCE)
    assert to_supplier(invoice) == ["claire@example.org", "eager@example.org"]


def test_a_rejection_reaches_all_who_can_answer_it_whatever_they_chose() -> None:
    invoice = a_deposit()
    a_colleague("silent", SAFE_STYLE, Space.ISSUED, level=Level.WRITE)
    a_colleague("reader", SAFE_STYLE, Space.ISSUED)
    assert to_supplier(invoice, everybody=True) == ["claire@example.org", "silent@example.org"]
    assert to_supplier(invoice) == ["claire@example.org"]


def test_one_address_gets_one_letter_whoever_it_belongs_to() -> None:
    invoice = a_deposit()
    Structure.objects.filter(pk=invoice.supplier_id).update(contact_email="Eager@Example.org")
    a_colleague("eager", SAFE_STYLE, Space.ISSUED, wants=What.AT_ONCE)
    assert to_supplier(Invoice.objects.get(pk=invoice.pk)) == ["Eager@Example.org"]


def test_a_grant_on_one_service_hears_of_that_service_only() -> None:
    structure = a_structure(PARIS_7E, contact_email="mairie@example.org")
    for code in ("TECH", "ECOLES"):
        a_service(structure, code)
        a_colleague(code.lower(), PARIS_7E, Space.RECEIVED, wants=What.AT_ONCE, service=code)
    invoice = a_deposit()
    assert to_recipient(invoice) == ["mairie@example.org"]
    invoice.recipient_service = structure.services.get(code="TECH")
    assert to_recipient(invoice) == ["mairie@example.org", "tech@example.org"]


def test_the_address_of_the_service_comes_before_that_of_the_structure() -> None:
    structure = a_structure(PARIS_7E, contact_email="mairie@example.org")
    invoice = a_deposit()
    invoice.recipient_service = a_service(structure, contact_email="technique@example.org")
    assert to_recipient(invoice) == ["technique@example.org"]


def test_without_any_address_all_who_treat_it_are_told_that_an_invoice_is_there() -> None:
    a_colleague("clerk", PARIS_7E, Space.RECEIVED, level=Level.WRITE)
    a_colleague("reader", PARIS_7E, Space.RECEIVED)
    an_available()
    assert [mail.to for mail in Email.objects.filter(kind="invoice-available")] == ["clerk@example.org"]


def test_what_one_chose_can_be_ended_and_what_always_comes_cannot() -> None:
    invoice = an_available()
    eager = a_colleague("eager", SAFE_STYLE, Space.ISSUED, level=Level.WRITE, wants=What.AT_ONCE)
    actions.treat(a_clerk(), invoice.pk, Status.SERVICE_FAIT, at=LATER)
    actions.treat(
        a_clerk(), invoice.pk, Status.REJETEE, at=LATER, reason="DOUBLON", comment="Déjà reçue sous le numéro 100."
    )
    mails = Email.objects.filter(kind="status-changed").order_by("pk")
    assert [(mail.to, mail.values["status"], bool(mail.leave)) for mail in mails] == [
        ("claire@example.org", Status.SERVICE_FAIT, False),
        ("eager@example.org", Status.SERVICE_FAIT, True),
        ("claire@example.org", Status.REJETEE, False),
        ("eager@example.org", Status.REJETEE, False),
    ]
    assert preferences.meant(mails[1].leave) == (eager.pk, What.AT_ONCE)


def test_who_left_or_was_sent_away_gets_nothing() -> None:
    invoice = a_deposit()
    gone = a_colleague("gone", SAFE_STYLE, Space.ISSUED, wants=What.AT_ONCE)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    past = a_colleague("past", SAFE_STYLE, Space.ISSUED, wants=What.AT_ONCE)
    past.memberships.update(until=AT)
    assert to_supplier(invoice) == ["claire@example.org"]


@pytest.mark.parametrize("gone", ["inactive", "past", "elsewhere", "reads"])
def test_a_depositor_who_left_stands_in_no_more(gone: str) -> None:
    invoice = a_deposit()
    writer = a_colleague("writer", SAFE_STYLE, Space.ISSUED, level=Level.WRITE)
    a_colleague("reader", SAFE_STYLE, Space.ISSUED)
    claire = a_person()
    if gone == "inactive":
        User.objects.filter(pk=claire.pk).update(is_active=False)
    elif gone == "past":
        claire.memberships.update(until=AT)
    elif gone == "reads":
        claire.memberships.all()[0].grants.update(level=Level.READ)
    else:
        claire.memberships.all()[0].grants.update(service=a_service(a_structure(SAFE_STYLE)))
    invoice = Invoice.objects.get(pk=invoice.pk)

    assert to_supplier(invoice) == [writer.email]
    assert to_supplier(invoice, everybody=True) == [writer.email]
    Structure.objects.filter(pk=invoice.supplier_id).update(contact_email="compta@example.org")
    assert to_supplier(Invoice.objects.get(pk=invoice.pk)) == ["compta@example.org"]


def test_depositors_of_many_invoices_are_looked_up_together(django_assert_num_queries: object) -> None:
    invoices = [a_deposit(f"FA-{rank}") for rank in range(4)]
    few = list(Invoice.objects.select_related("supplier", "depositor").filter(pk=invoices[0].pk))
    many = list(Invoice.objects.select_related("supplier", "depositor"))
    for some in (few, many):
        with django_assert_num_queries(2):  # type: ignore[operator]
            assert [[one.address for one in to] for to in readers.of_suppliers(some).values()] == [
                ["claire@example.org"]
            ] * len(some)
