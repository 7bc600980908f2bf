"""Several invoices at once: from the boxes of the list, or the whole list."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import LATER, a_clerk, a_deposit, an_available, walk
from unisson.invoices import delivery
from unisson.invoices.models import Invoice, StatusChange
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

pytestmark = pytest.mark.django_db

URL = "/factures-recues/plusieurs/"


@pytest.fixture
def marc(client: Client) -> Client:
    client.force_login(a_clerk())
    return client


def several(count: int) -> list[Invoice]:
    for rank in range(count):
        a_deposit(f"FA-{rank}")
    delivery.deliver_pending(clock=stopped(LATER))
    return list(Invoice.objects.order_by("pk"))


def ticked(client: Client, *invoices: Invoice, etat: str = "", **more: str) -> Any:
    seen = [f"{one.pk}@{one.status_since.isoformat()}" for one in invoices]
    return client.post(URL, {"etat": etat, "facture": [one.pk for one in invoices], "vu": seen, **more})


def statuses() -> list[str]:
    return list(Invoice.objects.order_by("pk").values_list("status", flat=True))


def test_done_for_all_one_is_back_on_the_list_and_told(marc: Client) -> None:
    answer = ticked(marc, *several(3), etat=Status.SERVICE_FAIT, liste="q=FA")
    told = marc.get(answer.headers["Location"]).context["treated"]

    assert answer.headers["Location"] == f"{reverse('received:summary')}?q=FA"
    assert (told.status, told.count) == (Status.SERVICE_FAIT, 3)
    assert statuses() == [Status.SERVICE_FAIT] * 3


def test_one_alone_goes_on_to_the_next_like_an_act_of_the_panel(marc: Client) -> None:
    first, second = several(2)
    answer = ticked(marc, first, etat=Status.SERVICE_FAIT)

    assert answer.headers["Location"].endswith(f"?ouvrir={second.pk}#traiter")


def test_what_did_not_move_is_told_line_by_line_first(marc: Client) -> None:
    fresh, paid, there = several(3)
    walk(paid, Status.MISE_EN_PAIEMENT)
    walk(there, Status.SERVICE_FAIT)
    page = ticked(marc, fresh, paid, there, etat=Status.SERVICE_FAIT).context["page"]

    assert [line.code for line in page.lines] == ["CPP-LOT-07", "CPP-LOT-02", "CPP-LOT-01"]
    assert (page.done, page.there, page.refused) == (1, 1, 1)


def test_without_an_act_one_is_asked_which(marc: Client) -> None:
    page = ticked(marc, *several(2)).context["page"]

    assert (page.count, page.target) == (2, None)
    assert Status.REJETEE not in [act.target for act in page.acts]
    assert statuses() == [Status.MISE_A_DISPOSITION] * 2


def test_a_way_back_asks_for_one_motif_and_then_does_it_for_all(marc: Client) -> None:
    invoices = several(2)
    page = ticked(marc, *invoices, etat=Status.SUSPENDUE).context["page"]
    refused = marc.post(URL, {"etat": "SUSPENDUE", "lot": page.lot, "motif": "AUTRE", "commentaire": ""})
    done = marc.post(URL, {"etat": "SUSPENDUE", "lot": page.lot, "motif": "LIVR_ABS", "commentaire": "Merci."})

    assert (page.target, page.count) == (Status.SUSPENDUE, 2)
    assert (refused.status_code, refused.context["page"].refusal.code) == (409, "CPP-ETAT-05")
    assert (done.status_code, statuses()) == (302, [Status.SUSPENDUE] * 2)
    assert set(StatusChange.objects.filter(target="SUSPENDUE").values_list("reason", "comment")) == {
        ("LIVR_ABS", "Merci.")
    }


def test_a_mandate_of_several_is_asked_for_its_number_which_may_stay_empty(marc: Client) -> None:
    page = ticked(marc, *several(2), etat=Status.MANDATEE).context["page"]
    before = statuses()
    marc.post(URL, {"etat": "MANDATEE", "lot": page.lot, "mandat": "", "commentaire": "Livré\0es."})

    assert (page.target, page.motives, before) == (Status.MANDATEE, [], [Status.MISE_A_DISPOSITION] * 2)
    assert statuses() == [Status.MANDATEE] * 2
    assert set(StatusChange.objects.filter(target="MANDATEE").values_list("comment", flat=True)) == {"Livrées."}


def test_a_mandate_number_goes_with_mandatee_for_all_and_with_nothing_else(marc: Client) -> None:
    invoices = several(2)
    lot = ticked(marc, *invoices).context["page"].lot
    marc.post(URL, {"etat": Status.SERVICE_FAIT, "lot": lot, "mandat": "M-1"})
    lot = ticked(marc, *Invoice.objects.order_by("pk")).context["page"].lot
    before = list(Invoice.objects.values_list("mandate_number", flat=True))
    marc.post(URL, {"etat": Status.MANDATEE, "lot": lot, "mandat": "M-1"})

    assert (before, statuses()) == (["", ""], [Status.MANDATEE] * 2)
    assert list(Invoice.objects.values_list("mandate_number", flat=True)) == ["M-1", "M-1"]


def test_a_rejection_is_no_act_of_this_form(marc: Client) -> None:
    ticked(marc, *several(2), etat=Status.REJETEE, motif="DOUBLON", commentaire="Déjà reçue sous ce numéro en mai.")

    assert statuses() == [Status.MISE_A_DISPOSITION] * 2


def test_nothing_ticked_is_said(marc: Client) -> None:
    for etat in ("", Status.SERVICE_FAIT):
        assert ticked(marc, etat=etat).context["page"].refusal.code == "CPP-LOT-04"


def test_the_whole_list_can_be_acted_on_as_it_was_shown(marc: Client) -> None:
    several(2)
    page = marc.get(f"{URL}?q=FA").context["page"]
    an_available("FA-9", at=LATER + timedelta(hours=1))

    assert marc.post(URL, {"etat": Status.SERVICE_FAIT, "lot": page.lot}).status_code == 302
    assert statuses() == [Status.SERVICE_FAIT, Status.SERVICE_FAIT, Status.MISE_A_DISPOSITION]


def test_a_stranger_finds_nothing(client: Client) -> None:
    invoices = several(2)
    client.force_login(a_clerk(PONT_SAINT_ESPRIT))

    assert ticked(client, *invoices).status_code == 404
    assert ticked(client, *invoices, etat=Status.SERVICE_FAIT).status_code == 404
    assert statuses() == [Status.MISE_A_DISPOSITION] * 2


def test_two_hundred_lines_get_two_hundred_verdicts(marc: Client) -> None:
    """Three fates, told in one page that stays light."""
    invoices = several(200)
    for one in invoices[:60]:
        walk(one, Status.MISE_EN_PAIEMENT)
    for one in invoices[60:100]:
        walk(one, Status.SERVICE_FAIT)
    answer = ticked(marc, *invoices, etat=Status.SERVICE_FAIT)
    page = answer.context["page"]

    assert (page.refused, page.there, page.done, page.hidden) == (60, 40, 100, 0)
    assert [line.code for line in page.lines] == ["CPP-LOT-07"] * 60 + ["CPP-LOT-02"] * 40 + ["CPP-LOT-01"] * 100
    assert len(answer.content) < 300_000
    assert statuses().count(Status.SERVICE_FAIT) == 140
