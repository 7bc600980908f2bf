"""Invoices found by the words of their comment and of the name of their file, from either side."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Q

from tests.builders import PONT_SAINT_ESPRIT
from unisson.directory.spaces import Space
from unisson.invoices import returns
from unisson.invoices.lists import criteria, search, wording
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.models import Invoice, InvoiceWord
from unisson.invoices.returns import Route
from unisson.invoices.status import Status

from ..builders import LATER, a_clerk, a_person, a_structure, an_available, walk

pytestmark = pytest.mark.django_db


def said(number: str, comment: str, name: str = "facture.xml") -> Invoice:
    invoice = an_available(number)
    Invoice.objects.filter(pk=invoice.pk).update(comment=comment, file_name=name)
    invoice.refresh_from_db()
    InvoiceWord.objects.filter(invoice=invoice).delete()
    wording.enter([invoice])
    return invoice


def found(text: str) -> list[str]:
    """From both sides alike."""
    sent = [row.number for row in search.issued(a_person(), Asked(text=text)).rows]
    came = [row.number for row in search.received(a_clerk(), Asked(text=text)).rows]
    assert sent == came
    return sorted(sent)


@pytest.mark.parametrize("few", [criteria._FEW, 0], ids=["told by keys", "read on each"])
def test_words_are_found_whatever_their_accents_case_order_or_end(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(criteria, "_FEW", few)
    said("FA-1", "Réfection de la toiture, école Jules-Ferry")
    said("FA-2", "Toiture du gymnase", "Devis_Éclairage.pdf")
    assert found("TOITURE") == ["FA-1", "FA-2"]
    assert found("ecole refec") == ["FA-1"]
    assert found("toiture gymnase") == ["FA-2"]
    assert found("eclairage") == ["FA-2"]
    assert found("oiture") == []
    assert found("toiture piscine") == []


def test_a_deposit_is_found_by_the_name_of_its_file() -> None:
    an_available("FA-1")
    assert found("facture.xml") == ["FA-1"]


def test_a_recycled_invoice_is_found_by_its_new_recipient_only() -> None:
    invoice = said("FA-1", "Toiture")
    a_structure(PONT_SAINT_ESPRIT)
    walk(invoice, Status.A_RECYCLER)
    returns.recycle(a_person(), invoice.pk, Route(siret=PONT_SAINT_ESPRIT), at=LATER)
    walk(Invoice.objects.get(pk=invoice.pk), Status.MISE_A_DISPOSITION)
    assert [row.number for row in search.received(a_clerk(PONT_SAINT_ESPRIT), Asked(text="toiture")).rows] == ["FA-1"]
    assert list(search.received(a_clerk(), Asked(text="toiture")).rows) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a plan of SQLite")
@pytest.mark.parametrize("way", [wording.showing, wording.having])
@pytest.mark.parametrize("space", [Space.ISSUED, Space.RECEIVED])
def test_words_are_read_on_an_invoice_by_an_index_of_its_own(way: Callable[[str, Space], Q], space: Space) -> None:
    """By any other it goes through all recipients for each invoice: minutes among a million."""
    sql, values = Invoice.objects.filter(way("toiture gymnase", space)).values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "word_of_invoice (invoice_id=? AND text>? AND text<?)" in plan
