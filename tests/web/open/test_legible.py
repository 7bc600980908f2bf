"""« Ma facture est-elle bien lisible ? »: open to all, bounded, and nothing of it stays."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import a_pdf, a_structure
from unisson.accounts import pacing
from unisson.files import limits
from unisson.kernel.refusal import Refusal
from unisson.web.open import patience

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[3] / "samples" / "pdf"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    pacing.forget()
    yield
    pacing.forget()


def show(client: Client, content: bytes, name: str = "facture.pdf", **headers: str) -> HttpResponse:
    return client.post(reverse("legible"), {"file": SimpleUploadedFile(name, content)}, headers=headers)  # type: ignore[return-value]


def kept() -> dict[str, int]:
    rows = {model.__name__: model._default_manager.count() for model in apps.get_models()}
    files = sum(path.is_file() for path in (settings.VAR / "files").rglob("*"))
    return {**rows, "files": files}


def test_the_page_needs_no_account_and_asks_for_a_file(client: Client) -> None:
    answer = client.get(reverse("legible"))
    assert answer.status_code == 200
    assert 'type="file"' in answer.text


def test_a_good_invoice_gets_its_verdict_its_values_and_its_pages(client: Client) -> None:
    a_structure(PONT_SAINT_ESPRIT)
    page = show(client, a_pdf()).context["page"]  # type: ignore[attr-defined]
    values = {value.key: value for value in page.values}
    assert (page.good, page.points) == (True, [])
    assert (values["number"].text, values["number"].how) == ("SS-2026-001", "sure")
    assert values["supplier"].letter == "A"
    assert page.sheets[0].url.startswith("data:image/png;base64,")
    assert {box.key for box in page.sheets[0].boxes} >= {"number", "issue_date", "gross_total"}


def test_lines_that_come_to_the_net_total_are_counted(client: Client) -> None:
    sample = Path(__file__).parents[3] / "samples" / "pdf" / "facture-dense.pdf"
    assert show(client, sample.read_bytes()).context["page"].lines == 12  # type: ignore[attr-defined]


def test_the_images_are_allowed_by_the_policy_of_every_page(client: Client) -> None:
    assert "img-src 'self' data:" in show(client, a_pdf())["Content-Security-Policy"]


def test_what_is_to_improve_comes_first(client: Client) -> None:
    states = [state for state, _ in show(client, (SAMPLES / "facture-050.pdf").read_bytes()).context["page"].points]  # type: ignore[attr-defined]
    assert states == sorted(states, key=["todo", "doubt", "done"].index)
    assert states[0] == "todo"


def test_a_signature_is_told_as_at_deposit(client: Client) -> None:
    page = show(client, (SAMPLES / "fautive-signee-modifiee.pdf").read_bytes()).context["page"]  # type: ignore[attr-defined]
    assert page.signature_tone == "warn"
    intact = show(client, (SAMPLES / "facture-signee.pdf").read_bytes()).context["page"]  # type: ignore[attr-defined]
    assert "signataire non vérifié" in intact.signature


@pytest.mark.parametrize("name", ["facture-050.pdf", "fautive-protegee.pdf", "facture-facturx.pdf"])
def test_nothing_is_kept(name: str, client: Client) -> None:
    before = kept()
    answer = show(client, (SAMPLES / name).read_bytes(), name)
    assert kept() == before
    assert "no-store" in answer["Cache-Control"]


def test_a_refused_file_gets_a_sentence(client: Client) -> None:
    answer = show(client, (SAMPLES / "fautive-protegee.pdf").read_bytes())
    assert answer.context["refusal"].code == "CPP-PDF-03"  # type: ignore[attr-defined]
    assert "mot de passe" in answer.text  # type: ignore[attr-defined]
    assert client.post(reverse("legible")).context["refusal"].code == "CPP-DEPOT-09"
    large = bytes(limits.INVOICE_FILE + 1)
    assert show(client, large).context["refusal"].code == "CPP-FICHIER-02"  # type: ignore[attr-defined]


def test_too_many_from_one_visitor_are_refused_politely_and_others_are_not(client: Client) -> None:
    for _ in range(patience.PER_MINUTE):
        assert show(client, b"junk").status_code == 200
    assert show(client, b"junk").status_code == 429
    answer = Client(REMOTE_ADDR="192.0.2.7").post(reverse("legible"), {"file": SimpleUploadedFile("f", b"junk")})
    assert answer.status_code == 200


def test_when_others_are_served_a_visitor_is_asked_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "WAITS", 0.01)
    request = client.get(reverse("legible")).wsgi_request
    with patience.turn(request):
        assert show(client, a_pdf()).status_code == 429
    assert show(client, a_pdf()).status_code == 200


def test_a_turn_is_given_back_whatever_happens(client: Client) -> None:
    request = client.get(reverse("legible")).wsgi_request
    for _ in range(patience.AT_ONCE + 1):
        with pytest.raises(Refusal, match="CPP-PDF-02"), patience.turn(request):
            raise Refusal("CPP-PDF-02")


def test_behind_a_proxy_the_visitor_is_who_the_proxy_says(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"))
    for turn in range(patience.PER_MINUTE):
        assert show(client, b"junk", **{"X-Forwarded-For": f"10.0.0.{turn}, 192.0.2.1"}).status_code == 200
    assert show(client, b"junk", **{"X-Forwarded-For": "10.0.0.99, 192.0.2.1"}).status_code == 429
    assert show(client, b"junk", **{"X-Forwarded-For": "10.0.0.99, 192.0.2.2"}).status_code == 200


def test_it_is_found_from_the_sign_in_page(client: Client) -> None:
    assert f'href="{reverse("legible")}"' in client.get(reverse("sign-in")).text


def test_slow_files_use_a_visitors_minute_up_sooner(
    client: Client, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "_MOST_MS", 5)
    request = rf.post("/lisible/")
    with patience.turn(request):
        time.sleep(0.01)

    with pytest.raises(Refusal, match="CPP-LISIBLE-20"), patience.turn(request):
        pass
