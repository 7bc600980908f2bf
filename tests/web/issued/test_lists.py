"""Synthèse and the list of what was sent: what they show, and what they cost."""

import io
import re
import zipfile
from itertools import count

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import etree

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import (
    a_deposit,
    a_draft,
    a_person,
    a_service,
    a_structure,
    a_supplier,
    an_available,
    grant,
    receive,
    sample,
    walk,
)
from tests.web.budget import costs_the_same
from unisson.directory.spaces import Level
from unisson.invoices.lists import search
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.web.issued import summary_page
from unisson.web.issued.asked import CRITERIA

_numbers = count(1)


def fifty_deposits() -> None:
    for _ in range(49):
        a_deposit(f"FA-{next(_numbers):04d}")


def test_drafts_stand_apart_from_what_was_sent(claire: Client, draft: Invoice) -> None:
    a_deposit("FA-1")

    page = claire.get(reverse("issued:summary")).context["page"]

    assert [row.invoice.pk for row in page.drafts] == [draft.pk]
    assert [invoice.number for invoice in page.latest] == ["FA-1"]


def test_an_empty_summary_says_so(claire: Client) -> None:
    assert claire.get(reverse("issued:summary")).status_code == 200


def links(answer: HttpResponse) -> list[str]:
    return re.findall(r'(?:href|action)="(/(?!static)[^"]*)"', answer.text)


@pytest.mark.parametrize("route", ["home", "issued:summary", "issued:search"])
def test_who_may_only_read_is_led_to_no_dead_end(draft: Invoice, route: str) -> None:
    reader, client = a_person("lecture@example.org"), Client()
    grant(reader, draft.supplier, level=Level.READ)
    client.force_login(reader)
    for link in links(client.get(reverse(route))):
        assert client.get(link).status_code in (200, 302, 405), link


def test_who_may_only_read_finds_a_draft_in_the_list(claire: Client, draft: Invoice) -> None:
    reader, client, url = a_person("lecture@example.org"), Client(), reverse("issued:invoice", args=[draft.pk])
    grant(reader, draft.supplier, level=Level.READ)
    client.force_login(reader)

    assert client.get(url).headers["Location"] == reverse("issued:summary")
    assert claire.get(url).headers["Location"] == reverse("issued:draft", args=[draft.pk])


def test_who_may_deposit_is_offered_it(claire: Client, draft: Invoice) -> None:
    offered = links(claire.get(reverse("issued:summary")))

    assert {reverse("issued:deposit"), reverse("issued:draft", args=[draft.pk])} <= set(offered)


def test_a_summary_that_is_cut_says_so_and_counts_them_all(
    claire: Client, draft: Invoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_draft("SS-CUT-2")
    monkeypatch.setattr(summary_page, "FIRST", 1)
    answer = claire.get(reverse("issued:summary"))

    assert (answer.context["page"].draft_count, len(answer.context["page"].drafts)) == (2, 1)
    assert "Les 1 premières sur 2." in answer.text


def test_all_that_waits_is_seen_page_by_page_each_line_once(
    claire: Client, draft: Invoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary_page, "WHOLE", 2)
    a_draft("SS-CUT-2")
    for number in range(4):
        walk(an_available(f"FA-{number}"), Status.REJETEE)
    query, seen = "?tout=1", []
    while query:
        page = claire.get(reverse("issued:summary") + query).context["page"]
        seen += [*(row.number for row in page.drafts), *(invoice.number for invoice in page.returned)]
        query = page.next
        Invoice.objects.filter(number=seen[-1]).update(rejection_treated=True)  # the last line seen may leave

    assert len(seen) == len(set(seen)) == 6
    assert claire.get(reverse("issued:summary"), {"tout": "1", "apres": "9_hier_x"}).status_code == 200


def test_the_summary_shows_the_service_in_use(claire: Client) -> None:
    structure = a_supplier()[1]
    south, north = a_service(structure, "SUD"), a_service(structure, "NORD")
    for number, service in (("FA-1", south), ("FA-2", north)):
        walk(an_available(number), Status.REJETEE)
        Invoice.objects.filter(number=number).update(supplier_service=service)
    claire.post(reverse("choose-service"), {"service": north.pk})

    page = claire.get(reverse("issued:summary")).context["page"]
    assert ([row.number for row in page.returned], page.waiting) == (["FA-2"], 1)


def test_the_summary_costs_the_same_with_fifty_drafts(claire: Client, draft: Invoice) -> None:
    costs_the_same(
        claire,
        reverse("issued:summary"),
        add_rows=lambda: [a_draft(f"SS-{next(_numbers):04d}") for _ in range(9)] and None,
    )


def test_the_list_costs_the_same_with_fifty_invoices(claire: Client) -> None:
    a_deposit("FA-0")

    costs_the_same(claire, reverse("issued:search"), add_rows=fifty_deposits)


def test_the_cursor_shows_every_invoice_once(claire: Client) -> None:
    fifty_deposits()
    url, seen = reverse("issued:search"), []
    while url:
        page = claire.get(url).context["found"]
        seen += [invoice.number for invoice in page.rows]
        url = page.next and reverse("issued:search") + page.next

    assert len(seen) == len(set(seen)) == 49


def test_the_form_of_a_draft_keeps_its_budget(claire: Client, draft: Invoice) -> None:
    costs_the_same(claire, reverse("issued:draft", args=[draft.pk]), add_rows=lambda: None)


def test_a_credit_note_shows_a_minus(claire: Client) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    flow = receive(sample("avoir-ubl.xml").encode())

    assert flow.invoice.gross_total > 0
    assert "-55,00" in claire.get(reverse("issued:search")).content.decode()
    assert "-55,00" in claire.get(reverse("issued:invoice", args=[flow.invoice.pk])).content.decode()


def test_a_search_keeps_its_criteria_from_page_to_page(claire: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PAGE", 2)
    for number in ("QX-1", "QX-2", "QX-3", "FA-1"):
        a_deposit(number)
    url, seen = reverse("issued:search") + "?q=QX", []
    while url:
        page = claire.get(url).context["found"]
        seen += [invoice.number for invoice in page.rows]
        url = page.next and reverse("issued:search") + page.next
    assert sorted(seen) == ["QX-1", "QX-2", "QX-3"]


def test_a_folded_criterion_is_unfolded_when_it_is_asked(claire: Client) -> None:
    a_deposit("FA-1")
    url = reverse("issued:search")
    assert '<details class="fold">' in claire.get(url).text
    answer = claire.get(url, {"engagement": "nulle part", "ht_min": "beaucoup"})
    assert '<details class="fold" open>' in answer.text
    assert answer.context["here"].faults.keys() == {"ht_min"}
    assert list(answer.context["found"].rows) == []


@pytest.mark.parametrize(
    "value", ["\x00", "é" * 300, "1" * 40, "9" * 400, "-1", "%", "0001-01-01", "1e999", "' OR 1=1"]
)
def test_any_criterion_may_hold_anything(claire: Client, value: str) -> None:
    a_deposit("FA-1")
    asked = dict.fromkeys(CRITERIA, value)
    assert claire.get(reverse("issued:search"), asked).status_code == 200
    for name in CRITERIA:
        assert claire.get(reverse("issued:search"), {name: value}).status_code == 200
    assert claire.get(reverse("issued:export"), asked).status_code == 200


def test_the_file_of_a_search_holds_what_it_finds_in_two_formats(claire: Client) -> None:
    invoice = a_deposit("QX-1")
    a_deposit("FA-1")
    url = reverse("issued:export")
    rows = claire.get(url, {"q": "QX"}).getvalue().decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert f"{invoice.gross_total:.2f}".replace(".", ",") in rows[1]
    book = load(claire.get(url, {"q": "QX", "fichier": "xlsx"}).content)
    assert [row[0] for row in book] == ["Numéro", "QX-1"]
    assert float(invoice.gross_total or 0) in book[1]


def load(content: bytes) -> list[list[object]]:
    """The cells of the first sheet: texts as they are shown, the others as numbers."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = [node.text for node in etree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{space}t")]
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [
        [
            shared[int(value)] if cell.get("t") == "s" else float(value)
            for cell in row
            if (value := cell.findtext(f"{space}v")) is not None
        ]
        for row in sheet.iter(f"{space}row")
    ]


@pytest.mark.django_db
def test_a_stranger_has_no_list_of_sent_invoices(client: Client) -> None:
    assert client.get(reverse("issued:export")).status_code == 302
