"""Synthèse and the list of what was sent: what they show, and what they cost."""

from itertools import count

from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_deposit, a_draft
from tests.web.budget import costs_the_same
from unisson.invoices.models import Invoice

_numbers = count(1)


def fifty_deposits() -> None:
    for _ in range(49):
        a_deposit(f"FA-{next(_numbers):04d}")


def test_drafts_stand_apart_from_what_was_sent(claire: Client, draft: Invoice) -> None:
    a_deposit("FA-1")

    context = claire.get(reverse("issued:summary")).context

    assert [row.invoice.pk for row in context["drafts"]] == [draft.pk]
    assert [invoice.number for invoice in context["latest"]] == ["FA-1"]


def test_an_empty_summary_says_so(claire: Client) -> None:
    assert claire.get(reverse("issued:summary")).status_code == 200


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
        page = claire.get(url).context["page"]
        seen += [invoice.number for invoice in page.rows]
        url = page.further

    assert len(seen) == len(set(seen)) == 49


def test_the_form_of_a_draft_keeps_its_budget(claire: Client, draft: Invoice) -> None:
    costs_the_same(claire, reverse("issued:draft", args=[draft.pk]), add_rows=lambda: None)
