import io
import zipfile
from datetime import timedelta

import pytest

from tests.invoices.builders import AT, LATER, a_cii, a_deposit, a_person
from unisson.directory.models import Membership
from unisson.invoices import sweep
from unisson.invoices.drops import certificates, forgetting, sending
from unisson.invoices.models import DepositCertificate, Drop, DropFile, Invoice
from unisson.invoices.status import NEVER_SENT, Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal

from .builders import a_drop, codes, put, read, send_ready, states, work_all

pytestmark = pytest.mark.django_db


def sent() -> int:
    return Invoice.objects.exclude(status__in=NEVER_SENT).count()


def test_only_what_was_seen_ready_leaves() -> None:
    drop = read({"a.xml": a_cii("FA-1")})
    seen = {file.pk: file.judged_version or 0 for file in drop.files.all()}
    put(drop, {"b.xml": a_cii("FA-2")})
    work_all()
    sending.ask(a_person(), drop.pk, seen, at=LATER)
    work_all()
    assert states(drop) == {"a.xml": "SENT", "b.xml": "READY"}


def test_a_press_that_comes_twice_sends_once() -> None:
    drop = read({"a.xml": a_cii("FA-1")})
    seen = {file.pk: file.judged_version or 0 for file in drop.files.all()}
    assert [sending.ask(a_person(), drop.pk, seen, at=LATER) for _ in range(2)] == [1, 0]
    work_all()
    assert sending.ask(a_person(), drop.pk, seen, at=LATER) == 0
    assert (sent(), DepositCertificate.objects.count()) == (1, 1)


def test_nothing_ready_is_told() -> None:
    drop = read({"c.txt": b"bonjour"})
    with pytest.raises(Refusal, match="CPP-DEPOTS-05"):
        sending.ask(a_person(), drop.pk, {drop.files.get().pk: 0}, at=LATER)


def test_killed_between_the_deposit_and_its_mark_it_is_not_sent_again() -> None:
    drop = read({"a.xml": a_cii("FA-1")})
    send_ready(drop)
    stale = DropFile.objects.select_related("sender").get()
    work_all()
    DropFile.objects.update(state=DropFile.State.TO_SEND, lease_until=LATER)
    sending.send(stale, at=LATER)
    assert states(drop) == {"a.xml": "SENT"}
    assert (sent(), DepositCertificate.objects.count()) == (1, 1)


def test_a_lease_that_ran_out_is_taken_over() -> None:
    drop = read({"a.xml": a_cii("FA-1")})
    send_ready(drop)
    DropFile.objects.update(lease_until=LATER + timedelta(minutes=1))
    assert work_all() == 0
    assert work_all(LATER + timedelta(minutes=2)) > 0
    assert states(drop) == {"a.xml": "SENT"}


def test_a_number_used_meanwhile_comes_back_with_its_reason() -> None:
    drop = read({"a.xml": a_cii("FA-1")})
    send_ready(drop)
    a_deposit("FA-1")
    work_all()
    assert states(drop) == {"a.xml": "TWIN"}
    assert "CPP-ADM-10" in codes(drop, "a.xml")


def test_a_right_withdrawn_meanwhile_sends_nothing() -> None:
    drop = read({"a.xml": a_cii("FA-1")})
    send_ready(drop)
    Membership.objects.all().delete()
    work_all()
    assert sent() == 0
    assert states(drop) == {"a.xml": "READY"}


def test_the_sweep_reads_sends_delivers_and_prints() -> None:
    drop = a_drop({"a.xml": a_cii("FA-1")})
    sweep.sweep(clock=stopped(LATER))
    send_ready(drop)
    for _ in range(2):
        sweep.sweep(clock=stopped(LATER))
    assert Invoice.objects.get().status == Status.MISE_A_DISPOSITION
    assert sweep.left()["drops"] == 0


def test_all_certificates_in_one_archive_with_a_table() -> None:
    drop = read({"a.xml": a_cii("FA-1"), "b.xml": a_cii("FA-2"), "c.txt": b"bonjour"})
    send_ready(drop)
    for _ in range(2):
        sweep.sweep(clock=stopped(LATER))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(certificates.zipped(a_person(), drop))))
    assert archive.testzip() is None
    assert archive.namelist() == ["certificat-FA-1.pdf", "certificat-FA-2.pdf", "recapitulatif.csv"]
    assert archive.read("certificat-FA-1.pdf").startswith(b"%PDF-")
    table = archive.read("recapitulatif.csv").decode("utf-8-sig")
    assert [line.split(";")[:2] for line in table.splitlines()[1:]] == [
        ['"a.xml"', '"FA-1"'],
        ['"b.xml"', '"FA-2"'],
    ]


def test_certificates_of_what_one_may_not_read_are_left_out() -> None:
    drop = read({"a.xml": a_cii("FA-1")})
    send_ready(drop)
    for _ in range(2):
        sweep.sweep(clock=stopped(LATER))
    assert not certificates.printed(a_person("noe@example.org"), drop).exists()


def test_a_drop_that_nobody_touched_for_long_is_forgotten_and_its_drafts_stay() -> None:
    read({"a.xml": a_cii("FA-1")})
    then = AT + forgetting.KEPT
    assert forgetting.forget_over(clock=stopped(then - timedelta(seconds=1))) == 0
    assert [forgetting.forget_over(clock=stopped(then)) for _ in range(2)] == [1, 0]
    assert not Drop.objects.exists()
    assert Invoice.objects.get().status == Status.BROUILLON


def test_a_drop_still_to_be_read_is_not_forgotten() -> None:
    a_drop({"a.xml": a_cii("FA-1")})
    assert forgetting.forget_over(clock=stopped(AT + forgetting.KEPT)) == 0
