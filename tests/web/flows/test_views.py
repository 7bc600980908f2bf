import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.files.archives import a_tar_gz
from tests.invoices.builders import AT, a_cii, a_clerk, a_structure, a_supplier, grant
from tests.invoices.flows.builders import CII, WRONG_TOTAL, an_archive, judged, promised
from tests.web.budget import costs_the_same
from unisson.directory import openings
from unisson.directory.spaces import Level, Space
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.status import Channel
from unisson.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(client: Client) -> Client:
    """Follows the flows of SAFE STYLE."""
    user, supplier = a_supplier()
    openings.open_spaces(supplier, [Space.FLOWS])
    grant(user, supplier, Space.FLOWS)
    client.force_login(user)
    return client


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(flow: Flow, query: str = "") -> str:
    return reverse("flows:flow", args=[flow.pk]) + query


def a_mixed_flow(rows: int = 2) -> Flow:
    files = {f"{rank:03}.xml": a_cii(f"FA-{rows}-{rank}") for rank in range(rows)}
    wrong = {"wrong.xml": a_cii("FA-W", replace=WRONG_TOTAL), "broken.xml": b"<broken"}
    return judged(a_tar_gz({**files, **wrong}), "lot.tar.gz")


def test_the_list_says_what_each_flow_holds(claire: Client) -> None:
    flow = a_mixed_flow()
    page = text(claire, reverse("flows:list"))
    assert flow.number in page
    assert "4 factures, dont 2 refusées" in page


def test_a_flow_shows_its_lines_with_their_sentences_and_links_to_invoices(claire: Client) -> None:
    flow = a_mixed_flow()
    page = text(claire, page_of(flow))
    for invoice in Invoice.objects.all():
        assert reverse("issued:invoice", args=[invoice.pk]) in page
    assert "FA-W" in page
    assert "CPP-XML-02" in page
    only = text(claire, page_of(flow, "?refusees="))
    assert "FA-W" in only
    assert "FA-2-1" not in only


def test_many_lines_stand_on_several_pages(claire: Client) -> None:
    flow = judged(an_archive(*(f"FA-{rank:03}" for rank in range(60))), "lot.tar.gz")
    assert "FA-055" not in text(claire, page_of(flow))
    assert "FA-055" in text(claire, page_of(flow, "?page=2"))
    assert text(claire, page_of(flow, "?page=999999999"))


def test_a_refused_archive_says_why(claire: Client) -> None:
    assert "CPP-PAQUET-02" in text(claire, page_of(judged(an_archive("FA-1")[:-30], "lot.tar.gz")))


def test_one_that_waits_says_so(claire: Client) -> None:
    assert "attend son tour" in text(claire, page_of(promised(an_archive("FA-1"), "lot.tar.gz").flow))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q={number}", True),
        ("?q=FA-2-1", True),
        ("?q=LOT", True),
        ("?q=rien", False),
        ("?etat=IN_INTEGRE_PARTIEL", True),
        ("?etat=IN_REJETE", False),
        ("?syntaxe=IN_DP_E1_CII_16B", True),
        ("?syntaxe=IN_DP_E1_UBL_INVOICE", False),
        ("?du=2026-11-20&au=2026-11-20", True),
        ("?du=2026-11-21", False),
        ("?au=9999-12-31&q=%00", True),
    ],
)
def test_search(claire: Client, query: str, found: bool) -> None:
    flow = a_mixed_flow()
    page = text(claire, reverse("flows:search") + query.format(number=flow.number))
    assert (page_of(flow) in page) is found


def test_the_dashboard_counts_by_state(claire: Client) -> None:
    a_mixed_flow()
    judged(b"<a/>")
    page = text(claire, reverse("flows:board"))
    assert "?etat=IN_INTEGRE_PARTIEL" in page
    assert "?etat=QP_IRRECEVABLE" in page
    assert "?etat=IN_INTEGRE&" not in page


@pytest.mark.parametrize("route", ["flows:list", "flows:flow"])
def test_more_rows_cost_no_more_queries(claire: Client, route: str) -> None:
    flow = judged(an_archive("FA-0"), "lot.tar.gz")

    def more() -> None:
        for rank in range(5):
            judged(an_archive(f"FB-{rank}", f"FC-{rank}"), "autre.tar.gz")
        Flow.objects.filter(whole__isnull=False).update(whole=flow)

    costs_the_same(claire, page_of(flow) if route == "flows:flow" else reverse(route), add_rows=more)


def test_the_report_to_keep(claire: Client) -> None:
    flow = a_mixed_flow()
    address = reverse("flows:report", args=[flow.pk])
    assert claire.get(address).content.startswith(b"%PDF")
    rows = table(claire, f"{address}?fichier=csv")
    assert len(rows) == 5
    assert {row[0] for row in rows[1:]} == {flow.number}
    assert claire.get(f"{address}?fichier=xlsx").content.startswith(b"PK")


def table(client: Client, url: str) -> list[list[str]]:
    answer = client.get(url)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def test_rejections_come_as_one_file_a_day_and_an_issuer(claire: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unisson.web.flows.views_rejections.now", clock.stopped(AT + timedelta(days=3)))
    a_mixed_flow()
    judged(b"<a/>", at=AT + timedelta(days=1))
    supplier = a_structure(SAFE_STYLE)
    page = text(claire, reverse("flows:rejections"))
    assert "20/11/2026" in page
    assert "21/11/2026" in page
    rows = table(claire, f"{reverse('flows:rejections-file')}?du=2026-11-20&emetteur={supplier.pk}")
    assert sorted(row[2] for row in rows[1:]) == ["", "FA-W"]
    assert all(row[7] for row in rows[1:])


@pytest.mark.parametrize("query", ["", "?du=hier&emetteur=1", "?du=2026-01-01&emetteur=1", "?du=9999-12-31&emetteur=x"])
def test_a_day_without_rejections_is_not_there(claire: Client, query: str) -> None:
    assert claire.get(reverse("flows:rejections-file") + query).status_code == 404


def test_the_flows_of_others_are_not_there(client: Client) -> None:
    flow = a_mixed_flow()
    clerk, recipient = a_clerk(), a_structure(PARIS_7E)
    openings.open_spaces(recipient, [Space.FLOWS])
    grant(clerk, recipient, Space.FLOWS, Level.READ)
    client.force_login(clerk)
    assert client.get(page_of(flow)).status_code == 404
    assert flow.number not in text(client, reverse("flows:list"))


class TestDeposit:
    @pytest.fixture(autouse=True)
    def a_sandbox(self, settings: Settings) -> None:
        settings.DEMO = True

    def post(self, client: Client, content: bytes | None = None, **fields: object) -> str:
        file = {"file": SimpleUploadedFile("f.xml", content)} if content is not None else {}
        answer = client.post(reverse("flows:deposit"), {**file, **fields}, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    def test_is_kept_and_leads_to_its_page(self, claire: Client) -> None:
        a_structure()
        page = self.post(claire, a_cii(), stated=CII, supplier=a_structure(SAFE_STYLE).pk)
        flow = Flow.objects.get()
        assert (flow.channel, flow.state) == (Channel.EDI, Flow.State.RECEIVED)
        assert flow.number in page

    def test_the_same_again_says_which_it_is(self, claire: Client) -> None:
        for _ in range(2):
            page = self.post(claire, a_cii(), stated=CII, supplier=a_structure(SAFE_STYLE).pk)
        assert "dernières" in page
        assert Flow.objects.count() == 1

    def test_is_refused_in_words(self, claire: Client) -> None:
        supplier = a_structure(SAFE_STYLE).pk
        assert "Aucun fichier" in self.post(claire, stated=CII, supplier=supplier)
        assert "syntaxe" in self.post(claire, b"<a/>", stated="?", supplier=supplier)
        assert "pas le droit" in self.post(claire, b"<a/>", stated=CII, supplier="x")
        assert not Flow.objects.exists()

    def test_elsewhere_there_is_no_such_page(self, claire: Client, settings: Settings) -> None:
        settings.DEMO = False
        assert claire.get(reverse("flows:deposit")).status_code == 404
        assert reverse("flows:deposit") not in text(claire, reverse("flows:list"))


def test_home_leads_to_the_rejections_who_follows_flows(claire: Client) -> None:
    assert reverse("flows:rejections") in text(claire, reverse("home"))
