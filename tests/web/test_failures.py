import errno

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_supplier

pytestmark = pytest.mark.django_db


def test_a_session_that_cannot_be_written_is_a_fault_of_ours(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(a_supplier()[0])

    def lost(*_: object, **__: object) -> None:
        raise UpdateError

    monkeypatch.setattr(SessionStore, "save", lost)
    client.raise_request_exception = False
    answer = client.get(reverse("issued:summary"))
    assert answer.status_code == 503
    assert "failures/fault.html" in [template.name for template in answer.templates]


def test_no_room_for_what_a_form_brings_is_said_in_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(a_supplier()[0])

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", full)
    client.raise_request_exception = False
    file = SimpleUploadedFile("lot.zip", b"PK\x03\x04" + bytes(12 * 1024 * 1024))
    answer = client.post(reverse("issued:drops"), {"framework": "A1", "files": file})
    assert answer.status_code == 507
    assert "failures/refusal.html" in [template.name for template in answer.templates]
