"""« Factures à traiter » as a page: the panel, the criteria, the cursor, the file."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders import PARIS_7E
from tests.invoices.builders import (
    AT,
    LATER,
    a_clerk,
    a_deposit,
    a_person,
    a_structure,
    a_supplier,
    an_available,
    grant,
    passed_on,
    walk,
)
from tests.invoices.test_colleagues import a_colleague
from tests.web.budget import MOST, costs_the_same
from unisson.directory.models import Structure
from unisson.directory.spaces import Level, Space
from unisson.invoices import colleagues, delivery, exchange
from unisson.invoices.lists import inbox
from unisson.invoices.lists.order import USUAL, Order
from unisson.invoices.models import Invoice, Message
from unisson.invoices.status import Status
from unisson.kernel.clock import now, stopped
from unisson.web.received.sorting import ORDERS

pytestmark = pytest.mark.django_db

URL = "/factures-recues/"


@pytest.fixture
def marc(client: Client) -> Client:
    client.force_login(a_clerk())
    return client


def numbers(client: Client, query: str = "") -> list[str]:
    return [row.invoice.number for row in client.get(URL + query).context["page"].rows]


def test_a_line_opens_the_invoice_beside_the_list_and_keeps_its_criteria(marc: Client) -> None:
    invoice = an_available("FA-1")
    page = marc.get(f"{URL}?q=FA&ouvrir={invoice.pk}")

    assert page.context["page"].panel.invoice == invoice
    assert [row.open for row in page.context["page"].rows] == [True]
    assert f'href="?q=FA&amp;ouvrir={invoice.pk}#traiter"' in page.text
    assert 'name="liste" value="q=FA"' in page.text


def test_recycled_away_while_it_stood_open_it_leaves_the_list_without_a_panel(marc: Client) -> None:
    gone, stays = passed_on("FA-1"), an_available("FA-2")
    answer = marc.get(f"{URL}?ouvrir={gone.pk}")

    page = answer.context["page"]
    assert (answer.status_code, page.panel, page.gone) == (200, None, True)
    assert [row.invoice for row in page.rows] == [stays]
    assert 'id="partie"' in answer.text
    assert not [text for text in ("FA-1", gone.recipient.name) if text in answer.text]
    assert not marc.get(f"{URL}?ouvrir={stays.pk}").context["page"].gone


def test_what_somebody_gone_had_in_hand_is_shown_in_nobody_s(marc: Client) -> None:
    invoice, colleague = an_available(), a_colleague()
    colleagues.note(a_clerk(), invoice.pk, to=colleague.pk, at=LATER)
    query = f"?ouvrir={invoice.pk}"
    assert marc.get(URL + query).text.count("Confiée à Inès Garnier") == 2
    assert "Inès Garnier" in marc.get(reverse("received:export")).getvalue().decode()

    colleague.memberships.update(until=LATER)

    assert "Inès Garnier" not in marc.get(URL + query).text
    assert "Inès Garnier" not in marc.get(reverse("received:export")).getvalue().decode()
    assert numbers(marc, "?qui=personne") == [invoice.number]


def test_amounts_are_never_editable(marc: Client) -> None:
    invoice = an_available()
    for query in (f"?ouvrir={invoice.pk}", f"?ouvrir={invoice.pk}&renvoyer=REJETEE"):
        text = marc.get(URL + query).text
        assert not [name for name in ("net_total", "gross_total", "montant", "ttc") if f'name="{name}"' in text]


def test_who_only_reads_sees_the_invoice_and_no_act(client: Client) -> None:
    invoice, reader = an_available(), a_person("lecture@example.org")
    grant(reader, a_structure(PARIS_7E), Space.RECEIVED, Level.READ)
    client.force_login(reader)
    answer = client.get(f"{URL}?ouvrir={invoice.pk}&renvoyer=REJETEE")

    assert (answer.context["page"].panel.ways, answer.context["page"].panel.back) == (None, None)
    assert 'name="etat"' not in answer.text


def test_what_rests_has_a_group_of_its_own_at_the_end(marc: Client) -> None:
    resting, waiting = walk(an_available("FA-1"), Status.SUSPENDUE), an_available("FA-2")
    page = marc.get(URL).context["page"]

    assert [row.invoice for row in page.rows] == [waiting]
    assert [row.invoice for row in page.stopped] == [resting]


def test_a_second_suspension_stops_no_clock_and_its_days_are_shown(marc: Client) -> None:
    walk(an_available("FA-1"), Status.SUSPENDUE, Status.COMPLETEE, Status.SUSPENDUE)
    walk(an_available("FA-2"), Status.SUSPENDUE)
    page = marc.get(URL).context["page"]

    assert {row.invoice.number: (row.stopped, row.left is None) for row in page.stopped} == {
        "FA-1": (False, False),
        "FA-2": (True, True),
    }
    assert "Délai arrêté" not in page.stopped_title


def test_the_next_lines_and_the_ones_before_are_links(marc: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "PAGE", 2)
    monkeypatch.setattr("unisson.invoices.lists.inbox.inbox.__kwdefaults__", {**inbox.inbox.__kwdefaults__, "size": 2})
    for rank in range(5):
        a_deposit(f"FA-{rank}")
        delivery.deliver_pending(clock=stopped(LATER - timedelta(days=rank)))
    first = marc.get(f"{URL}?q=FA").context["page"]
    second = marc.get(URL + first.next).context["page"]

    assert [row.invoice.number for row in first.rows] == ["FA-4", "FA-3"]
    assert [row.invoice.number for row in second.rows] == ["FA-2", "FA-1"]
    assert (first.previous, second.first, second.last) == ("", 3, 4)
    assert numbers(marc, second.previous) == ["FA-4", "FA-3"]
    assert "q=FA" in second.next


def test_what_arrived_since_one_was_last_here_is_new(client: Client) -> None:
    clerk, invoice = a_clerk(), an_available()
    client.force_login(clerk)
    for last, fresh in ((LATER - timedelta(days=1), True), (LATER + timedelta(days=1), False)):
        clerk.previous_login = last
        clerk.save()
        assert [row.fresh for row in client.get(URL).context["page"].rows] == [fresh]
    assert invoice.status == Status.MISE_A_DISPOSITION


def test_criteria_that_make_no_sense_ask_nothing(marc: Client) -> None:
    an_available("FA-1")

    assert numbers(marc, "?service=x&statut=INCONNU&qui=&apres=n&du=2026-99-99&ouvrir=x") == ["FA-1"]
    assert numbers(marc, "?qui=nimporte") == ["FA-1"]


def test_what_is_no_day_and_no_amount_is_said_beside_its_field_and_asks_nothing(marc: Client) -> None:
    an_available("FA-1")
    wrong = {"du": "31/02/2026", "etat_au": "hier", "ttc_min": "beaucoup", "ttc_max": "1" * 40}
    page = marc.get(reverse("received:search"), wrong)

    assert {name: fault.code for name, fault in page.context["faults"].items()} == {
        "du": "CPP-SAISIE-02",
        "etat_au": "CPP-SAISIE-02",
        "ttc_min": "CPP-SAISIE-01",
        "ttc_max": "CPP-SAISIE-01",
    }
    assert [invoice.number for invoice in page.context["found"].rows] == ["FA-1"]
    assert page.text.count('aria-invalid="true"') == len(wrong)
    right = marc.get(reverse("received:search"), {"du": "20/11/2026", "ttc_max": "1 000 000,00"})
    assert (right.context["faults"], right.context["asked"]["du"]) == ({}, "2026-11-20")


def test_all_until_the_payment_has_the_suspended_too(marc: Client) -> None:
    walk(an_available("FA-1"), Status.SUSPENDUE)
    walk(an_available("FA-2"), Status.MANDATEE)
    an_available("FA-3")
    page = marc.get(f"{URL}?statut=EN_COURS").context["page"]

    assert {row.invoice.number for row in page.rows} == {"FA-1", "FA-2", "FA-3"}
    assert page.headline.waiting == 3


def test_a_line_over_the_list_leads_to_what_is_late_or_unanswered_elsewhere(marc: Client) -> None:
    late = walk(an_available("FA-1", at=now() - timedelta(days=40)), Status.PRISE_EN_COMPTE_DESTINATAIRE)
    contested = walk(an_available("FA-2"), Status.REJETEE)
    what = {"text": "Non.", "what": Message.What.CONTEST}
    exchange.say(a_supplier()[0], contested.pk, Message.Side.SUPPLIER, **what, at=now())
    page = marc.get(URL)
    (_, lates), (_, messages) = page.context["page"].beside

    assert numbers(marc, lates) == [late.number]
    found = marc.get(messages)
    assert [(line.row.invoice.number, str(line.row.asked)) for line in found.context["found"].lines] == [
        ("FA-2", "rejet contesté")
    ]
    assert "rejet contesté" in found.text
    assert marc.get(f"{URL}?q=FA").context["page"].beside == []


def test_the_panel_says_what_the_supplier_waits_for(marc: Client) -> None:
    invoice = an_available("FA-1")
    asked = {"text": "Envoyée par erreur.", "what": Message.What.REJECTION_ASKED}
    exchange.say(a_supplier()[0], invoice.pk, Message.Side.SUPPLIER, **asked, at=now())

    assert str(marc.get(f"{URL}?ouvrir={invoice.pk}").context["page"].panel.asked) == "rejet demandé"


def test_the_confirmation_stands_where_the_address_leads(marc: Client) -> None:
    first, second = an_available("FA-1"), an_available("FA-2")
    step = {"etat": Status.SERVICE_FAIT, "liste": ""}
    page = marc.post(reverse("received:treat", args=[first.pk]), step, follow=True)
    place = page.text.index('id="traiter"')

    assert page.redirect_chain[-1][0].endswith(f"ouvrir={second.pk}#traiter")
    assert place < page.text.index("Service fait</h2>") < page.text.index('id="facture-ouverte"')


def test_each_empty_list_says_why(marc: Client) -> None:
    assert "Tout est traité" in marc.get(URL).text
    assert "Effacer les critères" in marc.get(f"{URL}?q=rien").text


def test_the_file_of_the_list_is_what_was_asked_and_runs_no_formula(marc: Client) -> None:
    first = an_available("QX-1")
    an_available("AB-2")
    Structure.objects.filter(pk=first.supplier_id).update(name="=HYPERLINK(1)")
    answer = marc.get(reverse("received:export"), {"q": "QX"})
    heading, *rows = answer.getvalue().decode("utf-8-sig").splitlines()

    assert heading.startswith('"Numéro";')
    assert len(rows) == 1
    assert ';"\'=HYPERLINK(1)";' in rows[0]
    assert f"{first.gross_total:.2f}".replace(".", ",") in rows[0]


def test_the_file_of_a_search_holds_what_it_finds(marc: Client) -> None:
    walk(an_available("FA-1"), Status.MISE_EN_PAIEMENT)
    rows = marc.get(reverse("received:export"), {"recherche": "1"}).getvalue().decode("utf-8-sig").splitlines()

    assert len(rows) == 2
    assert marc.get(reverse("received:export")).getvalue().decode("utf-8-sig").count("\n") == 1


@pytest.mark.parametrize("query", ["", "&renvoyer=REJETEE", "&q=FA", "&statut=EN_COURS"])
def test_an_open_invoice_costs_the_same_with_one_row_and_with_fifty(query: str, client: Client) -> None:
    """For who has both spaces, whose bar counts twice."""
    invoice, clerk = an_available("FA-0"), a_clerk()
    grant(clerk, a_structure("53819959700013"), Space.ISSUED)
    client.force_login(clerk)

    def add_rows() -> None:
        for rank in range(1, 50):
            a_deposit(f"FA-{rank}")
        delivery.deliver_pending(clock=stopped(LATER))
        for one in Invoice.objects.filter(status=Status.MISE_A_DISPOSITION).exclude(pk=invoice.pk)[:5]:
            walk(one, Status.SUSPENDUE)

    assert costs_the_same(client, f"{URL}?ouvrir={invoice.pk}{query}", add_rows=add_rows) <= MOST


def test_a_head_sorts_and_a_second_press_turns_it_round(marc: Client) -> None:
    for number in ("FA-1", "FA-2"):
        an_available(number)
    page = marc.get(f"{URL}?q=FA&tri=montant")

    assert page.text.count("aria-sort=") == 1
    assert 'aria-sort="ascending"><a href="?q=FA&amp;tri=-montant"' in page.text
    assert 'href="?q=FA&amp;tri=fournisseur"' in page.text
    assert page.context["page"].heads["jours"].href == "?q=FA"
    assert marc.get(f"{URL}?tri=-montant").context["page"].heads["montant"].sort == "descending"


@pytest.mark.parametrize("order", [*ORDERS], ids=str)
def test_each_order_keeps_criteria_and_place_and_its_budget(order: Order, marc: Client) -> None:
    for rank in range(inbox.PAGE + 1):
        a_deposit(f"FA-{rank}")
    delivery.deliver_pending(clock=stopped(LATER))
    first = marc.get(f"{URL}?q=FA&tri={order}").context["page"]
    with CaptureQueriesContext(connection) as captured:
        second = marc.get(URL + first.next)

    shown = [row.invoice.number for page in (first, second.context["page"]) for row in page.rows]
    assert len(shown) == len(set(shown)) == inbox.PAGE + 1
    assert len(captured) <= MOST
    assert ("tri=" in second.context["page"].previous) == (order != USUAL)
    assert f'<option value="{order}" selected>' in second.text


def test_sorted_alone_an_empty_list_is_not_one_without_answers(marc: Client) -> None:
    assert "Tout est traité" in marc.get(f"{URL}?tri=-date").text


def test_the_file_of_the_list_is_sorted_like_it(marc: Client) -> None:
    for number in ("FA-1", "FA-2"):
        a_deposit(number, at=AT if number == "FA-1" else LATER)
    delivery.deliver_pending(clock=stopped(LATER))
    text = marc.get(f"{reverse('received:export')}?tri=-date").getvalue().decode("utf-8-sig")

    assert text.index("FA-2") < text.index("FA-1")
