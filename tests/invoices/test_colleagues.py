"""Private notes, and an invoice in a colleague's hands."""

from datetime import timedelta

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.accounts.models import User
from unisson.directory.spaces import Level, Space
from unisson.invoices import colleagues
from unisson.invoices.models import Invoice, Note
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

from .builders import LATER, a_clerk, a_person, a_service, a_structure, a_supplier, an_available, grant

pytestmark = pytest.mark.django_db


def a_colleague(address: str = "ines@example.org", level: Level = Level.WRITE) -> User:
    person = a_person(address, first_name="Inès", last_name="Garnier")
    grant(person, a_structure(PARIS_7E), Space.RECEIVED, level)
    return person


def write(invoice: Invoice, text: str = "", to: User | None = None, **others: object) -> Invoice:
    """On a page just loaded, unless `shown` says what it showed."""
    shown = Invoice.objects.get(pk=invoice.pk).assignee_id
    others = {"at": LATER, "shown": shown, **others}
    return colleagues.note(a_clerk(), invoice.pk, text=text, to=to.pk if to else None, **others)  # type: ignore[arg-type]


def test_whoever_may_treat_it_may_have_it_in_hand() -> None:
    invoice, colleague, clerk = an_available(), a_colleague(), a_clerk()
    a_colleague("reader@example.org", Level.READ)

    assert set(colleagues.colleagues(invoice)) == {clerk, colleague}


def test_the_service_of_an_invoice_narrows_who_may_have_it() -> None:
    invoice = an_available()
    structure = a_structure(PARIS_7E)
    other, mine = a_person("other@example.org"), a_person("mine@example.org")
    invoice.recipient_service = a_service(structure, "TECH")
    grant(other, structure, Space.RECEIVED, service=a_service(structure, "ECOLES"))
    grant(mine, structure, Space.RECEIVED, service=invoice.recipient_service)

    assert mine in colleagues.colleagues(invoice)
    assert other not in colleagues.colleagues(invoice)


def test_handing_over_is_written_mailed_and_shown_on_the_invoice() -> None:
    invoice, colleague = an_available(), a_colleague()

    write(invoice, "Les casques sont-ils arrivés ?", colleague)

    invoice.refresh_from_db()
    assert invoice.assignee == colleague
    assert [(note.assigned, note.text) for note in colleagues.notes(invoice)] == [
        (colleague, "Les casques sont-ils arrivés ?")
    ]
    mail = Email.objects.get(kind="invoice-handed")
    assert (mail.to, mail.values["comment"]) == ("ines@example.org", "Les casques sont-ils arrivés ?")


def test_taking_it_oneself_or_a_note_alone_sends_no_mail() -> None:
    invoice = an_available()
    write(invoice, to=a_clerk())
    write(invoice, "À voir lundi.", a_clerk())

    assert not Email.objects.filter(kind="invoice-handed").exists()
    assert [note.assigned for note in colleagues.notes(invoice)] == [a_clerk(), None]


def test_given_back_it_is_in_nobodys_hands() -> None:
    invoice = an_available()
    write(invoice, to=a_colleague())
    write(invoice)

    invoice.refresh_from_db()
    assert invoice.assignee is None


def test_pressed_twice_it_is_written_once_and_later_again() -> None:
    invoice = an_available()
    write(invoice, "À voir lundi.")
    write(invoice, "À voir lundi.", at=LATER + timedelta(seconds=2))
    write(invoice, "À voir lundi.", at=LATER + timedelta(minutes=5))

    assert Note.objects.count() == 2


def test_a_note_on_a_page_that_showed_it_free_takes_it_out_of_nobodys_hands() -> None:
    invoice, colleague = an_available(), a_colleague()
    write(invoice, to=colleague)
    write(invoice, "À voir lundi.", shown=None)

    invoice.refresh_from_db()
    assert invoice.assignee == colleague
    assert [(one.text, one.handed) for one in colleagues.notes(invoice)] == [("", True), ("À voir lundi.", False)]


def test_handed_over_meanwhile_it_is_not_handed_over_again_unseen() -> None:
    invoice, colleague, other = an_available(), a_colleague(), a_colleague("ode@example.org")
    write(invoice, to=colleague)
    for to in (other, a_clerk()):
        with pytest.raises(Refusal, match="CPP-NOTE-03"):
            write(invoice, "Pour vous.", to, shown=None)
    with pytest.raises(Refusal, match="CPP-NOTE-03"):
        write(invoice, "Je la rends.", shown=other.pk)
    assert [one.text for one in colleagues.notes(invoice)] == [""]

    assert write(invoice, "Pour vous.", colleague, shown=None).assignee == colleague
    assert [(one.text, one.handed) for one in colleagues.notes(invoice)] == [("", True), ("Pour vous.", False)]


def test_handed_over_twice_from_one_page_it_is_done_once() -> None:
    invoice, colleague = an_available(), a_colleague()
    for seconds in (0, 2):
        write(invoice, "Pour vous.", colleague, shown=None, at=LATER + timedelta(seconds=seconds))

    assert Note.objects.count() == Email.objects.filter(kind="invoice-handed").count() == 1


def test_in_the_hands_of_somebody_who_may_not_treat_it_any_more_it_is_in_nobodys() -> None:
    invoice, gone, colleague = an_available(), a_colleague(), a_colleague("ode@example.org")
    write(invoice, to=gone)
    gone.memberships.update(until=LATER)
    invoice.refresh_from_db()

    assert colleagues.in_hand(invoice) is None
    assert write(invoice, to=colleague, shown=None).assignee == colleague


@pytest.mark.parametrize(("text", "code"), [("", "CPP-NOTE-02"), ("  ", "CPP-NOTE-02")])
def test_saying_nothing_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        write(an_available(), text)
    assert refused.value.code == code


def test_who_may_not_treat_it_is_not_handed_it() -> None:
    invoice = an_available()
    for stranger in (a_colleague("reader@example.org", Level.READ), a_clerk(PONT_SAINT_ESPRIT)):
        with pytest.raises(Refusal) as refused:
            write(invoice, to=stranger)
        assert refused.value.code == "CPP-NOTE-01"


def test_neither_the_supplier_nor_another_structure_writes_a_note() -> None:
    invoice = an_available()
    for stranger in (a_supplier()[0], a_clerk(PONT_SAINT_ESPRIT)):
        with pytest.raises(NotFound):
            colleagues.note(stranger, invoice.pk, text="Bonjour", at=LATER)


def test_notes_stay_with_the_structure_that_wrote_them() -> None:
    invoice = an_available()
    write(invoice, "Entre nous.")
    invoice.recipient = a_structure(PONT_SAINT_ESPRIT)
    invoice.save()

    assert not colleagues.notes(invoice)
