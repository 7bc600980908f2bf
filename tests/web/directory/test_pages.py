from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.builders import ARSOUILLE, PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.directory.conftest import an_operator
from tests.directory.files import a_file, a_line
from tests.invoices.builders import AT, a_pdf, a_person, a_service, a_structure, a_supplier
from unisson.accounts import pacing
from unisson.directory import catalogue
from unisson.directory.models import Publication, Structure
from unisson.invoices.models import Invoice
from unisson.kernel.clock import stopped, today
from unisson.web import visitors
from unisson.web.directory.page import Directory, look_up, sheet

pytestmark = pytest.mark.django_db


def found(query: str) -> Directory:
    return look_up(QueryDict(query))


def test_it_finds_public_structures_and_what_they_require() -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT, commitment_required=True)
    a_structure(ARSOUILLE, private=True, name="PONT ET FILS")
    page = found("q=esprit+pont")
    assert [one.structure for one in page.hits] == [town_hall]
    assert [must for _, must in page.hits[0].needs] == [True]
    assert [text for text, hit in page.hits[0].title if hit] == ["PONT", "ESPRIT"]
    assert list(found("q=pont+fils").hits) == []


def test_it_guesses_only_when_nothing_is_found() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    assert found("q=pnot").guess == ""
    assert (found("q=espirt").guess, found("q=espirt").guess_url) == ("esprit", "?q=esprit")
    assert found("q=esprit").guess == ""


def test_every_page_of_many_has_its_address() -> None:
    for rank in range(25):
        a_structure(f"213401722{rank:05}", name="CAISSE", town="Val & Mont")
    first = found("q=caisse&ville=val")
    second = found(first.further[1:])
    assert (len(first.hits), len(second.hits), second.further) == (20, 5, "")
    assert found(second.first[1:]).hits == first.hits


@pytest.mark.parametrize("query", ["", "zzz", "'; DROP TABLE", "%", "é" * 300, "21300202500012", "\x00", "a " * 150])
def test_any_text_may_be_searched(query: str) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    asked = {"q": query, "cp": query, "ville": query, "pays": query, "type": query, "apres": query}
    assert Client().get(reverse("directory"), asked).status_code == 200


def test_a_structure_has_its_page_with_its_open_services() -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT)
    finances = a_service(town_hall, "FIN", name="Finances")
    a_service(town_hall, "VIEUX", active=False)
    page = sheet(town_hall, service="", after="", on=today())
    assert (list(page.services), page.service_count, page.legal_days) == ([finances], 1, 30)
    assert page.may_receive


def test_services_come_in_pages() -> None:
    town_hall = a_structure(PONT_SAINT_ESPRIT)
    for rank in range(60):
        a_service(town_hall, f"S{rank:03}")
    first = sheet(town_hall, service="", after="", on=today())
    second = sheet(town_hall, service="", after=QueryDict(first.further[1:])["apres"], on=today())
    assert [len(first.services), len(second.services), second.further] == [50, 10, ""]


def test_an_address_written_with_blanks_leads_to_the_page() -> None:
    a_structure(PONT_SAINT_ESPRIT)
    answer = Client().get(reverse("directory-structure", args=["213 002 025 00012"]))
    assert answer.headers["Location"] == reverse("directory-structure", args=[PONT_SAINT_ESPRIT])


@pytest.mark.parametrize("siret", ["%20", "-", ".", "%E2%80%83", "%C2%A0"])
def test_an_address_of_blanks_is_not_there(siret: str) -> None:
    assert Client().get(f"/annuaire/{siret}/").status_code == 404


@pytest.mark.parametrize("siret", [SAFE_STYLE, "1", "99999999999999", "x" * 50, "%00"])
def test_what_is_not_public_is_not_there(siret: str) -> None:
    a_structure(SAFE_STYLE)
    assert Client().get(f"/annuaire/{siret}/").status_code in (302, 404)


def test_a_closed_structure_leads_to_the_one_that_took_its_place_and_takes_no_invoice() -> None:
    after = a_structure(PARIS_7E)
    a_structure(PONT_SAINT_ESPRIT, active=False, became=after)
    text = Client().get(reverse("directory-structure", args=[PONT_SAINT_ESPRIT])).text
    assert reverse("directory-structure", args=[PARIS_7E]) in text
    assert reverse("directory-deposit", args=[PONT_SAINT_ESPRIT]) not in text


def test_nothing_of_a_masked_structure_is_shown_but_its_number() -> None:
    secret = {"name": "SECRETE", "address": "1 rue Cachée", "town": "Cachette", "contact_email": "s@example.org"}
    town = a_structure(PONT_SAINT_ESPRIT, masked=True, **secret)
    a_service(town, "A", contact_email="s@example.org")
    for address in (reverse("directory-structure", args=[PONT_SAINT_ESPRIT]), reverse("directory") + "?q=213002025"):
        text = Client().get(address).text
        assert "213\u00a0002\u00a0025\u00a000012" in text
        assert [word for word in secret.values() if word in text] == []


def test_who_did_not_sign_in_asks_so_often_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "SEARCHES_PER_MINUTE", 2)
    a_structure(PARIS_7E)
    client, known = Client(), Client()
    known.force_login(a_person())
    asked = [reverse("directory"), reverse("directory-structure", args=[PARIS_7E])]
    assert [client.get(address).status_code for address in (*asked, *asked)] == [200, 200, 429, 429]
    search, page = client.get(asked[0], {"q": "pont", "cp": "30130"}), client.get(asked[1])
    assert [answer.headers["Retry-After"] for answer in (search, page)] == ["60", "60"]
    assert (search.context["page"].asked["q"], search.context["page"].asked["cp"]) == ("pont", "30130")
    assert "page" not in page.context and page.context["refusal"].code == "CPP-ANNUAIRE-33"
    assert [known.get(address).status_code for address in (*asked, *asked)] == [200] * 4


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("unix:", "", False),
    ],
)
def test_a_subscriber_is_one_visitor_with_all_his_addresses(one: str, other: str, alike: bool) -> None:
    marks = [pacing.visitor(RequestFactory(REMOTE_ADDR=address).get("/")) for address in (one, other)]
    assert (marks[0] == marks[1]) is alike


def test_a_structure_without_the_service_that_it_requires_is_not_invoiced_at_its_own_address() -> None:
    a_structure(PARIS_7E)
    a_structure(PONT_SAINT_ESPRIT, service_required=True)
    pages = [Client().get(reverse("directory-structure", args=[siret])).text for siret in (PARIS_7E, PONT_SAINT_ESPRIT)]
    assert ["adressez la facture" in text for text in pages] == [True, False]


def test_the_file_of_the_week_is_fetched_whole() -> None:
    a_structure(PARIS_7E)
    assert Client().get(reverse("directory-file")).status_code == 404
    catalogue.publish_due(clock=stopped(AT))
    answer = Client().get(reverse("directory-file"))
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert len(content) == Publication.objects.get().size == int(answer.headers["Content-Length"])
    assert reverse("directory-file") in Client().get(reverse("directory")).text


def test_a_recipient_found_here_is_in_the_draft_that_follows() -> None:
    claire, _ = a_supplier()
    a_structure(PARIS_7E)
    client = Client()
    address = reverse("directory-deposit", args=[PARIS_7E])
    assert client.get(address).headers["Location"] == f"{reverse('sign-in')}?next={address}"
    client.force_login(claire)
    form = client.get(address, follow=True)
    assert f'name="destinataire" value="{PARIS_7E}"' in form.text
    send(client, a_pdf(recipient=""))
    assert Invoice.objects.get().draft["typed"]["recipient_siret"] == PARIS_7E


def test_a_file_that_names_its_recipient_keeps_it() -> None:
    claire, _ = a_supplier()
    a_structure(PARIS_7E)
    a_structure(PONT_SAINT_ESPRIT)
    client = Client()
    client.force_login(claire)
    send(client, a_pdf(recipient=PONT_SAINT_ESPRIT))
    assert Invoice.objects.get().draft["typed"]["recipient_siret"] == PONT_SAINT_ESPRIT


def send(client: Client, content: bytes) -> None:
    file = SimpleUploadedFile("facture.pdf", content, "application/pdf")
    client.post(reverse("issued:deposit"), {"file": file, "framework": "A1", "destinataire": PARIS_7E})


def test_who_may_not_deposit_is_told_so() -> None:
    a_structure(PARIS_7E)
    client = Client()
    client.force_login(a_person())
    answer = client.get(reverse("directory-deposit", args=[PARIS_7E]))
    assert answer.headers["Location"] == reverse("directory-structure", args=[PARIS_7E])


def a_named_file(*lines: dict[str, str]) -> BytesIO:
    file = a_file(*lines)
    file.name = "annuaire.csv"
    return file


def test_a_file_is_examined_first_and_imported_then() -> None:
    client = Client()
    client.force_login(an_operator())
    examined = client.post(reverse("operator-directory"), {"fichier": a_named_file(a_line())})
    assert (examined.status_code, Structure.objects.count()) == (200, 0)
    token = examined.context["token"]
    done = client.post(reverse("operator-directory-import"), {"verification": token})
    assert (done.status_code, Structure.objects.get().identifier) == (302, PONT_SAINT_ESPRIT)


def test_what_somebody_else_examined_or_changed_meanwhile_is_not_imported() -> None:
    client, colleague = Client(), Client()
    client.force_login(an_operator())
    colleague.force_login(an_operator("odile@example.org"))
    town = a_structure(PONT_SAINT_ESPRIT)
    token = client.post(reverse("operator-directory"), {"fichier": a_named_file(a_line())}).context["token"]
    bring = reverse("operator-directory-import")
    assert colleague.post(bring, {"verification": token}).context["refusal"].code == "CPP-ANNUAIRE-30"
    Structure.objects.filter(pk=town.pk).update(town="Nîmes")
    again = client.post(bring, {"verification": token})
    assert (again.status_code, again.context["refusal"].code) == (409, "CPP-ANNUAIRE-43")
    assert Structure.objects.get().town == "Nîmes"
    client.post(bring, {"verification": again.context["token"]})
    assert Structure.objects.get().town == "Pont-Saint-Esprit"


def test_what_a_file_changes_is_said_only_when_it_may_be_imported() -> None:
    client = Client()
    client.force_login(an_operator())
    may, may_not = a_named_file(a_line("21300202500013")), a_named_file(a_line("21300202500013", Statut="?"))
    shown = [client.post(reverse("operator-directory"), {"fichier": file}).text for file in (may, may_not)]
    assert ['id="effets"' in text for text in shown] == [True, False]
    assert ["1 remarque" in text for text in shown] == [True, True]


def test_a_file_with_faults_is_told_line_by_line_and_cannot_be_imported() -> None:
    client = Client()
    client.force_login(an_operator())
    file = a_file(a_line(Statut="?"), a_line(PARIS_7E, MOA=""))
    answer = client.post(reverse("operator-directory"), {"fichier": file})
    assert answer.status_code == 409
    assert [(one["line"], one["code"]) for one in answer.context["problems"]] == [
        (2, "CPP-ANNUAIRE-14"),
        (3, "CPP-ANNUAIRE-14"),
    ]
    assert answer.context["token"] == ""


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\x00", b";" * 1_000_000, b"PK\x03\x04", b'"' * 99])
def test_no_file_is_a_fault_of_ours(content: bytes) -> None:
    client = Client()
    client.force_login(an_operator())
    answer = client.post(reverse("operator-directory"), {"fichier": SimpleUploadedFile("x.csv", content)})
    assert answer.status_code == 409
