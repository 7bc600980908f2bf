"""Sorting, counting, keeping and exporting what was found, without a script."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT, LATER, a_clerk, a_deposit, a_supplier, an_available
from unisson.directory.spaces import Space
from unisson.invoices.exports import work
from unisson.invoices.lists import counting, saved
from unisson.invoices.models import Export, Invoice, UserAction
from unisson.kernel.clock import stopped
from unisson.web.finding import page, tables

pytestmark = pytest.mark.django_db
SIDES = {"issued": Space.ISSUED, "received": Space.RECEIVED}


def signed_in(side: str) -> Client:
    client = Client()
    client.force_login(a_supplier()[0] if side == "issued" else a_clerk())
    return client


def three() -> None:
    for rank, gross in enumerate((20, 30, 10)):
        invoice = an_available(f"FA-{rank}", at=LATER + timedelta(hours=rank))
        Invoice.objects.filter(pk=invoice.pk).update(gross_total=gross, deposited_at=AT + timedelta(hours=rank))


def numbers(client: Client, address: str) -> list[str]:
    return [one.number for one in client.get(address).context["found"].rows]


@pytest.mark.parametrize("side", SIDES)
def test_a_head_sorts_and_a_second_press_turns_round(side: str) -> None:
    three()
    client, url = signed_in(side), reverse(f"{side}:search")
    assert numbers(client, url) == ["FA-2", "FA-1", "FA-0"]
    heads = {str(head.label): head for head in client.get(url).context["found"].heads}
    assert numbers(client, url + heads["Montant TTC"].href) == ["FA-2", "FA-0", "FA-1"]
    turned = {str(head.label): head for head in client.get(url + heads["Montant TTC"].href).context["found"].heads}
    assert turned["Montant TTC"].sort == "ascending"
    assert numbers(client, url + turned["Montant TTC"].href) == ["FA-1", "FA-0", "FA-2"]


@pytest.mark.parametrize("side", SIDES)
def test_counting_stops_and_goes_on_when_it_is_asked(side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    three()
    monkeypatch.setattr(counting, "COUNTED", 2)
    monkeypatch.setattr(page, "COUNTED", 2)
    monkeypatch.setattr("unisson.web.counted.COUNTED", 2)
    client, url = signed_in(side), reverse(f"{side}:search")
    found = client.get(url).context["found"]
    assert found.count == "Plus de 2 factures"
    exact = client.get(url + found.exactly).context["found"]
    assert (exact.count, exact.exactly) == ("3 factures", "")


@pytest.mark.parametrize("side", SIDES)
def test_columns_are_chosen_and_remembered(side: str) -> None:
    three()
    client, url = signed_in(side), reverse(f"{side}:search")
    asked = {"espace": SIDES[side], "requete": "tri=ttc", "colonne": ["ht", "marche"]}
    assert client.post(reverse("finding:columns"), asked).url == f"{url}?tri=ttc"  # type: ignore[attr-defined]
    labels = [str(head.label) for head in client.get(url).context["found"].heads]
    assert labels == ["Numéro", "Montant HT", "Numéro de marché"]
    client.post(reverse("finding:columns"), {**asked, "usuelles": "1"})
    assert len(client.get(url).context["found"].heads) == 7


@pytest.mark.parametrize("side", SIDES)
def test_a_search_is_kept_opened_renamed_and_deleted(side: str) -> None:
    three()
    client, url = signed_in(side), reverse(f"{side}:search")
    asked = {"espace": SIDES[side], "requete": "q=FA-1&tri=-ttc", "nom": "La une"}
    opened = client.post(reverse("finding:save"), asked).url  # type: ignore[attr-defined]
    found = client.get(opened).context["found"]
    assert [one.number for one in found.rows] == ["FA-1"]
    assert found.named.name == "La une"
    assert "La une" in client.get(url).text
    kept = found.named.pk
    assert client.post(reverse("finding:rename", args=[kept]), {"nom": "L’une"}).status_code == 302
    assert client.post(reverse("finding:save"), {**asked, "nom": "L’une"}).status_code == 409
    client.post(reverse("finding:delete", args=[kept]))
    assert saved.searches(a_clerk() if side == "received" else a_supplier()[0], SIDES[side]) == []


@pytest.mark.parametrize("side", SIDES)
def test_a_long_table_is_made_in_the_background(side: str, monkeypatch: pytest.MonkeyPatch) -> None:
    three()
    monkeypatch.setattr(tables, "AT_ONCE", 2)
    client = signed_in(side)
    asked = client.get(reverse(f"{side}:export"), {"recherche": "1", "tri": "numero", "fichier": "csv"})
    assert asked.status_code == 302
    form = client.get(asked.url)  # type: ignore[attr-defined]
    given = {"espace": SIDES[side], "requete": form.context["here"].query, "format": "CSV"}
    followed = client.post(reverse("finding:prepare"), given).url  # type: ignore[attr-defined]
    assert "0 sur 3 factures" in client.get(followed).text
    while work.make_pending(clock=stopped(LATER)):
        pass
    ready = client.get(followed)
    (file,) = ready.context["files"]
    answer = client.get(reverse("finding:file", args=[ready.context["export"].pk, file.number]))
    lines = answer.getvalue().decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert [line.split(";")[0].strip('"') for line in lines] == ["Numéro", "FA-0", "FA-1", "FA-2"]


def test_ticked_lines_are_downloaded_with_the_documents_that_were_chosen() -> None:
    three()
    client = signed_in("received")
    ticked = Invoice.objects.get(number="FA-1")
    given = {"espace": Space.RECEIVED, "requete": "", "facture": ticked.pk, "format": "ZIP", "document": ["original"]}
    assert client.get(reverse("finding:prepare"), given).context["count"] == 1
    followed = client.post(reverse("finding:prepare"), given).url  # type: ignore[attr-defined]
    while work.make_pending(clock=stopped(LATER)):
        pass
    export = Export.objects.get()
    url = reverse("finding:file", args=[export.pk, client.get(followed).context["files"][0].number])
    assert client.get(url).status_code == 302  # to look is no download
    assert not UserAction.objects.exists()
    with zipfile.ZipFile(io.BytesIO(client.post(url).getvalue())) as archive:  # type: ignore[attr-defined]
        assert [name.rpartition("/")[2] for name in archive.namelist()] == ["facture.xml"]
    assert UserAction.objects.get().invoice == ticked


@pytest.mark.parametrize("given", [{"format": "PDF"}, {"format": "ZIP"}, {"format": "CSV", "requete": "q=rien"}])
def test_what_cannot_be_made_is_said_on_the_same_page(given: dict[str, str]) -> None:
    three()
    answer = signed_in("issued").post(reverse("finding:prepare"), {"espace": Space.ISSUED, **given})
    assert answer.status_code == 409
    assert answer.context["refusal"].code.startswith("CPP-EXPORT-")


@pytest.mark.parametrize("value", ["\x00", "é" * 300, "-1", "%", "9" * 400, "1_9999-99-99", "' OR 1=1"])
def test_any_place_order_or_column_may_hold_anything(value: str) -> None:
    a_deposit("FA-1")
    client = signed_in("issued")
    for tri in ("", "-ttc", "date", "etat", "siret"):
        asked = {"tri": tri or value, "apres": value, "avant": value, "colonnes": value, "compter": value}
        assert client.get(reverse("issued:search"), asked).status_code == 200
