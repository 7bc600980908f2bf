"""An export from the question to the file: by slices, resumed, made once, for its person alone."""

import csv
import errno
import io
import os
import shutil
import zipfile
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import AT, LATER, a_clerk, a_person, a_structure, a_supplier, an_available, grant
from unisson.directory.models import Grant
from unisson.directory.spaces import Space
from unisson.invoices import bundle
from unisson.invoices.bundle import Paper
from unisson.invoices.exports import asking, parts, tables, work
from unisson.invoices.exports.request import Wish
from unisson.invoices.lease import MOST_ATTEMPTS
from unisson.invoices.lists import search
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.sorting import Sort
from unisson.invoices.models import Export, ExportFile, Invoice, UserAction
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal

pytestmark = pytest.mark.django_db
CLOCK = stopped(LATER)


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS", 2)
    monkeypatch.setattr(parts, "MOST", 2)
    shutil.rmtree(default_storage.path("exports"), ignore_errors=True)


def asked(kind: str = Export.Kind.CSV, *, sort: str = "numero", **wish: Any) -> Export:
    return asking.ask(a_clerk(), Wish(sort=Sort.read(sort), **wish), kind, Space.RECEIVED, structure=None, at=AT)


def made(export: Export) -> Export:
    for _ in range(20):
        work.make_pending(clock=CLOCK)
    export.refresh_from_db()
    return export


def content_of(export: Export, number: int = 1) -> bytes:
    return b"".join(asking.pieces(asking.file_of(a_clerk(), export.pk, number)))


def numbers_in(content: bytes) -> list[str]:
    return [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")][1:]


def several(count: int = 5) -> list[Invoice]:
    return [an_available(f"FA-{rank}") for rank in range(count)]


def test_a_table_is_written_slice_by_slice_and_tells_how_far_it_is() -> None:
    several()
    export = asked()
    told = []
    while export.state == Export.State.PENDING:
        assert work.make_pending(clock=CLOCK) == 1
        export.refresh_from_db()
        told.append((export.done, export.total))
    assert told == [(2, 5), (4, 5), (5, 5), (5, 5)]
    assert numbers_in(content_of(export)) == [f"FA-{rank}" for rank in range(5)]
    assert ExportFile.objects.filter(export=export).count() == 1
    assert len(default_storage.listdir(asking.folder_of(export))[1]) == 1


def test_it_holds_what_answers_in_the_order_that_was_asked() -> None:
    several(4)
    Invoice.objects.filter(number="FA-2").update(status=Status.SERVICE_FAIT)
    Invoice.objects.filter(number="FA-1").update(gross_total=Decimal(1))
    assert numbers_in(content_of(made(asked(asked=Asked(statuses=(Status.SERVICE_FAIT,)))))) == ["FA-2"]
    assert numbers_in(content_of(made(asked(sort="ttc"))))[0] == "FA-1"


def test_a_workbook_has_amounts_and_days_as_such() -> None:
    several(3)
    content = content_of(made(asked(Export.Kind.XLSX)))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 4


def test_killed_in_the_middle_it_goes_on_where_it_was() -> None:
    several()
    export = asked()
    work.make_pending(clock=CLOCK)
    # A worker takes the next slice and dies with it.
    Export.objects.filter(pk=export.pk).update(lease_until=LATER + work.LEASE, attempts=1)
    assert work.make_pending(clock=CLOCK) == 0
    after = stopped(LATER + 2 * work.LEASE)
    while work.make_pending(clock=after):
        pass
    export.refresh_from_db()
    assert export.state == Export.State.READY
    assert numbers_in(content_of(export)) == [f"FA-{rank}" for rank in range(5)]


def test_a_slice_that_another_worker_kept_meanwhile_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    several()
    export = asked()
    real = tables.slice_of

    def slow(one: Export) -> Any:
        slice_ = real(one)
        Export.objects.filter(pk=one.pk).update(lease_until=LATER + 3 * work.LEASE)
        return slice_

    monkeypatch.setitem(work._MAKERS, Export.Kind.CSV, slow)
    assert work.make_pending(clock=CLOCK) == 0
    export.refresh_from_db()
    assert (export.done, export.slices) == (0, 0)
    assert asking._listed(asking.folder_of(export))[1] == []


def test_what_fails_again_and_again_is_given_up_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    several(1)
    export = asked()

    def broken(_: Export) -> Any:
        raise OSError("no disk")

    monkeypatch.setitem(work._MAKERS, Export.Kind.CSV, broken)
    for step in range(MOST_ATTEMPTS + 1):
        work.make_pending(clock=stopped(LATER + step * timedelta(minutes=1)))
    export.refresh_from_db()
    assert (export.state, export.last_error) == (Export.State.FAILED, "OSError: no disk")


def test_a_full_disk_is_told_and_what_was_made_before_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    several(3)
    export = asked()
    work.make_pending(clock=CLOCK)

    def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for turn in range(MOST_ATTEMPTS):
            work.make_pending(clock=stopped(LATER + timedelta(minutes=turn)))
    export.refresh_from_db()
    assert export.state == Export.State.FAILED
    assert not ExportFile.objects.exists()
    assert asking._listed(asking.folder_of(export))[1] == []


def test_what_a_killed_one_left_is_taken_away_and_nothing_else() -> None:
    several(3)
    lost, kept = asked(), made(asked())
    work.make_pending(clock=CLOCK)
    Export.objects.filter(pk=lost.pk).delete()  # and there somebody was killed
    assert asking.forget_lost() == 1
    assert default_storage.listdir("exports")[0] == [str(kept.pk)]
    assert len(numbers_in(content_of(kept))) == 3
    assert asking.forget_lost() == 0


def test_it_is_one_s_own() -> None:
    several(1)
    export = made(asked())
    other = a_person("nadia@example.org")
    grant(other, a_structure(PONT_SAINT_ESPRIT), Space.RECEIVED)
    with pytest.raises(NotFound):
        asking.get(other, export.pk)
    with pytest.raises(NotFound):
        asking.file_of(other, export.pk, 1)
    assert asking.own(other, Space.RECEIVED) == []
    assert asking.own(a_clerk(), Space.RECEIVED) == [export]


def test_rights_count_when_it_is_made_and_when_it_is_downloaded() -> None:
    several(1)
    clerk = a_clerk()
    grant(clerk, a_structure(PONT_SAINT_ESPRIT), Space.RECEIVED)
    export = made(asked())
    Grant.objects.filter(membership__user=clerk, membership__structure=a_structure(PONT_SAINT_ESPRIT)).delete()
    with pytest.raises(Refusal, match="CPP-EXPORT-05"):
        asking.file_of(clerk, export.pk, 1)
    waiting = asked()
    Grant.objects.filter(membership__user=clerk).delete()
    assert made(waiting).state == Export.State.FAILED
    with pytest.raises(NotFound):
        asking.get(clerk, waiting.pk)


def test_nothing_to_write_is_said_at_once() -> None:
    with pytest.raises(Refusal, match="CPP-EXPORT-03"):
        asked()


def test_so_many_are_made_at_once_for_one_person() -> None:
    several(1)
    for _ in range(asking.AT_ONCE):
        asked()
    with pytest.raises(Refusal, match="CPP-EXPORT-02"):
        asked()


def test_it_is_forgotten_after_some_days_with_its_files() -> None:
    several(1)
    export = made(asked())
    folder = asking.folder_of(export)
    assert work.forget_over(clock=stopped(LATER + asking.KEPT)) == 0
    assert work.forget_over(clock=stopped(LATER + asking.KEPT + timedelta(seconds=1))) == 1
    assert not Export.objects.exists()
    assert not default_storage.exists(folder)


def test_a_group_download_comes_in_parts_and_is_traced_when_it_is_taken() -> None:
    invoices = several(3)
    export = made(asked(Export.Kind.ZIP, papers=frozenset({Paper.ORIGINAL, Paper.STRUCTURED})))
    assert export.state == Export.State.READY
    assert list(export.files.values_list("number", "invoices")) == [
        (1, [invoices[0].pk, invoices[1].pk]),
        (2, [invoices[2].pk]),
    ]
    with zipfile.ZipFile(io.BytesIO(content_of(export, 2))) as archive:
        assert sorted(name.rpartition("/")[2] for name in archive.namelist()) == [
            "donnees-structurees.xml",
            "facture.xml",
        ]
    assert not UserAction.objects.exists()
    asking.note_download(a_clerk(), asking.file_of(a_clerk(), export.pk, 2), at=LATER)
    assert list(UserAction.objects.values_list("invoice", "what")) == [(invoices[2].pk, UserAction.What.DOWNLOAD)]
    assert list(Invoice.objects.filter(downloaded=True)) == [invoices[2]]


def test_what_was_ticked_is_all_that_it_holds() -> None:
    invoices = several(3)
    export = made(asked(Export.Kind.ZIP, keys=(invoices[1].pk,), papers=bundle.USUAL))
    assert list(export.files.values_list("invoices", flat=True)) == [[invoices[1].pk]]


def test_a_group_download_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    several(2)
    monkeypatch.setattr(asking, "INVOICES", 1)
    with pytest.raises(Refusal, match="CPP-EXPORT-04"):
        asked(Export.Kind.ZIP)


def test_the_supplier_exports_what_it_sent() -> None:
    several(2)
    export = asking.ask(a_supplier()[0], Wish(), Export.Kind.CSV, Space.ISSUED, structure=None, at=AT)
    made(export)
    content = b"".join(asking.pieces(asking.file_of(a_supplier()[0], export.pk, 1)))
    assert sorted(numbers_in(content)) == ["FA-0", "FA-1"]
    assert search.how_many(a_supplier()[0], Asked(), Space.ISSUED) == 2
