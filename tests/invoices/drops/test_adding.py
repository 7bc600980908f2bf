"""Files that come into several drops at the same instant."""

import pytest
from django.db import transaction

from unisson.files import store
from unisson.files.models import StoredFile
from unisson.kernel.ports import ScanVerdict

from ..builders import AT
from ..test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]


def kept(number: int) -> store.Kept:
    row = StoredFile(digest=f"{number:064}", size=1, media_type="text/plain", scan=ScanVerdict.NOT_SCANNED, kept_at=AT)
    return store.Kept(file=row, known=False)


@transaction.atomic
def record(*files: store.Kept) -> None:
    store.record(*files)


def test_two_who_bring_the_same_files_in_other_orders_do_not_wait_in_a_circle() -> None:
    for turn in range(3):
        files = [kept(1000 * turn + number) for number in range(500)]
        told = at_once(lambda files=files: record(*files), lambda files=files: record(*files[::-1]))
        assert told == [None, None]
    assert StoredFile.objects.count() == 1500
