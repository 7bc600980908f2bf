"""A recycled invoice: who has it now reads what was written with it, and nothing of what others wrote."""

from datetime import timedelta

import pytest

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.invoices import actions, exchange, former, returns
from unisson.invoices.models import Invoice, Message, StatusChange
from unisson.invoices.returns import Route
from unisson.invoices.status import Status

from .builders import LATER, a_clerk, a_structure, a_supplier, an_available, walk

pytestmark = pytest.mark.django_db


def sent_away(invoice: Invoice, siret: str, *, hours: int) -> Invoice:
    """Back to its supplier, and on to another structure."""
    clerk = a_clerk(invoice.recipient.identifier)  # type: ignore[union-attr]
    at = LATER + timedelta(hours=hours)
    actions.treat(clerk, invoice.pk, Status.A_RECYCLER, reason="CMD_ERR", comment="Pas nous.", at=at)
    returns.recycle(a_supplier()[0], invoice.pk, Route(siret=siret), at=at)
    return walk(Invoice.objects.get(pk=invoice.pk), Status.MISE_A_DISPOSITION, at=at)


def words(invoice: Invoice) -> list[str]:
    history = list(StatusChange.objects.filter(invoice=invoice).order_by("sequence"))
    told = former.quiet(history, former.theirs_of(invoice, history))
    return [row.comment for row in told if row.target == Status.A_RECYCLER]


def test_sent_away_and_back_a_structure_reads_its_own_words_again_and_no_others() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    made, claire = an_available(), a_supplier()[0]
    exchange.say(claire, made.pk, Message.Side.SUPPLIER, text="À Paris.", at=LATER)
    made = sent_away(made, PONT_SAINT_ESPRIT, hours=1)
    exchange.say(claire, made.pk, Message.Side.SUPPLIER, text="Au Pont.", at=LATER)
    assert [one.text for one in former.thread_of_now(made)] == ["Au Pont."]
    assert words(made) == [""]
    made = sent_away(made, PARIS_7E, hours=2)
    assert [one.text for one in former.thread_of_now(made)] == ["À Paris."]
    assert words(made) == ["Pas nous.", ""]
