import errno
import os
from contextlib import suppress
from datetime import timedelta

import pytest

from tests.einvoice.signatures import signed
from tests.invoices.builders import LATER, a_cii, a_deposit, a_pdf, a_person, receive, sample
from unisson.invoices.drafting import drafts
from unisson.invoices.drafting.reading import read_file
from unisson.invoices.drops import adding, reading, work
from unisson.invoices.lease import LEASE, MOST_ATTEMPTS
from unisson.invoices.models import DropFile, Flow, Invoice
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal, Unavailable

from .builders import a_drop, a_zip, brought, codes, put, read, send_ready, states, work_all

pytestmark = pytest.mark.django_db

WRONG_TOTAL = {"<ram:GrandTotalAmount>": "<ram:GrandTotalAmount>9"}


def test_each_file_is_judged_by_itself() -> None:
    drop = read(
        {
            "a.xml": a_cii("FA-1"),
            "b.xml": a_cii("FA-2", replace=WRONG_TOTAL),
            "c.txt": b"bonjour",
            "d.pdf": a_pdf("SS-9", faint=True),
        }
    )
    assert states(drop) == {"a.xml": "READY", "b.xml": "FAULTY", "c.txt": "REFUSED", "d.pdf": "DOUBTFUL"}
    assert "BR-CO-15" in codes(drop, "b.xml")
    assert codes(drop, "c.txt") == ["CPP-DEPOT-01"]
    ready = drop.files.get(name="a.xml")
    assert (ready.number, ready.recipient, ready.currency) == ("FA-1", "MAIRIE 7EME ARR.", "EUR")
    assert Invoice.objects.filter(status=Status.BROUILLON).count() == 3
    assert set(Flow.objects.values_list("state", flat=True)) == {Flow.State.DRAFTED}


def test_a_signature_inside_a_file_is_told_of_its_draft() -> None:
    drop = read({"a.xml": signed(a_cii("FA-1"))})
    draft = drop.files.get().draft
    assert draft is not None
    assert draft.signature["intact"] is True


def test_nothing_leaves_by_being_read() -> None:
    drop = read({"a.xml": a_cii("FA-1")})
    assert drop.files.get().draft.status == Status.BROUILLON  # type: ignore[union-attr]


def test_a_file_that_comes_again_is_known() -> None:
    drop = a_drop({"a.xml": a_cii("FA-1")})
    assert put(drop, {"a.xml": a_cii("FA-1"), "b.xml": a_cii("FA-2")}) == adding.Added(new=1, known=1)


def test_the_same_content_under_another_name_is_not_read_twice() -> None:
    drop = read({"a.xml": a_cii("FA-1"), "copie.xml": a_cii("FA-1")})
    assert states(drop) == {"a.xml": "READY", "copie.xml": "TWIN"}
    assert codes(drop, "copie.xml") == ["CPP-DEPOTS-03"]
    assert Invoice.objects.count() == 1


def test_a_twin_is_read_when_the_first_is_removed() -> None:
    drop = read({"a.xml": a_cii("FA-1"), "copie.xml": a_cii("FA-1")})
    assert adding.remove(a_person(), drop.pk, [drop.files.get(name="a.xml").pk], at=LATER) == 1
    work_all()
    assert states(drop) == {"copie.xml": "READY"}
    assert Invoice.objects.filter(status=Status.SUPPRIMEE).count() == 1


def test_two_files_of_one_number_wait_for_a_choice_and_one_is_enough() -> None:
    drop = read({"a.xml": a_cii("FA-1"), "b.xml": a_cii("FA-1", replace={"</rsm:Cross": " </rsm:Cross"})})
    assert states(drop) == {"a.xml": "TWIN", "b.xml": "TWIN"}
    assert codes(drop, "a.xml") == codes(drop, "b.xml") == ["CPP-DEPOTS-04"]
    adding.remove(a_person(), drop.pk, [drop.files.get(name="a.xml").pk], at=LATER)
    work_all()
    assert states(drop) == {"b.xml": "READY"}


def test_what_was_sent_before_is_recognised_by_its_bytes_and_by_its_number() -> None:
    a_deposit("FA-1")
    drop = read({"a.xml": a_cii("FA-1"), "b.xml": a_cii("FA-1", replace={"</rsm:Cross": " </rsm:Cross"})})
    assert states(drop) == {"a.xml": "TWIN", "b.xml": "TWIN"}
    assert {"CPP-ADM-10", "CPP-DEPOT-02"} <= set(codes(drop, "a.xml"))
    assert "CPP-ADM-10" in codes(drop, "b.xml")


def test_an_archive_is_replaced_by_its_files() -> None:
    drop = read({"tout.zip": a_zip({"2026/a.xml": a_cii("FA-1"), "b.xml": a_cii("FA-2")}), "a.xml": a_cii("FA-1")})
    assert states(drop) == {"a.xml": "READY", "b.xml": "READY"}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"PK\x03\x04 broken", "CPP-PAQUET-02"), (a_zip({}), "CPP-PAQUET-08")],
    ids=["broken", "empty"],
)
def test_an_archive_that_cannot_be_opened_is_told(content: bytes, code: str) -> None:
    drop = read({"tout.zip": content})
    assert states(drop) == {"tout.zip": "REFUSED"}
    assert codes(drop, "tout.zip") == [code]


def test_an_archive_waits_while_there_is_no_room_for_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    drop = a_drop({"lot.zip": a_zip({"a.xml": a_cii("FULL-1"), "b.xml": a_cii("FULL-2")})})

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for turn in range(MOST_ATTEMPTS + 2):
            work_all(LATER + turn * 2 * LEASE)
    assert states(drop) == {"lot.zip": "WAITING"}
    work_all(LATER + timedelta(hours=1))
    assert states(drop) == {"a.xml": "READY", "b.xml": "READY"}


def test_what_finds_no_room_is_said_and_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drop = a_drop()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch, pytest.raises(Unavailable, match="CPP-FICHIER-07"):
        patch.setattr(os, "fsync", full)
        put(drop, {"a.xml": a_cii("FULL-3")})
    assert put(drop, {"a.xml": a_cii("FULL-3")}) == adding.Added(new=1)


def test_what_an_archive_holds_and_is_no_invoice_is_told_file_by_file() -> None:
    drop = read({"tout.zip": a_zip({"a.xml": a_cii("FA-1"), "vide.pdf": b"", "autre.zip": a_zip({"b": b"b"})})})
    assert states(drop) == {"a.xml": "READY", "vide.pdf": "REFUSED", "autre.zip": "REFUSED"}


def test_a_full_drop_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST", 2)
    drop = a_drop({"a.xml": a_cii("FA-1")})
    user = a_person()
    files = [brought(f"{rank}.xml", a_cii(f"FA-{rank}")) for rank in (2, 3)]
    assert adding.add(user, drop.pk, files, at=LATER) == adding.Added(new=1, left_out=1)


def test_what_weighs_too_much_is_in_the_list_and_not_read() -> None:
    user = a_person()
    drop = a_drop()
    heavy = adding.Brought(name="gros.pdf", size=31 * 1024 * 1024, read=lambda: pytest.fail("it was read"))
    adding.add(user, drop.pk, [heavy], at=LATER)
    assert codes(drop, "gros.pdf") == ["CPP-FICHIER-02"]


def test_a_draft_that_somebody_mends_is_judged_again() -> None:
    drop = read({"d.pdf": a_pdf("SS-9", faint=True)})
    draft = drop.files.get().draft
    assert draft
    texts = {"number": "SS-9", "gross_total": "1200", "net_to_pay": "1200"}
    typed = drafts.Typed(texts=texts, confirmed=tuple(draft.draft["read"]), version=0)
    drafts.save(a_person(), draft.pk, typed, at=LATER)
    work_all()
    assert states(drop) == {"d.pdf": "READY"}, drop.files.get().findings


def test_a_draft_sent_or_deleted_elsewhere_is_seen() -> None:
    drop = read({"a.xml": a_cii("FA-1"), "b.xml": a_cii("FA-2")})
    first, second = (file.draft for file in drop.files.order_by("position"))
    assert first and second
    from unisson.invoices.deposit import send

    send(a_person(), first.pk, version=first.draft_version, at=LATER)
    drafts.delete(a_person(), second.pk, at=LATER)
    work_all()
    assert states(drop) == {"a.xml": "SENT"}


def test_a_file_removed_while_it_is_read_gets_no_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    drop = a_drop({"a.xml": a_cii("FA-1")})

    def removed_meanwhile(*given: object, **named: object) -> object:
        adding.remove(a_person(), drop.pk, [drop.files.get().pk], at=LATER)
        return original(*given, **named)  # type: ignore[arg-type]

    original = read_file
    monkeypatch.setattr(reading, "read_file", removed_meanwhile)
    work_all()
    assert states(drop) == {}
    assert not Invoice.objects.exists()


def test_read_twice_at_once_there_is_one_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that everybody took for dead comes back after another did its work."""
    drop = a_drop({"a.xml": a_cii("FA-1")})
    stale = DropFile.objects.select_related("drop__supplier", "added_by").get()
    work_all()
    reading.read(stale, at=LATER)
    assert Invoice.objects.count() == 1
    assert states(drop) == {"a.xml": "READY"}


def test_a_fault_of_ours_is_tried_again_and_then_told_to_the_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    drop = a_drop({"a.xml": a_cii("FA-1"), "b.xml": a_cii("FA-2")})
    original = read_file

    def broken(content: bytes, *given: object, **named: object) -> object:
        if b"FA-1" in content:
            raise OSError("the world is broken")
        return original(content, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_file", broken)
    for turn in range(MOST_ATTEMPTS + 1):
        work.advance(clock=stopped(LATER + turn * 2 * LEASE))
    assert states(drop) == {"a.xml": "FAILED", "b.xml": "READY"}
    assert work.failed().get().last_error.startswith("OSError")
    monkeypatch.setattr(reading, "read_file", original)
    assert work.retry_failed() == 1
    work_all()
    assert states(drop) == {"a.xml": "READY", "b.xml": "READY"}


def test_a_file_that_kills_its_worker_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    drop = a_drop({f"{name}.xml": a_cii(f"FA-{name}") for name in "abc"})
    original = read_file

    def deadly(content: bytes, *given: object, **named: object) -> object:
        if b"FA-b" in content:
            raise KeyboardInterrupt
        return original(content, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_file", deadly)
    for turn in range(2 * MOST_ATTEMPTS):
        with suppress(KeyboardInterrupt):
            work.advance(clock=stopped(LATER + turn * 2 * LEASE))
    assert states(drop) == {"a.xml": "READY", "b.xml": "FAILED", "c.xml": "READY"}
    assert work.failed().get().last_error == "killed"


def test_who_does_not_send_for_the_structure_sees_no_drop() -> None:
    drop = a_drop({"a.xml": a_cii("FA-1")})
    with pytest.raises(NotFound):
        adding.add(a_person("noe@example.org"), drop.pk, [brought("b.xml", a_cii("FA-2"))], at=LATER)
    with pytest.raises(Refusal, match="CPP-ACCES-02"):
        adding.open_drop(a_person("noe@example.org"), supplier=drop.supplier, service=None, framework="A1", at=LATER)


def test_the_vat_regime_of_the_drop_serves_where_a_pdf_says_none() -> None:
    drop = read({"d.pdf": a_pdf("SS-9")})
    draft = drop.files.get().draft
    assert draft and draft.draft["typed"]["vat_regime"] == "TVA_SUR_DEBIT"


def test_the_number_of_another_drop_or_of_a_draft_is_nobodys_business() -> None:
    receive(sample().encode())
    read({"a.xml": a_cii("FA-7")})
    assert states(read({"b.xml": a_cii("FA-7", replace={"</rsm:Cross": " </rsm:Cross"})})) == {"b.xml": "READY"}


def test_all_ready_ones_leave_together() -> None:
    drop = read({f"{rank}.xml": a_cii(f"FA-{rank}") for rank in range(3)})
    assert send_ready(drop) == 3
    work_all()
    assert set(states(drop).values()) == {"SENT"}
