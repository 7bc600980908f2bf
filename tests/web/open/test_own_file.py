"""The page of a rule, reached from a finding in an invoice of one's own: what is wrong there, and where."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E
from tests.invoices.builders import (
    a_cii,
    a_clerk,
    a_deposit,
    a_draft,
    a_person,
    a_structure,
    a_supplier,
    grant,
    receive,
)
from unisson.invoices.models import Invoice
from unisson.invoices.status import Channel
from unisson.kernel.findings import Finding, Severity, to_data
from unisson.web.open.own_file import OwnFile

pytestmark = pytest.mark.django_db


def of(client: Client, invoice: Invoice | str, code: str = "BR-CO-10") -> OwnFile | None:
    key = invoice.pk if isinstance(invoice, Invoice) else invoice
    answer = client.get(reverse("rule", args=[code]), {"facture": key})
    assert answer.status_code == 200
    own: OwnFile | None = answer.context["own"]
    assert ("Dans votre fichier" in answer.text) == (own is not None)
    return own


def signed_in(name: str = "claire@example.org") -> Client:
    client = Client()
    client.force_login(a_person(name))
    return client


def a_wrong_draft(**replaced: str) -> Invoice:
    """A draft from a CII whose totals are changed."""
    a_supplier()
    a_structure(PARIS_7E)
    flow = receive(a_cii(replace=replaced), "Facture-118.xml", channel=Channel.PORTAL)
    return Invoice.objects.get(flow=flow)


SHORT = {"<ram:LineTotalAmount>701.00": "<ram:LineTotalAmount>450.00"}
"""The second line, of 251.00, is left out of the total."""


def test_it_says_what_is_wrong_in_the_file_and_shows_the_lines() -> None:
    draft = a_wrong_draft(**SHORT)
    own = of(signed_in(), draft)

    assert own is not None
    assert (own.name, own.is_draft, len(own.findings)) == ("Facture-118.xml", True, 1)
    assert own.gap is not None
    assert [line.left_out for line in own.gap.lines] == [False, True]
    assert (f"{own.gap.computed}", f"{own.gap.declared}", f"{own.gap.difference}") == ("701.00", "450.00", "251.00")


def test_a_total_that_comes_of_others_shows_them() -> None:
    draft = a_wrong_draft(**{"<ram:TaxBasisTotalAmount>701.00": "<ram:TaxBasisTotalAmount>700.00"})
    own = of(signed_in(), draft, "BR-CO-13")

    assert own is not None and own.gap is not None
    assert [(part.sign, f"{part.amount}") for part in own.gap.parts] == [("", "701.00")]


def test_the_way_back_leads_to_the_draft() -> None:
    draft = a_wrong_draft(**SHORT)
    client = signed_in()
    own = of(client, draft)

    assert own is not None
    assert client.get(own.back).headers["Location"] == reverse("issued:draft", args=[draft.pk])


def test_a_remark_on_a_sent_invoice_is_told_on_both_sides() -> None:
    invoice = a_deposit()
    remark = Finding(code="BR-CO-10", where="BT-106", severity=Severity.WARNING)
    Invoice.objects.filter(pk=invoice.pk).update(findings=[to_data(remark)], status="MISE_A_DISPOSITION")
    clerk = Client()
    clerk.force_login(a_clerk())
    for client, route in ((signed_in(), "issued:invoice"), (clerk, "received:invoice")):
        own = of(client, invoice)
        assert own is not None
        assert (own.is_draft, own.gap, own.back) == (False, None, reverse(route, args=[invoice.pk]))


@pytest.mark.parametrize("asked", ["", "0", "-1", "abc", "²", "9" * 18, "9" * 40])
def test_an_invoice_that_is_none_leaves_the_page_as_it_is(asked: str) -> None:
    a_supplier()
    assert of(signed_in(), asked) is None


def test_an_invoice_of_others_is_not_shown() -> None:
    draft = a_wrong_draft(**SHORT)
    grant(a_person("noe@example.org"), a_structure(PARIS_7E))

    assert of(Client(), draft) is None
    assert of(signed_in("noe@example.org"), draft) is None


def test_a_rule_that_found_nothing_there_says_nothing_of_it() -> None:
    assert of(signed_in(), a_wrong_draft(**SHORT), "BR-CO-15") is None


def test_a_plain_draft_is_judged_as_its_form_is() -> None:
    draft = a_draft()
    Invoice.objects.filter(pk=draft.pk).update(draft={**draft.draft, "typed": {**draft.draft["typed"], "number": ""}})
    own = of(signed_in(), draft, "CPP-REF-01")

    assert own is not None and own.gap is None
