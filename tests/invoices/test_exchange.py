"""The thread of an invoice: who may say what, told to the other side, written once."""

from datetime import timedelta

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.invoices import exchange, returns
from unisson.invoices.delivery import deliver_pending
from unisson.invoices.models import Invoice, Message
from unisson.invoices.returns import Route
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import outbox
from unisson.notices.models import Email, Event

from .builders import LATER, a_clerk, a_structure, a_supplier, an_available, walk

pytestmark = pytest.mark.django_db
WHAT, SUPPLIER, RECIPIENT = Message.What, Message.Side.SUPPLIER, Message.Side.RECIPIENT


def say(invoice: Invoice, text: str, *, what: str = WHAT.QUESTION, minutes: int = 0) -> Message:
    moment = LATER + timedelta(minutes=minutes)
    return exchange.say(a_supplier()[0], invoice.pk, SUPPLIER, text=text, what=what, at=moment)


def answer(invoice: Invoice, text: str, *, minutes: int = 0) -> Message:
    return exchange.say(a_clerk(), invoice.pk, RECIPIENT, text=text, at=LATER + timedelta(minutes=minutes))


def refused(invoice: Invoice, text: str, what: str = WHAT.QUESTION) -> str:
    with pytest.raises(Refusal) as caught:
        say(invoice, text, what=what, minutes=30)
    return caught.value.code


def waiting(invoice: Invoice, side: Message.Side) -> int:
    """Messages that nobody of `side` answered or read yet."""
    return invoice.messages.exclude(side=side).filter(read_at=None).count()


def test_a_question_and_its_answer_are_a_thread_told_to_the_other_side() -> None:
    a_structure(PARIS_7E, contact_email="finances@example.org")
    invoice = an_available()

    say(invoice, "Quand serai-je payée ?")
    assert waiting(invoice, RECIPIENT) == 1
    answer(invoice, "Le 20.", minutes=5)

    assert [(one.side, one.text) for one in exchange.thread(invoice, SUPPLIER)] == [
        (SUPPLIER, "Quand serai-je payée ?"),
        (RECIPIENT, "Le 20."),
    ]
    invoice = Invoice.objects.get(pk=invoice.pk)
    assert (waiting(invoice, RECIPIENT), waiting(invoice, SUPPLIER)) == (0, 1)
    mails = Email.objects.filter(kind="message-written").order_by("pk")
    assert [mail.to for mail in mails] == ["finances@example.org", "claire@example.org"]
    assert Event.objects.filter(code="CPP-EVT-05").count() == 2


@pytest.mark.parametrize(
    ("what", "code", "words"),
    [
        (WHAT.QUESTION, "CPP-EVT-05", "vous écrit"),
        (WHAT.CONTEST, "CPP-EVT-06", "conteste le rejet"),
        (WHAT.REJECTION_ASKED, "CPP-EVT-07", "demande de la rejeter"),
    ],
)
def test_what_is_asked_is_named_in_the_feed_and_in_the_subject(what: str, code: str, words: str) -> None:
    a_structure(PARIS_7E, contact_email="finances@example.org")
    invoice = an_available()
    say(walk(invoice, Status.REJETEE) if what == WHAT.CONTEST else invoice, "Bonjour.", what=what)
    outbox.send_pending(clock=stopped(LATER + timedelta(minutes=1)))

    assert list(Event.objects.filter(code__gte="CPP-EVT-05").values_list("code", flat=True)) == [code]
    assert words in Email.objects.get(kind="message-written").subject


def test_only_a_rejected_invoice_is_contested() -> None:
    assert refused(an_available(), "Je conteste.", WHAT.CONTEST) == "CPP-ECHANGE-02"
    assert say(walk(an_available("FA-2"), Status.REJETEE), "Je conteste.", what=WHAT.CONTEST).what == WHAT.CONTEST


@pytest.mark.parametrize("status", [Status.REJETEE, Status.SUSPENDUE, Status.MISE_EN_PAIEMENT])
def test_a_rejection_is_asked_for_only_while_the_recipient_holds_it(status: Status) -> None:
    assert refused(walk(an_available(), status), "Envoyée par erreur.", WHAT.REJECTION_ASKED) == "CPP-ECHANGE-03"
    assert say(an_available("FA-2"), "Envoyée par erreur.", what=WHAT.REJECTION_ASKED)


def test_the_recipient_answers_and_no_more() -> None:
    rejected = walk(an_available(), Status.REJETEE)
    assert exchange.possible(rejected, RECIPIENT) == (WHAT.QUESTION,)
    assert exchange.possible(rejected, SUPPLIER) == (WHAT.QUESTION, WHAT.CONTEST)


def test_nothing_is_no_message() -> None:
    assert refused(an_available(), "  ") == "CPP-ECHANGE-01"


def test_pressed_twice_it_is_written_once() -> None:
    invoice = an_available()
    assert say(invoice, "Bonjour") == say(invoice, "Bonjour")
    assert say(invoice, "Bonjour", minutes=3) != say(invoice, "Bonjour", minutes=9)


def test_one_side_does_not_write_without_end() -> None:
    invoice = an_available()
    for number in range(exchange.PER_HOUR):
        say(invoice, f"Message {number}")
    assert refused(invoice, "Encore") == "CPP-ECHANGE-04"
    assert say(invoice, "Plus tard", minutes=61)


@pytest.mark.parametrize("status", [Status.DEPOSEE, Status.EN_COURS_ACHEMINEMENT, Status.BROUILLON])
def test_nobody_writes_about_what_no_recipient_sees(status: Status) -> None:
    invoice = an_available()
    Invoice.objects.filter(pk=invoice.pk).update(status=status)
    assert refused(invoice, "Bonjour") == "CPP-ECHANGE-05"
    assert exchange.possible(Invoice.objects.get(pk=invoice.pk), SUPPLIER) == ()


def test_what_needs_no_answer_is_read_without_one() -> None:
    invoice = an_available()
    say(invoice, "Merci !")
    exchange.seen(a_clerk(), invoice.pk, RECIPIENT, at=LATER)
    assert waiting(Invoice.objects.get(pk=invoice.pk), RECIPIENT) == 0
    with pytest.raises(NotFound):
        exchange.seen(a_clerk(PONT_SAINT_ESPRIT), invoice.pk, RECIPIENT, at=LATER)


def test_a_recycled_invoice_leaves_its_thread_with_its_former_recipient() -> None:
    invoice = an_available()
    say(invoice, "Est-ce bien chez vous ?")
    walk(invoice, Status.A_RECYCLER)
    a_structure(PONT_SAINT_ESPRIT)
    day = LATER + timedelta(days=1)
    returns.recycle(a_supplier()[0], invoice.pk, Route(siret=PONT_SAINT_ESPRIT), at=day)
    invoice = Invoice.objects.get(pk=invoice.pk)
    assert waiting(invoice, RECIPIENT) == 0

    deliver_pending(clock=stopped(day))
    exchange.say(a_supplier()[0], invoice.pk, SUPPLIER, text="Bonjour", at=day)

    assert [one.text for one in exchange.thread(invoice, RECIPIENT)] == ["Bonjour"]
    assert [one.text for one in exchange.thread(invoice, SUPPLIER)] == ["Est-ce bien chez vous ?", "Bonjour"]


def test_who_is_not_of_that_side_writes_nothing() -> None:
    invoice = an_available()
    for stranger, side in (
        (a_clerk(), SUPPLIER),
        (a_supplier()[0], RECIPIENT),
        (a_clerk(PONT_SAINT_ESPRIT), RECIPIENT),
    ):
        with pytest.raises(NotFound):
            exchange.say(stranger, invoice.pk, side, text="Bonjour", at=LATER)
