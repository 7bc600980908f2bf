"""`unisson archive`: all that is due at once, and whether the archive is whole."""

from datetime import timedelta

import pytest

from tests.invoices.builders import LATER, an_available, walk
from unisson.cli import archive
from unisson.invoices import archives
from unisson.invoices.models import ArchiveCheck, Invoice
from unisson.invoices.status import Status
from unisson.invoices.sweep import sweep
from unisson.kernel.clock import stopped

pytestmark = pytest.mark.django_db


def test_all_that_is_due_is_archived_and_what_is_altered_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(an_available("FA-1"), Status.MISE_EN_PAIEMENT)
    sweep(clock=stopped(LATER))
    monkeypatch.setattr(archive, "now", stopped(LATER + timedelta(days=800)))

    assert archive.move()
    assert Invoice.objects.get().archived_at is not None
    assert archives.unsound().count() == 0

    ArchiveCheck.objects.update(sound=False)
    assert not archive.move()
    assert "FA-1" in capsys.readouterr().out
