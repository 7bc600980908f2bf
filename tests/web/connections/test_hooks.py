"""Webhooks on the portal: a secret shown once, a log that says what came back, buttons for who may change."""

import logging
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT
from unisson.invoices.webhooks import log, managing
from unisson.kernel.clock import PARIS
from unisson.kernel.ports import Answered, ports
from unisson.kernel.words import sentence
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks import lanes, queueing
from unisson.notices.webhooks.endpoints import Told
from unisson.notices.webhooks.events import FLOW_FINISHED, KINDS, STATUS_CHANGED
from unisson.notices.webhooks.queueing import Draft

from .people import People, client_of

_SECRET = re.compile(r'data-copy="(whsec_[^"]+)"')
URL = "https://exemple.fr/hook"
FORM = {"url": URL, "events": list(KINDS), "description": "ERP"}


@pytest.fixture
def paul(us: People) -> Client:
    return client_of(us.colleague)


@pytest.fixture
def told(us: People) -> Told:
    return managing.add(us.colleague, us.structure.pk, url=URL, kinds=KINDS, description="ERP", at=AT)


def to(name: str, *args: int) -> str:
    return reverse(f"connections:{name}", args=args)


def an_event(endpoint: Endpoint, name: str = "1", kind: str = STATUS_CHANGED, **data: str) -> Delivery:
    said = data or {"status": "SUSPENDUE", "number": f"FA-{name}"}
    queueing.queue([Draft(endpoint=endpoint.pk, kind=kind, source=name, data=said, at=AT, subject=f"FA-{name}")], at=AT)
    return Delivery.objects.get(source=name)


def test_it_is_added_and_its_secret_shown_once(us: People, paul: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = paul.post(to("add-hook"), FORM)
    (secret,) = _SECRET.findall(answer.text)
    assert "no-store" in answer["Cache-Control"]
    endpoint = Endpoint.objects.get()
    assert (endpoint.url, endpoint.structure, endpoint.kinds) == (URL, us.structure, list(KINDS))
    assert secret not in caplog.text
    for path in (to("webhooks"), to("hook", endpoint.pk)):
        assert secret not in paul.get(path).text


def test_sent_twice_the_form_makes_one(paul: Client) -> None:
    paul.post(to("add-hook"), FORM)
    again = paul.post(to("add-hook"), FORM)
    assert again.status_code == 409
    assert sentence("CPP-WEBHOOK-08", {}) in again.text
    assert Endpoint.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [({"url": "http://exemple.fr/"}, "CPP-WEBHOOK-01"), ({"url": "https://10.0.0.1/"}, "CPP-WEBHOOK-03")],
)
def test_what_is_refused_is_said_at_its_field(paul: Client, typed: dict[str, str], code: str) -> None:
    answer = paul.post(to("add-hook"), {**FORM, **typed})
    assert answer.status_code == 409
    assert answer.context["form"].errors["url"] == [sentence(code, {"host": "10.0.0.1"})]


def test_without_an_event_nothing_is_added(paul: Client) -> None:
    assert paul.post(to("add-hook"), {**FORM, "events": []}).status_code == 409
    assert not Endpoint.objects.exists()


def test_a_secret_renewed_twice_is_told_once(paul: Client, told: Told) -> None:
    page = paul.get(to("hook", told.endpoint.pk))
    seen = {"vu": page.context["page"].mark}
    assert _SECRET.search(paul.post(to("renew-hook", told.endpoint.pk), seen).text)
    again = paul.post(to("renew-hook", told.endpoint.pk), seen, follow=True)
    assert not _SECRET.search(again.text)
    assert sentence("CPP-WEBHOOK-09", {}) in again.text


def test_the_log_says_what_came_back(paul: Client, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    class Down:
        def post(self, url: str, **_: Any) -> Answered:
            return Answered(status=503, text="<b>Maintenance</b>", milliseconds=42)

    monkeypatch.setattr(ports, "poster", Down())
    delivery = an_event(told.endpoint)
    assert 'hx-trigger="every 2s"' in paul.get(to("hook", told.endpoint.pk)).text
    lanes.send_pending(clock=lambda: AT)

    polled = paul.get(to("hook", told.endpoint.pk), headers={"HX-Request": "true"})
    assert polled["HX-Refresh"] == "true"
    page = paul.get(to("hook", told.endpoint.pk)).text
    for words in ("Suspendue", "FA-1", "À réessayer", "HTTP\u00a0503", "42 ms", "En échec"):
        assert words in page
    assert 'hx-trigger="every 2s"' not in page
    one = paul.get(to("delivery", told.endpoint.pk, delivery.pk)).text
    assert "&lt;b&gt;Maintenance" in one
    assert delivery.message in one


def test_each_reason_why_nothing_arrived_is_told(paul: Client, told: Told) -> None:
    delivery = an_event(told.endpoint)
    for fault in ("UNKNOWN", "FORBIDDEN", "REFUSED", "CERTIFICATE", "SILENT", "BROKEN", "UNSIGNED"):
        Delivery.objects.update(fault=fault, attempts=1, state="ECHOUEE")
        page = paul.get(to("delivery", told.endpoint.pk, delivery.pk))
        assert page.context["page"].fault
        assert page.context["page"].sent.answer


def test_the_log_goes_on_page_by_page_and_shows_one_result(paul: Client, told: Told) -> None:
    for number in range(30):
        an_event(told.endpoint, str(number))
    an_event(told.endpoint, "flux", FLOW_FINISHED, state="IN_REJETE")
    Delivery.objects.filter(source="3").update(state="ECHOUEE")
    first = paul.get(to("hook", told.endpoint.pk)).context["page"]
    assert [str(one.what) for one in first.sent[:2]] == ["Rejeté", "Suspendue"]
    second = paul.get(to("hook", told.endpoint.pk), {"apres": first.next}).context["page"]
    assert (len(first.sent), len(second.sent), second.next) == (25, 6, "")
    failed = paul.get(to("hook", told.endpoint.pk), {"etat": "ECHOUEE"}).context["page"]
    assert [one.delivery.source for one in failed.sent] == ["3"]
    assert paul.get(to("hook", told.endpoint.pk), {"etat": "autre", "apres": "x"}).status_code == 200


def test_the_list_and_the_log_cost_no_more_queries_when_they_are_long(
    us: People, paul: Client, told: Told, django_assert_max_num_queries: Any
) -> None:
    for number in range(9):
        managing.add(us.colleague, us.structure.pk, url=f"{URL}/{number}", kinds=KINDS, at=AT)
    for number in range(60):
        an_event(told.endpoint, str(number))
    for path in (to("webhooks"), to("hook", told.endpoint.pk)):
        with django_assert_max_num_queries(15):
            paul.get(path)


def test_failures_are_replayed_since_a_day(paul: Client, told: Told) -> None:
    for number in range(3):
        an_event(told.endpoint, str(number))
    Delivery.objects.update(state="ECHOUEE")
    day = AT.astimezone(PARIS).date()
    queueing_before = {"depuis": day.replace(day=day.day + 1).isoformat()}
    answer = paul.post(to("replay-hook", told.endpoint.pk), queueing_before, follow=True)
    assert "Rien n’a échoué." in answer.text
    paul.post(to("replay-hook", told.endpoint.pk), {"depuis": day.isoformat()})
    assert Delivery.objects.filter(state="EN_ATTENTE").count() == 3


def test_who_only_reads_has_no_button(us: People, told: Told) -> None:
    log.test(us.colleague, told.endpoint.pk, at=AT)
    Delivery.objects.update(state="ECHOUEE")
    page = client_of(us.reader).get(to("hook", told.endpoint.pk)).text
    main = page[page.index("<main") : page.index("</main>")]
    assert 'method="post"' not in main
    one = client_of(us.reader).get(to("delivery", told.endpoint.pk, Delivery.objects.get().pk)).text
    assert 'method="post"' not in one[one.index("<main") : one.index("</main>")]


@pytest.mark.parametrize("state", ["SUSPENDU", "DESACTIVE"])
def test_stopped_it_says_so_and_can_only_be_resumed(paul: Client, told: Told, state: str) -> None:
    Endpoint.objects.update(state=state, disabled_at=AT, disabled_why="EN_ECHEC")
    page = paul.get(to("hook", told.endpoint.pk)).text
    assert to("resume-hook", told.endpoint.pk) in page
    assert to("test-hook", told.endpoint.pk) not in page


def test_the_history_of_the_structure_names_it(us: People, paul: Client, told: Told) -> None:
    page = client_of(us.manager).get(reverse("manager-history")).text
    assert "Webhook ajouté" in page
    assert "ERP" in page
