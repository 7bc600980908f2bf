"""« Déposer plusieurs factures »: the files, how far they are, and the ones that leave."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import LATER, a_cii, a_pdf, a_structure
from tests.invoices.drops.builders import a_drop, put, read, send_ready, states, work_all
from tests.web.budget import costs_the_same
from unisson.invoices import sweep
from unisson.invoices.models import Drop, DropFile, Invoice
from unisson.invoices.status import NEVER_SENT
from unisson.kernel.clock import stopped

DROPS = "/factures-emises/depot/plusieurs/"
SCRIPT = {"Accept": "application/json"}
HEAVIEST = 300_000


def files(**contents: bytes) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{name}.xml", content) for name, content in contents.items()]


def at(drop: Drop, name: str = "drop") -> str:
    return reverse(f"issued:{name}", args=[drop.pk])


def test_a_form_opens_a_drop_with_all_its_files(claire: Client) -> None:
    a_structure()
    answer = claire.post(DROPS, {"files": files(a=a_cii("FA-1"), b=a_cii("FA-2")), "vat_regime": "SANS_TVA"})
    drop = Drop.objects.get()
    assert answer.url == at(drop)  # type: ignore[attr-defined]
    assert drop.vat_regime == "SANS_TVA"
    assert states(drop) == {"a.xml": "WAITING", "b.xml": "WAITING"}


def test_without_a_file_no_drop_is_opened(claire: Client) -> None:
    assert claire.post(DROPS, {}).context["page"].refusal.code == "CPP-DEPOTS-01"
    assert not Drop.objects.exists()


def test_a_script_opens_the_drop_first_and_sends_each_file_by_itself(claire: Client) -> None:
    told = claire.post(DROPS, {"framework": "A2"}, headers=SCRIPT).json()
    drop = Drop.objects.get()
    assert told == {"files": at(drop, "drop-files"), "page": at(drop)}
    one = {"files": files(a=a_cii("FA-1"))}
    assert claire.post(told["files"], one, headers=SCRIPT).json() == {"new": 1, "known": 0, "left_out": 0}
    one = {"files": files(a=a_cii("FA-1"))}
    assert claire.post(told["files"], one, headers=SCRIPT).json() == {"new": 0, "known": 1, "left_out": 0}


def test_a_script_is_told_a_refusal_in_words(claire: Client) -> None:
    answer = claire.post(at(a_drop(), "drop-files"), {}, headers=SCRIPT)
    assert answer.status_code == 409
    assert "PDF" in answer.json()["said"]


def test_the_list_begins_with_what_somebody_must_look_at(claire: Client) -> None:
    drop = read({"a.xml": a_cii("FA-1"), "c.txt": b"bonjour", "d.pdf": a_pdf("SS-9", faint=True)})
    put(drop, {"z.xml": a_cii("FA-2")})
    page = claire.get(at(drop)).context["page"]
    assert [row.file.name for row in page.rows] == ["d.pdf", "c.txt", "z.xml", "a.xml"]
    assert (page.now.total, page.now.read, page.now.ready) == (4, 3, 1)


def test_one_state_alone_can_be_listed(claire: Client) -> None:
    drop = read({"a.xml": a_cii("FA-1"), "c.txt": b"bonjour"})
    page = claire.get(at(drop) + "?etat=REFUSE").context["page"]
    assert [row.file.name for row in page.rows] == ["c.txt"]
    assert claire.get(at(drop) + "?etat=rien&page=99").context["page"].page == 1


def test_the_page_asks_how_far_it_is_while_something_is_under_way(claire: Client) -> None:
    drop = a_drop({"a.xml": a_cii("FA-1")})
    poll = claire.get(at(drop)).context["page"].poll
    assert claire.get(poll, headers={"HX-Request": "true"}).status_code == 204
    work_all()
    answer = claire.get(poll, headers={"HX-Request": "true"})
    assert answer.context["page"].poll == ""
    assert answer.context["page"].now.ready == 1


def test_a_drop_of_500_files_stays_light_and_costs_the_same(claire: Client) -> None:
    drop = read({"a.pdf": a_pdf("SS-9", faint=True)})
    mould = drop.files.get()

    def many() -> None:
        rows = [
            DropFile(
                drop=drop,
                position=rank,
                name=f"{rank:03} " + 60 * "x" + ".pdf",
                size=88_000,
                state=mould.state,
                findings=mould.findings,
                points=mould.points,
                number=f"FA-{rank}",
                gross_total=1200,
                currency="EUR",
                recipient="MAIRIE DE PONT-SAINT-ESPRIT",
                added_by=mould.added_by,
                added_at=LATER,
            )
            for rank in range(2, 501)
        ]
        DropFile.objects.bulk_create(rows)

    costs_the_same(claire, at(drop), add_rows=many)
    assert len(claire.get(at(drop)).content) < HEAVIEST


def test_the_drops_that_are_there_are_listed_at_the_same_cost(claire: Client) -> None:
    a_drop({"a.xml": a_cii("FA-1")})

    def many() -> None:
        for _ in range(5):
            a_drop({"a.xml": a_cii("FA-1")})

    costs_the_same(claire, DROPS, add_rows=many)


def test_what_was_confirmed_leaves_and_nothing_else(claire: Client) -> None:
    drop = read({"a.xml": a_cii("FA-1"), "d.pdf": a_pdf("SS-9", faint=True)})
    lot = claire.get(at(drop, "drop-send")).context["page"].lot
    put(drop, {"b.xml": a_cii("FA-2")})
    work_all()
    assert claire.post(at(drop, "drop-send"), {"lot": lot}).status_code == 302
    work_all()
    assert states(drop) == {"a.xml": "SENT", "d.pdf": "DOUBTFUL", "b.xml": "READY"}
    assert Invoice.objects.exclude(status__in=NEVER_SENT).count() == 1


@pytest.mark.parametrize("lot", ["", "x@y", "@", "1@", "999999999999999999999@1", "1@1 " * 2000])
def test_a_selection_that_is_none_sends_nothing(claire: Client, lot: str) -> None:
    drop = a_drop()
    answer = claire.post(at(drop, "drop-send"), {"lot": lot}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["warn"]


def test_a_file_is_taken_out_and_all_the_refused_ones_at_once(claire: Client) -> None:
    drop = read({"a.xml": a_cii("FA-1"), "b.xml": a_cii("FA-2"), "c.txt": b"bonjour", "e.txt": b"bonsoir"})
    claire.post(at(drop, "drop-remove"), {"refuses": "oui"})
    assert states(drop) == {"a.xml": "READY", "b.xml": "READY"}
    claire.post(at(drop, "drop-remove"), {"fichier": str(drop.files.get(name="a.xml").pk)})
    assert states(drop) == {"b.xml": "READY"}


def test_saving_a_draft_of_a_drop_leads_back_to_it(claire: Client) -> None:
    drop = read({"d.pdf": a_pdf("SS-9", faint=True)})
    draft = drop.files.get().draft
    assert draft
    form = claire.get(reverse("issued:draft", args=[draft.pk])).context["page"]
    assert form.invoice.dropped_in == drop.pk
    confirmed = {f"confirm_{name}": "oui" for name in form.checked.doubts}
    texts = {**draft.draft["typed"], "version": str(form.version), "tab": "t", "action": "save", **confirmed}
    assert claire.post(reverse("issued:draft", args=[draft.pk]), texts).url == at(drop)  # type: ignore[attr-defined]
    assert states(drop) == {"d.pdf": "READY"}, drop.files.get().findings


def test_the_certificates_come_in_one_archive(claire: Client) -> None:
    drop = read({"a.xml": a_cii("FA-1")})
    assert claire.get(at(drop, "drop-certificates")).status_code == 302
    send_ready(drop)
    for _ in range(2):
        sweep.sweep(clock=stopped(LATER))
    answer = claire.get(at(drop, "drop-certificates"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert archive.namelist() == ["certificat-FA-1.pdf", "recapitulatif.csv"]
    assert claire.get(at(drop)).context["page"].now.under_way is False
