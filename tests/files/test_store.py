import errno
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from unisson.files import store
from unisson.files.models import StoredFile
from unisson.files.storage import DurableStorage
from unisson.kernel.ports import ScanVerdict, ports
from unisson.kernel.refusal import Refusal, Unavailable

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def keep(content: bytes) -> store.Kept:
    kept = store.put(content, name="facture.pdf", media_type="application/pdf", at=AT)
    store.record(kept)
    return kept


def test_what_is_kept_is_given_back_by_its_digest() -> None:
    kept = keep(b"une facture")
    assert kept.file.digest == hashlib.sha256(b"une facture").hexdigest()
    assert store.content_of(kept.file.digest) == b"une facture"
    assert (kept.file.size, kept.file.scan) == (11, ScanVerdict.NOT_SCANNED)


def test_the_same_content_is_kept_once() -> None:
    first, second = keep(b"deux fois la meme"), keep(b"deux fois la meme")
    assert (first.known, second.known) == (False, True)
    assert StoredFile.objects.count() == 1


def test_a_file_whose_row_was_lost_gets_its_row_again() -> None:
    keep(b"la ligne manque")
    StoredFile.objects.all().delete()
    keep(b"la ligne manque")
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_promises_nothing_and_leaves_nothing(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(number, "no room")

    content = f"disque plein {number}".encode()
    folder = Path(default_storage.path(hashlib.sha256(content).hexdigest()[:2]))
    before = set(folder.glob("*"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Unavailable, match="CPP-FICHIER-07"):
            keep(content)
    assert not StoredFile.objects.exists()
    assert set(folder.glob("*")) == before
    assert keep(content).known is False


def test_a_broken_disk_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        keep(b"disque casse")


@pytest.mark.parametrize("verdict", [ScanVerdict.CLEAN, ScanVerdict.NOT_SCANNED])
def test_what_the_scanner_said_is_recorded(verdict: ScanVerdict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "scanner", Saying(verdict))
    assert keep(b"analyse").file.scan == verdict


def test_an_infected_file_is_refused_and_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "scanner", Saying(ScanVerdict.INFECTED))
    with pytest.raises(Refusal, match="CPP-FICHIER-06"):
        keep(b"un virus")
    digest = hashlib.sha256(b"un virus").hexdigest()
    assert not default_storage.exists(f"{digest[:2]}/{digest}")


def test_an_altered_or_lost_file_is_not_intact() -> None:
    digest = keep(b"sera change").file.digest
    place = Path(default_storage.path(f"{digest[:2]}/{digest}"))
    assert store.is_intact(digest)
    place.write_bytes(b"a change")
    assert not store.is_intact(digest)
    place.unlink()
    assert not store.is_intact(digest)


def test_what_a_kill_left_half_written_is_taken_away_a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    arriving = Path(default_storage.path("arriving"))
    monkeypatch.setattr(os, "fsync", _dies)
    with pytest.raises(KeyboardInterrupt), monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_, **__: None)  # a kill leaves no time for it
        keep(b"coupe au milieu")
    assert len(list(arriving.iterdir())) == 1
    assert store.forget_cut_off(at=datetime.now(tz=UTC)) == 0
    assert store.forget_cut_off(at=datetime.now(tz=UTC) + timedelta(days=2)) == 1
    assert list(arriving.iterdir()) == []


def _dies(*_: Any) -> None:
    raise KeyboardInterrupt


class Saying:
    """A scanner that always says the same."""

    def __init__(self, verdict: ScanVerdict) -> None:
        self._verdict = verdict

    def scan(self, content: bytes) -> ScanVerdict:
        return self._verdict


def test_a_file_appears_under_its_name_only_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    real = os.fsync

    def looking(descriptor: int) -> None:
        seen.append((tmp_path / "ab" / "facture").exists())
        real(descriptor)

    monkeypatch.setattr(os, "fsync", looking)
    DurableStorage(location=tmp_path).save("ab/facture", ContentFile(b"x" * 300_000))
    assert seen == [False, True, True]
    assert (tmp_path / "ab" / "facture").read_bytes() == b"x" * 300_000
